#include "lab/arrays.h"

#include <algorithm>
#include <cmath>

#include "experiment/text.h"

namespace lab {
namespace {

constexpr std::size_t most_bytes = 200'000;
constexpr std::string_view blanks = " \t\r\n\v\f";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void replace(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

// Digits behind the point, and whether there is an exponent, which they are less of.
struct Notation {
  int decimals = 0;
  bool scientific = false;
};

Notation notation(std::string_view number) {
  Notation n;
  const std::size_t e = number.find_first_of("eE"), point = number.find('.');
  const std::string_view mantissa = number.substr(0, e);
  if (point != number.npos) n.decimals = static_cast<int>(mantissa.size() - point - 1);
  n.scientific = e != number.npos;
  double exponent = 0;
  if (n.scientific && read_number(number.substr(e + 1 + (number[e + 1] == '+')), exponent))
    n.decimals -= static_cast<int>(exponent);
  return n;
}

class Reader {
public:
  Reader(Array& out, std::string& why) : out_(out), why_(why) { out = {}; }

  bool brackets(std::string_view text);
  bool lines(std::string_view text);
  bool finish();

private:
  bool fail(std::string words) {
    why_ = std::move(words);
    return false;
  }
  bool number(std::string_view written);
  bool end_row();
  std::string here() const { return "row " + std::to_string(out_.rows + 1); }

  Array& out_;
  std::string& why_;
  int in_row_ = 0;
  std::vector<Notation> notations_;
};

bool Reader::number(std::string_view written) {
  std::string text(written);
  if (const std::size_t call = text.rfind('('); call != text.npos) text = text.substr(call + 1);  // np.float64(0.5)
  while (!text.empty() && (text.back() == ')' || text.back() == '"')) text.pop_back();
  while (!text.empty() && (text.front() == '+' || text.front() == '"')) text.erase(0, 1);
  double value = 0;
  if (text.find("...") != text.npos || text == "…")
    return fail("NumPy left numbers out (…). Print all of them: np.set_printoptions(threshold=1000000).");
  if (text == "True" || text == "False")
    return fail("'" + text + "' in " + here() + ": that is a mask. Paste the array that it was multiplied into.");
  if (text == "nan" || text == "inf" || text == "-inf")
    return fail("'" + text + "' in " + here() + ": something was divided by 0 or became too large.");
  if (!read_number(text, value)) {
    constexpr std::size_t told = 24;
    const std::size_t length = sound_utf8(std::string_view(text).substr(0, told));
    return fail("'" + text.substr(0, length) + (length < text.size() ? "…" : "") + "' in " + here() +
                " is not a number.");
  }
  out_.values.push_back(value);
  notations_.push_back(notation(text));
  ++in_row_;
  return true;
}

bool Reader::end_row() {
  if (out_.rows == 0) out_.columns = in_row_;
  if (in_row_ != out_.columns)
    return fail("Row " + std::to_string(out_.rows + 1) + " has " + std::to_string(in_row_) +
                (in_row_ == 1 ? " number, row 1 has " : " numbers, row 1 has ") + std::to_string(out_.columns) + ".");
  ++out_.rows;
  in_row_ = 0;
  return true;
}

// From the first bracket to the one that closes it; a pair with numbers directly inside is a row.
bool Reader::brackets(std::string_view text) {
  int depth = 0;
  std::size_t at = text.find('[');
  do {
    const char sign = text[at];
    if (sign == '[') {
      if (in_row_ > 0) return fail("A ']' is missing behind row " + std::to_string(out_.rows + 1) + ".");
      if (++depth > 2) return fail("There are three brackets in a row: an array of rows and columns is wanted.");
      ++at;
    } else if (sign == ']') {
      if (in_row_ > 0 && !end_row()) return false;
      --depth;
      ++at;
    } else if (sign == ',' || blanks.find(sign) != blanks.npos) {
      ++at;
    } else {
      const std::size_t end = std::min(text.find_first_of("[],\n\t ", at), text.size());
      if (!number(text.substr(at, end - at))) return false;
      at = end;
    }
  } while (depth > 0 && at < text.size());
  if (depth > 0) return fail("A ']' is missing at the end: copy the array to its last bracket.");
  if (text.find('[', at) != text.npos) return fail("There is more than one array. Paste them one by one.");
  return true;
}

bool Reader::lines(std::string_view text) {
  const char separator = text.find('\t') != text.npos                                 ? '\t'
                         : text.find(';') != text.npos                                ? ';'
                         : text.find(", ") != text.npos                               ? ','
                         : text.find(',') == text.npos                                ? ' '
                         : text.find('.') != text.npos || text.find(' ') == text.npos ? ','
                                                                                      : ' ';
  for (const std::string_view line : split(text, '\n')) {
    if (trimmed(line).empty()) continue;
    for (const std::string_view cell : split(separator == '\t' ? line : trimmed(line), separator)) {
      std::string written(trimmed(cell));
      if (written.empty() && separator == ' ') continue;
      if (separator != ',') replace(written, ",", ".");
      if (written.empty())
        return fail("A number is missing in " + here() + ", place " + std::to_string(in_row_ + 1) + ".");
      if (!number(written)) return false;
    }
    if (!end_row()) return false;
  }
  return true;
}

bool Reader::finish() {
  if (out_.values.empty()) return fail("There are no numbers in it.");
  int finest = 0;
  for (const Notation& n : notations_)
    if (!n.scientific) finest = std::max(finest, n.decimals);
  for (const Notation& n : notations_)
    out_.resolution.push_back(0.5 * std::pow(10.0, -(n.scientific ? n.decimals : finest)));
  return true;
}

}  // namespace

bool read_array(std::string_view text, Array& out, std::string& why) {
  Reader reader(out, why);
  if (text.size() > most_bytes) {
    why = "That is more than is wanted: paste one array.";
    return false;
  }
  std::string clean(text);
  replace(clean, "\xe2\x88\x92", "-");  // −
  replace(clean, "\xef\xbb\xbf", "");   // a byte order mark
  replace(clean, "\xc2\xa0", " ");      // a blank that does not break
  replace(clean, "\r", "\n");
  const bool read = clean.find('[') != clean.npos ? reader.brackets(clean) : reader.lines(clean);
  return read && reader.finish();
}

}  // namespace lab
