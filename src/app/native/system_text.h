// Words in signs that the typeface lacks, natively: a font of the system that has them all, sign by sign (scripts whose
// letters join are not joined).
#pragma once
#include "view/system_text.h"

namespace app {

view::SystemText& system_text();

}  // namespace app
