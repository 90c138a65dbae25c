#include "ocr/recognizers/address_text.h"

#include <string_view>

#include "ocr/recognizers/number_text.h"
#include "ocr/recognizers/same_strokes.h"

// Some characters are the same strokes in two scripts: no reader of shapes tells them apart, the address book does.
// Where it knows the place with the other one, that one is meant.

namespace toitsu::ocr {

namespace {

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

std::size_t digitsAt(std::u32string_view text, std::size_t at) {
    std::size_t n = 0;
    while (at + n < text.size() && isDigit(text[at + n])) ++n;
    return n;
}

std::size_t kanjiNumberAt(std::u32string_view text, std::size_t at) {
    static constexpr std::u32string_view numbers = U"一二三四五六七八九十";
    std::size_t n = 0;
    while (at + n < text.size() && numbers.find(text[at + n]) != std::u32string_view::npos) ++n;
    return n;
}

bool begins(std::u32string_view text, std::size_t at, std::u32string_view with) {
    return at <= text.size() && text.substr(at, with.size()) == with;
}

// How many characters of a house number stand at `at`.
std::size_t houseNumber(std::u32string_view text, std::size_t at) {
    const std::size_t from = at;
    const std::size_t kanji = kanjiNumberAt(text, at), plain = digitsAt(text, at);
    if ((kanji > 0 || plain > 0) && begins(text, at + kanji + plain, U"丁目")) {
        if (kanji > 0 && plain > 0) return 0;
        at += kanji + plain + 2;
    }
    for (bool last = false; !last;) {
        const std::size_t digits = digitsAt(text, at);
        if (digits == 0 || digits > 5) break;
        at += digits;
        last = true;
        for (const std::u32string_view mark : {U"番地の", U"番地", U"番の", U"番", U"の", U"-"})
            if (begins(text, at, mark)) {
                const bool more = digitsAt(text, at + mark.size()) > 0;
                const bool closes = mark == U"番地" || mark == U"番";
                if (!more && !closes) continue;
                at += mark.size();
                last = !more;
                break;
            }
        if (last && begins(text, at, U"号") && !begins(text, at, U"号室")) ++at;
    }
    return at - from;
}

AddressText parted(const std::u32string& text, const forms::AddressBook& book) {
    AddressText out;
    out.text = text;
    const auto known = book.find(text);
    if (!known) return out;
    out.place = out.house = known->length;
    out.townKnown = known->town;
    out.house += houseNumber(text, known->length);
    return out;
}

}  // namespace

AddressText addressText(const std::u32string& read, const forms::AddressBook& book) {
    const std::u32string plain = plainNumber(read, forms::FieldType::address);
    AddressText best = parted(plain, book);
    for (std::size_t n = 0; n < plain.size() && !best.complete(); ++n) {
        const char32_t twin = sameStrokes(plain[n]);
        if (twin == 0) continue;
        std::u32string other = best.text;
        other[n] = twin;
        const AddressText parts = parted(other, book);
        if (parts.townKnown && (parts.place > best.place || !best.townKnown)) best = parts;
    }
    return best;
}

}  // namespace toitsu::ocr
