#include <doctest/doctest.h>

#include <string>

#include "../../src/lab/told/records.h"
#include "lab/csv.h"

namespace {

lab::Table read(const std::string& text) {
  lab::Table table, same;
  std::string why;
  CAPTURE(why);
  REQUIRE(lab::read_tables(text, text, table, same, why));
  return table;
}

std::string complaint(const std::string& text) {
  lab::Table table, same;
  std::string why;
  REQUIRE_FALSE(lab::read_tables(text, "1,a\n2,b\n", table, same, why));
  CHECK(table.rows() == 0);
  return why;
}

}  // namespace

TEST_CASE("rows may have a header or not, any of three separators, a byte order mark, CRLF and quotes") {
  for (const std::string text : {"1,2.5,a\n-3e1,4,b\n", "x,y,label\n1,2.5,a\n-3e1,4,b",
                                 "\xef\xbb\xbf"
                                 "1;2.5;a\r\n\r\n-3e1;4;b\r\n",
                                 "1\t2.5\ta\n-3e1\t4\tb\n", "\"1\", \"2.5\" ,\"a\"\n-3e1, 4, b\n"}) {
    CAPTURE(text);
    const lab::Table table = read(text);
    CHECK(table.features == 2);
    CHECK(table.values == std::vector<double>{1, 2.5, -30, 4});
    CHECK(table.labels == std::vector<std::string>{"a", "b"});
  }
  CHECK(read("1,\"a \"\"b\"\", c\"\n2,d\n").labels[0] == "a \"b\", c");
}

TEST_CASE("a wrong row is named by its line and by what is wrong") {
  CHECK(complaint("1,2,a\n3,x,b\n5,6,a\n7,8,b\n") == "training set: line 2: 'x' is not a number");
  CHECK(complaint("x,y,label\n1,2,a\n\n3,b\n4,5,b\n") == "training set: line 4: 2 cells where most rows have 3");
  CHECK(complaint("1,2,\n3,4,b\n5,6,a\n7,8,b") == "training set: line 1: the label is missing");
  CHECK(complaint("1,2,a\n3,\"4,b\n") == "training set: line 2: a quote is not closed");
  CHECK(complaint("1,nan,a\n2,3,a\n4,5,b\n3,7,b\n") == "training set: line 1: 'x₂' is missing");
  CHECK(complaint("a\nb\n").starts_with("training set: There is no row of two cells"));
  CHECK(complaint("") == "training set: There is nothing in it.");
}

TEST_CASE("a test table is read as the training table was, and must have its columns and words") {
  lab::Table train, test;
  std::string why;
  REQUIRE(lab::read_tables("kind,size,colour\na,1,red\nb,2,blue\na,3,red\nb,4,blue\n", "kind,size,colour\nb,5,red\n",
                           train, test, why));
  CHECK(train.features == 3);  // two colours and a size, or two kinds and a size
  CHECK(test.features == 3);
  CHECK_FALSE(lab::read_tables("1,2,a\n3,4,b\n", "1,a\n2,b\n", train, test, why));
  CHECK(why == "the test set has 2 columns, the training set 3");
  CHECK_FALSE(lab::read_tables("r,1,a\ns,2,b\nr,3,a\ns,4,b\n", "r,1,a\nq,2,b\n", train, test, why));
  CHECK(why == "test set: line 2: 'q' is not known in 'x₁'");
}

TEST_CASE("classes are the training labels in order, by number where all are numbers") {
  std::string why;
  net::Split split;
  REQUIRE(lab::datasets(read("1,10\n2,9\n3,10\n"), {1, {4}, {"9"}}, split, why));
  CHECK(split.train.classes == 2);
  CHECK(split.train.label == std::vector<int>{1, 0, 1});
  CHECK(split.train.y(0, 2) == 1);
  CHECK(split.test.label == std::vector<int>{0});
  REQUIRE(lab::datasets(read("1,2,b\n3,4,c\n5,6,a\n"), {2, {7, 8}, {"c"}}, split, why));
  CHECK(split.train.classes == 3);
  CHECK(split.train.label == std::vector<int>{1, 2, 0});
  CHECK(split.train.x(1, 2) == 6);
  CHECK(split.test.y(2, 0) == 1);
}

TEST_CASE("tables that do not fit each other are refused") {
  std::string why;
  net::Split split;
  CHECK_FALSE(lab::datasets({1, {1, 2}, {"a", "a"}}, {1, {1}, {"a"}}, split, why));
  CHECK(why.find("1 different labels") != why.npos);
  CHECK_FALSE(lab::datasets(read("1,a\n2,b\n"), {2, {1, 2}, {"a"}}, split, why));
  CHECK(why.find("2 features") != why.npos);
  CHECK_FALSE(lab::datasets(read("1,a\n2,b\n"), {1, {1}, {"c"}}, split, why));
  CHECK(why.find("'c'") != why.npos);
}

TEST_CASE("no more records are cut than are asked for, and each knows its line") {
  const std::string text = "a,b\n\nc\r\n \"d\r\ne\" ,f\n,,\ng,\"open\n";
  const auto all = lab::records(text, ',', 100);
  REQUIRE(all.size() == 4);
  CHECK(all[0].cells == std::vector<std::string>{"a", "b"});
  CHECK(all[1].cells == std::vector<std::string>{"c"});
  CHECK(all[2].cells == std::vector<std::string>{"d\r\ne", "f"});
  CHECK(all[0].line == 1);
  CHECK(all[1].line == 3);
  CHECK(all[2].line == 4);
  CHECK(all[3].line == 7);
  CHECK(all[2].closed);
  CHECK_FALSE(all[3].closed);
  for (std::size_t most = 0; most <= 4; ++most) CHECK(lab::records(text, ',', most).size() == most);
}
