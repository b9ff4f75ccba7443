// The same 10,000 links, CSV and JSON files and pasted arrays each time: random bytes, random words, and mutations of
// sound ones.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "lab/exports.h"
#include "lab/laboratory.h"
#include "lab/own_program.h"
#include "net/random.h"
#include "targets.h"

namespace {

using Seeds = std::vector<std::string>;

class Mutator {
public:
  Mutator(const Seeds& seeds, const Seeds& words, std::uint32_t lane) : seeds_(seeds), words_(words), lane_(lane) {}

  std::string input(std::uint64_t number) {
    random_ = net::Random(1, net::Purpose::monte_carlo, number, lane_);
    index_ = 0;
    if (number % 8 == 0) return bytes(below(200));
    std::string text = number % 8 == 1 ? std::string() : seeds_[below(seeds_.size())];
    for (std::size_t i = 0, count = 1 + below(number % 8 == 1 ? 40 : 6); i < count; ++i) mutate(text);
    return text;
  }

private:
  std::size_t below(std::size_t n) { return random_.below(index_++, static_cast<std::uint32_t>(n)); }
  std::string bytes(std::size_t count) {
    std::string text;
    while (text.size() < count) text += static_cast<char>(below(256));
    return text;
  }
  void mutate(std::string& text) {
    const std::size_t at = below(text.size() + 1), length = std::min(text.size() - at, below(30));
    const std::string part = text.substr(at, length);
    switch (below(7)) {
      case 0:
        text.insert(at, words_[below(words_.size())]);
        break;
      case 1:
        text.insert(at, bytes(1 + below(3)));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, part);
        break;
      case 4:
        text.resize(at);
        break;
      case 5:
        text.insert(at, seeds_[below(seeds_.size())].substr(0, 1 + below(200)));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ static_cast<char>(1 << below(8)));
    }
  }

  const Seeds &seeds_, &words_;
  std::uint32_t lane_, index_ = 0;
  net::Random random_{1, net::Purpose::monte_carlo};
};

int run(const char* what, void (*target)(const std::uint8_t*, std::size_t), const Seeds& seeds, const Seeds& words) {
  constexpr std::uint64_t inputs = 10'000;
  Mutator mutator(seeds, words, static_cast<std::uint32_t>(words.size()));
  for (std::uint64_t i = 0; i < inputs; ++i) {
    const std::string text = mutator.input(i);
    target(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  std::printf("ok - %llu %s\n", static_cast<unsigned long long>(inputs), what);
  return 1;
}

Seeds links() {
  Seeds all{"v1&own=a&features=x,y&classes=a,b&rows=0.5,1,0;1,2,0;3,4,1;5,6,1&at=20",
            "v1&own=a&classes=a,b&rows=0.5,1,0;1,2,0;3,4,1;5,6,1&draw=1,2,2;4,5.5,0",
            "v1&draw=0.5,-0.25,1;0,1e-3,2;1,1,3&points=20&at=20",
            "v1&arms=combined,l2&keep=0.9,0.5,0.7&l2=0.1;0.9&name=a;%C3%BC%2525&mute=no;yes&reference=1&"
            "do=5:keep.0.1=0.5;6:rate=0.1;6:hold.1.3=dropped;7:weight.0.9=-1.5&at=2000"};
  for (const lab::Preset& preset : lab::presets()) {
    lab::Session session;
    session.start = preset.experiment;
    all.push_back(lab::write_link(session));
  }
  return all;
}

Seeds link_words() {
  Seeds all{"v1",         "v2",   "&",     "=",     ";",           ",",     ":",       ".",        "%",
            "%00",        "%ff",  "-",     "1e9",   "1e-45",       "nan",   "inf",     "0x1",      "at=",
            "do=",        "own=", "draw=", "rows=", "classes=a,b", "hold.", "weight.", "data=own", "standardize=no",
            "99999999999"};
  for (const lab::Field& field : lab::fields()) all.push_back(std::string("&") + field.key + '=');
  return all;
}

}  // namespace

int main() {
  const Seeds rows{"x,y,label\n1,2.5,red\n3,4,red\n-1,0,blue\n2,1,blue\n",
                   "1;2,5;\"a;\"\"b\"\r\n3;4,5;\"a;\"\"b\"\r\n5;6;c\r\n7;8;c", "1\t2\ta\r3\t4\ta\r5\t6\tb\r7\t8\tb\r",
                   "\xef\xbb\xbf"
                   "1,2,gr\xfcn\n1,2,gr\xfcn\n0,0,\"two\nlines\"\n0,1,\"two\nlines\"\n"};
  const Seeds row_words{"\"",    "\"\"", ",",   ";",  "\t",  "\n", "\r",   "\r\n",    "1e38",
                        "1e-45", "-0",   "nan", ".5", "5,5", "a",  "\xff", "\xc3\xbc"};
  lab::Laboratory laboratory;
  lab::Snapshot snapshot;
  laboratory.use(lab::read_own_data(rows[0], "rows.csv").data);
  laboratory.draw(0, 0, 2);
  laboratory.read(snapshot);
  const Seeds files{"{\"format\": \"dropout-lab 1\", \"session\": \"v1&seed=4&at=3\", \"arms\": []}",
                    lab::to_json(laboratory, snapshot).substr(0, 4000), lab::to_json(laboratory, snapshot)};
  const Seeds file_words{"{",
                         "}",
                         "[",
                         "]",
                         "\"",
                         ":",
                         ",",
                         "null",
                         "true",
                         "1e999",
                         "\\u00e4",
                         "\\",
                         "\"data\": ",
                         "\"rows\": [",
                         "\"session\": ",
                         "\"format\": \"dropout-lab 1\""};
  int passed = run("links", fuzz::link, links(), link_words());
  passed += run("CSV files", fuzz::csv, rows, row_words);
  passed += run("JSON files", fuzz::json, files, file_words);
  const lab::OwnTask task = lab::own_task(1);
  const Seeds arrays{lab::task_text(task, lab::TaskFormat::csv), lab::task_text(task, lab::TaskFormat::numpy),
                     "[[1. 0.5]\n [0. 2.]]", "1;0,5\r\n2;3\r\n", "A = array([[1., 2.],\n       [3., 4.]])"};
  const Seeds array_words{"[",   "]",     ",", ";",           "\t", "\n",   "...",
                          "nan", "1e999", "-", "np.float64(", ")",  "True", "\xff"};
  passed += run("pasted arrays", fuzz::array, arrays, array_words);
  std::printf("%d passed, 0 failed\n", passed);
  return 0;
}
