#pragma once

// Preview: what an author wants to see on the blank: every box with its field, and the order in which a person reads
// the paper and in which the keys go through its fields.

#include <string>
#include <vector>

#include "base/result.h"
#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::forms {

struct PreviewBox {
    std::string kind;   // text, choice, flag, seal, image, barcode: how it looks
    std::string field;  // id
    std::string part, option;
    std::string label;  // title of the field, or of the option
    std::string type;   // as form.xml writes it
    Box box;
    std::vector<Box> cells;
    int reading = 0;   // as the paper is read: rows from top to bottom, each from left to right; over all pages
    int keyboard = 0;  // as the form lists its fields: the order in which a clerk goes through them
    Place place;       // in the layout file
};

// Boxes of one page in the layout's order. A field that stands in parts has one number, that of its first part.
std::vector<PreviewBox> previewBoxes(const Form& form, const Layout& layout, const LayoutPage& page);

// The blank as SVG, text as outlines: sharp at any size, the same with and without fonts. F301–F304 as a blank.
Result<std::string> blankSvg(const Layout& layout, const LayoutPage& page);

// Blank and boxes in one picture.
Result<void> writePreviewPng(const Form& form, const Layout& layout, const LayoutPage& page, double dpi,
                             const std::string& path);

}  // namespace toitsu::forms
