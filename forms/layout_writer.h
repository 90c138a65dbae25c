#pragma once

// A layout as layout.xml, in canonical form: what `parseLayout` reads from it is the same layout. A layout that is
// based on another is written whole.

#include <string>

#include "forms/layout.h"

namespace toitsu::forms {

// `form` as for parseLayout: it tells a flag from a choice. Elements come in the order in which they stood in their
// file; of a layout that comes from no file, what is printed first.
std::string writeLayout(const Layout& layout, const Form& form);

// `<page>` alone, without a line break at its end.
std::string pageElement(const LayoutPage& page, const Form& asked);

// Whether two layouts say the same, wherever it stands in their files, and whatever they are based on.
bool same(const Layout& a, const Layout& b);

}  // namespace toitsu::forms
