#pragma once

// A page with what was read on it, and each of its fields as a text at a place: what every output format starts from.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "forms/form.h"
#include "forms/record.h"
#include "ocr/page.h"
#include "ocr/reader.h"

namespace toitsu::ocr {

using Quad = std::array<forms::Point, 4>;  // scan pixels: upper left, upper right, lower right, lower left of the paper

struct ReadPage {
    Page page;
    PageReading reading;
    const forms::Form* form = nullptr;    // of the library; null when the page was not read
    std::optional<forms::Record> record;  // nothing when the page was not read
};

struct FieldText {
    std::string id;     // in the form
    std::string title;  // in the form
    forms::FieldType type = forms::FieldType::text;
    std::string text;   // as it stands on the paper; titles of marked options; "" where nothing is written
    std::string value;  // canonical text
    double confidence = 0;
    bool doubt = false;
    Quad quad{};
};

// The fields that have a place on this page, in the form's order; none when the page was not read.
std::vector<FieldText> fieldTexts(const ReadPage& page);

// The smallest quadrilateral along the page's own edges that covers all readings of one field; nothing when the layout
// has no place for the field.
std::optional<Quad> fieldQuad(const forms::FieldValue& field, const Quad& pageCorners);

// The upright rectangle around a quad in whole pixels, cut at the picture's edges.
PixelBox boundsIn(const Quad& quad, const Picture& picture);

// The page's sheet alone, where several lay on the glass: its part of the picture, and places within it.
ReadPage sheetAlone(const ReadPage& page);

// How many quarter turns, clockwise, the page's upper edge is turned in the scan: 0 upright, 2 upside down. 0 when the
// page was not read.
int quarterTurns(const ReadPage& page);

// What of the picture is this page's: all of it, or its sheet's part.
PixelBox partOf(const Page& page);

}  // namespace toitsu::ocr
