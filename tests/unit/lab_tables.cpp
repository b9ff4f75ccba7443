// Tables that courses use, in shape: the same columns, order and quirks, the rows made up.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "lab/raw_table.h"

namespace {

using Row = std::function<std::string(int)>;

// Small whole numbers and fractions that look measured, the same on every machine.
int pick(int row, int salt, int below) { return (row * 7919 + salt * 104'729 + row * row * 31) % 9973 % below; }
std::string whole(int row, int salt, int low, int high) { return std::to_string(low + pick(row, salt, high - low)); }
std::string tenths(int row, int salt, int low, int high) {
  const int n = low * 10 + pick(row, salt, 10 * (high - low));
  return std::to_string(n / 10) + "." + std::to_string(n % 10);
}
std::string hundredths(int row, int salt, int low, int high) {
  return tenths(row, salt, low, high) + std::to_string(pick(row, salt + 50, 10));
}
std::string many(int row, int count, const std::string& sign, int from = 0) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i ? sign : "") + hundredths(row, from + i, 1, 9);
  return text;
}
std::string one_of(const std::vector<std::string>& words, int row, int salt) {
  return words[static_cast<std::size_t>(pick(row, salt, static_cast<int>(words.size())))];
}
// In turn, so that each has rows enough.
std::string turn(const std::vector<std::string>& words, int row) {
  return words[static_cast<std::size_t>(row) % words.size()];
}
std::string table(const std::string& head, int rows, const Row& row) {
  std::string text = head;
  for (int i = 0; i < rows; ++i) text += row(i) + '\n';
  return text;
}

struct Opened {
  lab::RawTable raw;
  lab::Choice choice;
  lab::Reading reading;
  explicit Opened(const std::string& text)
      : raw(lab::read_table(text, "table.csv")), choice(lab::guess(raw)), reading(lab::read_choice(raw, choice)) {
    CAPTURE(raw.why);
    CAPTURE(reading.why);
    REQUIRE(reading.usable);
  }
  std::string label() const { return raw.columns[static_cast<std::size_t>(choice.label)].name; }
  const lab::OwnData& data() const { return reading.data; }
  std::size_t inputs() const { return data().features.size(); }
  int rows() const { return data().table.rows(); }
};

const std::vector<std::string> irises{"setosa", "versicolor", "virginica"}, penguins{"Adelie", "Gentoo", "Chinstrap"};

}  // namespace

TEST_CASE("iris opens as UCI has it, without a header, and as R writes it, its rows numbered") {
  const Opened plain(table("", 24, [](int i) { return many(i, 4, ",") + ",Iris-" + turn(irises, i); }) + "\n");
  CHECK(plain.inputs() == 4);
  CHECK(plain.data().classes == std::vector<std::string>{"Iris-setosa", "Iris-versicolor", "Iris-virginica"});
  CHECK(plain.reading.wrong_rows == 0);
  const Opened r(table(
      "\"\",\"Sepal.Length\",\"Sepal.Width\",\"Petal.Length\",\"Petal.Width\",\"Species\"\n", 24,
      [](int i) { return '"' + std::to_string(i + 1) + "\"," + many(i, 4, ",") + ",\"" + turn(irises, i) + '"'; }));
  CHECK(r.label() == "Species");
  CHECK(r.data().features == std::vector<std::string>{"Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"});
  CHECK(r.raw.columns[0].kind == lab::ColumnKind::index);
}

TEST_CASE("penguins: the label first, islands and sexes one-hot, rows with NA left out by line") {
  const Opened t(
      table("species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year\n", 30, [](int i) {
        const bool bare = i == 3;
        return turn(penguins, i) + "," + one_of({"Biscoe", "Dream", "Torgersen"}, i, 2) + "," +
               (bare ? "NA,NA,NA,NA,NA"
                     : many(i, 2, ",") + "," + whole(i, 3, 170, 230) + "," + whole(i, 4, 2700, 6300) + "," +
                           (i == 7 ? "NA" : one_of({"male", "female"}, i, 5))) +
               "," + whole(i, 6, 2007, 2010);
      }));
  CHECK(t.label() == "species");
  CHECK(t.data().classes == std::vector<std::string>{"Adelie", "Chinstrap", "Gentoo"});
  CHECK(t.inputs() == 3 + 4 + 2 + 1);
  CHECK(t.data().features[0] == "island=Biscoe");
  CHECK(t.rows() == 29);
  CHECK(t.reading.wrong == std::vector<std::string>{"line 5: 'bill_length_mm' is missing"});
}

