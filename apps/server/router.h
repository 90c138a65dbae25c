#pragma once

// Router: from method and path to the route. Patterns are matched segment by segment; a written segment goes before a
// parameter.

#include <string>
#include <string_view>
#include <vector>

#include "apps/server/route.h"

namespace toitsu::server {

class Router {
public:
    explicit Router(Routes routes);

    struct Match {
        const Route* route = nullptr;      // nullptr: see `allowed`
        Pairs parameters;                  // of the pattern
        std::vector<std::string> allowed;  // when the path is known and the method is not: its methods
    };
    Match find(Method method, std::string_view path) const;  // HEAD finds GET

    const Routes& routes() const { return routes_; }

private:
    Routes routes_;
    std::vector<std::vector<std::string>> segments_;  // of routes_[i]
};

}  // namespace toitsu::server
