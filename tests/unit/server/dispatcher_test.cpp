#include "apps/server/dispatcher.h"

#include <gtest/gtest.h>

#include "apps/server/paging.h"
#include "apps/server/routes.h"
#include "apps/server/secrets.h"
#include "base/json.h"
#include "remembering.h"

namespace toitsu::server {
namespace {

constexpr const char* kToken = "0123456789abcdef";

class OneDoorkeeper : public Doorkeeper {
public:
    std::optional<Access> who(std::string_view token) override { return still(token); }
    std::optional<Access> still(std::string_view token) const override {
        return token == kToken ? std::optional(access) : std::nullopt;
    }
    Access access{"a1", "見本 花子", {{"202088", {Role::verifier}}, {"202096", {Role::reception}}}};
};

class DispatcherTest : public ::testing::Test {
protected:
    DispatcherTest() {
        DispatcherParts parts;
        parts.routes = {
            {Method::get,
             "/open",
             Permission::open,
             {"Open", "", "", ""},
             [](const Request&) -> Result<Response> { return Response::json(Value("open")); }},
            {Method::get,
             "/cases/{id}",
             Permission::casesRead,
             {"A case", "municipality?: string", "", ""},
             [](const Request& r) -> Result<Response> {
                 List where;
                 for (const auto& m : r.access.municipalities(Permission::casesRead)) where.emplace_back(m);
                 return Response::json(Value(Context{{"id", r.parameter("id")}, {"where", Value(where)}}));
             }},
            {Method::post,
             "/cases",
             Permission::casesRead,
             {"Make one", "", "{name: string}", ""},
             [this](const Request& r) -> Result<Response> {
                 ++made;
                 if (*r.json["name"].string() == "bad") return fail(ErrorKind::refused, "X999", {"だめ", "no"});
                 return Response::json(Value(made), 201);
             },
             Body::json,
             kJsonLimit,
             true},
            {Method::post,
             "/files",
             Permission::intakeAdd,
             {"A file", "", "", ""},
             [](const Request& r) -> Result<Response> {
                 return Response::json(Value(static_cast<int>(r.body.size())));
             },
             Body::bytes,
             1u << 20},
            {Method::get,
             "/audit",
             Permission::auditRead,
             {"Audit", "", "", ""},
             [](const Request&) -> Result<Response> { return Response::json(Value("audit")); }},
            {Method::get,
             "/breaks",
             Permission::open,
             {"Breaks", "", "", ""},
             [](const Request&) -> Result<Response> {
                 return fail(ErrorKind::internal, "X998", {"山田太郎", "the name of somebody"});
             }},
        };
        parts.doorkeeper = doorkeeper;
        parts.answers = std::make_shared<Remembering>();
        parts.address = "127.0.0.1";
        parts.failed = [this](const Error& error) { logged = error.code; };
        auto made_ = Dispatcher::make(std::move(parts));
        EXPECT_TRUE(made_) << made_.error().text(Language::en);
        dispatcher = *made_;
    }

    // As a signed-in browser on this machine unless told otherwise; a header with "" is left out.
    Response ask(Method method, const std::string& target, Pairs more = {}, const std::string& body = "") {
        Request request;
        request.method = method;
        request.target = target;
        request.peer = "127.0.0.1";
        Pairs headers = {{"host", "localhost:8470"}, {"cookie", std::string("x=1; toitsu_session=") + kToken}};
        if (method != Method::get && method != Method::head) {
            headers.emplace_back("x-csrf-token", csrfToken(kToken));
            headers.emplace_back("origin", "http://localhost:8470");
            headers.emplace_back("sec-fetch-site", "same-origin");
            headers.emplace_back("content-type", "application/json");
        }
        for (const auto& [name, value] : more) {
            std::erase_if(headers, [&, &key = name](const auto& header) { return header.first == key; });
            if (!value.empty()) headers.emplace_back(name, value);
        }
        request.headers = headers;
        auto admitted = dispatcher->admit(request);
        if (!admitted) return admitted.error();
        request.body = body;
        return dispatcher->answer(request);
    }
    static std::string code(const Response& response) {
        const auto value = json::parse(response.body);
        const std::string* text = value ? (*value)["code"].string() : nullptr;
        return text != nullptr ? *text : "";
    }

