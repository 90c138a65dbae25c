#pragma once

// A TrueType font whose two glyphs are empty and one em wide: PDF/A wants every font embedded, also that of a text
// that nobody sees. Written here, so it has no other licence than ours. Inside ocr/formats only.

#include <string>

namespace toitsu::ocr {

constexpr int kGlyphlessUnits = 1000;  // per em; also the width of a glyph

std::string glyphlessFont();

}  // namespace toitsu::ocr
