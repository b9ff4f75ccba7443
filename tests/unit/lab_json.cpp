// JSON is what RFC 8259 says, and nothing else; what is wrong is told where it stands and as it is.
#include "lab/json.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using lab::Json;

namespace {

Json read(const std::string& text) {
  Json json;
  std::string why;
  CAPTURE(text);
  CHECK_MESSAGE(lab::read_json(text, json, why), why);
  return json;
}

// Why it is refused; what was in `out` stays.
std::string refused(const std::string& text) {
  Json json;
  json.text = "as it was";
  std::string why;
  CAPTURE(text);
  CHECK_FALSE(lab::read_json(text, json, why));
  CHECK(json.text == "as it was");
  return why;
}

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

}  // namespace

TEST_CASE("every form of a JSON number is read") {
  const std::vector<std::pair<const char*, double>> numbers{
      {"0", 0},      {"-0", -0.0},   {"7", 7},         {"-12", -12}, {"0.5", 0.5},  {"10.25", 10.25}, {"1e3", 1e3},
      {"1E+3", 1e3}, {"25e-1", 2.5}, {"-1.5e2", -150}, {"0e0", 0},   {"1e-400", 0}, {"0.1", 0.1}};
  for (const auto& [text, value] : numbers) {
    CAPTURE(text);
    CHECK(read(text).is(Json::Kind::number));
    CHECK(read(text).number == value);
  }
  CHECK(std::signbit(read("-0").number));
}

TEST_CASE("what is no JSON number is refused, and it is said why") {
  const std::vector<std::pair<const char*, const char*>> wrong{
      {"+05.", "line 1, column 1: a number begins with a digit or '-'"},
      {"+1", "line 1, column 1: a number begins with a digit or '-'"},
      {".5", "line 1, column 1: a number begins with a digit or '-'"},
      {"05", "line 1, column 1: a number has no 0 before its other digits"},
      {"-01", "line 1, column 1: a number has no 0 before its other digits"},
      {"[00]", "line 1, column 2: a number has no 0 before its other digits"},
      {"5.", "line 1, column 3: a digit is missing behind the point"},
      {"5.e3", "line 1, column 3: a digit is missing behind the point"},
      {"-", "line 1, column 2: a digit is missing behind '-'"},
      {"-x", "line 1, column 2: a digit is missing behind '-'"},
      {"1e", "line 1, column 3: a digit is missing in the exponent"},
      {"1e+", "line 1, column 4: a digit is missing in the exponent"},
      {"1e999", "line 1, column 1: the number is too large"},
      {"0x10", "line 1, column 2: nothing can follow the value"},
      {"1,5", "line 1, column 2: nothing can follow the value"}};
  for (const auto& [text, why] : wrong) CHECK(refused(text) == why);
  for (const char* text : {"NaN", "nan", "Infinity", "-Infinity", "٣"}) refused(text);
}

TEST_CASE("a text's escapes are read, pairs of surrogates as the one character that they are") {
  CHECK(read("\"\"").text.empty());
  CHECK(read(R"("\"\\\/\b\f\n\r\t")").text == "\"\\/\b\f\n\r\t");
  CHECK(read(R"("\u0041\u00fc\u20AC\u732b")").text == "Aü€猫");
  CHECK(read(R"("\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff")").text ==
        "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf");
  CHECK(read(R"({"\u0061\"": 1})").keys[0] == "a\"");
  CHECK(read(R"("\ud83d\ude00")").text == "😀");
  CHECK(read(R"("\uD83D\uDE00!")").text == "😀!");
  CHECK(read(R"("\ud800\udc00\udbff\udfff")").text == "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");
  CHECK(read(R"("a\u0000b")").text == std::string("a\0b", 3));
  CHECK(read("\"猫 😀\x7f\"").text == "猫 😀\x7f");
}

TEST_CASE("half of a pair, alone or before something else, is refused in words that are true") {
  for (const char* text : {R"(["\ud83d"])", R"(["\ude00"])", R"(["\ud83d\ud83d"])", R"(["\ud83dx"])", R"(["\ud83d\n"])",
                           R"(["\ud83d\u0041"])", R"(["\ud83d\u"])"})
    CHECK(refused(text) ==
          "line 1, column 3: half of a pair stands alone: \\ud800 to \\udbff go before \\udc00 to \\udfff");
}

