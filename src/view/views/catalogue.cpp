#include "views/view.h"

namespace view {

#define VIEW(key, word, title, help, stand, share, least, most, begin, needs) std::unique_ptr<Drawing> begin();
#include "views/catalogue.def"

namespace {

constexpr View rows[] = {
#define VIEW(key, word, title, help, stand, share, least, most, begin, needs) \
  {key, word, title, help, Stand::stand, begin, needs, false},
#define LATER_VIEW(key, word, title, help, stand, share, least, most, begin, needs) \
  {key, word, title, help, Stand::stand, begin, needs, true},
#include "views/catalogue.def"
};

}  // namespace

std::span<const View> views() { return rows; }

}  // namespace view
