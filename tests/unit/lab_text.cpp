// Numbers, lists, escapes and JSON as text.
#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "../../src/lab/experiment/text.h"
#include "lab/json.h"

using lab::Json;

namespace {

// The one value of a text that must be JSON.
Json read(const std::string& text) {
  Json json;
  std::string why;
  const bool sound = lab::read_json(text, json, why);
  CAPTURE(text);
  CAPTURE(why);
  REQUIRE(sound);
  return json;
}

std::string complaint(const std::string& text) {
  Json json;
  json.text = "as it was";
  std::string why;
  CAPTURE(text);
  CHECK_FALSE(lab::read_json(text, json, why));
  CHECK(json.text == "as it was");
  return why;
}

std::string unescaped(const std::string& text) {
  std::string out = "left over";
  return lab::unescape(text, out) ? out : "refused";
}

}  // namespace

TEST_CASE("a number is a finite decimal one and nothing else") {
  const struct {
    const char* text;
    double number;
  } good[] = {{"3", 3},
              {"-0.5", -0.5},
              {"+2", 2},
              {"1e-3", 1e-3},
              {"1E3", 1000},
              {".25", 0.25},
              {"7.", 7},
              {"0", 0},
              {"-0", 0},
              {"12345678901234567890123456789012345", 12345678901234567890123456789012345.0},
              {"9876543210", 9876543210.0}};
  for (const auto& [text, number] : good) {
    CAPTURE(text);
    double out = 99;
    CHECK(lab::read_number(text, out));
    CHECK(out == number);
  }
  for (const std::string text : {"", " 3", "3 ", "0x3", "nan", "inf", "3,5", "1e999", "-1e999", "--1", "1e", "e", ".",
                                 "-", "3a", "1234567890123456789012345678901234567890"}) {
    CAPTURE(text);
    double out = 99;
    CHECK_FALSE(lab::read_number(text, out));
    CHECK(out == 99);
  }
}

TEST_CASE("a number's shortest text is read back as the very float") {
  const struct {
    float number;
    const char* text;
  } known[] = {{0, "0"},
               {1, "1"},
               {-2.5f, "-2.5"},
               {0.1f, "0.1"},
               {1.0f / 3, "0.33333334"},
               {1e-7f, "1e-7"},
               {-3e-10f, "-3e-10"},
               {1e10f, "1e10"},
               {2e20f, "2e20"},
               {1234567, "1234567"},
               {100000, "100000"},
               {16777216, "16777216"},
               {0.123456791f, "0.12345679"}};
  for (const auto& [number, text] : known) CHECK(lab::shortest(number) == text);
  for (float number = 1e-30f; number < 1e30f; number *= 1.7f) {
    double back = 0;
    CAPTURE(number);
    CHECK(lab::read_number(lab::shortest(number), back));
    CHECK(static_cast<float>(back) == number);
  }
}

TEST_CASE("a list is cut at every separator, and an empty text is one empty part") {
  using Parts = std::vector<std::string_view>;
  CHECK(lab::split("a,b,c", ',') == Parts{"a", "b", "c"});
  CHECK(lab::split("", ',') == Parts{""});
  CHECK(lab::split(",a,", ',') == Parts{"", "a", ""});
  CHECK(lab::split("a;b,c", ';') == Parts{"a", "b,c"});
}

TEST_CASE("what an address must not hold is escaped, and comes back; what is no escape is refused") {
  CHECK(lab::escape("a;b%c", ";%") == "a%3Bb%25c");
  CHECK(lab::escape("a;b%c", "") == "a;b%c");
  CHECK(lab::escape(std::string("\t\x1f \x7f~\n", 6), "") == "%09%1F %7F~%0A");
  CHECK(lab::escape("\xc3\xbc", "\xc3") == "%C3\xbc");
  CHECK(unescaped("a%3Bb%25c%c3%bC") == "a;b%c\xc3\xbc");
  CHECK(unescaped("plain") == "plain");
  CHECK(unescaped("%00") == std::string(1, '\0'));
  CHECK(unescaped("%aF%09%90") == "\xaf\x09\x90");
  for (const std::string text : {"%", "a%4", "%g0", "%0g", "%G0", "%:0", "%/0", "%@0", "%`0", "%-1"}) {
    CAPTURE(text);
    CHECK(unescaped(text) == "refused");
  }
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(unescaped(lab::escape(all, "%;&")) == all);
}

