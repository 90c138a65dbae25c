#pragma once

// A picture as SVG that stands alone: fonts by family name, colours inside, no script, no outside reference.

#include <string>

#include "workflows/drawing/picture.h"
#include "workflows/drawing/trail.h"

namespace toitsu::workflows::drawing {

std::string svg(const Picture& picture, const Trail& trail = {});

}  // namespace toitsu::workflows::drawing
