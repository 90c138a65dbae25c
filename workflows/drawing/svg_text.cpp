// Words in a picture. No font is asked: a full-width character is as wide as it is high, others a little more than
// half.

#include <algorithm>
#include <cmath>
#include <sstream>

#include "base/text.h"
#include "base/xml.h"
#include "workflows/drawing/svg_parts.h"

namespace toitsu::workflows::drawing {

namespace {

bool isWide(char32_t c) {
    return c >= 0x1100 && !(c >= 0x2000 && c <= 0x20ff) && !(c >= 0xff61 && c <= 0xffdc);
}

// Never at the beginning of a line.
bool clings(char32_t c) {
    return std::u32string_view(U"ー」）、。，．・：；！？ゃゅょっぁぃぅぇぉャュョッァィゥェォ】〕』)]}.,:;!?")
               .find(c) != std::u32string_view::npos;
}

double widthOfCharacter(char32_t c, double size) {
    return size * (isWide(c) ? 1.0 : 0.55);
}

}  // namespace

std::string num(double value) {
    const auto tenths = static_cast<long long>(std::llround(value * 10));
    const long long whole = std::llabs(tenths) / 10, rest = std::llabs(tenths) % 10;
    std::string text = (tenths < 0 ? "-" : "") + std::to_string(whole);
    if (rest != 0) text += "." + std::to_string(rest);
    return text;
}

double widthOf(const std::string& words, double size) {
    double width = 0;
    for (const char32_t c : text::decode(words)) width += widthOfCharacter(c, size);
    return width;
}

std::vector<std::string> wrapped(const std::string& words, double width, double size, std::size_t most) {
    std::vector<std::u32string> lines(1);
    std::u32string piece;  // what must stay together
    double used = 0;
    const auto lay = [&] {
        double wide = 0;
        for (const char32_t c : piece) wide += widthOfCharacter(c, size);
        if (used > 0 && used + wide > width && !clings(piece.front())) {
            lines.emplace_back();
            used = 0;
            if (piece == U" ") return piece.clear();
        }
        lines.back() += piece;
        used += wide;
        piece.clear();
    };
    for (const char32_t c : text::decode(words)) {
        if (c == U'\n') {
            if (!piece.empty()) lay();
            lines.emplace_back();
            used = 0;
            continue;
        }
        const bool alone = isWide(c) || c == U' ';
        if (alone && !piece.empty()) lay();
        piece += c;
        if (alone) lay();
    }
    if (!piece.empty()) lay();
    if (lines.size() > most) {
        lines.resize(most);
        lines.back() += U'…';
    }
    std::vector<std::string> out;
    for (const std::u32string& line : lines) out.push_back(text::encode(line));
    return out;
}

void words(std::ostream& out, const std::string& text, const Rect& box, Align align, std::size_t mostLines,
           double size) {
    if (text.empty()) return;
    const auto lines = wrapped(text, std::max(box.width, size * 2), size, mostLines);
    const double step = size * 1.2;
    double y = align == Align::middle
                   ? box.middle().y - step * (static_cast<double>(lines.size()) - 1) / 2 + size * 0.36
                   : box.y + size;
    for (const std::string& line : lines) {
        out << "<text x=\"" << num(align == Align::middle ? box.middle().x : box.x) << "\" y=\"" << num(y) << "\"";
        if (align == Align::left) out << " text-anchor=\"start\"";
        if (size != 12) out << " font-size=\"" << num(size) << "\"";
        out << ">" << xml::escape(line) << "</text>";
        y += step;
    }
}

}  // namespace toitsu::workflows::drawing
