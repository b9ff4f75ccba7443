// What a visitor takes away: the Python program, the curves, the session.
#include <algorithm>
#include <array>

#include "../../src/lab/experiment/text.h"
#include "../../src/lab/exports/csv_cell.h"
#include "lab/exports.h"
#include "lab/json.h"
#include "laboratory.h"

using namespace laboratory;
using lab::Json;

namespace {

// Four arms with every setting, two names, and changes of each sort.
Experiment rich() {
  Experiment e = small();
  e.arms = 4;
  e.arm[0].kind = ArmKind::none;
  e.arm[1].kind = ArmKind::combined;
  e.arm[1].keep = {0.9f, 0.5f, 0.75f};
  e.arm[1].lambda = 0.25f;
  e.arm[1].max_norm = 2.5f;
  e.arm[1].input_noise = 0.125f;
  e.arm[1].early_stop = 4000;
  e.arm[1].name = lab::arm_name("all, \"at once\"");
  e.arm[2].kind = ArmKind::l2;
  e.arm[3].kind = ArmKind::marginalized;
  return e;
}

void play(Laboratory& lab, const Experiment& e) {
  lab.open_new(e);
  run(lab, 10);
  edit(lab, FieldId::keep, 0.25f, 1, 1);
  edit(lab, FieldId::keep, 0.5f, 1, 2);  // of an arm that drops nothing
  edit(lab, FieldId::rate, 0.1f);
  run(lab, 20);
  edit(lab, FieldId::hold, 2, 3, 1);
  edit(lab, FieldId::weight, -0.5f, 4, 2);
  edit(lab, FieldId::early_stop, 3000, 0, 1);
  run(lab, 40);
}

// What the program assigns to a name, up to the next assignment.
std::string assigned(const std::string& program, const std::string& name) {
  const std::string sign = "\n" + name + " = ";
  const std::size_t at = program.rfind(sign);
  CAPTURE(name);
  REQUIRE(at != program.npos);
  const std::size_t from = at + sign.size();
  std::size_t end = program.find('\n', from);
  if (program[from] == '[' && program[from + 1] == '\n') end = program.find("\n]", from) + 2;
  REQUIRE(program[end] == '\n');
  return program.substr(from, end - from);
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  for (const std::string_view line : lab::split(text, '\n')) all.emplace_back(line);
  return all;
}

std::string list(std::span<const float> values) {
  std::string text;
  for (const float value : values) text += (text.empty() ? "" : ", ") + lab::shortest(value);
  return "[" + text + "]";
}

// Of a cell in quotes or without, as a spreadsheet reads it.
std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> all(1);
  bool quoted = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (quoted && row[i] == '"' && i + 1 < row.size() && row[i + 1] == '"')
      all.back() += row[++i];
    else if (row[i] == '"')
      quoted = !quoted;
    else if (row[i] == ',' && !quoted)
      all.emplace_back();
    else
      all.back() += row[i];
  }
  CHECK_FALSE(quoted);
  return all;
}

}  // namespace

