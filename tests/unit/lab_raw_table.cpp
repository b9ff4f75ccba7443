#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lab/raw_table.h"
#include "lab/session.h"

namespace {

using Values = std::vector<double>;
using Words = std::vector<std::string>;
using lab::TableNote;

lab::Reading read(const std::string& text) { return lab::read_own_data(text, "rows.csv"); }
Values values(const std::string& text) { return read(text).data.table.values; }
std::string why(const std::string& text) { return lab::read_table(text, "rows").why; }
bool notes(const std::string& text, TableNote what) {
  return lab::read_table(text, "rows").has_note[static_cast<int>(what)];
}
Words names(const std::string& text) {
  Words out;
  for (const lab::Column& column : lab::read_table(text, "rows").columns) out.push_back(column.name);
  return out;
}

std::string utf16(const std::string& ascii, bool big) {
  std::string out;
  for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

constexpr const char* four = "x,y,label\n1,2.5,red\n3,4,red\n-1,0,blue\n2,1,blue\n";

}  // namespace

TEST_CASE("numbers may have thousands, decimal commas, a per cent sign and a minus of typesetting") {
  CHECK(values("\"1,234\",a\n\"12,345\",a\n\"1,234,567\",b\n7,b\n") == Values{1234, 12345, 1234567, 7});
  CHECK(values("1.234,5;a\n2,5;a\n1.000.000;b\n7;b\n") == Values{1234.5, 2.5, 1e6, 7});
  CHECK(values("1,234;a\n0,123;a\n3,5;b\n7;b\n") == Values{1.234, 0.123, 3.5, 7});
  CHECK(values("1 234,5;a\n12\xc2\xa0"
               "345;a\n1\xe2\x80\xaf"
               "000;b\n7;b\n") == Values{1234.5, 12345, 1000, 7});
  CHECK(values("1'234.5,a\n7.5,a\n3.5,b\n9,b\n") == Values{1234.5, 7.5, 3.5, 9});
  CHECK(values("\xe2\x88\x92"
               "1.5,a\n\xe2\x88\x92"
               "2,a\n+3,b\n4,b\n") == Values{-1.5, -2, 3, 4});
  CHECK(values("5%,a\n7.5 %,a\n-3%,b\n100%,b\n") == Values{5, 7.5, -3, 100});
  CHECK(values("5%,a\n0.5,a\n3%,b\n0.25,b\n") == Values{0.05, 0.5, 0.03, 0.25});
  CHECK(values("1 234.5;a\n12 34;a\n3.5;b\n9;b\n5;a\n") == Values{1234.5, 3.5, 9, 5});
}

TEST_CASE("a single odd cell decides neither the separator, nor the notation, nor a column's kind, nor the header") {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += std::to_string(i % 7) + ".5;" + std::to_string(i * i) + (i % 2 ? ";a\n" : ";b\n");
  for (const std::string odd : {"1,5;2;a\n", "abc;2;a\n", "1,2,3;2;a\n", "NA;2;a\n", "1\t2;2;a\n"}) {
    CAPTURE(odd);
    for (const bool first : {false, true}) {
      const lab::Reading reading = read(first ? odd + text : text + odd);
      CHECK(reading.usable);
      CHECK(reading.data.features.size() == 2);
      CHECK(reading.data.table.rows() == 20);
      CHECK(reading.wrong_rows == 1);
      CHECK(reading.wrong[0].starts_with(first ? "line 1: " : "line 21: "));
    }
  }
}

TEST_CASE("bars and blanks part cells, and a first line sep= says what does") {
  for (const std::string text :
       {"1|2.5|red\n3|4|red\n-1|0|blue\n2|1|blue\n", "1 2.5 red\n3  4 red\n -1 0 blue\n2\t1 blue\n",
        "sep=;\nx;y;label\n1;2.5;red\n3;4;red\n-1;0;blue\n2;1;blue\n",
        "\"sep=|\"\r\n1|2.5|red\r\n3|4|red\r\n-1|0|blue\r\n2|1|blue\r\n"}) {
    CAPTURE(text);
    CHECK(values(text) == Values{1, 2.5, 3, 4, -1, 0, 2, 1});
    CHECK(read(text).data.classes == Words{"blue", "red"});
  }
  CHECK(read("sep=;\nx;y;label\n1;2;a\n3;4;a\n5;6;b\n7;8;b\n9;b\n").wrong ==
        Words{"line 7: 2 cells where most rows have 3"});
  CHECK(read("1, new york\n2, new york\n3, los angeles\n4, los angeles\n").data.classes ==
        Words{"los angeles", "new york"});
}

TEST_CASE("comments and a row of units are no rows, and names may be numbers") {
  CHECK(names("# measured in May\n# x,y,label\n1,2,a\n3,4,a\n5,6,b\n7,8,b\n") == Words{"x", "y", "label"});
  CHECK(notes("# measured in May\n1,2,a\n3,4,b\n", TableNote::comments));
  const std::string units = "length,weight,kind\nmm,kg,\n1,2,a\n3,4,a\n5,6,b\n7,8,b\n";
  CHECK(read(units).wrong_rows == 0);
  CHECK(read(units).data.table.rows() == 4);
  CHECK(notes(units, TableNote::units));
  CHECK_FALSE(notes(four, TableNote::units));
  CHECK(names("1,2,3,label\n0.5,7.5,2.5,a\n1.5,6.5,3.5,b\n2.5,5.5,4.5,a\n3.5,4.5,5.5,b\n") ==
        Words{"1", "2", "3", "label"});
  CHECK(names("2019;2020;2021;kind\n5,5;6;7;a\n5;6,5;7;b\n4;3;2;a\n4;4;4;b\n")[1] == "2020");
  CHECK(names("1,2.5,red\n3,4,red\n-1,0,blue\n2,1,blue\n")[0] == "x₁");
  CHECK(names("buying,doors,class\nhigh,2,good\nlow,4,bad\nhigh,4,good\nlow,2,bad\n")[2] == "class");
  CHECK(read("My table of May\n\nx,y,label\n1,2,a\n3,4,a\n5,6,b\n7,8,b\n").wrong ==
        Words{"line 1: it stands above the names of the columns"});
}

TEST_CASE("0 and 0.0 are one class, and classes of numbers are in their order") {
  CHECK(read("1,0\n2,0.0\n3,1\n4,1.00\n5,10\n6,10\n").data.classes == Words{"0", "1", "10"});
  CHECK(read("1,\xe2\x88\x92"
             "1\n2,-1\n3,+1\n4,1\n")
            .data.classes == Words{"-1", "1"});
}

TEST_CASE("values far from zero are standardized by their differences") {
  std::string text;
  for (int i = 0; i < 14; ++i) text += std::to_string(1'000'000'000LL + i % 7) + "," + (i % 2 ? "a" : "b") + "\n";
  const lab::OwnData data = read(text).data;
  CHECK(data.mean[0] == 1e9 + 3);
  CHECK(data.deviation[0] == 2);
  const net::Split split = lab::split(data, 1);
  CHECK(split.train.x.row(0).maxCoeff() - split.train.x.row(0).minCoeff() > 2);
  CHECK(data.shown(0, data.standardized(0, 1e9 + 5)) == 1e9 + 5);
  lab::Session session;
  session.data = std::make_shared<const lab::OwnData>(data);
  std::vector<std::string> notices;
  CHECK(lab::read_link(lab::write_link(session), notices).data->table.values == data.table.values);
}

TEST_CASE("what is no UTF-8 is read as Windows-1252 and UTF-16, and said to be") {
  const std::string latin =
      "Gr\xf6\xdf"
      "e,\x80uro,art\n1,2,gr\xfcn\n3,4,gr\xfcn\n5,6,rot\n7,8,rot\n";
  CHECK(names(latin) == Words{"Größe", "€uro", "art"});
  CHECK(notes(latin, TableNote::windows_1252));
  CHECK(read(latin).data.classes == Words{"grün", "rot"});
  CHECK_FALSE(notes("Größe,art\n1,a\n2,b\n", TableNote::windows_1252));
  CHECK(names("Größe,L\xc3\xa4nge,art\n1,2,a\n3,4,b\xff\n5,6,a\n7,8,b\n") == Words{"Größe", "Länge", "art"});
  for (const bool big : {false, true}) {
    for (const std::string mark : {"", "x"}) {
      const std::string text = (mark.empty() ? "" : big ? "\xfe\xff" : "\xff\xfe") + utf16(four, big);
      CHECK(values(text) == Values{1, 2.5, 3, 4, -1, 0, 2, 1});
      CHECK(notes(text, TableNote::utf16));
    }
  }
}

TEST_CASE("a file that is no table of text is told as what it is") {
  CHECK(why(std::string("PK\x03\x04\0\0xl/workbook.xml", 20)).find("Excel file (.xlsx)") != std::string::npos);
  CHECK(why("PK\x03\x04 iris.csv").find("ZIP archive") != std::string::npos);
  CHECK(why("\x89PNG\r\n").find("picture (PNG)") != std::string::npos);
  CHECK(why("\xff\xd8\xff\xe0").find("picture (JPEG)") != std::string::npos);
  CHECK(why("%PDF-1.7\n").find("PDF") != std::string::npos);
  CHECK(why("\x1f\x8b\b").find("gzip") != std::string::npos);
  CHECK(why("\n<!DOCTYPE html>\n<html>").find("web page (HTML)") != std::string::npos);
  CHECK(why(std::string("\1\2\0\3\0\0\0", 7)).find("no text") != std::string::npos);
  CHECK(why("  \r\n") == "There is nothing in it.");
  CHECK(lab::guess(lab::read_table("only,one\n", "one")).label == -1);
  CHECK(why("This is prose.\nIt has words of\nmany lines.\n").starts_with("There is no row of two cells"));
}

TEST_CASE("reasons are kept line by line even when no row survives") {
  const lab::Reading one = read("a\nb\n");
  CHECK_FALSE(one.usable);
  CHECK(one.wrong == Words{"line 1: at least one feature and a label are needed",
                           "line 2: at least one feature and a label are needed"});
  const lab::Reading none = read("x,y,label\n,2,a\n1,,a\n,4,b\n5,,b\n");
  CHECK_FALSE(none.usable);
  CHECK_FALSE(none.why.empty());
  CHECK(none.wrong.size() == 4);
  CHECK(none.wrong[1].starts_with("line 3: "));
}

TEST_CASE("another label, other inputs and a regression are chosen, and the link holds what they come to") {
  const lab::RawTable raw =
      lab::read_table("id,size,colour,kind\n1,2.5,red,a\n2,3.5,blue,a\n3,4.5,red,b\n4,6,blue,b\n5,7,red,b\n", "t.csv");
  lab::Choice choice = lab::guess(raw);
  CHECK(choice.label == 3);
  CHECK(choice.use ==
        std::vector<lab::Use>{lab::Use::left_out, lab::Use::number, lab::Use::one_hot, lab::Use::left_out});
  lab::choose_label(raw, 1, choice);
  CHECK(choice.regression);
  CHECK(choice.use[3] == lab::Use::one_hot);
  choice.use[2] = lab::Use::left_out;
  const lab::Reading reading = lab::read_choice(raw, choice);
  REQUIRE(reading.usable);
  CHECK(reading.data.features == Words{"kind=a", "kind=b"});
  CHECK(reading.data.table.values == Values{1, 0, 1, 0, 0, 1, 0, 1, 0, 1});
  CHECK(reading.data.target == "size");
  CHECK(reading.data.target_mean == doctest::Approx(4.7));
  const net::Split split = lab::split(reading.data, 1);
  CHECK(split.train.classes == 0);
  CHECK(split.train.size() + split.test.size() == 5);
  CHECK(split.train.y.sum() + split.test.y.sum() == doctest::Approx(0).epsilon(1e-5));
  lab::Session session;
  session.data = std::make_shared<const lab::OwnData>(reading.data);
  std::vector<std::string> notices;
  const lab::Session back = lab::read_link(lab::write_link(session), notices);
  CHECK(notices.empty());
  REQUIRE(back.data);
  CHECK(back.data->target == "size");
  CHECK(back.data->table.labels == reading.data.table.labels);
  CHECK(back.data->features == reading.data.features);
  choice.use.assign(4, lab::Use::left_out);
  CHECK(lab::read_choice(raw, choice).why == "No column is an input: choose one at least.");
}

TEST_CASE("limits are told: inputs, classes, words of a column") {
  std::string wide;
  for (int row = 0; row < 4; ++row) {
    for (int f = 0; f < 1001; ++f) wide += std::to_string(row * f % 7) + ",";
    wide += row % 2 ? "a\n" : "b\n";
  }
  CHECK(read(wide).why == "There are 1001 inputs. Up to 1000 are accepted: leave some out.");
  std::string words;
  for (int i = 0; i < 60; ++i)
    words += "w" + std::to_string(i % 13) + "," + std::to_string(i) + ".5," + (i % 2 ? "a\n" : "b\n");
  const lab::RawTable raw = lab::read_table(words, "words");
  CHECK_FALSE(lab::can_be_input(raw.columns[0]));
  CHECK(lab::read_choice(raw, lab::guess(raw)).data.features.size() == 1);
}
