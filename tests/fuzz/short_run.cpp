// The same 10,000 links, CSV and JSON files, pasted arrays and typed numbers each time: random bytes, random words, and
// mutations of sound ones.
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
  Seeds all{
      "v1",          "v2",    "&",      "=",       ";",           ",",     ":",       ".",        "%",
      "%00",         "%ff",   "-",      "1e9",     "1e-45",       "nan",   "inf",     "0x1",      "at=",
      "do=",         "own=",  "draw=",  "rows=",   "classes=a,b", "hold.", "weight.", "data=own", "standardize=no",
      "99999999999", "&amp;", "&#38;",  "%26",     "%3D",         "%23v1", "#!",      "V1",       "\u200b",
      "\n",          ").",    "\u201d", "length=", "length=99"};
  for (const lab::Field& field : lab::fields()) all.push_back(std::string("&") + field.key + '=');
  return all;
}

}  // namespace

int main() {
  const Seeds rows{
      "x,y,label\n1,2.5,red\n3,4,red\n-1,0,blue\n2,1,blue\n",
      "1;2,5;\"a;\"\"b\"\r\n3;4,5;\"a;\"\"b\"\r\n5;6;c\r\n7;8;c",
      "1\t2\ta\r3\t4\ta\r5\t6\tb\r7\t8\tb\r",
      "\xef\xbb\xbf"
      "1,2,gr\xfcn\n1,2,gr\xfcn\n0,0,\"two\nlines\"\n0,1,\"two\nlines\"\n",
      "sep=|\n# made up\n|size|share|kind\n|mm|%|\na|1.234,5|5%|x\nb|2,5|7 %|y\nc|\xe2\x88\x92"
      "1|NA|x\nd|0,1|3%|y\n",
      "id,town,colour,price\n1,a,red,\"1,234\"\n2,b,blue,999.5\n3,a,red,?\n4,b,blue,\"12,000\"\n5,a,red,7\n",
      "18.0   8  307.0 ?  \"ford, old\"\n17.5   6\t304.0 150  \"amc\"\n 9. 8 1e2 200 \"vw\"\n",
      "0,1,2\n1,5,0.0\n2,7,0\n3,9,1\n4,2,1.0\n",
      "x\ty\n1000000003\t1\n1000000004\t0\n1000000005\t1\n1000000006\t0\n",
      std::string("\xff\xfe"
                  "1\0,\0a\0\n\0"
                  "2\0,\0b\0\n\0",
                  18),
      "<!doctype html><table>",
      "PK\x03\x04xl/"};
  const Seeds row_words{"\"",           "\"\"",     ",",  ";",   "\t",      "\n",  "\r",    "\r\n",
                        "1e38",         "1e-45",    "-0", "nan", ".5",      "5,5", "a",     "\xff",
                        "\xc3\xbc",     "|",        " ",  "#",   "sep=;\n", "%",   "1.234", "1,234",
                        "\xe2\x88\x92", "\xc2\xa0", "?",  "NA",  "label",   "id",  "1e29",  "\xfe\xff"};
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
  const Seeds values{
      R"({"a": [1, -2.5e-3, 1e9, true, false, null], "b": {"c": "\\\"\/\b\f\n\r\t\ud83d\ude00 é"}, "": [[], {}]})",
      "[0, -0, 0.1, 1E+2, 123456789012345678901234567890, \"猫\"]", files[0]};
  const Seeds value_words{"{",        "}",       "[",        "]",        ",",      ":",      "\"",           "\\",
                          "\\u",      "\\ud83d", "\\n",      "05",       "+1",     ".5",     "1.",           "1e",
                          "1e999",    "-",       "true",     "null",     "\"a\":", "\"a\",", "\xef\xbb\xbf", "\xff",
                          "\xed\xa0", "\t",      "[[[[[[[[", "]]]]]]]]", "\\ude00"};
  passed += run("JSON values, read, written and read again", fuzz::round_trip, values, value_words);
  const lab::OwnTask task = lab::own_task(1);
  const Seeds arrays{lab::task_text(task, lab::TaskFormat::csv), lab::task_text(task, lab::TaskFormat::numpy),
                     "[[1. 0.5]\n [0. 2.]]", "1;0,5\r\n2;3\r\n", "A = array([[1., 2.],\n       [3., 4.]])"};
  const Seeds array_words{"[",   "]",     ",", ";",           "\t", "\n",   "...",
                          "nan", "1e999", "-", "np.float64(", ")",  "True", "\xff"};
  passed += run("pasted arrays", fuzz::array, arrays, array_words);
  const Seeds numbers{
      "1,000", "1.633,5", "-1,25", "80 %", "1.2\u00b710\u207b\u2075", "\u0661\u066c\u0662\u0663\u0664\u066b\u0665",
      "1e-3"};
  const Seeds signs{".",      ",",      "'", " ",        "\u00a0", "\u2019", "\u066b", "\u066c", "\u2212", "+", "%",
                    "\u066a", "\uff05", "e", "\u00d710", "\u00b2", "000",    "\uff11", "\u06f3", "\u200e", "0"};
  passed += run("typed numbers", fuzz::typed, numbers, signs);
  std::printf("%d passed, 0 failed\n", passed);
  return 0;
}