TEST_CASE("the Python program holds the run's settings, each under its name") {
  Laboratory lab;
  Experiment e = rich();
  e.seed = 12;
  e.momentum = 0.75f;
  e.optimizer = net::OptimizerKind::momentum;
  e.mask_per = net::MaskPer::batch;
  e.scaling = net::Scaling::classic;
  e.activation = net::Activation::tanh;
  e.initialization = net::Initialization::xavier;
  play(lab, e);
  const Snapshot s = shown(lab);
  const std::string program = lab::python(lab, s);
  const struct {
    const char *name, *value;
  } wanted[] = {{"SEED", "12"},
                {"ITERATIONS", "40"},
                {"UNITS", "[2, 6, 4, 1]"},
                {"LAYERS", "len(UNITS) - 1"},
                {"CLASSES", "2  # 0: a regression"},
                {"ACTIVATION", "\"tanh\""},
                {"INIT", "\"xavier\""},
                {"MASK_PER", "\"batch\""},
                {"SCALING", "\"classic\""},
                {"OPTIMIZER", "\"momentum\""},
                {"RUN", "{\"rate\": 0.3, \"momentum\": 0.75}"},
                {"M", "40"},
                {"BATCH", "16"}};
  for (const auto& [name, value] : wanted) CHECK(assigned(program, name) == value);
  CHECK(assigned(program, "STRIDE") == std::to_string(lab.trainer().first_stride()) + "  # of the first measurements");
  CHECK(program.rfind("# A run of Dropout Lab, repeated with NumPy: python3 this_file.py\n", 0) == 0);
  CHECK(program.find(
            "python3 this_file.py\n# The same initial weights, batches and masks to the bit; costs agree as far as "
            "rounding lets them.\n# In Dropout Lab: #") != program.npos);
  CHECK(program.find("# The experiment.\nSEED = ") != program.npos);
  CHECK(program.find(
            "# After so many updates: field, arm, index, value; of a hold 0 random, 1 kept, 2 dropped.\nCHANGES") !=
        program.npos);
  CHECK(program.find("# Of the run exported: cost and accuracy on the training set, on the test set.\nTHIS_RUN") !=
        program.npos);
  CHECK(program.find("\n# In Dropout Lab: #" + lab::write_link(lab.session()) + "\n") != program.npos);
  CHECK(program.substr(program.size() - 8) == "\nmain()\n");
  CHECK(assigned(program, "TRAIN_X") == "numbers(" + list(s[s.train_x]) + ", UNITS[0])");
  CHECK(assigned(program, "TRAIN_Y") == "one_hot(" + list(s[s.train_label]) + ")");
  CHECK(assigned(program, "TEST_Y") == "one_hot(" + list(s[s.test_label]) + ")");
  CHECK(assigned(program, "TEST_X") == "numbers(" + list(s[s.test_x]) + ", UNITS[0])");
}

TEST_CASE("the Python program holds of each arm the settings that act, and the figures to compare with") {
  Laboratory lab;
  play(lab, rich());
  const Snapshot s = shown(lab);
  const std::string program = lab::python(lab, s);
  const auto arms = lines(assigned(program, "ARMS"));
  REQUIRE(arms.size() == 6);
  CHECK(arms[0] == "[");
  CHECK(arms[1] ==
        "    {\"name\": \"none\", \"keep\": [1, 1, 1], \"l2\": 0, \"max_norm\": 0, \"input_noise\": 0, "
        "\"early_stop\": 0, \"marginalized\": False},");
  CHECK(arms[2] ==
        "    {\"name\": \"all, \\\"at once\\\"\", \"keep\": [0.9, 0.5, 0.75], \"l2\": 0.25, \"max_norm\": 2.5, "
        "\"input_noise\": 0.125, \"early_stop\": 4000, \"marginalized\": False},");
  CHECK(arms[3].find("\"name\": \"L2\", \"keep\": [1, 1, 1], \"l2\": 0.9, \"max_norm\": 0") != std::string::npos);
  CHECK(arms[4].find("\"marginalized\": True}") != std::string::npos);
  const auto changes = lines(assigned(program, "CHANGES"));
  const std::vector<std::string> made{"[",
                                      "    (10, \"keep\", 1, 1, 0.25),",
                                      "    (10, \"rate\", 0, 0, 0.1),",
                                      "    (20, \"hold\", 1, 3, 2),",
                                      "    (20, \"weight\", 2, 4, -0.5),",
                                      "    (20, \"early_stop\", 1, 0, 3000),",
                                      "]"};
  CHECK(changes == made);
  const auto figures = lines(assigned(program, "THIS_RUN"));
  REQUIRE(figures.size() == 6);
  for (std::size_t i = 0; i < 4; ++i) {
    const lab::ArmFigures& arm = s.arm[i];
    CHECK(figures[i + 1] == "    (" + lab::shortest(arm.cost_train) + ", " + lab::shortest(arm.accuracy_train) + ", " +
                                lab::shortest(arm.cost_test) + ", " + lab::shortest(arm.accuracy_test) + "),");
  }
}

