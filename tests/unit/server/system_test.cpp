// Health, figures and the API's description: what watchers see, and that they see nothing else.

#include "apps/server/http_head.h"
#include "people.h"

namespace toitsu::server {
namespace {

using SystemTest = People;

TEST_F(SystemTest, ReadinessSaysWhatDoesNotRunAndWhy) {
    EXPECT_EQ(ask({}, Method::get, "/healthz").body, R"({"ok":true})");
    services->ready = {{"store", []() -> Result<void> { return {}; }}};
    EXPECT_EQ(ask({}, Method::get, "/readyz").status, 200);
    services->ready.push_back({"intake", []() -> Result<void> {
                                   return fail(ErrorKind::unavailable, "C001",
                                               {"重みがありません", "the weights are missing"}, {"/secret/folder"});
                               }});
    const Response not_ = ask({}, Method::get, "/readyz");
    EXPECT_EQ(not_.status, 503);
    EXPECT_EQ(not_.body,
              R"({"ready":false,"checks":[{"name":"store","ok":true},{"name":"intake","ok":false,"code":"C001",)"
              R"("why":{"ja":"重みがありません","en":"the weights are missing"}}]})");
}

TEST_F(SystemTest, FiguresNameRoutesAndNobody) {
    account("hanako", {{"202088", {Role::admin}}});
    const Browser browser = signedIn("hanako");
    ask(browser, Method::put, "/api/v1/accounts/a-planted-id", Value(Context{{"locked", Value(true)}}));
    ask(browser, Method::get, "/a-planted-path");
    services->metrics.gauge("toitsu_trial", "A trial.", [] {
        return Metrics::Labelled{{"municipality=\"202088\"", 3}, {"", 4.5}};
    });
    const std::string text = ask({}, Method::get, "/metrics").body;
    for (const char* line : {"toitsu_http_requests_total{method=\"POST\",route=\"/api/v1/session\",status=\"200\"} 1\n",
                             "{method=\"PUT\",route=\"/api/v1/accounts/{id}\",status=\"404\"} 1\n",
                             "{method=\"GET\",route=\"\",status=\"404\"} 1\n", "toitsu_sessions 1\n",
                             "toitsu_http_request_seconds_count{route=\"/api/v1/session\"} 1\n",
                             "# TYPE toitsu_trial gauge\ntoitsu_trial{municipality=\"202088\"} 3\ntoitsu_trial 4.5\n"})
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    for (const char* planted : {"a-planted", "hanako"}) EXPECT_EQ(text.find(planted), std::string::npos);
    EXPECT_EQ(ask({}, Method::get, "/metrics", {}, {{"x-forwarded-for", "10.0.0.1"}}).status, 403);
    EXPECT_EQ(ask({}, Method::get, "/metrics", {}, {{"forwarded", "for=10.0.0.1"}}).status, 403);
}

TEST_F(SystemTest, TheDescriptionNamesEveryRouteWithItsPermission) {
    const Response answer = ask({}, Method::get, "/openapi.json");
    const auto document = *json::parse(answer.body);
    for (const Route& route : server->dispatcher().router().routes()) {
        const Value& operation = document["paths"][route.pattern][lowered(methodName(route.method))];
        ASSERT_FALSE(operation.isNull()) << route.pattern;
        if (route.permission == Permission::open)
            EXPECT_EQ(json::write(operation["security"]), "[]") << route.pattern;
        else
            EXPECT_EQ(*operation["x-permission"].string(), route.permission.text()) << route.pattern;
    }
    const std::string tag = *findPair(answer.headers, "ETag");
    EXPECT_EQ(ask({}, Method::get, "/openapi.json", {}, {{"if-none-match", tag}}).status, 304);
}

// Behind our proxy the last address counts, which it adds itself; without one nobody's word does.
TEST_F(SystemTest, AddressesAreBelievedFromOurProxyOnly) {
    account("hanako", {{"202088", {Role::verifier}}});
    const auto tryFrom = [&](const std::string& forwarded) {
        return ask({}, Method::post, "/api/v1/session", Value(Context{{"account", "nobody"}, {"password", "x"}}),
                   {{"x-forwarded-for", forwarded}})
            .status;
    };
    int refused = 0;
    for (int i = 0; i < 30; ++i) refused += tryFrom("10.0.0." + std::to_string(i)) == 429 ? 1 : 0;
    EXPECT_GE(refused, 5) << "one address, whatever it claims";
}

}  // namespace
}  // namespace toitsu::server