TEST_CASE("titanic: survival is learned; numbers of passengers, names, tickets and cabins are left out") {
  const Opened t(
      table("PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked\n", 30, [](int i) {
        return std::to_string(i + 1) + "," + turn({"0", "1"}, i) + "," + whole(i, 1, 1, 4) + ",\"Person, Mr. No " +
               std::to_string(i) + " (\"\"Nick\"\")\"," + one_of({"male", "female"}, i, 2) + "," +
               (i % 5 == 0 ? "" : whole(i, 3, 1, 70)) + "," + whole(i, 4, 0, 3) + "," + whole(i, 5, 0, 2) + "," +
               (i % 3 == 0 ? "A/5 " : "") + whole(i, 6, 10'000, 99'000) + "," + hundredths(i, 7, 7, 80) + "," +
               (i % 4 == 0 ? "C" + whole(i, 8, 10, 90) : "") + "," + one_of({"S", "C", "Q"}, i, 9);
      }));
  CHECK(t.label() == "Survived");
  CHECK(t.data().classes == std::vector<std::string>{"0", "1"});
  CHECK(t.data().features == std::vector<std::string>{"Pclass", "Sex=female", "Sex=male", "Age", "SibSp", "Parch",
                                                      "Fare", "Embarked=C", "Embarked=Q", "Embarked=S"});
  CHECK(t.reading.wrong_rows == 6);
  CHECK(t.reading.wrong[0] == "line 2: 'Age' is missing");
}

TEST_CASE("tips, mpg and mtcars: a number in the first columns is learned, by its name") {
  const Opened tips(table("\"total_bill\",\"tip\",\"sex\",\"smoker\",\"day\",\"time\",\"size\"\n", 30, [](int i) {
    return hundredths(i, 1, 5, 50) + "," + hundredths(i, 2, 1, 9) + ",\"" + one_of({"Female", "Male"}, i, 3) + "\",\"" +
           one_of({"No", "Yes"}, i, 4) + "\",\"" + one_of({"Thur", "Fri", "Sat", "Sun"}, i, 5) + "\",\"" +
           one_of({"Dinner", "Lunch"}, i, 6) + "\"," + whole(i, 7, 1, 7);
  }));
  CHECK(tips.label() == "tip");
  CHECK(tips.choice.regression);
  CHECK(tips.inputs() == 1 + 2 + 2 + 4 + 2 + 1);
  const Opened mpg(
      table("mpg,cylinders,displacement,horsepower,weight,acceleration,model_year,origin,name\n", 30, [](int i) {
        return tenths(i, 1, 9, 46) + "," + turn({"4", "6", "8"}, i) + "," + tenths(i, 2, 68, 450) + "," +
               (i == 9 ? "" : tenths(i, 3, 46, 230)) + "," + whole(i, 4, 1600, 5100) + "," + tenths(i, 5, 8, 24) + "," +
               whole(i, 6, 70, 83) + "," + one_of({"usa", "europe", "japan"}, i, 7) + ",maker model " +
               std::to_string(i);
      }));
  CHECK(mpg.label() == "mpg");
  CHECK(mpg.choice.regression);
  CHECK(mpg.inputs() == 6 + 3);
  CHECK(mpg.reading.wrong == std::vector<std::string>{"line 11: 'horsepower' is missing"});
  const Opened cars(table(
      "\"\",\"mpg\",\"cyl\",\"disp\",\"hp\",\"drat\",\"wt\",\"qsec\",\"vs\",\"am\",\"gear\",\"carb\"\n", 30, [](int i) {
        return "\"Maker " + std::to_string(i) + "\"," + many(i, 7, ",") + "," + whole(i, 8, 0, 2) + "," +
               whole(i, 9, 0, 2) + "," + whole(i, 10, 3, 6) + "," + whole(i, 11, 1, 9);
      }));
  CHECK(cars.label() == "mpg");
  CHECK(cars.inputs() == 10);
}

TEST_CASE("UCI's auto-mpg: parted by blanks, names in quotes, ? for what is not known") {
  const Opened t(table("", 30, [](int i) {
    return tenths(i, 1, 9, 46) + "   " + turn({"4", "6", "8"}, i) + "   " + tenths(i, 2, 68, 450) + "      " +
           (i == 4 ? "?    " : tenths(i, 3, 46, 230)) + "      " + whole(i, 4, 1600, 5100) + ".      " +
           tenths(i, 5, 8, 24) + "   " + whole(i, 6, 70, 83) + "  " + turn({"1", "2", "3"}, i) + "\t\"maker model " +
           std::to_string(i) + "\"";
  }));
  CHECK(t.raw.columns.size() == 9);
  CHECK(t.choice.label == 0);
  CHECK(t.choice.regression);
  CHECK(t.inputs() == 7);
  CHECK(t.reading.wrong == std::vector<std::string>{"line 5: 'x₄' is missing"});
}