TEST_CASE("text is UTF-8 up to the first byte that is none") {
  for (const std::string whole :
       {"", "plain", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
        "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "a\xc3\xbc\xe6\x84\x9b\xf0\x9f\x98\x80z"}) {
    CAPTURE(whole);
    CHECK(lab::sound_utf8(whole) == whole.size());
    CHECK(lab::sound_utf8(whole + whole) == 2 * whole.size());
  }
  for (const std::string bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xdf\xc0", "\xe0\x9f\xbf", "\xe0\x80\x80",
        "\xed\xa0\x80", "\xed\xbf\xbf", "\xe6\x84", "\xe6\x84z", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xff", "\xf0\x9f\x98", "\xf0\x9f\x98z"}) {
    CAPTURE(bad);
    CHECK(lab::sound_utf8("ab" + bad) == 2);
  }
}

TEST_CASE("JSON values of every kind are read, with blanks wherever they may stand") {
  const Json json = read(" { \"a\" : [ 1 , -2.5e1 , true , false , null , \"x\" ] ,\t\"b\":{},\r\n\"c\":[] } ");
  REQUIRE(json.is(Json::Kind::object));
  CHECK(json.keys == std::vector<std::string>{"a", "b", "c"});
  const Json& a = *json.find("a");
  REQUIRE(a.is(Json::Kind::array));
  REQUIRE(a.items.size() == 6);
  CHECK(a.items[0].number == 1);
  CHECK(a.items[0].is(Json::Kind::number));
  CHECK(a.items[1].number == -25);
  CHECK(a.items[2].is(Json::Kind::boolean));
  CHECK(a.items[2].number == 1);
  CHECK(a.items[3].is(Json::Kind::boolean));
  CHECK(a.items[3].number == 0);
  CHECK(a.items[4].is(Json::Kind::null));
  CHECK(a.items[5].is(Json::Kind::string));
  CHECK(a.items[5].text == "x");
  CHECK(json.find("b")->is(Json::Kind::object));
  CHECK(json.find("c")->is(Json::Kind::array));
  CHECK(json.find("d") == nullptr);
  CHECK(read("[[[]]]").items[0].items[0].items.empty());
  CHECK(read("0").number == 0);
}

TEST_CASE("every escape of a JSON string stands for its sign, and code points become UTF-8") {
  CHECK(read(R"("\" \\ \/ \b \f \n \r \t")").text == "\" \\ / \b \f \n \r \t");
  CHECK(read(R"("\u0041\u007f\u0080\u00fc\u07ff\u0800\u611b\uffff\u00E9")").text ==
        "A\x7f\xc2\x80\xc3\xbc\xdf\xbf\xe0\xa0\x80\xe6\x84\x9b\xef\xbf\xbf\xc3\xa9");
  CHECK(read(R"({"\u0061\"": 1})").keys[0] == "a\"");
  CHECK(read(R"("\u0041b")").text == "Ab");
  for (const std::string text :
       {R"("\x")", R"("\)", R"("\u12")", R"("\u12g4")", R"("\u")", R"("\u 123")", R"("\u+123")"}) {
    CAPTURE(text);
    CHECK(complaint(text).ends_with(": expected an escape such as \\n"));
  }
}

