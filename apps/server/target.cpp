#include "apps/server/target.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::server {

namespace {

constexpr std::size_t kLongest = 4096, kMostPairs = 64;

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool plainPath(std::string_view path) {
    if (path.empty() || path.front() != '/') return false;
    std::string_view rest = path.substr(1);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        const std::string_view segment = rest.substr(0, end);
        if (segment.empty() || segment == "." || segment == "..") return false;
        rest.remove_prefix(end);
        if (rest == "/") return false;
        if (!rest.empty()) rest.remove_prefix(1);
    }
    return true;
}

}  // namespace

std::optional<std::string> percentDecoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hexDigit(text[i + 1]), low = hexDigit(text[i + 2]);
        if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!text::validUtf8(out)) return std::nullopt;
    return out;
}

std::optional<Target> parseTarget(std::string_view target) {
    if (target.size() > kLongest) return std::nullopt;
    const auto plain = [](char c) { return c > 0x20 && c < 0x7f && c != '#' && c != '\\'; };
    if (!std::all_of(target.begin(), target.end(), plain)) return std::nullopt;
    const std::size_t mark = std::min(target.find('?'), target.size());
    const std::string_view rawPath = target.substr(0, mark);
    // Segments are parted before they are decoded; a slash that was written as %2F would part them anew.
    const auto path = percentDecoded(rawPath);
    if (!path || !plainPath(*path)) return std::nullopt;
    if (std::count(path->begin(), path->end(), '/') != std::count(rawPath.begin(), rawPath.end(), '/'))
        return std::nullopt;
    if (std::any_of(path->begin(), path->end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; }))
        return std::nullopt;
    Target out{*path, {}};
    std::string_view rest = mark < target.size() ? target.substr(mark + 1) : std::string_view();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        std::string pair(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (pair.empty()) continue;
        std::replace(pair.begin(), pair.end(), '+', ' ');
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = percentDecoded(std::string_view(pair).substr(0, equals));
        const auto value = percentDecoded(std::string_view(pair).substr(std::min(equals + 1, pair.size())));
        // A name given twice is understood differently by everybody.
        if (!name || !value || findPair(out.query, *name) != nullptr || out.query.size() >= kMostPairs)
            return std::nullopt;
        out.query.emplace_back(*name, *value);
    }
    return out;
}

}  // namespace toitsu::server
