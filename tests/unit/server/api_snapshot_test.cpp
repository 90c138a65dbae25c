// web/openapi.json is what the screens believe of the server: their types are made of it (web/tools/api_shapes.mjs).
// Here it is held against the route table. A route that they do not know yet is no fault. After a change:
// TOITSU_UPDATE=1 build/release/server_test --gtest_filter='ApiSnapshot*', then in web/: npm run shapes.

#include <cstdlib>

#include "people.h"

namespace toitsu::server {
namespace {

class ApiSnapshot : public People {};

TEST_F(ApiSnapshot, TheScreensKnowTheServer) {
    const auto now = json::parse(ask({}, Method::get, "/openapi.json").body);
    ASSERT_TRUE(now);
    const std::string path = std::string(TOITSU_SOURCE_DIR) + "/web/openapi.json";
    if (std::getenv("TOITSU_UPDATE") != nullptr) {
        ASSERT_TRUE(files::writeAtomically(path, json::writePretty(*now) + "\n"));
    }
    const auto text = files::read(path);
    ASSERT_TRUE(text) << path;
    const auto known = json::parse(*text);
    ASSERT_TRUE(known);
    constexpr const char* kHow = ": it has changed; the head of this file says how to renew web/openapi.json";
    for (const auto& [route, methods] : known->context()->find("paths")->context()->entries())
        for (const auto& [method, operation] : methods.context()->entries())
            EXPECT_EQ(json::write((*now)["paths"][route][method]), json::write(operation))
                << method << " " << route << kHow;
    for (const auto& [name, schema] : (*known)["components"]["schemas"].context()->entries())
        EXPECT_EQ(json::write((*now)["components"]["schemas"][name]), json::write(schema)) << name << kHow;
}

}  // namespace
}  // namespace toitsu::server