TEST_CASE("what is no JSON is refused, with the place and what was expected there") {
  CHECK(complaint("") == "line 1, column 1: expected a value");
  CHECK(complaint("nul") == "line 1, column 1: expected a value");
  CHECK(complaint("1 2") == "line 1, column 3: expected nothing more");
  CHECK(complaint("[1\n 2]") == "line 2, column 2: expected ',' or ']'");
  CHECK(complaint("[1,]") == "line 1, column 4: expected a value");
  CHECK(complaint("{\"a\" 1}") == "line 1, column 6: expected ':'");
  CHECK(complaint("{\"a\": 1 \"b\"}") == "line 1, column 9: expected ',' or '}'");
  CHECK(complaint("{a: 1}") == "line 1, column 2: expected a name in quotes");
  CHECK(complaint("{\"a\": 1,}") == "line 1, column 9: expected a name in quotes");
  CHECK(complaint("\n\n\"open") == "line 3, column 6: expected a closing quote");
  CHECK(complaint("1?") == "line 1, column 2: expected nothing more");
  CHECK(complaint("1e") == "line 1, column 1: expected a value");
  CHECK(complaint("+-1") == "line 1, column 1: expected a value");
  CHECK(complaint("{\"a\": [1, {\"b\": x}]}") == "line 1, column 17: expected a value");
  for (const std::string text : {"[", "{", "{\"a\"", "{\"a\":", "[1,", "[1", "{\"a\": 1", "]"}) complaint(text);
}

TEST_CASE("JSON may be nested 32 deep and no deeper") {
  CHECK(read(std::string(33, '[') + std::string(33, ']')).items.size() == 1);
  CHECK(complaint(std::string(34, '[') + std::string(34, ']')) ==
        "line 1, column 34: expected less deeply nested values");
  std::string objects, ends;
  for (int i = 0; i < 34; ++i) objects += "{\"a\":", ends += '}';
  CHECK(complaint(objects + "1" + ends).find("less deeply") != std::string::npos);
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

TEST_CASE("a JSON number is written as JSON has it, and nothing else is one") {
  const auto reads = [](const std::string& text, double wanted) {
    lab::Json json;
    std::string why;
    return lab::read_json(text, json, why) && json.is(lab::Json::Kind::number) && json.number == wanted;
  };
  CHECK(reads("0", 0));
  CHECK(reads("-0.5", -0.5));
  CHECK(reads("120", 120));
  CHECK(reads("1e3", 1000));
  CHECK(reads("2.5E-1", 0.25));
  CHECK(reads("1e+2", 100));
  for (const char* text : {"+05.", "+5", "05", "5.", ".5", "-", "1e", "1e+", "--1", "1.e2", "0x10", "1-2", ""}) {
    CAPTURE(text);
    lab::Json json;
    std::string why;
    CHECK_FALSE(lab::read_json(text, json, why));
    CHECK(why.starts_with("line 1, column "));
  }
}

TEST_CASE("escaped characters of JSON become UTF-8, those beyond U+FFFF from their pairs; half a pair is refused") {
  const auto text_of = [](const std::string& json) {
    lab::Json out;
    std::string why;
    return lab::read_json(json, out, why) ? out.text : "refused: " + why;
  };
  CHECK(text_of(R"("\u0041\u00e9\u20ac")") == "Aé€");
  CHECK(text_of(R"("\ud83d\ude00!")") == "😀!");
  CHECK(text_of(R"("\uDBFF\uDFFF")") == "\xf4\x8f\xbf\xbf");
  CHECK(text_of(R"("\ud800\udc00")") == "\xf0\x90\x80\x80");
  CHECK(text_of(R"("\ud7ff\ue000")") == "\xed\x9f\xbf\xee\x80\x80");
  for (const char* half : {R"("\ud83d")", R"("\ud83dx")", R"("\ude00")", R"("\udc00")", R"("\ud83d\ue000")",
                           R"("\ud83d\u0041")", R"("\ud83d\n")", R"("\u12")", R"("\u12g4")"}) {
    CAPTURE(half);
    CHECK(text_of(half).starts_with("refused: line 1, column "));
  }
}

TEST_CASE("JSON at the end of a text has no spaces between values, and none of its texts a control character") {
  std::string text = "x";
  lab::JsonWriter json(text);
  json.open('{').member("a", 0.5).member("b", true).member("c", "d\n\"e\\").key("f").open('[').value(1.0).value(2.0);
  json.close().member("g", std::nan("")).close();
  CHECK(text == R"(x{"a":0.5,"b":true,"c":"d \"e\\","f":[1,2],"g":null})");
}
