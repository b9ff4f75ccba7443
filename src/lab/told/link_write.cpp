#include <algorithm>

#include "experiment/fields.h"
#include "experiment/text.h"
#include "told/link.h"

namespace lab {
namespace {

// What may stand in an address after '#' as it is, and is left alone by those who pass addresses on.
std::string encoded(std::string_view text) {
  constexpr std::string_view plain = "-._~,;:!*@/=";
  std::string signs;
  for (int c = 0x20; c < 0x100; ++c) {
    const char sign = static_cast<char>(c);
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!alphanumeric && plain.find(sign) == plain.npos) signs += sign;
  }
  return escape(text, signs);
}

// The default experiment with these arms and this depth: what a reader has before it comes to the arms' settings.
Experiment plain_like(const Experiment& e) {
  Experiment plain;
  plain.hidden = e.hidden;
  plain.arms = e.arms;
  for (std::size_t i = 0; i < plain.arm.size(); ++i) plain.arm[i] = Arm{e.arm[i].kind};
  return plain;
}

std::string write_fields(const Session& session) {
  const Experiment &e = session.start, plain, like = plain_like(e);
  std::string text;
  for (const Field& field : fields()) {
    if (session.data && field.id <= FieldId::flip) continue;
    const std::string value = format(e, field.id);
    if (value == format(belongs_to_arms(field.id) ? like : plain, field.id)) continue;
    text += std::string("&") + field.key + '=' + encoded(value);
  }
  return text;
}

std::string write_own(const OwnData& data, bool whole) {
  std::string text = "&data=own";
  if (!whole) return text;
  const DataTexts texts = write_data(data);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) text += '&' + std::string(data_keys[i]) + '=' + encoded(texts[i]);
  }
  return text;
}

}  // namespace

std::string write_change(const Change& change) {
  const Edit& edit = change.edit;
  const bool deed = edit.field >= FieldId::count;
  std::string text = std::to_string(change.iteration) + ':' + key_of(edit.field);
  if (deed || belongs_to_arms(edit.field)) text += '.' + std::to_string(edit.arm);
  if (deed || edit.field == FieldId::keep) text += '.' + std::to_string(edit.index);
  if (edit.field != FieldId::hold) return text + '=' + shortest(static_cast<float>(edit.value));
  return (text += '=') += hold_words[static_cast<std::size_t>(std::clamp(edit.value, 0.0, 2.0))];
}

std::string write_link(const Session& session) {
  std::string text = write_fields(session);
  const bool whole = !session.data || session.data->fits_link();
  if (session.data) text += write_own(*session.data, whole);
  if (whole && !session.drawn.empty()) text += "&draw=" + encoded(write_drawn(session));
  // A story too long to be told ends before the first change left out, so that what is told is true.
  std::int64_t end = std::min(session.iteration, max_replay);
  std::string changes;
  int count = 0;
  for (const Change& change : session.changes) {
    if (change.iteration > end) break;
    const std::string next = encoded(write_change(change));
    constexpr std::size_t rest = 60;  // "v1", "&length=…", "&do=", "&at=…"
    if (++count > max_changes || text.size() + changes.size() + next.size() + rest > max_link) {
      end = std::max<std::int64_t>(0, change.iteration);
      break;
    }
    changes += (changes.empty() ? "" : ";") + next;
  }
  if (!changes.empty()) text += "&do=" + changes;
  if (end > 0) text += "&at=" + std::to_string(end);
  if (text.empty()) return text;
  std::string begin(link_version);
  if ((session.data && whole) || text.size() > long_link)
    begin += '&' + std::string(length_key) + '=' + std::to_string(link_weight(text));
  return begin + text;
}

}  // namespace lab