TEST_CASE("a regression and an untold change: what the Python program leaves open") {
  Laboratory lab;
  Experiment e = small();
  e.source = net::Source::copies;
  e.hidden = 0;
  e.arms = 1;
  lab.open_new(e);
  run(lab, 5);
  const std::string program = lab::python(lab, shown(lab));
  CHECK(assigned(program, "CLASSES") == "0  # 0: a regression");
  CHECK(assigned(program, "UNITS") == "[4, 1]");
  CHECK(assigned(program, "CHANGES") == "[\n]");
  CHECK(assigned(program, "THIS_RUN").find(", float(\"nan\"), ") != std::string::npos);
}

TEST_CASE("many numbers stand in the Python program as bytes, exactly") {
  Laboratory lab;
  Experiment e = small();
  e.points = 3001;  // 6,002 coordinates
  e.arms = 1;
  lab.open_new(e);
  const Snapshot s = shown(lab);
  const std::string given = assigned(lab::python(lab, s), "TRAIN_X");
  const std::string begin = "numbers(\"", end = "\", UNITS[0])";
  REQUIRE(given.rfind(begin, 0) == 0);
  const std::string text = given.substr(begin.size(), given.size() - begin.size() - end.size());
  CHECK(given.substr(given.size() - end.size()) == end);
  // base64 by the book
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned char> bytes;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    const std::size_t six = digits.find(c);
    if (c == '=') break;
    REQUIRE(six != digits.npos);
    bits = bits << 6 | static_cast<unsigned>(six);
    if ((count += 6) >= 8) bytes.push_back(static_cast<unsigned char>(bits >> (count -= 8)));
  }
  CHECK(text.size() % 4 == 0);
  const auto numbers = s[s.train_x];
  const auto* raw = reinterpret_cast<const unsigned char*>(numbers.data());
  CHECK(std::equal(bytes.begin(), bytes.end(), raw, raw + numbers.size_bytes()));
}

TEST_CASE("the curves' table has a column for each figure of each arm, and a row for each measured iteration") {
  Laboratory lab;
  play(lab, rich());
  const Snapshot s = shown(lab);
  const std::string text = lab::history_csv(s, lab.experiment());
  CHECK(text.substr(text.size() - 2) == "\r\n");
  std::vector<std::string> rows;
  for (std::size_t from = 0, to; (to = text.find("\r\n", from)) != text.npos; from = to + 2)
    rows.push_back(text.substr(from, to - from));
  REQUIRE(rows.size() == s.history.count + 1);
  const auto names = cells(rows[0]);
  const std::vector<std::string> figures{"cost under masks",       "cost, training set", "cost, test set",
                                         "accuracy, training set", "accuracy, test set", "squared norm of W1",
                                         "squared norm of W2",     "squared norm of W3"};
  REQUIRE(names.size() == 1 + 4 * figures.size());
  CHECK(names[0] == "iteration");
  CHECK(rows[0].find(",none: cost under masks,\"none: cost, training set\",") != std::string::npos);
  CHECK(rows[0].find("\"all, \"\"at once\"\": cost, test set\"") != std::string::npos);
  for (std::size_t a = 0; a < 4; ++a) {
    const std::string arm = s.arm[a].name.data();
    for (std::size_t f = 0; f < figures.size(); ++f)
      CHECK(names[1 + a * figures.size() + f] == arm + ": " + figures[f]);
    const lab::ArmFigures& own = s.arm[a];
    const std::array<lab::Range, 8> series{own.history_cost_masked,    own.history_cost_train,    own.history_cost_test,
                                           own.history_accuracy_train, own.history_accuracy_test, own.history_norm[0],
                                           own.history_norm[1],        own.history_norm[2]};
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
      const auto row = cells(rows[i + 1]);
      REQUIRE(row.size() == names.size());
      CHECK(row[0] == std::to_string(static_cast<int>(s[s.history][i])));
      for (std::size_t f = 0; f < series.size(); ++f)
        CHECK(row[1 + a * figures.size() + f] == lab::shortest(s[series[f]][i]));
    }
  }
}

