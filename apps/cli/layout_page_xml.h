#pragma once

// A layout's regions as PAGE-XML (PRImA, 2019-07-15) and back: one file a page, points in pixels at 300 dpi. What a
// region is for us stands in its `custom`: toitsu {field:…; part:…; …}.

#include <optional>
#include <string>

#include "apps/cli/imported_layout.h"
#include "forms/layout.h"

namespace toitsu::cli {

std::string pageXmlOf(const forms::Form& form, const forms::Layout& layout, const forms::LayoutPage& page);

// Regions of any PAGE-XML. `dpi` is that of the picture, unless the file says how large the page is. A region without
// our `custom` gets its own id for a field: C151 warns of it. C156 when it is no PAGE-XML.
std::optional<ImportedPage> pageFromPageXml(const std::string& text, const std::string& file, double dpi,
                                            forms::Findings& findings);

}  // namespace toitsu::cli
