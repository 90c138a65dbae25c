#pragma once

// A request's target: path and query, decoded once and strictly. Whatever two programs could understand differently –
// dots, doubled slashes, backslashes, encoded slashes, NUL, bytes that are not UTF-8 – is no target.

#include <optional>
#include <string>
#include <string_view>

#include "apps/server/http_message.h"

namespace toitsu::server {

struct Target {
    std::string path;
    Pairs query;
};

std::optional<Target> parseTarget(std::string_view target);

std::optional<std::string> percentDecoded(std::string_view text);  // nullopt: not well-formed, NUL, or not UTF-8

}  // namespace toitsu::server
