#include "apps/server/paging.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/text.h"

namespace toitsu::server {

namespace {

constexpr std::string_view kMark = "1";  // the version of what a cursor looks like

constexpr std::string_view kHex = "0123456789abcdef";

std::optional<std::string> opened(std::string_view cursorText) {
    if (cursorText.substr(0, kMark.size()) != kMark || cursorText.size() % 2 == 0 || cursorText.size() > 1024)
        return std::nullopt;
    std::string position;
    for (std::size_t i = kMark.size(); i < cursorText.size(); i += 2) {
        const std::size_t high = kHex.find(cursorText[i]), low = kHex.find(cursorText[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        position += static_cast<char>(high * 16 + low);
    }
    if (position.empty() || !text::validUtf8(position)) return std::nullopt;
    return position;
}

}  // namespace

std::string cursor(std::string_view position) {
    std::string out(kMark);
    for (const char c : position) {
        out += kHex[static_cast<unsigned char>(c) / 16];
        out += kHex[static_cast<unsigned char>(c) % 16];
    }
    return out;
}

Result<Page> pageOf(const Request& request, int usual, int most) {
    Page page;
    page.limit = usual;
    if (const auto asked = request.queried("limit")) {
        const auto [end, failed] = std::from_chars(asked->data(), asked->data() + asked->size(), page.limit);
        if (failed != std::errc() || end != asked->data() + asked->size() || page.limit < 1 || page.limit > most)
            return fail(ErrorKind::usage, "V001",
                        {"limit は 1 から " + std::to_string(most) + " までの整数です",
                         "limit is a whole number from 1 to " + std::to_string(most)});
    }
    if (const auto after = request.queried("after"); after && !after->empty()) {
        auto position = opened(*after);
        if (!position)
            return fail(ErrorKind::usage, "V022",
                        {"after がこのサーバーの返した値ではありません。最初のページから読み直してください",
                         "after is not a value that this server gave; begin with the first page again"});
        page.after = std::move(*position);
    }
    return page;
}

std::string etag(std::string_view content) {
    return '"' + sha256Hex(content).substr(0, 32) + '"';
}

Response withEtag(const Request& request, Response response, const std::string& tag) {
    const std::string& known = request.header("if-none-match");
    std::string_view rest = known;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        std::string one = text::trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (one.substr(0, 2) == "W/") one.erase(0, 2);
        if (one != tag && one != "*") continue;
        Response same;
        same.status = 304;
        return std::move(same).with("ETag", tag);
    }
    return std::move(response).with("ETag", tag);
}

}  // namespace toitsu::server
