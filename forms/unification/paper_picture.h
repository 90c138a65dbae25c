#pragma once

// A page of a paper as a picture for a report.

#include <string>

#include "forms/layout.h"

namespace toitsu::forms::unification {

Result<std::string> paperPicture(const Layout& layout, const LayoutPage& page, double dpi);  // PNG

}  // namespace toitsu::forms::unification