TEST_CASE("the curves of a regression have no accuracy, and a name in quotes where a cell must have them") {
  Laboratory lab;
  Experiment e = small();
  e.source = net::Source::copies;
  e.arms = 4;
  e.arm[0].name = lab::arm_name("a;b");
  e.arm[1].name = lab::arm_name("plain");
  e.arm[2].name = lab::arm_name("a\"b");
  lab.open_new(e);
  const std::string header = lab::history_csv(shown(lab), e);
  CHECK(header.find("accuracy") == header.npos);
  CHECK(header.find(",\"a;b: cost under masks\",") != header.npos);
  CHECK(header.find(",plain: cost under masks,\"plain: cost, training set\",") != header.npos);
  CHECK(header.find(",\"a\"\"b: cost under masks\",") != header.npos);
}

TEST_CASE("a name cannot act in a spreadsheet, wherever that begins a cell in it; columns of numbers stay numbers") {
  Laboratory lab;
  Experiment e = small();
  e.arms = 4;
  e.arm[0].name = lab::arm_name("=1+1");
  e.arm[1].name = lab::arm_name("a;=1+1");
  e.arm[2].name = lab::arm_name("\"-2+3");
  e.arm[3].name = lab::arm_name(
      "\xef\xbc\x9d"
      "1, @x, +y,-z");  // a full-width =
  lab.open_new(e);
  const std::string header = lab::history_csv(shown(lab), e);
  CHECK(header.find(",'=1+1: cost under masks,\"'=1+1: cost, training set\",") != header.npos);
  CHECK(header.find(",\"a;'=1+1: cost under masks\",") != header.npos);
  CHECK(header.find(",\"\"\"'-2+3: cost under masks\",") != header.npos);
  CHECK(header.find(",\"'\xef\xbc\x9d"
                    "1, @x, +y,'-z: cost under masks\",") != header.npos);
  CHECK(lab::csv_cell("-1.5") == "'-1.5");  // a name, whatever it looks like
  CHECK(lab::csv_cell("\tx\r=y") == "\"'\tx\r'=y\"");
  CHECK(lab::csv_cell("a-b = c") == "a-b = c");
}

TEST_CASE("a saved session holds every arm's figures, and weights with a row for each unit") {
  Laboratory lab;
  play(lab, rich());
  const Snapshot s = shown(lab);
  const std::string text = lab::to_json(lab, s);
  CHECK(text.back() == '\n');
  Json json;
  std::string why;
  REQUIRE(lab::read_json(text, json, why));
  CHECK(json.find("format")->text == "dropout-lab 1");
  CHECK(json.find("session")->text == lab::write_link(lab.session()));
  CHECK(json.find("iteration")->number == 40);
  CHECK(json.find("data") == nullptr);
  REQUIRE(json.find("arms")->items.size() == 4);
  const std::array<const char*, 4> kinds{"none", "combined", "L2", "marginalized"};
  for (std::size_t a = 0; a < 4; ++a) {
    const Json& arm = json.find("arms")->items[a];
    const lab::ArmFigures& own = s.arm[a];
    CHECK(arm.find("name")->text == own.name.data());
    CHECK(arm.find("kind")->text == kinds[a]);
    const auto same = [&](const char* key, float value) { CHECK(static_cast<float>(arm.find(key)->number) == value); };
    same("cost_train", own.cost_train), same("cost_test", own.cost_test);
    same("accuracy_train", own.accuracy_train), same("accuracy_test", own.accuracy_test);
    REQUIRE(arm.find("squared_norm")->items.size() == 3);
    REQUIRE(arm.find("layers")->items.size() == 3);
    for (int l = 0; l < 3; ++l) {
      const auto i = static_cast<std::size_t>(l);
      CHECK(static_cast<float>(arm.find("squared_norm")->items[i].number) == own.norm[i]);
      const Json &rows = *arm.find("layers")->items[i].find("weights"),
                 &biases = *arm.find("layers")->items[i].find("biases");
      const auto w = net::weights(s.shape, l, s[own.parameters].data());
      REQUIRE(static_cast<Eigen::Index>(rows.items.size()) == w.rows());
      REQUIRE(static_cast<Eigen::Index>(biases.items.size()) == w.rows());
      for (Eigen::Index k = 0; k < w.rows(); ++k) {
        const Json& row = rows.items[static_cast<std::size_t>(k)];
        REQUIRE(static_cast<Eigen::Index>(row.items.size()) == w.cols());
        for (Eigen::Index j = 0; j < w.cols(); ++j)
          CHECK(static_cast<float>(row.items[static_cast<std::size_t>(j)].number) == w(k, j));
        CHECK(static_cast<float>(biases.items[static_cast<std::size_t>(k)].number) ==
              s[own.parameters][static_cast<std::size_t>(s.shape.bias_offset(l) + k)]);
      }
    }
  }
}

