#include "forms/source_position.h"

#include "base/text.h"

// The parser gives the place of the attribute's name. From there we walk over the file as it was written, character by
// character: `&lt;` is four columns in an editor and one character of the value; a line break is one space of the
// value.

namespace toitsu::forms {
namespace {

struct Cursor {
    std::string_view source;
    std::size_t offset = 0;
    int line = 1;
    int column = 1;

    bool atEnd() const { return offset >= source.size(); }
    char current() const { return source[offset]; }

    void next() {
        const bool lineBreak =
            source[offset] == '\n' || (source[offset] == '\r' && source.substr(offset + 1, 1) != "\n");
        ++offset;
        while (!atEnd() && (static_cast<unsigned char>(current()) & 0xC0) == 0x80) ++offset;
        if (lineBreak) {
            ++line;
            column = 1;
        } else {
            ++column;
        }
    }
};

}  // namespace

Place placeInValue(std::string_view xml, const xml::Attribute& attribute, std::size_t index) {
    Place place = attribute.place;
    Cursor cursor{xml};
    if (xml.substr(0, 3) == "\xEF\xBB\xBF") cursor.offset = 3;
    while (!cursor.atEnd() &&
           (cursor.line < place.line || (cursor.line == place.line && cursor.column < place.column))) {
        cursor.next();
    }
    while (!cursor.atEnd() && cursor.current() != '"' && cursor.current() != '\'') cursor.next();
    if (cursor.atEnd()) return place;
    const char quote = cursor.current();
    cursor.next();
    for (std::size_t i = 0; i < index && !cursor.atEnd() && cursor.current() != quote; ++i) {
        const bool entity = cursor.current() == '&';
        const bool carriageReturn = cursor.current() == '\r';
        cursor.next();
        while (entity && !cursor.atEnd() && cursor.source[cursor.offset - 1] != ';') cursor.next();
        if (carriageReturn && !cursor.atEnd() && cursor.current() == '\n') cursor.next();
    }
    place.line = cursor.line;
    place.column = cursor.column;
    return place;
}

}  // namespace toitsu::forms
