// Figures as SVG. Private to lab.
#pragma once
#include <string>

#include "lab/sweep_figure.h"

namespace lab::svg {

constexpr std::size_t most_bands = 4;  // of more curves the spread is drawn as bars
std::string draw(const SweepCurves&);
std::string draw(const SweepMaps&);

}  // namespace lab::svg