TEST_CASE("a saved session is read back with its story, its data and all its weights") {
  Laboratory lab;
  std::string rows = "width,height,kind\n";
  for (int i = 0; i < 30; ++i)
    rows += std::to_string(i % 7) + "," + std::to_string(i / 4.0) + (i % 3 ? ",a\n" : ",b\n");
  lab.use(lab::read_own_data(rows, "my rows").data);
  run(lab, 10);
  edit(lab, FieldId::rate, 0.25f);
  run(lab, 30);
  const Snapshot s = shown(lab);
  Session back;
  std::vector<std::string> notices;
  std::string why;
  std::vector<std::vector<float>> parameters;
  REQUIRE(lab::from_json(lab::to_json(lab, s), back, notices, why, &parameters));
  CHECK(notices.empty());
  CHECK(back.iteration == 30);
  CHECK(back.changes.size() == 1);
  REQUIRE(back.data);
  const lab::OwnData &given = *lab.session().data, &got = *back.data;
  CHECK(got.name == "my rows");
  CHECK(got.features == given.features);
  CHECK(got.classes == given.classes);
  CHECK(got.table.values == given.table.values);
  CHECK(got.table.labels == given.table.labels);
  CHECK(got.standardizes);
  CHECK(got.mean == given.mean);
  REQUIRE(parameters.size() == 3);
  for (std::size_t a = 0; a < 3; ++a) {
    const auto own = s[s.arm[a].parameters];
    CHECK(std::equal(own.begin(), own.end(), parameters[a].begin(), parameters[a].end()));
  }
  lab::OwnData raw = *back.data;
  raw.standardizes = false;
  lab.use(raw);
  REQUIRE(lab::from_json(lab::to_json(lab, shown(lab)), back, notices, why));
  CHECK_FALSE(back.data->standardizes);
}

