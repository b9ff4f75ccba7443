// A student's own dropout, right and with each fault, pasted in each form.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "lab/json.h"
#include "lab/own_program.h"

using lab::Array, lab::OwnFault, lab::OwnTask;
using Faults = std::vector<OwnFault>;

namespace {

// What a program of the student's makes of a number of `from` and its place.
using Made = std::function<double(double value, int unit, int example)>;

Array made(const OwnTask& task, const Array& from, const Made& program) {
  Array out{task.units, task.batch, {}, {}};
  for (int u = 0; u < task.units; ++u)
    for (int i = 0; i < task.batch; ++i) out.values.push_back(program(from.at(u, i), u, i));
  return out;
}

Array turned(const Array& a) {
  Array out{a.columns, a.rows, {}, {}};
  for (int c = 0; c < a.columns; ++c)
    for (int r = 0; r < a.rows; ++r) out.values.push_back(a.at(r, c));
  return out;
}

std::string written(double value, int decimals) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  std::string out = text;
  while (out.back() == '0') out.pop_back();  // as NumPy does: 1., 0.5
  return out;
}

enum class Form { print, code, csv, semicolons };

std::string pasted(const Array& a, Form form, int decimals) {
  std::string text = form == Form::print ? "[[" : form == Form::code ? "A = np.array([[" : "";
  const bool brackets = form == Form::print || form == Form::code;
  const std::string between = form == Form::print ? "  " : form == Form::code ? ", " : form == Form::csv ? "," : ";";
  for (int r = 0; r < a.rows; ++r) {
    if (r > 0) text += brackets ? (form == Form::code ? "],\n       [" : "]\n [") : "\n";
    for (int c = 0; c < a.columns; ++c) {
      std::string cell = written(a.at(r, c), decimals);
      if (form == Form::semicolons)
        for (char& sign : cell) sign = sign == '.' ? ',' : sign;
      text += (c > 0 ? between : "") + cell;
    }
  }
  return text + (form == Form::print ? "]]\n" : form == Form::code ? "]], dtype=float32)" : "\n");
}

struct Student {
  OwnTask task = lab::own_task(4);
  Made right = [this](double v, int u, int i) { return kept(u, i) ? v / task.keep : 0; };
  bool kept(int u, int i) const { return task.d.at(u, i) < task.keep; }
  std::vector<lab::OwnFinding> show(const Made& forward, const Made& backward, Form form = Form::print,
                                    int decimals = 4) const {
    return lab::check_own(task, pasted(made(task, task.a, forward), form, decimals),
                          pasted(made(task, task.da, backward), form, decimals), "");
  }
  Faults forward(const Made& program) const { return show(program, right)[0].faults; }
  Faults backward(const Made& program) const { return show(right, program)[1].faults; }
};

Array read(const std::string& text) {
  Array out;
  std::string why;
  CHECK_MESSAGE(lab::read_array(text, out, why), why);
  return out;
}

std::string refused(const std::string& text) {
  Array out;
  std::string why;
  CHECK_FALSE(lab::read_array(text, out, why));
  return why;
}

}  // namespace

TEST_CASE("a right program is found right for every seed, in every form, with 2 to 8 decimals") {
  for (int seed = 0; seed < 40; ++seed) {
    Student s;
    s.task = lab::own_task(seed);
    for (const Form form : {Form::print, Form::code, Form::csv, Form::semicolons}) {
      for (const int decimals : {2, 4, 8}) {
        const auto found = s.show(s.right, s.right, form, decimals);
        CHECK_MESSAGE(lab::all_right(found), found[0].words << found[1].words);
      }
    }
  }
}

TEST_CASE("each fault of the forward pass is named, for every seed, in every form") {
  for (int seed = 0; seed < 40; ++seed) {
    Student s;
    s.task = lab::own_task(seed);
    const double keep = s.task.keep;
    struct Case {
      Made program;
      Faults faults;
    };
    const Case cases[] = {
        {[&](double v, int u, int i) { return s.kept(u, i) ? 0 : v / keep; }, {OwnFault::wrong_side}},
        {[&](double v, int u, int i) { return s.kept(u, i) ? v : 0; }, {OwnFault::not_divided}},
        {[&](double v, int u, int i) { return s.kept(u, i) ? v / keep / keep : 0; }, {OwnFault::divided_twice}},
        {[&](double v, int u, int i) { return s.kept(u, i) ? v * keep : 0; }, {OwnFault::multiplied}},
        {[&](double v, int u, int i) { return s.kept(u, i) ? 0 : v; }, {OwnFault::wrong_side, OwnFault::not_divided}},
        {[&](double v, int, int) { return v / keep; }, {OwnFault::divided_at_test}},
        {[&](double v, int, int) { return v; }, {OwnFault::no_mask}},
        {[&](double v, int u, int) { return s.kept(u, 0) ? v / keep : 0; }, {OwnFault::mask_shape}},
        {[&](double v, int, int i) { return s.kept(0, i) ? v / keep : 0; }, {OwnFault::mask_shape}},
        {[&](double v, int u, int i) { return (u + i) % 2 ? v / keep : 0; }, {OwnFault::other_mask}},
        {[&](double v, int u, int i) { return s.kept(u, i) ? v / keep + 0.1 : 0; }, {OwnFault::unknown}},
    };
    for (const Case& c : cases)
      for (const Form form : {Form::print, Form::code, Form::csv, Form::semicolons})
        CHECK(s.show(c.program, s.right, form)[0].faults == c.faults);
  }
}

