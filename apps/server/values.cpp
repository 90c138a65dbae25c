#include "apps/server/values.h"

namespace toitsu::server {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

Value textOrNull(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

std::vector<std::string> whereAsked(const Request& request, Permission permission) {
    auto all = request.access.municipalities(permission);
    if (const auto only = request.queried("municipality"))
        std::erase_if(all, [&](const std::string& one) { return one != *only; });
    return all;
}

}  // namespace toitsu::server
