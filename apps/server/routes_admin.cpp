// Accounts, for administrators, and the audit trail, for auditors; each in their own municipalities.

#include <algorithm>
#include <charconv>

#include "apps/server/accounts.h"
#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/station/audit.h"

namespace toitsu::server {

namespace {

Authority authority(const Request& request) {
    return {request.access.account(), request.access.municipalities(Permission::accountsManage)};
}

Value accountValue(const Authority& by, const Account& account) {
    List grants;
    for (const Grant& grant : account.grants) {
        const auto& his = *by.municipalities;
        if (std::find(his.begin(), his.end(), grant.municipality) == his.end()) continue;
        List roles;
        for (const Role role : grant.roles) roles.emplace_back(roleName(role));
        grants.emplace_back(Context{{"municipality", grant.municipality}, {"roles", Value(std::move(roles))}});
    }
    return Context{{"id", account.id},
                   {"account", account.login},
                   {"name", account.name},
                   {"locked", Value(account.locked)},
                   {"must_change", Value(account.mustChange)},
                   {"created", isoTime(account.created)},
                   {"grants", Value(std::move(grants))}};
}

std::vector<Grant> grantsFrom(const Value& value) {
    std::vector<Grant> grants;
    for (const Value& one : *value.list()) {
        Grant grant{*one["municipality"].string(), {}};
        for (const Value& role : *one["roles"].list()) grant.roles.push_back(*findRole(*role.string()));
        grants.push_back(std::move(grant));
    }
    return grants;
}

std::optional<std::string> optionalText(const Value& value) {
    return value.string() != nullptr ? std::optional(*value.string()) : std::nullopt;
}

Result<Response> listAccounts(const Services& services, const Request& request) {
    const auto page = pageOf(request);
    if (!page) return fail(page.error());
    const Authority by = authority(request);
    const auto all = services.accounts->list(by);
    if (!all) return fail(all.error());
    List shown;
    Value next;
    for (const Account& account : *all) {
        if (account.login <= page->after) continue;
        if (static_cast<int>(shown.size()) == page->limit) {
            next = cursor(*shown.back()["account"].string());
            break;
        }
        shown.push_back(accountValue(by, account));
    }
    return Response::json(Value(Context{{"accounts", Value(std::move(shown))}, {"next", next}}));
}

// A cursor is "<municipality> <number in its chain>" of the last row that was shown: a place among the rows of all
// chains would tell how much was written in the others. → that place; V001 where the account reads no such row.
Result<std::int64_t> placeAfter(const Services& services, const Request& request, const std::string& position) {
    const std::size_t space = position.find(' ');
    if (space == std::string::npos) return fail(notUnderstood());
    const std::string municipality = position.substr(0, space);
    std::int64_t number = 0;
    const char* const last = position.data() + position.size();
    const auto [end, failed] = std::from_chars(position.data() + space + 1, last, number);
    if (failed != std::errc() || end != last || !request.access.may(Permission::auditRead, municipality))
        return fail(notUnderstood());
    const auto place = services.file->read(
        [&](Database& database) { return station::audit::placeOf(database, municipality, number); });
    if (!place) return fail(place.error());
    if (!*place) return fail(notUnderstood());
    return **place;
}

Result<Response> listAudit(const Services& services, const Request& request) {
    const auto page = pageOf(request, 100);
    if (!page) return fail(page.error());
    auto municipalities = request.access.municipalities(Permission::auditRead);
    if (const auto one = request.queried("municipality")) {
        if (!request.access.may(Permission::auditRead, *one)) return fail(notPermitted());
        municipalities = {*one};
    }
    std::int64_t before = 0;
    if (!page->after.empty()) {
        const auto place = placeAfter(services, request, page->after);
        if (!place) return fail(place.error());
        before = *place;
    }
    const station::audit::Only only{request.queried("actor").value_or(""), request.queried("action").value_or("")};
    const auto listed = services.file->read(
        [&](Database& database) { return station::audit::list(database, municipalities, before, page->limit, only); });
    if (!listed) return fail(listed.error());
    List rows;
    for (const station::AuditRow& row : listed->rows)
        rows.emplace_back(Context{{"municipality", row.entry.municipality},
                                  {"number", row.number},
                                  {"at", isoTime(row.entry.at)},
                                  {"actor", row.entry.actor},
                                  {"actor_name", services.personName(row.entry.actor)},
                                  {"action", row.entry.action},
                                  {"subject", row.entry.subject},
                                  {"subject_name", services.personName(row.entry.subject)},
                                  {"detail", Value(row.entry.detail)},
                                  {"hash", row.hash}});
    Value next;
    if (listed->next > 0) {
        const station::AuditRow& last = listed->rows.back();
        next = cursor(last.entry.municipality + " " + std::to_string(last.number));
    }
    return Response::json(Value(Context{{"rows", Value(std::move(rows))}, {"next", next}}));
}

}  // namespace

std::vector<NamedShape> adminShapes() {
    return {
        {"Role", "reception|entry|verifier|decider|author|auditor|admin"},
        {"Grant", "{municipality: string, roles: [Role]}"},
        {"Account",
         "{id: string, account: string, name: string, locked: bool, must_change: bool, created: time, grants: "
         "[Grant]}"},
        {"AuditRow",
         "{municipality: string, number: int, at: time, actor: string, actor_name: string, action: string, subject: "
         "string, subject_name: string, detail: any, "
         "hash: string}"},
    };
}

Routes adminRoutes(Services& services) {
    return {
        {Method::get,
         "/api/v1/accounts",
         Permission::accountsManage,
         {"The accounts with a role in one's municipalities", "after?: string, limit?: string", "",
          "{accounts: [Account], next: string|null}"},
         [&services](const Request& request) { return listAccounts(services, request); }},
        {Method::post,
         "/api/v1/accounts",
         Permission::accountsManage,
         {"A new account; its password must be changed at the first sign-in", "",
          "{account: string, name: string, password: string, grants: [Grant]}", "Account"},
         [&services](const Request& request) -> Result<Response> {
             const Authority by = authority(request);
             const auto account = services.accounts->add(
                 by, {*request.json["account"].string(), *request.json["name"].string(),
                      *request.json["password"].string(), grantsFrom(request.json["grants"]), true});
             if (!account) return fail(account.error());
             return Response::json(accountValue(by, *account), 201);
         },
         Body::json},
        {Method::put,
         "/api/v1/accounts/{id}",
         Permission::accountsManage,
         {"Change an account: roles in one's municipalities, lock, name, a new first password", "",
          "{name?: string, password?: string, locked?: bool, grants?: [Grant]}", "Account"},
         [&services](const Request& request) -> Result<Response> {
             const Authority by = authority(request);
             Accounts::Change change{optionalText(request.json["name"]), optionalText(request.json["password"]),
                                     std::nullopt, std::nullopt};
             if (const bool* locked = request.json["locked"].boolean()) change.locked = *locked;
             if (request.json["grants"].list() != nullptr) change.grants = grantsFrom(request.json["grants"]);
             const auto account = services.accounts->change(by, request.parameter("id"), change);
             if (!account) return fail(account.error());
             return Response::json(accountValue(by, *account));
         },
         Body::json},
        {Method::get,
         "/api/v1/audit",
         Permission::auditRead,
         {"The audit trail of one's municipalities, newest first",
          "municipality?: string, actor?: string, action?: string, after?: string, limit?: string", "",
          "{rows: [AuditRow], next: string|null}"},
         [&services](const Request& request) { return listAudit(services, request); }},
    };
}

}  // namespace toitsu::server