TEST_CASE("what is wrong in a text is told where it stands, columns counted in characters") {
  CHECK(refused("\"abc") == "line 1, column 5: the text has no closing quote");
  CHECK(refused("\"ü猫😀") == "line 1, column 5: the text has no closing quote");
  CHECK(refused("\"a\\qb\"") ==
        "line 1, column 3: behind a backslash stands one of \" \\ / b f n r t, or u and four hexadecimal digits");
  for (const char* text : {R"("a\u12")", R"("a\u12g4")", R"("a\u-123")", R"("a\u 123")", R"("a\u+123")"})
    CHECK(refused(text) == "line 1, column 3: \\u is followed by four hexadecimal digits");
  for (const char sign : {'\n', '\t', '\r', '\0', '\x1f'})
    CHECK(refused("[\n \"a" + std::string(1, sign) + "\"]") ==
          "line 2, column 4: a line break, a tab or another control character in a text is written as \\n, \\t or "
          "\\u000a");
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80"})
    CHECK(refused("{\"a\":\n\"é" + std::string(bad) + "\"}") == "line 2, column 3: this is not UTF-8");
  CHECK(refused("'a'").starts_with("line 1, column 1: a value is expected"));
}

TEST_CASE("objects and arrays are read in their order, with blanks of all four kinds") {
  const Json json = read("\xef\xbb\xbf \t\r\n{ \"b\" : [ 1 , [ ] , { } ,null,true , false ] ,\"a\":\"x\"}\n");
  REQUIRE(json.keys == std::vector<std::string>{"b", "a"});
  REQUIRE(json.items[0].items.size() == 6);
  CHECK(json.items[0].items[1].is(Json::Kind::array));
  CHECK(json.items[0].items[2].is(Json::Kind::object));
  CHECK(json.items[0].items[3].is(Json::Kind::null));
  CHECK(json.items[0].items[4].number == 1);
  CHECK(json.items[0].items[5].number == 0);
  CHECK(json.items[0].items[5].is(Json::Kind::boolean));
  CHECK(json.find("a")->text == "x");
  CHECK(json.find("c") == nullptr);
}

TEST_CASE("a list or an object that is not whole is refused, as is anything behind the value") {
  const std::vector<std::pair<const char*, const char*>> wrong{
      {"", "line 1, column 1: a value is missing at the end"},
      {" \n", "line 2, column 1: a value is missing at the end"},
      {"[", "line 1, column 2: a value is missing at the end"},
      {"[1", "line 1, column 3: ',' or ']' is expected"},
      {"[1 2]", "line 1, column 4: ',' or ']' is expected"},
      {"{", "line 1, column 2: a name in double quotes is expected"},
      {"{a: 1}", "line 1, column 2: a name in double quotes is expected"},
      {"{\"a\" 1}", "line 1, column 6: ':' is expected"},
      {"{\"a\": 1", "line 1, column 8: ',' or '}' is expected"},
      {"{\"a\": 1,}", "line 1, column 9: a name in double quotes is expected"},
      {"[1]]", "line 1, column 4: nothing can follow the value"},
      {"{}\n{}", "line 2, column 1: nothing can follow the value"},
      {"nullx", "line 1, column 5: nothing can follow the value"},
      {"[] // x", "line 1, column 4: nothing can follow the value"},
      {"\n\n\"open", "line 3, column 6: the text has no closing quote"},
      {"{\"a\": 1 \"b\"}", "line 1, column 9: ',' or '}' is expected"},
      {"{,}", "line 1, column 2: a name in double quotes is expected"}};
  for (const auto& [text, why] : wrong) CHECK(refused(text) == why);
  for (const char* text : {"[1,]", "[,1]", "]", "tru", "nul", "True", "\xc2\xa0[]", "\v[]", "{\"a\":}", "undefined"})
    CHECK(refused(text).find(": a value is expected") != std::string::npos);
}

