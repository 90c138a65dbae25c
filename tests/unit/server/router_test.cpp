#include "apps/server/router.h"

#include <gtest/gtest.h>

namespace toitsu::server {
namespace {

Route route(Method method, const std::string& pattern) {
    return {method, pattern, Permission::open, {pattern, "", "", ""}, [](const Request&) -> Result<Response> {
                return Response();
            }};
}

TEST(Router, FindsByMethodAndPath) {
    const Router router({route(Method::get, "/"), route(Method::get, "/api/v1/cases"),
                         route(Method::get, "/api/v1/cases/{id}"), route(Method::post, "/api/v1/cases/{id}/suspend"),
                         route(Method::get, "/api/v1/cases/mine"), route(Method::del, "/api/v1/{kind}/{id}")});
    const auto pattern = [&](Method method, const std::string& path) {
        const auto match = router.find(method, path);
        return match.route != nullptr ? match.route->pattern : std::string();
    };
    EXPECT_EQ(pattern(Method::get, "/"), "/");
    EXPECT_EQ(pattern(Method::get, "/api/v1/cases"), "/api/v1/cases");
    EXPECT_EQ(pattern(Method::head, "/api/v1/cases"), "/api/v1/cases");
    EXPECT_EQ(pattern(Method::get, "/api/v1/cases/7"), "/api/v1/cases/{id}");
    EXPECT_EQ(router.find(Method::get, "/api/v1/cases/7").parameters, (Pairs{{"id", "7"}}));
    EXPECT_EQ(pattern(Method::get, "/api/v1/cases/mine"), "/api/v1/cases/mine") << "a written segment goes first";
    EXPECT_EQ(pattern(Method::del, "/api/v1/cases/7"), "/api/v1/{kind}/{id}");
    EXPECT_EQ(pattern(Method::get, "/api/v1/cases/7/8"), "");
    EXPECT_TRUE(router.find(Method::get, "/nowhere").allowed.empty());
    EXPECT_EQ(router.find(Method::post, "/api/v1/cases/7").allowed,
              (std::vector<std::string>{"DELETE", "GET", "HEAD"}));
}

}  // namespace
}  // namespace toitsu::server
