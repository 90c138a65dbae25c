// Who may do what: every route against every role, tenants, and what administrators can do to each other.

#include <algorithm>

#include "apps/server/routes.h"
#include "apps/station/audit.h"
#include "people.h"

namespace toitsu::server {
namespace {

class RightsTest : public People {
protected:
    static std::string example(const std::string& pattern) {
        std::string path;
        bool inside = false;
        for (const char c : pattern) {
            if (c == '{') inside = true;
            if (!inside) path += c;
            if (c == '}') {
                inside = false;
                path += 'x';
            }
        }
        return path;
    }
    static bool letIn(const Response& response) {
        const std::string why = code(response);
        return why != "V010" && why != "V011" && why != "V012" && why != "V016";
    }
    // Whether the door lets it in; nothing is done, for only the head is looked at.
    bool admitted(const Browser& browser, const Route& route) {
        Request request;
        request.method = route.method;
        request.target = example(route.pattern);
        request.headers = {{"host", "localhost"}, {"content-type", "application/json"}};
        if (!browser.token.empty()) request.headers.emplace_back("cookie", "toitsu_session=" + browser.token);
        if (!browser.csrf.empty()) request.headers.emplace_back("x-csrf-token", browser.csrf);
        const auto answer = server->dispatcher().admit(request);
        return answer || letIn(answer.error());
    }
};

TEST_F(RightsTest, EveryRouteAgainstEveryRole) {
    const Routes& routes = server->dispatcher().router().routes();
    ASSERT_GE(routes.size(), 12u);
    for (const Role role : allRoles()) {
        const std::string login = "a-" + std::string(roleName(role));
        account(login, {{"202088", {role}}});
        const Browser browser = signedIn(login);
        for (const Route& route : routes) {
            EXPECT_EQ(admitted(browser, route), grants(role, route.permission))
                << roleName(role) << " " << methodName(route.method) << " " << route.pattern;
            if (route.method != Method::get && route.permission != Permission::open) {
                EXPECT_FALSE(admitted({browser.token, ""}, route)) << "without its CSRF token: " << route.pattern;
            }
        }
    }
    account("none", {});
    const Browser none = signedIn("none");
    account("fresh", {{"202088", allRoles()}}, true);
    const Browser fresh = signedIn("fresh");
    for (const Route& route : routes) {
        const bool open = route.permission == Permission::open;
        EXPECT_EQ(admitted({}, route), open) << route.pattern;
        EXPECT_EQ(admitted({std::string(64, '0'), "0"}, route), open) << route.pattern;
        const bool any = open || route.permission == Permission::signedIn;
        EXPECT_EQ(admitted(none, route), any) << route.pattern;
        EXPECT_EQ(admitted(fresh, route), any) << "before a password of one's own: " << route.pattern;
    }
}

TEST_F(RightsTest, OnlyTheseRoutesAreOpen) {
    std::vector<std::string> open;
    for (const Route& route : server->dispatcher().router().routes())
        if (route.permission == Permission::open)
            open.push_back(std::string(methodName(route.method)) + " " + route.pattern);
    EXPECT_EQ(open, (std::vector<std::string>{"GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.json",
                                              "POST /api/v1/session"}));
}

TEST_F(RightsTest, WhatIsUnknownIsDenied) {
    account("all", {{"202088", allRoles()}});
    const Browser browser = signedIn("all");
    for (const char* path :
         {"/api/v1/nothing", "/api", "/api/v2/session", "/API/v1/session", "/session", "/etc/passwd"})
        EXPECT_EQ(ask(browser, Method::get, path).status, 404) << path;
    EXPECT_EQ(ask(browser, Method::del, "/api/v1/accounts").status, 405);
}

TEST_F(RightsTest, AnAdministratorReadsNoCases) {
    for (const Permission permission :
         {Permission::casesRead, Permission::intakeRead, Permission::verifyEnter, Permission::verifyCompare,
          Permission::tasksWork, Permission::myNumberRead, Permission::auditRead})
        EXPECT_FALSE(grants(Role::admin, permission)) << permission.text();
    for (const Role role : allRoles()) {
        EXPECT_EQ(grants(role, Permission::accountsManage), role == Role::admin) << roleName(role);
        EXPECT_EQ(grants(role, Permission::myNumberRead), role == Role::verifier) << roleName(role);
    }
}

TEST_F(RightsTest, AnAdministratorStaysInHisMunicipalities) {
    account("admin", {{"202088", {Role::admin}}});
    const auto inside = account("inside", {{"202088", {Role::entry}}});
    const auto both = account("both", {{"202088", {Role::entry}}, {"202096", {Role::decider}}});
    const auto outside = account("outside", {{"202096", {Role::entry}}});
    const Browser admin = signedIn("admin");
    const std::string list = ask(admin, Method::get, "/api/v1/accounts").body;
    EXPECT_NE(list.find("\"inside\""), std::string::npos);
    EXPECT_NE(list.find("\"both\""), std::string::npos);
    EXPECT_EQ(list.find("outside"), std::string::npos);
    EXPECT_EQ(list.find("202096"), std::string::npos) << "not even what roles somebody has elsewhere";
    EXPECT_EQ(list.find("decider"), std::string::npos);

    const auto put = [&](const Account& account, Context body) {
        return ask(admin, Method::put, "/api/v1/accounts/" + account.id, Value(std::move(body)));
    };
    const auto roles = [](const char* municipality, const char* role) {
        return Value(List{Value(Context{{"municipality", municipality}, {"roles", Value(List{role})}})});
    };
    EXPECT_EQ(code(put(outside, {{"locked", Value(true)}})), "V025");
    EXPECT_EQ(code(put(both, {{"locked", Value(true)}})), "V026");
    EXPECT_EQ(code(put(both, {{"password", "one of his own making"}})), "V026")
        << "he would become a decider elsewhere";
    EXPECT_EQ(code(put(inside, {{"grants", roles("202096", "entry")}})), "V011");
    EXPECT_EQ(code(put(both, {{"name", "別人"}})), "V026");
    EXPECT_EQ(put(both, {{"name", both.name}, {"grants", roles("202088", "reception")}}).status, 200)
        << "the name that it has is no change";
    const auto after = *server->accounts().find("both");
    ASSERT_EQ(after->grants.size(), 2u);
    EXPECT_EQ(after->grants[0].roles, std::vector<Role>{Role::reception});
    EXPECT_EQ(after->grants[1].roles, std::vector<Role>{Role::decider}) << "what is not his stays";
    EXPECT_EQ(put(inside, {{"locked", Value(true)}}).status, 200);
    const auto self = *server->accounts().find("admin");
    EXPECT_EQ(code(put(*self, {{"grants", roles("202088", "verifier")}})), "V027");

    const auto fresh = [&](const char* login, const char* municipality) {
        return ask(admin, Method::post, "/api/v1/accounts",
                   Value(Context{{"account", login},
                                 {"name", "新人"},
                                 {"password", "the first of many"},
                                 {"grants", roles(municipality, "entry")}}));
    };
    EXPECT_EQ(fresh("newcomer", "202088").status, 201);
    EXPECT_EQ(code(fresh("newcomer", "202088")), "V024");
    EXPECT_EQ(code(fresh("elsewhere", "202096")), "V011");
    EXPECT_EQ(fresh("x", "202088").status, 400);
}

TEST_F(RightsTest, NoByteOfAnotherMunicipalityIsInAnyAnswer) {
    for (int i = 0; i < 20; ++i) {
        account("komoro-" + std::to_string(i), {{"202088", {Role::entry}}});
        account("secret-saku-" + std::to_string(i), {{"202177", {Role::entry}}});
    }
    account("secret-saku-admin", {{"202177", {Role::admin, Role::auditor}}});
    account("komoro-all", {{"202088", allRoles()}});
    signedIn("secret-saku-admin");
    const Browser browser = signedIn("komoro-all");
    std::string all;
    for (const Route& route : server->dispatcher().router().routes()) {
        if (route.method != Method::get) continue;
        for (const std::string query : {"", "?limit=3", "?municipality=202177", "?municipality=202088"})
            all += ask(browser, Method::get, example(route.pattern) + query).body;
    }
    for (std::string next = ask(browser, Method::get, "/api/v1/accounts?limit=7").body;;) {
        all += next;
        const auto parsed = *json::parse(next);
        if (parsed["next"].isNull()) break;
        next = ask(browser, Method::get, "/api/v1/accounts?limit=7&after=" + *parsed["next"].string()).body;
    }
    EXPECT_NE(all.find("komoro-19"), std::string::npos);
    EXPECT_EQ(all.find("secret-saku"), std::string::npos);
    EXPECT_EQ(withoutIds(all).find("202177"), std::string::npos);
}

TEST_F(RightsTest, WhatAdministratorsDoIsInTheTrail) {
    account("admin", {{"202088", {Role::admin}}});
    account("auditor", {{"202088", {Role::auditor}}});
    const auto hanako = account("hanako", {{"202088", {Role::entry}}});
    const Browser admin = signedIn("admin");
    ASSERT_EQ(ask(admin, Method::put, "/api/v1/accounts/" + hanako.id, Value(Context{{"locked", Value(true)}})).status,
              200);
    const Browser auditor = signedIn("auditor");
    const auto trail = *json::parse(ask(auditor, Method::get, "/api/v1/audit?limit=2").body);
    const List& rows = *trail["rows"].list();
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(*rows[0]["action"].string(), "session.begin");
    EXPECT_EQ(*rows[1]["action"].string(), "account.lock");
    EXPECT_EQ(*rows[1]["subject"].string(), hanako.id);
    EXPECT_EQ(*rows[1]["actor"].string(), server->accounts().find("admin").value()->id);
    const auto older =
        *json::parse(ask(auditor, Method::get, "/api/v1/audit?limit=500&after=" + *trail["next"].string()).body);
    EXPECT_TRUE(older["next"].isNull());
    EXPECT_EQ(*older["rows"].list()->back()["action"].string(), "account.add");
    const auto locks = *json::parse(ask(auditor, Method::get, "/api/v1/audit?action=account.lock").body);
    ASSERT_EQ(locks["rows"].list()->size(), 1u);
    EXPECT_EQ(*locks["rows"].list()->front()["subject_name"].string(), hanako.name) << "an id says nothing to people";
    const auto verified = file->read([](Database& database) { return station::audit::verify(database); });
    ASSERT_TRUE(verified) << verified.error().text(Language::en);
    EXPECT_EQ(verified->chains, 1);
}

}  // namespace
}  // namespace toitsu::server