TEST_CASE("diamonds: the price is learned, though a y is there; cut, color and clarity are one-hot") {
  const Opened t(
      table("\"carat\",\"cut\",\"color\",\"clarity\",\"depth\",\"table\",\"price\",\"x\",\"y\",\"z\"\n", 40, [](int i) {
        return hundredths(i, 1, 0, 3) + ",\"" + turn({"Fair", "Good", "Very Good", "Premium", "Ideal"}, i) + "\",\"" +
               turn({"D", "E", "F", "G", "H", "I", "J"}, i) + "\",\"" + turn({"SI1", "SI2", "VS1", "VS2", "IF"}, i) +
               "\"," + tenths(i, 2, 55, 66) + "," + whole(i, 3, 52, 66) + "," + whole(i, 4, 330, 18'000) + "," +
               many(i, 3, ",", 5);
      }));
  CHECK(t.label() == "price");
  CHECK(t.choice.regression);
  CHECK(t.inputs() == 1 + 5 + 7 + 5 + 2 + 3);
  CHECK(t.data().target == "price");
}

TEST_CASE("banknotes, sonar, ionosphere and glass: the class stands last, without a header") {
  const Opened notes(table("", 20, [](int i) { return many(i, 4, ",") + "," + turn({"0", "1"}, i); }));
  CHECK(notes.choice.label == 4);
  CHECK_FALSE(notes.choice.regression);
  CHECK(notes.inputs() == 4);
  const Opened sonar(table("", 20, [](int i) { return many(i, 60, ",") + "," + turn({"R", "M"}, i); }));
  CHECK(sonar.inputs() == 60);
  CHECK(sonar.data().classes == std::vector<std::string>{"M", "R"});
  const Opened radar(table("", 20, [](int i) {
    return whole(i, 99, 0, 2) + ",0," + many(i, 32, ",") + "," + turn({"g", "b"}, i);
  }));
  CHECK(radar.inputs() == 34);
  CHECK(radar.data().classes == std::vector<std::string>{"b", "g"});
  const Opened glass(table("", 24, [](int i) {
    return std::to_string(i + 1) + "," + many(i, 9, ",") + "," + turn({"1", "2", "3", "5", "6", "7"}, i);
  }));
  CHECK(glass.inputs() == 9);
  CHECK(glass.data().classes == std::vector<std::string>{"1", "2", "3", "5", "6", "7"});
}

TEST_CASE("wine: UCI's class stands first; wine quality is parted by semicolons under quoted names") {
  const Opened uci(table("", 30, [](int i) {
    return turn({"1", "2", "3"}, i) + "," + many(i, 12, ",") + "," + whole(i, 20, 278, 1680);
  }));
  CHECK(uci.choice.label == 0);
  CHECK(uci.inputs() == 13);
  CHECK(uci.data().classes == std::vector<std::string>{"1", "2", "3"});
  const Opened quality(table("\"fixed acidity\";\"volatile acidity\";\"pH\";\"alcohol\";\"quality\"\n", 24, [](int i) {
    return many(i, 4, ";") + ";" + turn({"5", "6", "7"}, i);
  }));
  CHECK(quality.label() == "quality");
  CHECK_FALSE(quality.choice.regression);
  CHECK(quality.inputs() == 4);
}

TEST_CASE("seeds: parted by tabs, some of them doubled") {
  const Opened t(table("", 24, [](int i) {
    return many(i, 7, i % 6 == 1 ? "\t\t" : "\t") + "\t" + turn({"1", "2", "3"}, i);
  }));
  CHECK(t.rows() == 24);
  CHECK(t.inputs() == 7);
  CHECK(t.choice.label == 7);
}

TEST_CASE("Boston's housing is a regression on medv; UCI's own file, parted by blanks, on its last column") {
  const Opened named(table("crim,zn,indus,chas,nox,rm,age,dis,rad,tax,ptratio,b,lstat,medv\n", 30, [](int i) {
    return many(i, 3, ",") + "," + whole(i, 3, 0, 2) + "," + many(i, 9, ",", 4) + "," + tenths(i, 13, 5, 50);
  }));
  CHECK(named.label() == "medv");
  CHECK(named.choice.regression);
  CHECK(named.inputs() == 13);
  const Opened blanks(table("", 30, [](int i) {
    return " " + many(i, 3, "  ") + "  " + whole(i, 3, 0, 2) + "  " + many(i, 9, "  ", 4) + "  " + tenths(i, 13, 5, 50);
  }));
  CHECK(blanks.choice.label == 13);
  CHECK(blanks.choice.regression);
}

TEST_CASE("abalone: rings are learned as a number; without names the first word is") {
  const auto row = [](int i) { return turn({"M", "F", "I"}, i) + "," + many(i, 7, ",") + "," + whole(i, 9, 3, 26); };
  const Opened named(
      table("Sex,Length,Diameter,Height,Whole weight,Shucked weight,Viscera weight,Shell weight,Rings\n", 30, row));
  CHECK(named.label() == "Rings");
  CHECK(named.choice.regression);
  CHECK(named.inputs() == 3 + 7);
  CHECK(Opened(table("", 30, row)).choice.label == 0);
}

TEST_CASE(
    "heart disease and breast cancer: target and diagnosis, its numbers of patients left out, an empty last column") {
  const Opened heart(table("age,sex,cp,trestbps,chol,fbs,thalach,exang,oldpeak,ca,thal,target\n", 24, [](int i) {
    return whole(i, 1, 29, 77) + "," + whole(i, 2, 0, 2) + "," + whole(i, 3, 0, 4) + "," + whole(i, 4, 94, 200) + "," +
           whole(i, 5, 126, 560) + "," + whole(i, 6, 0, 2) + "," + whole(i, 7, 71, 202) + "," + whole(i, 8, 0, 2) +
           "," + tenths(i, 9, 0, 6) + "," + (i == 2 ? "?" : whole(i, 10, 0, 4)) + "," + whole(i, 11, 1, 4) + "," +
           turn({"0", "1"}, i);
  }));
  CHECK(heart.label() == "target");
  CHECK(heart.inputs() == 11);
  CHECK(heart.reading.wrong == std::vector<std::string>{"line 4: 'ca' is missing"});
  const auto cells = [](int i) {
    return whole(i, 1, 80'000, 99'000) + std::to_string(100 + i) + "," + turn({"M", "B"}, i) + "," + many(i, 30, ",");
  };
  const Opened uci(table("", 24, cells));
  CHECK(uci.choice.label == 1);
  CHECK(uci.inputs() == 30);
  std::string head = "id,diagnosis";
  for (int i = 0; i < 30; ++i) head += ",mean " + std::to_string(i);
  const Opened kaggle(table(head + ",\n", 24, [&](int i) { return cells(i) + ","; }));
  CHECK(kaggle.label() == "diagnosis");
  CHECK(kaggle.inputs() == 30);
  CHECK(kaggle.data().classes == std::vector<std::string>{"B", "M"});
}

TEST_CASE("car evaluation and mushrooms: all words, one-hot, the class last or first, with a header or not") {
  const std::vector<std::string> four{"vhigh", "high", "med", "low"};
  const Opened cars(table("", 40, [&](int i) {
    return one_of(four, i, 1) + "," + one_of(four, i, 2) + "," + one_of({"2", "3", "4", "5more"}, i, 3) + "," +
           one_of({"2", "4", "more"}, i, 4) + "," + one_of({"small", "med", "big"}, i, 5) + "," +
           one_of({"low", "med", "high"}, i, 6) + "," + turn({"unacc", "acc", "good", "vgood"}, i);
  }));
  CHECK(cars.choice.label == 6);
  CHECK(cars.inputs() == 4 + 4 + 4 + 3 + 3 + 3);
  CHECK(cars.rows() == 40);
  const auto mushroom = [](int i) {
    return turn({"p", "e"}, i) + "," + one_of({"x", "b", "s"}, i, 1) + "," + one_of({"y", "w", "g", "n"}, i, 2) + "," +
           one_of({"e", "c", "?"}, i, 3) + "," + turn({"u", "g", "m", "d", "p", "l", "w"}, i);
  };
  const Opened named(table("class,cap-shape,cap-color,stalk-root,habitat\n", 42, mushroom));
  CHECK(named.label() == "class");
  CHECK(named.rows() == 42);
  CHECK(named.inputs() == 3 + 4 + 2 + 7);  // a root that is not known is none of both
  const Opened plain(table("", 42, mushroom));
  CHECK(plain.choice.label == 0);
  CHECK(plain.rows() == 42);
}
