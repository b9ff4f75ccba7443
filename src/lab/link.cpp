#include "lab/session.h"

namespace lab {

std::string write_link(const Session&) { return {}; }
Session read_link(std::string_view, std::vector<std::string>&) { return {}; }

}  // namespace lab
