// One libFuzzer program a target: FUZZ_TARGET is fuzz::link, fuzz::csv, fuzz::json, fuzz::round_trip,
// fuzz::array or fuzz::typed.
#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  FUZZ_TARGET(bytes, size);
  return 0;
}