TEST_CASE("each fault of the backward pass is named") {
  const Student s;
  const double keep = s.task.keep;
  CHECK(s.backward([](double v, int, int) { return v; }) == Faults{OwnFault::no_mask});
  CHECK(s.backward([&](double v, int, int) { return v / keep; }) == Faults{OwnFault::no_mask});
  CHECK(s.backward([&](double v, int u, int i) { return s.kept(u, i) ? v : 0; }) == Faults{OwnFault::not_divided});
  CHECK(s.backward([&](double v, int u, int i) { return s.kept(u, i) ? v / keep / keep : 0; }) ==
        Faults{OwnFault::divided_twice});
  CHECK(s.backward([&](double v, int u, int i) { return s.kept(u, i) ? 0 : v / keep; }) ==
        Faults{OwnFault::wrong_side});
  CHECK(s.backward([&](double v, int u, int i) { return (u + i) % 3 ? v / keep : 0; }) == Faults{OwnFault::other_mask});
  CHECK(s.show(s.right, [](double v, int, int) { return v; })[1].words.find("missing in the backward pass") !=
        std::string::npos);
}

TEST_CASE("batch and units swapped is named, with what else is wrong") {
  const Student s;
  const Array a = turned(made(s.task, s.task.a, s.right));
  const Array undivided = turned(made(s.task, s.task.da, [&](double v, int u, int i) { return s.kept(u, i) ? v : 0; }));
  const auto found = lab::check_own(s.task, pasted(a, Form::print, 4), pasted(undivided, Form::code, 4), "");
  CHECK(found[0].faults == Faults{OwnFault::swapped});
  CHECK(found[1].faults == Faults{OwnFault::swapped, OwnFault::not_divided});
}

TEST_CASE("D read in another order is a mask of another shape; an array of another shape is told so") {
  const Student s;
  const Array reordered = made(s.task, s.task.a, [&](double v, int u, int i) {
    const int at = i * s.task.units + u;
    return s.kept(at / s.task.batch, at % s.task.batch) ? v / s.task.keep : 0;
  });
  const auto right = pasted(made(s.task, s.task.da, s.right), Form::csv, 4);
  CHECK(lab::check_own(s.task, pasted(reordered, Form::print, 4), right, "")[0].faults == Faults{OwnFault::mask_shape});
  const auto found = lab::check_own(s.task, "[1, 2, 3]", right, "");
  CHECK(found[0].faults == Faults{OwnFault::other_shape});
  CHECK(found[0].words.find("(1, 3)") != std::string::npos);
}

TEST_CASE("what A is at test is judged where it is pasted, and classic dropout is called so") {
  const Student s;
  const double keep = s.task.keep;
  const auto at_test = [&](const Made& program) {
    return lab::check_own(s.task, pasted(made(s.task, s.task.a, s.right), Form::print, 4),
                          pasted(made(s.task, s.task.da, s.right), Form::print, 4),
                          pasted(made(s.task, s.task.a, program), Form::print, 4))[2]
        .faults;
  };
  CHECK(at_test([](double v, int, int) { return v; }).empty());
  CHECK(at_test([&](double v, int, int) { return v / keep; }) == Faults{OwnFault::divided_at_test});
  CHECK(at_test([&](double v, int, int) { return v * keep; }) == Faults{OwnFault::multiplied});
  CHECK(at_test(s.right) == Faults{OwnFault::dropped_at_test});
  CHECK(at_test([](double v, int, int) { return v + 1; }) == Faults{OwnFault::unknown});
  const auto classic = lab::check_own(
      s.task,
      pasted(made(s.task, s.task.a, [&](double v, int u, int i) { return s.kept(u, i) ? v : 0; }), Form::csv, 4), "",
      pasted(made(s.task, s.task.a, [&](double v, int, int) { return v * keep; }), Form::csv, 4));
  CHECK(classic[1].faults == Faults{OwnFault::missing});
  CHECK(classic[2].words.find("classic dropout") != std::string::npos);
  CHECK_FALSE(lab::all_right(classic));
}

