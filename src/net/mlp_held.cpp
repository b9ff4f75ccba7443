// Units that are not drawn but held kept or dropped.
#include <algorithm>

#include "net/mlp.h"

namespace net {

// Over what was drawn, for every example alike.
void Mlp::hold_units(int stride) {
  for (const Held& held : *dropout.held) {
    if (held.layer >= shape_.layers) continue;
    Row& r = row(held.layer);
    std::uint8_t* bytes = masks_.data() + r.mask;
    if (r.kind == MaskKind::none) {
      if (held.kept) continue;
      r.kind = MaskKind::bits;
      std::fill_n(bytes, r.units * (stride / 8), std::uint8_t{0xff});
    }
    std::fill_n(bytes + held.unit * (stride / 8), stride / 8, held.kept ? std::uint8_t{0xff} : std::uint8_t{0});
  }
}

}  // namespace net
