#pragma once

// Secret places: where on a page a 個人番号 stands, as the page was read.

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/value.h"
#include "forms/geometry.h"
#include "forms/library.h"

namespace toitsu::station {

using Quad = std::array<forms::Point, 4>;

// [[x, y], [x, y], [x, y], [x, y]]; nullopt for anything else.
std::optional<Quad> quadOf(const Value& value);

// Fields and their places, of a page as `toitsu read` prints it: those that are 個人番号 in the library, those that the
// library does not know any more, and those that were sealed when the page came in, whatever the library says by now.
std::vector<std::pair<std::string, Quad>> secretPlaces(const forms::Library& library, const Value& reading);

}  // namespace toitsu::station