TEST_CASE("findings as JSON have their keys and words") {
  const Student s;
  lab::Json json;
  std::string why;
  REQUIRE(lab::read_json(lab::findings_json(s.show([](double v, int, int) { return v; }, s.right)), json, why));
  CHECK(json.find("right")->number == 0);
  const auto& findings = json.find("findings")->items;
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].find("of")->text == "A");
  CHECK(findings[0].find("faults")->items[0].text == "no-mask");
  CHECK(findings[1].find("faults")->items.empty());
  CHECK(findings[1].find("words")->text.find("Right") == 0);
}

TEST_CASE("a task read back from its own text is the task, and the same seed gives the same one") {
  const OwnTask task = lab::own_task(7);
  for (const auto format : {lab::TaskFormat::numpy, lab::TaskFormat::csv}) {
    const std::string text = lab::task_text(task, format);
    CAPTURE(text);
    CHECK(text == lab::task_text(lab::own_task(7), format));
    CHECK(text != lab::task_text(lab::own_task(8), format));
    const bool numpy = format == lab::TaskFormat::numpy;
    const std::pair<const char*, const Array*> blocks[] = {{numpy ? "\nA = " : "\nA\n", &task.a},
                                                           {numpy ? "\nD = " : "\nD\n", &task.d},
                                                           {numpy ? "\ndA = " : "\ndA\n", &task.da}};
    for (const auto& [name, array] : blocks) {
      const std::size_t from = text.find(name) + std::string(name).size();
      const std::size_t to = numpy ? text.find(")\n", from) + 1 : text.find("\n\n", from);
      const Array back = read(text.substr(from, to == std::string::npos ? to : to - from));
      CHECK(back.rows == 4);
      CHECK(back.columns == 6);
      CHECK(back.values == array->values);
    }
  }
}

TEST_CASE("arrays are read as CSV, as NumPy prints them, and as code") {
  const std::vector<double> six{1, 0.5, -2, 0, 12.25, 3};
  for (
      const char* text :
      {"1,0.5,-2\n0,12.25,3", "1;0,5;-2\r\n0;12,25;3\r\n", "1\t0.5\t-2\n0\t12.25\t3\n", "1 0.5 -2\n\n0 12.25 3",
       "1, 0.5, -2\n0, 12.25, 3", "[[ 1.    0.5  -2.  ]\n [ 0.   12.25  3.  ]]", "[[1. 0.5\n  -2.]\n [0. 12.25\n  3.]]",
       "np.array([[1., .5, -2.], [0, 12.25, 3]])", "A1 = array([[1. , 0.5, -2.],\n       [0., 12.25, 3.]])",
       "tensor([[1, 0.5, -2], [0, 12.25, 3]], dtype=torch.float64)",
       "[[1e0, 5e-1, \xe2\x88\x92"
       "2.0], [0, 1.225e+01, 3]]",
       "[[np.float64(1.0), np.float64(0.5), np.float64(-2.0)], [np.float64(0.0), np.float64(12.25), np.float64(3.0)]]"}) {
    CAPTURE(text);
    const Array a = read(text);
    CHECK(a.rows == 2);
    CHECK(a.columns == 3);
    CHECK(a.values == six);
  }
  CHECK(read("1,5\n2,5").values == std::vector<double>{1, 5, 2, 5});
  CHECK(read("1,5 2,5\n0,25 1").values == std::vector<double>{1.5, 2.5, 0.25, 1});
  CHECK(read("[0.5 1.  0.1429]").resolution == std::vector<double>(3, 0.5e-4));
  CHECK(read("[1.25e-03]").resolution[0] == doctest::Approx(0.5e-5));
  CHECK(read("[3]").rows == 1);
}

TEST_CASE("what cannot be read is told in words") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "no numbers"},
      {"[[]]", "no numbers"},
      {"1,2\n3", "Row 2 has 1 number, row 1 has 2"},
      {"[[1, 2], [3]]", "Row 2 has 1 number, row 1 has 2"},
      {"1,2\n3,abc", "'abc' in row 2"},
      {"[[abcdefghijklmnopqrstuvwxyz]]", "'abcdefghijklmnopqrstuvwx…' in row 1"},
      {"1,,2", "missing in row 1, place 2"},
      {"[[1, 2], [3, 4]", "']' is missing at the end"},
      {"[[1, 2 [3, 4]]", "']' is missing behind row 1"},
      {"[[1. 2. ... 3. 4.]]", "left numbers out"},
      {"[[True False]]", "a mask"},
      {"[[nan 1.]]", "divided by 0"},
      {"[[[1, 2]]]", "three brackets"},
      {"[[1, 2]] [[3, 4]]", "one by one"},
  };
  for (const auto& [text, words] : cases) {
    const std::string why = refused(text);
    CHECK_MESSAGE(why.find(words) != std::string::npos, text << ": " << why);
  }
  CHECK(refused(std::string(300'000, '1')).find("more than is wanted") != std::string::npos);
  const Student s;
  const auto found = lab::check_own(s.task, "what?", "", "");
  CHECK(found[0].faults == Faults{OwnFault::unreadable});
  CHECK(found[1].faults == Faults{OwnFault::missing});
}
