#pragma once

// The invisible text of a PDF page: one run per field at the field's place, glyph by glyph without spaces. Inside
// ocr/formats only.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/formats/field_text.h"

namespace toitsu::ocr {

// A character is a code point with the variation selectors and combining marks behind it: that is what a search must
// find.
std::vector<std::u32string> characters(std::string_view utf8);

// Numbers for the characters that a document uses: 1, 2, 3 …
class GlyphCodes {
public:
    std::string encode(const std::u32string& character);  // two bytes in hexadecimal
    std::string toUnicode() const;                        // a ToUnicode CMap (ISO 32000-1, 9.10.3)
    std::size_t size() const { return characters_.size(); }

private:
    std::map<std::u32string, unsigned> codes_;
    std::vector<std::u32string> characters_;
};

// The content stream of the text. `scale`: points per pixel. The font's name is /F.
std::string textLayer(const std::vector<FieldText>& fields, double pageHeight, double scale, GlyphCodes& codes);

}  // namespace toitsu::ocr
