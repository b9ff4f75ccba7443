#include "views/view.h"

namespace view {

#define VIEW(key, word, title, help, stand, share, least, most, begin, needs) std::unique_ptr<Drawing> begin();
#include "views/catalogue.def"
#undef VIEW

namespace {

constexpr View rows[] = {
#define VIEW(key, word, title, help, stand, share, least, most, begin, needs) \
  {key, word, title, help, Stand::stand, begin, needs},
#include "views/catalogue.def"
#undef VIEW
};

}  // namespace

std::span<const View> views() { return rows; }

}  // namespace view