    std::shared_ptr<OneDoorkeeper> doorkeeper = std::make_shared<OneDoorkeeper>();
    std::shared_ptr<Dispatcher> dispatcher;
    int made = 0;
    std::string logged;
};

TEST_F(DispatcherTest, AnswersWhoMayAsk) {
    EXPECT_EQ(ask(Method::get, "/open").body, "\"open\"");
    EXPECT_EQ(ask(Method::get, "/cases/7").body, R"({"id":"7","where":["202088"]})");
    EXPECT_EQ(ask(Method::get, "/audit").status, 403);
    EXPECT_EQ(code(ask(Method::get, "/audit")), "V011");
    EXPECT_EQ(code(ask(Method::get, "/cases/7", {{"cookie", ""}})), "V010");
    EXPECT_EQ(ask(Method::get, "/cases/7", {{"cookie", "toitsu_session=other"}}).status, 401);
    EXPECT_EQ(ask(Method::get, "/open", {{"cookie", ""}}).status, 200);
    doorkeeper->access.setMustChangePassword(true);
    EXPECT_EQ(code(ask(Method::get, "/cases/7")), "V016");
}

TEST_F(DispatcherTest, UnknownThingsAreSaidAsWhatTheyAre) {
    EXPECT_EQ(ask(Method::get, "/nothing").status, 404);
    const Response method = ask(Method::del, "/cases/7");
    EXPECT_EQ(method.status, 405);
    EXPECT_EQ(*findPair(method.headers, "Allow"), "GET, HEAD");
    EXPECT_EQ(ask(Method::other, "/open").status, 405);
    EXPECT_EQ(ask(Method::get, "/cases/..%2f7").status, 400);
    EXPECT_EQ(ask(Method::get, "/cases/7?limit=1").status, 400) << "a query that the route does not know";
    EXPECT_EQ(ask(Method::get, "/cases/7?municipality=202088").status, 200);
    EXPECT_EQ(ask(Method::get, "/open", {{"host", "evil.example"}}).status, 421);
    EXPECT_EQ(ask(Method::get, "/open", {{"host", "[::1]:8470"}}).status, 200);
}

TEST_F(DispatcherTest, AChangeComesFromOurOwnScreenOnly) {
    const std::string body = R"({"name":"x"})";
    EXPECT_EQ(ask(Method::post, "/cases", {}, body).status, 201);
    for (const auto& [name, value] : Pairs{{"x-csrf-token", ""},
                                           {"x-csrf-token", "0"},
                                           {"x-csrf-token", csrfToken("other")},
                                           {"origin", "http://evil.example"},
                                           {"origin", "https://localhost:8470"},
                                           {"origin", "http://localhost:8471"},
                                           {"origin", "null"},
                                           {"sec-fetch-site", "cross-site"},
                                           {"sec-fetch-site", "same-site"},
                                           {"sec-fetch-site", "none"}})
        EXPECT_EQ(code(ask(Method::post, "/cases", {{name, value}}, body)), "V012") << name << ": " << value;
    EXPECT_EQ(made, 1);
    EXPECT_EQ(ask(Method::post, "/cases", {{"origin", ""}, {"sec-fetch-site", ""}}, body).status, 201)
        << "a program says neither";
}

TEST_F(DispatcherTest, ABodyIsWhatTheRouteTakes) {
    for (const std::string type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
        EXPECT_EQ(ask(Method::post, "/cases", {{"content-type", type}}, "{}").status, 415) << type;
    EXPECT_EQ(
        ask(Method::post, "/cases", {{"content-type", "application/json; charset=UTF-8"}}, R"({"name":"x"})").status,
        201);
    for (const std::string body : {"", "{", "[]", "{}", R"({"name":1})", R"({"name":"x","more":1})"})
        EXPECT_EQ(code(ask(Method::post, "/cases", {}, body)), "V001") << body;
    EXPECT_EQ(ask(Method::post, "/files", {{"content-type", "image/png"}}, "123").body, "3");
    EXPECT_EQ(ask(Method::post, "/files", {{"content-type", "multipart/form-data; boundary=x"}}, "123").status, 415);
}

TEST_F(DispatcherTest, TheSameKeyGetsTheSameAnswer) {
    const std::string body = R"({"name":"x"})";
    const Pairs key = {{"idempotency-key", "k1"}};
    EXPECT_EQ(ask(Method::post, "/cases", key, body).body, "1");
    const Response again = ask(Method::post, "/cases", key, body);
    EXPECT_EQ(again.body, "1");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(*findPair(again.headers, "Idempotency-Replayed"), "true");
    EXPECT_EQ(made, 1);
    EXPECT_EQ(code(ask(Method::post, "/cases", key, R"({"name":"y"})")), "V021");
    EXPECT_EQ(ask(Method::post, "/cases", {{"idempotency-key", "k2"}}, body).body, "2");
    EXPECT_EQ(code(ask(Method::post, "/cases", {{"idempotency-key", "k3"}}, R"({"name":"bad"})")), "X999");
    EXPECT_EQ(code(ask(Method::post, "/cases", {{"idempotency-key", "k3"}}, R"({"name":"bad"})")), "X999");
    EXPECT_EQ(made, 4) << "what failed is tried again";
    EXPECT_EQ(ask(Method::post, "/cases", {{"idempotency-key", "a b"}}, body).status, 400);
    EXPECT_EQ(ask(Method::post, "/cases", {{"idempotency-key", std::string(200, 'k')}}, body).status, 400);
}

TEST_F(DispatcherTest, EveryAnswerIsDressed) {
    for (const Response& response : {ask(Method::get, "/open"), ask(Method::get, "/nothing"),
                                     ask(Method::get, "/cases/%00"), dispatcher->refuse(Error{})}) {
        for (const char* name : {"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options",
                                 "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cache-Control"})
            EXPECT_NE(findPair(response.headers, name), nullptr) << name;
        const std::string& policy = *findPair(response.headers, "Content-Security-Policy");
        EXPECT_EQ(policy.find("unsafe"), std::string::npos);
        EXPECT_EQ(*findPair(response.headers, "Cache-Control"), "no-store");
    }
}

TEST_F(DispatcherTest, AProblemSaysBothLanguagesAndADefectTellsNothing) {
    const Response problem = ask(Method::get, "/nothing");
    EXPECT_EQ(problem.type, "application/problem+json");
    const auto value = *json::parse(problem.body);
    EXPECT_EQ(*value["type"].string(), "urn:toitsu:error:V002");
    EXPECT_FALSE(value["detail"]["ja"].string()->empty());
    EXPECT_EQ(value["status"].number()->toInteger(), 404);
    const Response broken = ask(Method::get, "/breaks");
    EXPECT_EQ(broken.status, 500);
    EXPECT_EQ(code(broken), "V008");
    EXPECT_EQ(broken.body.find("somebody"), std::string::npos);
    EXPECT_EQ(logged, "X998");
}

TEST(Paging, CursorsComeBackAsTheyWent) {
    Request request;
    request.query = {{"after", cursor("2026-11-29 申請 7")}, {"limit", "20"}};
    const auto page = pageOf(request);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->after, "2026-11-29 申請 7");
    EXPECT_EQ(page->limit, 20);
    for (const std::string wrong : {"x", "1", "1zz", "1f", "261", "1ff"}) {
        request.query = {{"after", wrong}};
        EXPECT_FALSE(pageOf(request)) << wrong;
    }
    for (const std::string wrong : {"0", "501", "x", "5x", "-1", ""}) {
        request.query = {{"limit", wrong}};
        EXPECT_FALSE(pageOf(request)) << wrong;
    }
}

TEST(Paging, WhoHasTheVersionGetsNothingAgain) {
    const std::string tag = etag("content");
    Request request;
    EXPECT_EQ(withEtag(request, Response::json(Value(1)), tag).status, 200);
    for (const std::string& known : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
        request.headers = {{"if-none-match", known}};
        const Response same = withEtag(request, Response::json(Value(1)), tag);
        EXPECT_EQ(same.status, 304) << known;
        EXPECT_EQ(same.body, "");
    }
    request.headers = {{"if-none-match", "\"other\""}};
    EXPECT_EQ(withEtag(request, Response::json(Value(1)), tag).status, 200);
}

TEST(WholeApi, DescribesItself) {
    Services services;
    services.now = systemNow;
    services.version = "1";
    services.municipalityName = [](const std::string& code) { return code; };
    auto api = wholeApi(services);
    ASSERT_TRUE(api) << api.error().text(Language::en);
    const auto document = json::parse(services.openApi);
    ASSERT_TRUE(document);
    EXPECT_EQ(*(*document)["openapi"].string(), "3.1.0");
    for (const Route& route : api->routes) EXPECT_FALSE((*document)["paths"][route.pattern].isNull()) << route.pattern;
}

}  // namespace
}  // namespace toitsu::server
