#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "lab/own_data.h"

using lab::OwnData, lab::Reading;

namespace {

Reading read(const std::string& text) { return lab::read_own_data(text, "rows.csv"); }

constexpr const char* four = "x,y,label\n1,2.5,red\n3,4,red\n-1,0,blue\n2,1,blue\n";

}  // namespace

TEST_CASE("own rows may have a header or not, any separator, any line end, quotes, a byte order mark, decimal commas") {
  for (const std::string text :
       {four, "1,2.5,red\r\n3,4,red\r\n\r\n-1,0,blue\r\n2,1,blue\r\n",
        "1\t2.5\tred\n3\t4\tred\n-1\t0\tblue\n2\t1\tblue",
        "\xef\xbb\xbf\"x\";\"y\";\"label\"\n1;2,5;red\n3;4,0;red\n-1;0;blue\n2;1;blue\n",
        "1;2.5;red\n3;4;red\n-1;0;blue\n2;1;blue\n", "1, \"2.5\" , red\r3,4,\"red\"\r-1,0,blue\r2,1,blue",
        "1,5e-1,a\n1,2.5,red\n3,4,red\n-1,0,blue\n2,1,blue\n"}) {
    CAPTURE(text);
    const Reading reading = read(text);
    CHECK(reading.usable);
    CHECK(reading.data.table.values == std::vector<double>{1, 2.5, 3, 4, -1, 0, 2, 1});
    CHECK(reading.data.table.labels == std::vector<std::string>{"red", "red", "blue", "blue"});
    CHECK(reading.data.classes == std::vector<std::string>{"blue", "red"});
  }
  CHECK(read(four).data.features == std::vector<std::string>{"x", "y"});
  CHECK(read("1,2,a\n3,4,a\n5,6,b\n7,8,b\n").data.features == std::vector<std::string>{"x₁", "x₂"});
  CHECK(read(",y,,label\n1,2,3,a\n3,4,5,a\n5,6,7,b\n7,8,9,b\n").data.features ==
        std::vector<std::string>{"x₁", "y", "x₃"});
  std::string wide;
  for (int row = 0; row < 4; ++row) {
    for (int f = 0; f < 90; ++f) wide += std::to_string(row * f) + ',';
    wide += row < 2 ? "a\n" : "b\n";
  }
  const auto sign = [](int digit) { return "\xe2\x82" + std::string(1, static_cast<char>(0x80 + digit)); };
  for (int f = 1; f <= 90; ++f) {
    const std::string number = (f >= 10 ? sign(f / 10) : "") + sign(f % 10);
    CHECK(read(wide).data.features[static_cast<std::size_t>(f - 1)] == "x" + number);
  }
}

TEST_CASE("a label may be any text: separators, quotes, line ends, other scripts, Latin-1") {
  const Reading reading =
      read("1,\"a \"\"b\"\", c\"\n2,\"a \"\"b\"\", c\"\n3,\"two\r\nlines\"\n4,\"two\r\nlines\"\n5,愛\n6,愛\n");
  REQUIRE(reading.usable);
  CHECK(reading.wrong_rows == 0);
  CHECK(reading.data.classes == std::vector<std::string>{"a \"b\", c", "two\r\nlines", "愛"});
  CHECK(read("1,gr\xfcn\n2,gr\xfcn\n3,rot\n4,rot\n").data.classes[0] == "grün");
  CHECK(read("1,10\n2,10\n3,9\n4,9\n").data.classes == std::vector<std::string>{"9", "10"});
  CHECK(read("1,10\n2,10\n3,9\n4,9\n5,x\n6,x\n").data.classes == std::vector<std::string>{"10", "9", "x"});
}