TEST_CASE("a file that is no saved session, or holds no sound data, is refused in words") {
  Session out;
  out.iteration = 77;
  std::vector<std::string> notices;
  std::string why;
  const auto refused = [&](const std::string& text) {
    CAPTURE(text);
    CHECK_FALSE(lab::from_json(text, out, notices, why));
    CHECK(out.iteration == 77);
    return why;
  };
  CHECK(refused("[") == "line 1, column 2: a value is missing at the end");
  for (const std::string text :
       {"{}", "[]", "{\"format\": \"dropout-lab 1\"}", "{\"session\": \"v1\"}",
        "{\"format\": \"dropout-lab 2\", \"session\": \"v1\"}", "{\"format\": \"dropout-lab 1\", \"session\": 3}"}) {
    CHECK(refused(text) == "the file was not saved by Dropout Lab");
  }
  const std::string head = "{\"format\": \"dropout-lab 1\", \"session\": \"v1&seed=5\"";
  const auto data = [&](const std::string& features, const std::string& classes, const std::string& numbers,
                        const std::string& labels) {
    return head + ", \"data\": {\"features\": " + features + ", \"classes\": " + classes + ", \"rows\": " + numbers +
           ", \"labels\": " + labels + "}}";
  };
  const std::string two = "[\"a\", \"b\"]", four = "[\"a\", \"a\", \"b\", \"b\"]";
  for (const std::string& text :
       {data("[\"x\"]", two, "[1, 2, 3]", four), data("[]", two, "[]", four),
        data("[\"x\"]", two, "[1, 2, 3, 4]", "[\"a\", \"a\", \"b\", \"c\"]"), data("[\"\"]", two, "[1, 2, 3, 4]", four),
        data("[3]", two, "[1, 2, 3, 4]", four), data("\"x\"", two, "[1, 2, 3, 4]", four),
        data("[\"x\"]", two, "[1, 2, 3, 1e30]", four), data("[\"x\"]", two, "[1, 2, 3, -1e31]", four),
        data("[\"x\"]", two, "[1, 2, 3, \"4\"]", four), data("[\"x\"]", two, "7", four),
        data("[\"x\"]", "[\"a\"]", "[1, 2]", "[\"a\", \"a\"]"),
        data("[\"x\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\"]", "[1, 2, 3, 4]", four)}) {
    CHECK(refused(text) == "its data are no rows of two classes or more");
  }
  CHECK(refused(data("[\"\xc3(\"]", two, "[1, 2, 3, 4]", four)).ends_with(": this is not UTF-8"));
  for (const char* list : {"features", "classes", "rows", "labels"}) {
    std::string text = data("[\"x\"]", two, "[1, 2, 3, 4]", four);
    text.replace(text.find(list), std::string_view(list).size(), "nothing");
    CHECK(refused(text) == "its data are no rows of two classes or more");
  }
  REQUIRE(lab::from_json(data("[\"x\"]", two, "[1, 2, 3, 9e29]", four), out, notices, why));
  CHECK(out.data->table.values == std::vector<double>{1, 2, 3, 9e29});
  CHECK(out.data->standardizes);
  CHECK(out.start.seed == 5);
  CHECK(lab::from_json(
      data("[\"x\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"]", "[1, 2, 3, 4]", four), out,
      notices, why));
  for (const int features : {1000, 1001}) {
    std::string names, numbers;
    for (int f = 0; f < 4 * features; ++f) {
      numbers += (f ? "," : "") + std::to_string(f);
      if (f < features) names += (f ? ",\"x\"" : "\"x\"");
    }
    CHECK(lab::from_json(data("[" + names + "]", two, "[" + numbers + "]", four), out, notices, why) ==
          (features == 1000));
  }
  REQUIRE(lab::from_json(head + "}", out, notices, why));
  CHECK_FALSE(out.data);
}

TEST_CASE("an arm of a saved session whose weights are not whole has none") {
  Session out;
  std::vector<std::string> notices;
  std::string why;
  std::vector<std::vector<float>> parameters;
  const std::string good =
      R"({"layers": [{"weights": [[1, 2], [3, 4]], "biases": [5, 6]}, {"weights": [[7, 8]], "biases": [9]}]})";
  REQUIRE(lab::from_json(
      R"({"format": "dropout-lab 1", "session": "v1", "arms": [)" + good + R"(, {}, {"layers": [{}]}, )" +
          R"({"layers": [{"weights": [[1, "2"]], "biases": [3]}]}, {"layers": [{"weights": [[1]]}]}]})",
      out, notices, why, &parameters));
  REQUIRE(parameters.size() == 5);
  CHECK(parameters[0] == std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  for (std::size_t i = 1; i < 5; ++i) CHECK(parameters[i].empty());
}
