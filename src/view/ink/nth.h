#pragma once
#include "net/nth.h"

namespace view {
using net::nth;
}
