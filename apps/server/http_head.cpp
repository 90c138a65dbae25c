#include "apps/server/http_head.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "apps/server/problem.h"

namespace toitsu::server {

namespace {

std::string httpDate() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), length};
}

}  // namespace

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool unambiguous(const Request& request, bool http11) {
    const auto count = [&](std::string_view name) {
        return std::count_if(request.headers.begin(), request.headers.end(),
                             [&](const auto& header) { return header.first == name; });
    };
    const auto lengths = count("content-length"), encodings = count("transfer-encoding");
    if (count("host") != 1 || lengths > 1 || encodings > 1 || lengths + encodings > 1) return false;
    if (encodings == 1 && (!http11 || lowered(request.header("transfer-encoding")) != "chunked")) return false;
    const std::string& length = request.header("content-length");
    return std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string headText(const Response& response, bool keepAlive) {
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(statusTitle(response.status)) +
                       "\r\nDate: " + httpDate() + "\r\n";
    const auto add = [&](const std::string& name, const std::string& value) {
        const auto plain = [](char c) { return c != '\r' && c != '\n' && c != '\0'; };
        if (std::all_of(name.begin(), name.end(), plain) && std::all_of(value.begin(), value.end(), plain))
            head += name + ": " + value + "\r\n";
    };
    if (!response.type.empty()) add("Content-Type", response.type);
    for (const auto& [name, value] : response.headers) add(name, value);
    if (!response.events && response.status != 204 && response.status != 304)
        add("Content-Length", std::to_string(response.body.size()));
    if (!keepAlive) add("Connection", "close");
    return head + "\r\n";
}

}  // namespace toitsu::server
