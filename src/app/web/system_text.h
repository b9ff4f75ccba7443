// Words in signs that the typeface lacks, drawn by the browser into a small canvas.
#pragma once
#include "view/system_text.h"

namespace app::bridge {

view::SystemText& system_text();

}  // namespace app::bridge