TEST_CASE("wrong rows are named by line number, and the good ones are usable") {
  const Reading reading =
      read("x,y,label\n1,2,a\n1,abc,a\n3,4,a\n\n5,\"6\n7\",b\n5,6\n5,6,b\n7,8,b\n9,,b\n9,9,\n9,9,\"c\n1,1,typo\n");
  CHECK(reading.usable);
  CHECK(reading.data.table.labels == std::vector<std::string>{"a", "a", "b", "b"});
  CHECK(reading.wrong_rows == 7);
  CHECK(reading.wrong == std::vector<std::string>{"line 3: 'abc' is not a number", "line 6: '6\n7' is not a number",
                                                  "line 8: 2 cells where most rows have 3", "line 11: 'y' is missing",
                                                  "line 12: the label is missing", "line 13: a quote is not closed",
                                                  "line 14: no other row has the label 'typo'"});
  std::string many;
  for (int i = 0; i < 100; ++i) many += "1.5,a\n2.5,b\n";
  for (int i = 0; i < 30; ++i) many += "x,b\n";
  CHECK(read(many).wrong_rows == 30);
  CHECK(read(many).wrong.size() == 10);
}

TEST_CASE("commas stand for points only where nothing else has a point") {
  CHECK(read("1,5;a\n2,5;a\n3;b\n4;b\n").data.table.values == std::vector<double>{1.5, 2.5, 3, 4});
  CHECK(read("2.5;a\n1,500;a\n3.5;b\n4.5;b\n").data.table.values == std::vector<double>{2.5, 1500, 3.5, 4.5});
  CHECK(read("2.5;a\n1,5;a\n3.5;b\n4.5;b\n4.5;a\n").wrong == std::vector<std::string>{"line 2: '1,5' is not a number"});
}

TEST_CASE("data that cannot be used say why") {
  for (const std::string text : {"", "\n\n", "x,y,label\n", "a\nb\n", "\"", "1,2,a\n3,4,a\n"}) {
    CAPTURE(text);
    const Reading reading = read(text);
    CHECK_FALSE(reading.usable);
    CHECK_FALSE(reading.why.empty());
  }
  std::string eleven;
  for (int i = 0; i < 22; ++i) eleven += "1,2,k" + std::to_string(i % 11) + "\n";
  CHECK(read(eleven).why.find("11 different labels") != std::string::npos);
}

TEST_CASE("20000 rows are read, those behind are wrong") {
  std::string text;
  for (int i = 0; i < 20'002; ++i) text += "1.5,2.5," + std::to_string(i % 10) + "\n";
  const Reading reading = read(text);
  CHECK(reading.usable);
  CHECK(reading.data.table.rows() == 20'000);
  CHECK(reading.wrong_rows == 2);
  CHECK(reading.wrong[0] == "line 20001: more than 20000 rows");
}

TEST_CASE("features are standardized, and what is shown is in the visitor's units again") {
  const OwnData data = read("100,7,a\n300,7,a\n500,7,b\n700,7,b\n").data;
  CHECK(data.mean == std::vector<double>{400, 7});
  CHECK(data.deviation[1] == 1);  // constant
  const net::Split split = lab::split(data, 3);
  float sum = 0, squares = 0;
  for (const net::Dataset* set : {&split.train, &split.test}) {
    sum += set->x.row(0).sum();
    squares += set->x.row(0).squaredNorm();
  }
  CHECK(sum == doctest::Approx(0));
  CHECK(squares / 4 == doctest::Approx(1));
  CHECK(data.shown(0, data.standardized(0, 550)) == doctest::Approx(550));
}

TEST_CASE("every class is in training and test set, by the same share, chosen by the seed") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += std::to_string(i) + "," + (i < 50 ? "a" : i < 98 ? "b" : "c") + "\n";
  const OwnData data = read(text).data;
  const net::Split split = lab::split(data, 1);
  CHECK(split.train.classes == 3);
  const auto in_test = [&](int k) { return std::count(split.test.label.begin(), split.test.label.end(), k); };
  CHECK(in_test(0) == 15);
  CHECK(in_test(1) == 14);
  CHECK(in_test(2) == 1);
  CHECK(split.train.size() == 70);
  CHECK(split.train.y.colwise().sum().isOnes());
  CHECK(lab::split(data, 1).train.x == split.train.x);
  CHECK(lab::split(data, 2).train.x != split.train.x);
}
