// Signing in and out, and one's own password.

#include <algorithm>

#include "apps/server/accounts.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/secrets.h"
#include "apps/station/running_station.h"

namespace toitsu::server {

namespace {

constexpr const char* kSession =
    "{account: {id: string, name: string}, grants: [{municipality: string, name: string, roles: [string]}], "
    "permissions: [string], must_change: bool, counters: bool, csrf: string, language: ja|en}";

std::string cookieHeader(const Services& services, const std::string& token) {
    const std::string age = token.empty() ? "0" : std::to_string(Sessions::kLongest / 1000);
    return std::string(kSessionCookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + age +
           (services.secureCookies ? "; Secure" : "");
}

// Whether a municipality of this person keeps keystrokes and active time. The desk keeps them only where it does.
bool countersWanted(const Services& services, const Access& access) {
    return services.station != nullptr &&
           std::any_of(access.grants().begin(), access.grants().end(), [&](const Grant& grant) {
               return services.station->policies().of(grant.municipality).counters;
           });
}

Response sessionAnswer(const Services& services, const Request& request, const Access& access,
                       const std::string& token) {
    List grants, permissions;
    for (const Grant& grant : access.grants()) {
        List roles;
        for (const Role role : grant.roles) roles.emplace_back(roleName(role));
        grants.emplace_back(Context{{"municipality", grant.municipality},
                                    {"name", services.municipalityName(grant.municipality)},
                                    {"roles", Value(std::move(roles))}});
    }
    for (const Permission permission : access.permissions()) permissions.emplace_back(permission.text());
    const bool english = request.header("accept-language").substr(0, 2) == "en";
    return Response::json(Value(Context{{"account", Value(Context{{"id", access.account()}, {"name", access.name()}})},
                                        {"grants", Value(std::move(grants))},
                                        {"permissions", Value(std::move(permissions))},
                                        {"must_change", Value(access.mustChangePassword())},
                                        {"counters", countersWanted(services, access)},
                                        {"csrf", csrfToken(token)},
                                        {"language", english ? "en" : "ja"}}));
}

// What signing in or changing the password answers: the session with its new cookie, or why not and for how long.
Result<Response> begun(const Services& services, const Request& request, const Result<Accounts::SignedIn>& in,
                       int waitSeconds) {
    if (in)
        return sessionAnswer(services, request, in->account.access(), in->token)
            .with("Set-Cookie", cookieHeader(services, in->token));
    if (waitSeconds <= 0) return fail(in.error());
    return problem(in.error()).with("Retry-After", std::to_string(waitSeconds));
}

}  // namespace

Routes sessionRoutes(Services& services) {
    return {
        {Method::get,
         "/api/v1/session",
         Permission::signedIn,
         {"Who is signed in, with which rights", "", "", kSession},
         [&services](const Request& request) -> Result<Response> {
             return sessionAnswer(services, request, request.access, request.cookie(kSessionCookie).value_or(""));
         }},
        {Method::post,
         "/api/v1/session",
         Permission::open,
         {"Sign in", "", "{account: string, password: string}", kSession},
         [&services](const Request& request) -> Result<Response> {
             int wait = 0;
             const auto in =
                 services.accounts->signIn(*request.json["account"].string(), *request.json["password"].string(),
                                           request.peer, request.cookie(kSessionCookie).value_or(""), wait);
             return begun(services, request, in, wait);
         },
         Body::json,
         4096},
        {Method::del,
         "/api/v1/session",
         Permission::signedIn,
         {"Sign out", "", "", ""},
         [&services](const Request& request) -> Result<Response> {
             const auto out =
                 services.accounts->signOut(request.access.account(), request.cookie(kSessionCookie).value_or(""));
             if (!out) return fail(out.error());
             return Response::noContent().with("Set-Cookie", cookieHeader(services, ""));
         }},
        {Method::put,
         "/api/v1/session/password",
         Permission::signedIn,
         {"Set one's own password; all other sessions end", "", "{old: string, new: string}", kSession},
         [&services](const Request& request) -> Result<Response> {
             int wait = 0;
             const auto in = services.accounts->changePassword(request.access.account(), *request.json["old"].string(),
                                                               *request.json["new"].string(), request.peer, wait);
             return begun(services, request, in, wait);
         },
         Body::json,
         4096},
    };
}

}  // namespace toitsu::server
