// What must be the same to the bit in every build: masks, batch orders and initial weights.
#include <doctest/doctest.h>

#include <bit>
#include <cstdio>
#include <string>
#include <vector>

#include "net_files.h"
#include "net_reference.h"

namespace {

// One line a thing: its name and its words in hexadecimal, long ones as their hash (FNV-1a over the words) as well.
class Lines {
public:
  void add(const std::string& name, const std::vector<std::uint32_t>& words) {
    text_ += name;
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const std::uint32_t w : words) hash = (hash ^ w) * 0x100000001b3u;
    for (std::size_t i = 0; i < words.size() && i < 8; ++i) put(" %08llx", words[i]);
    put(" of %llu,", words.size());
    put(" hash %016llx\n", hash);
  }
  const std::string& text() const { return text_; }

private:
  void put(const char* format, unsigned long long number) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, format, number);
    text_ += buffer;
  }
  std::string text_;
};

std::vector<std::uint32_t> masks(net::MaskPer per, net::Noise noise, int size) {
  net::Mlp mlp(reference::make_shape({5, 20, 7, 1}, net::Activation::linear, net::Activation::sigmoid,
                                     net::Loss::sigmoid_cross_entropy),
               size);
  mlp.dropout.keep = {0.8f, 0.5f, 0.86f, 1, 1, 1, 1, 1};
  mlp.dropout.per = per;
  mlp.dropout.noise = noise;
  // ones in, so that the input passes its factors on
  const net::Matrix x = net::Matrix::Ones(5, size), y = net::Matrix::Ones(1, size);
  std::vector<std::uint32_t> words;
  for (std::uint64_t step = 0; step < 3; ++step) {
    mlp.draw_masks(11, step, size);
    mlp.forward({net::view(x), net::view(y)});
    const net::Matrix input = mlp.passed_on(0);
    for (int u = 0; u < 5; ++u)
      for (int i = 0; i < size; ++i) words.push_back(std::bit_cast<std::uint32_t>(input(u, i)));
    for (int l = 1; l < 3; ++l) {
      const net::Matrix mask = mlp.mask(l);
      for (Eigen::Index k = 0; k < mask.size(); ++k) words.push_back(mask.data()[k] != 0);
    }
  }
  return words;
}

std::string golden() {
  Lines lines;
  std::vector<std::uint32_t> words(1000);
  net::Random(1, net::Purpose::mask, 2, 3).words(0, 1000, words.data());
  lines.add("words 1 mask 2 3", words);
  for (std::uint32_t i = 0; i < 1000; ++i)
    words[i] = std::bit_cast<std::uint32_t>(net::Random(1, net::Purpose::input_noise).normal(i));
  lines.add("normal 1 input_noise", words);
  for (const int size : {1, 13, 211}) {
    const std::string n = std::to_string(size);
    lines.add("masks per example, batch " + n, masks(net::MaskPer::example, net::Noise::bernoulli, size));
    lines.add("masks per batch, batch " + n, masks(net::MaskPer::batch, net::Noise::bernoulli, size));
    lines.add("gaussian, batch " + n, masks(net::MaskPer::example, net::Noise::gaussian, size));
  }
  for (const std::uint32_t n : {5u, 211u}) {
    words.resize(n);
    for (std::uint64_t epoch = 0; epoch < 2; ++epoch) {
      net::permutation(net::Random(3, net::Purpose::batch_order, epoch), n, words.data());
      lines.add("batch order of " + std::to_string(n) + ", epoch " + std::to_string(epoch), words);
    }
  }
  const net::Shape shape = reference::make_shape({2, 20, 3, 1}, net::Activation::relu, net::Activation::sigmoid,
                                                 net::Loss::sigmoid_cross_entropy);
  std::vector<float> parameters(static_cast<std::size_t>(shape.parameters()));
  for (const auto& [name, kind] : {std::pair{"He", net::Initialization::he}, {"Xavier", net::Initialization::xavier}}) {
    net::initialize(shape, kind, 3, parameters.data());
    words.clear();
    for (const float p : parameters) words.push_back(std::bit_cast<std::uint32_t>(p));
    lines.add(std::string("initial weights, ") + name, words);
  }
  return lines.text();
}

}  // namespace

TEST_CASE("masks, batch orders and initial weights are the same to the bit in every build") {
  CHECK(golden() == read_test_file("reference/golden.txt"));
}