TEST_CASE("a name that stands twice in an object is refused where it stands again; in two objects it may") {
  CHECK(refused("{\"a\": 1, \"b\": 2,\n \"a\": 3}") == "line 2, column 2: this name stands twice in its object");
  CHECK(refused(R"({"a": 1, "\u0061": 2})") == "line 1, column 10: this name stands twice in its object");
  CHECK(refused(R"({"b": 1, "a": 1, "b": 1, "a": 1})") == "line 1, column 26: this name stands twice in its object");
  CHECK(read(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}], "A": 0})").items.size() == 3);
}

TEST_CASE("what is nested 33 deep is read, 34 not") {
  CHECK(read(nested(33)).is(Json::Kind::array));
  CHECK(refused(nested(34)) == "line 1, column 34: more than 32 brackets within each other");
  std::string objects, ends;
  for (int i = 0; i < 34; ++i) objects += "{\"a\":", ends += '}';
  CHECK(refused(objects + "1" + ends).find("more than 32 brackets") != std::string::npos);
  CHECK(refused(nested(100'000)).find("more than 32 brackets") != std::string::npos);
}

TEST_CASE("the writer writes what the reader reads: signs, control characters, what is no UTF-8, numbers") {
  const std::string text = std::string("\"\\/\b\f\n\r\t\0\x1f\x7f", 11) + "ü猫😀";
  lab::JsonWriter json;
  json.open('{').key(text).open('[').value(text).value(std::string_view("a\xff\xc3z\xed\xa0\x80"));
  json.value(-0.125).value(1.5e30).value(static_cast<double>(0.1f)).value(std::numeric_limits<double>::quiet_NaN());
  json.value(std::numeric_limits<double>::infinity()).value(true).null().value(static_cast<long long>(1) << 40);
  json.written("{\"x\": [1, 2]}").open('{').close().close().close();
  const Json back = read(json.text());
  REQUIRE(back.keys == std::vector<std::string>{text});
  const std::vector<Json>& items = back.items[0].items;
  REQUIRE(items.size() == 12);
  CHECK(items[0].text == text);
  CHECK(items[1].text == "a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(items[2].number == -0.125);
  CHECK(items[3].number == 1.5e30);
  CHECK(static_cast<float>(items[4].number) == 0.1f);
  CHECK(items[5].is(Json::Kind::null));
  CHECK(items[6].is(Json::Kind::null));
  CHECK(items[7].is(Json::Kind::boolean));
  CHECK(items[8].is(Json::Kind::null));
  CHECK(items[9].number == 1099511627776.0);
  CHECK(items[10].find("x")->items[1].number == 2);
  CHECK(items[11].is(Json::Kind::object));
}

TEST_CASE("what the writer writes is JSON, commas, quotes and all") {
  lab::JsonWriter json;
  json.open('{').key("a").value(1.5).key("b").open('[').value(true).value(false).null().value(-7LL);
  json.open('[').close().open('{').close().close().key("c\n").value("\"x\"\\ü\x1f ").key("d").value("e").close();
  CHECK(json.text() ==
        "{\"a\": 1.5, \"b\": [true, false, null, -7, [], {}], \"c\\u000a\": \"\\\"x\\\"\\\\ü\\u001f \", \"d\": \"e\"}");
  const Json back = read(json.text());
  CHECK(back.find("c\n")->text == "\"x\"\\ü\x1f ");
}

TEST_CASE("a number that is not finite is written as null, every other so that its float comes back") {
  for (const double number : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                              -std::numeric_limits<double>::infinity()}) {
    CHECK(lab::JsonWriter().value(number).text() == "null");
  }
  for (float number = 1e-30f; number < 1e30f; number *= 3.7f) {
    CHECK(static_cast<float>(read(lab::JsonWriter().value(static_cast<double>(number)).text()).number) == number);
  }
}

TEST_CASE("JSON at the end of a text has no spaces between values, and none of its texts a control character") {
  std::string text = "x";
  lab::JsonWriter json(text);
  json.open('{').member("a", 0.5).member("b", true).member("c", "d\n\"e\\").key("f").open('[').value(1.0).value(2.0);
  json.close().member("g", std::nan("")).close();
  CHECK(text == R"(x{"a":0.5,"b":true,"c":"d \"e\\","f":[1,2],"g":null})");
}
