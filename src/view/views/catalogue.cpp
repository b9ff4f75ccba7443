#include "views/view.h"

namespace view {

#define VIEW(key, word, title, help, stand, share, least, most, begin, ...) std::unique_ptr<Drawing> begin();
#include "views/catalogue.def"

namespace {

constexpr View rows[] = {
#define VIEW(key, word, title, help, stand, share, least, most, begin, ...) \
  {key, word, title, help, Stand::stand, begin, __VA_ARGS__, false},
#define LATER_VIEW(key, word, title, help, stand, share, least, most, begin, ...) \
  {key, word, title, help, Stand::stand, begin, __VA_ARGS__, true},
#include "views/catalogue.def"
};

}  // namespace

std::span<const View> views() { return rows; }

}  // namespace view
