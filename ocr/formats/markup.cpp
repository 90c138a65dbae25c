#include "ocr/formats/markup.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "base/text.h"
#include "base/xml.h"

namespace toitsu::ocr {

std::string plain(double number, int digits) {
    if (!std::isfinite(number)) return "0";
    char digitsOf[400];
    const auto end = std::to_chars(digitsOf, digitsOf + sizeof digitsOf, number, std::chars_format::fixed, digits).ptr;
    std::string out(digitsOf, end);
    if (out.find('.') != std::string::npos) {
        out.erase(out.find_last_not_of('0') + 1);
        if (out.back() == '.') out.pop_back();
    }
    return out == "-0" ? "0" : out;
}

std::string markup(std::string_view text) {
    // XML 1.0, production [2] Char.
    std::u32string allowed = text::decode(text);
    for (char32_t& c : allowed)
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE ||
            c == 0xFFFF)
            c = 0xFFFD;
    return xml::escape(text::encode(allowed));
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + markup(value) + "\"";
}

std::string attribute(std::string_view name, int value) {
    return attribute(name, std::string_view(std::to_string(value)));
}

std::string lastPart(std::string_view path) {
    return std::filesystem::path(path).filename().string();
}

std::string points(const Quad& quad, const Picture& picture) {
    const auto pixel = [](double at, int size) {
        return std::to_string(std::lround(std::clamp(at, 0.0, static_cast<double>(size))));
    };
    std::string out;
    for (const forms::Point& point : quad) {
        if (!out.empty()) out += ' ';
        out += pixel(point.x, picture.width) + "," + pixel(point.y, picture.height);
    }
    return out;
}

const char* statusName(PageStatus status) {
    switch (status) {
        case PageStatus::read:
            return "read";
        case PageStatus::ambiguous:
            return "ambiguous";
        case PageStatus::rejected:
            return "rejected";
    }
    return "rejected";
}

}  // namespace toitsu::ocr
