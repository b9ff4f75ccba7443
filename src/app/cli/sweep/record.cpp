#include "record.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "../files.h"

namespace cli {

bool read_lines(const std::string& text, Lines& out, std::string& why) {
  Lines lines;
  std::size_t number = 0;
  for (std::size_t from = 0, end; from < text.size(); from = end + 1) {
    end = text.find('\n', from);
    if (end == text.npos) break;  // half of a line
    const std::string line = text.substr(from, end - from);
    if (++number == 1) {
      lab::Json json;
      std::string wrong;
      const lab::Json* grid = lab::read_json(line, json, wrong) ? json.find("grid") : nullptr;
      if (!grid || !lab::read_grid(*grid, lines.grid)) return why = "no file of a sweep", false;
      lines.first = lines.first_of_all = line;
      // the grid comes before the shard, and nothing after that
      if (const std::size_t shard = line.rfind(", \"shard\": {"); json.find("shard") && shard != line.npos)
        lines.first_of_all = line.substr(0, shard) + "}";
      continue;
    }
    lab::SweepRow row;
    if (!lab::read_row(line, lines.grid, row))
      return why = "line " + std::to_string(number) + " is no row of this sweep", false;
    const auto [known, is_new] = lines.rows.emplace(row.job, line);
    if (!is_new && known->second != line)
      return why = "job " + std::to_string(row.job) + " is there twice, with different figures", false;
  }
  if (number == 0) return why = "no file of a sweep", false;
  out = std::move(lines);
  return true;
}

Record::~Record() {
  if (file_ != nullptr) std::fclose(file_);
}

std::string Record::text() const {
  std::string text = lines_.first + '\n';
  for (const auto& [job, row] : lines_.rows) text += row + '\n';
  return text;
}

bool Record::open(const std::string& path, const std::string& first) {
  path_ = path;
  std::string why, before;
  if (!read_lines(first + '\n', lines_, why)) return tell(why), false;
  if (path.empty()) return true;
  struct stat found {};
  const bool is_there = stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) && found.st_size > 0;
  if (is_there && !read_file(path, before)) return tell("'" + path + "': the file cannot be read"), false;
  if (is_there && before.find('\n') != before.npos) {  // else it ended within the first line
    Lines there;
    if (!read_lines(before, there, why)) {
      tell("'" + path + "': " + why + "; it is left alone: give another file to --out");
      return false;
    }
    if (there.first != first) {
      tell("'" + path + "' is of another sweep, or another shard; it is left alone: give another file to --out");
      return false;
    }
    lines_ = std::move(there);
  } else if (is_there && !first.starts_with(before)) {
    tell("'" + path + "': no file of a sweep; it is left alone: give another file to --out");
    return false;
  }
  return true;
}

bool Record::begin() {
  if (path_.empty()) return true;
  if (!finish()) return false;  // without the half line
  file_ = std::fopen(path_.c_str(), "ab");
  if (file_ == nullptr) tell("'" + path_ + "' cannot be written: " + std::strerror(errno));
  return file_ != nullptr;
}

bool Record::add(std::size_t job, const std::string& row) {
  lines_.rows.emplace(job, row);
  if (file_ == nullptr) return true;
  const std::string line = row + '\n';
  if (std::fwrite(line.data(), 1, line.size(), file_) == line.size() && std::fflush(file_) == 0) return true;
  tell("'" + path_ + "' cannot be written: " + std::strerror(errno));
  return false;
}

bool Record::finish() { return path_.empty() || write_file(path_, text()); }

}  // namespace cli
