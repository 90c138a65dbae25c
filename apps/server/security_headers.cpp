#include "apps/server/security_headers.h"

#include <array>

namespace toitsu::server {

namespace {

// Scripts and styles come from our own files only: nothing inline, no eval. Pictures are also made in the page.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kAlways = {{
    {"Content-Security-Policy", kPolicy},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
}};

}  // namespace

void addSecurityHeaders(Response& response, bool behindTls) {
    for (const auto& [name, value] : kAlways) response.with(std::string(name), std::string(value));
    if (behindTls) response.with("Strict-Transport-Security", "max-age=31536000");
    if (findPair(response.headers, "Cache-Control") == nullptr) response.with("Cache-Control", "no-store");
}

}  // namespace toitsu::server
