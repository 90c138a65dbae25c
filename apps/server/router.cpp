#include "apps/server/router.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>

#include "base/text.h"

namespace toitsu::server {

namespace {

bool isParameter(const std::string& segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// How exactly a pattern fits, nullopt when it does not: a written segment counts more the further left it stands.
std::optional<std::string> fit(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    if (pattern.size() != path.size()) return std::nullopt;
    std::string rank;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (!isParameter(pattern[i]) && pattern[i] != path[i]) return std::nullopt;
        rank += isParameter(pattern[i]) ? '0' : '1';
    }
    return rank;
}

}  // namespace

Router::Router(Routes routes) : routes_(std::move(routes)) {
    std::set<std::string> seen;
    for (const Route& route : routes_) {
        segments_.push_back(text::split(route.pattern, '/'));
        std::string shape(methodName(route.method));
        for (const std::string& segment : segments_.back()) shape += isParameter(segment) ? "/{}" : "/" + segment;
        [[maybe_unused]] const bool fresh = seen.insert(shape).second;
        assert(fresh && "two routes of the same method and path");
        assert(route.handler && !route.text.summary.empty());
    }
}

Router::Match Router::find(Method method, std::string_view path) const {
    const Method asked = method == Method::head ? Method::get : method;
    const std::vector<std::string> wanted = text::split(path, '/');
    Match match;
    std::string best;
    std::size_t at = routes_.size();
    std::set<std::string> allowed;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        const auto rank = fit(segments_[i], wanted);
        if (!rank) continue;
        if (routes_[i].method != asked) {
            allowed.emplace(methodName(routes_[i].method));
            continue;
        }
        if (at < routes_.size() && *rank <= best) continue;
        best = *rank;
        at = i;
    }
    if (at == routes_.size()) {
        if (allowed.contains("GET")) allowed.insert("HEAD");
        match.allowed.assign(allowed.begin(), allowed.end());
        return match;
    }
    match.route = &routes_[at];
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::string& segment = segments_[at][i];
        if (isParameter(segment)) match.parameters.emplace_back(segment.substr(1, segment.size() - 2), wanted[i]);
    }
    return match;
}

}  // namespace toitsu::server
