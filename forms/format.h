#pragma once

// The canonical formatter of form.xml and layout.xml: one element a line, attributes in one order, 120 columns, so that
// two authors' changes merge. Comments, blank lines (one at a time), the order of elements and whatever belongs to
// other namespaces stay.

#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::forms {

// A fixed point: format(format(x)) == format(x), and the model read from both is the same. F010 when the file is
// neither a form nor a layout, X00x when it is no XML; other mistakes of the template are no obstacle.
Result<std::string> formatTemplate(std::string_view xml, const std::string& file);

}  // namespace toitsu::forms
