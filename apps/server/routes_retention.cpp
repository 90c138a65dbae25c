// What is kept and for how long: what is due, holds, lists that two people agree on, records of what was destroyed.
// Whoever reads these reads no case: a line has its id, form, days and state, and never a value.

#include <algorithm>
#include <map>

#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/retention_values.h"
#include "apps/server/routes.h"
#include "apps/server/station_values.h"
#include "apps/server/values.h"
#include "apps/station/retention/disposal_record.h"
#include "base/json.h"

namespace toitsu::server {

namespace {

using station::DisposalRow;
using station::KeptThing;
using station::LineRow;

constexpr std::size_t kMostText = 400;
constexpr const char* kNobodys = "-";  // in an address, where a municipality's code stands else

// Pages of a list that is worked out anew for each of them: how many lines were on those before.
std::size_t linesBefore(const Page& page) {
    std::size_t from = 0;
    for (const char c : page.after) from = c >= '0' && c <= '9' && from < 100'000'000 ? from * 10 + (c - '0') : 0;
    return from;
}

Value nextAfter(std::size_t next, std::size_t all) {
    return next < all ? Value(cursor(std::to_string(next))) : Value();
}

Result<Response> due(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto page = pageOf(request, 100);
    if (!page) return fail(page.error());
    const auto where = whereAsked(request, Permission::retentionRead);
    const auto until = request.queried("until") ? Date::parse(*request.queried("until"))
                                                : std::optional(station::civilDay(services.now()));
    if (!until || until->year > 9000) return fail(notUnderstood());
    const std::size_t from = linesBefore(*page);
    List shown;
    std::size_t number = 0;
    std::int64_t unknown = 0;
    std::map<std::string, std::int64_t> counts;
    for (const std::string& municipality : where) {
        const auto things = (*station)->retention().due(municipality, *until);
        if (!things) return fail(things.error());
        const auto notYet = (*station)->retention().unknown(municipality, *until);
        if (!notYet) return fail(notYet.error());
        unknown += *notYet;
        for (const KeptThing& thing : *things) {
            ++counts[std::string(station::statusName(thing.status))];
            if (number++ < from || shown.size() >= static_cast<std::size_t>(page->limit)) continue;
            Context line = lineValue(thing.line);
            line.put("municipality", municipality);
            line.put("status", std::string(station::statusName(thing.status)));
            line.put("hold", thing.hold ? holdValue(services, *thing.hold) : Value());
            shown.push_back(line);
        }
    }
    const Value next = nextAfter(from + shown.size(), number);
    return Response::json(Value(Context{{"until", until->iso()},
                                        {"counts", Context{{"due", counts["due"]},
                                                           {"held", counts["held"]},
                                                           {"listed", counts["listed"]},
                                                           {"never", counts["never"]},
                                                           {"unknown", unknown}}},
                                        {"things", shown},
                                        {"next", next}}));
}

Result<Response> holds(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    List all;
    for (const std::string& municipality : whereAsked(request, Permission::retentionRead)) {
        const auto some = (*station)->file().read(
            [&](Database& database) { return station::retention_book::holds(database, municipality); });
        if (!some) return fail(some.error());
        for (const station::HoldRow& hold : *some) all.push_back(holdValue(services, hold));
    }
    return Response::json(Value(Context{{"holds", all}}));
}

// What is not the account's is answered like what does not exist.
Result<void> mayHold(station::RunningStation& station, const Request& request, const std::string& caseId) {
    const auto one = station.engine().findCase(caseId);
    if (!one && one.error().kind != ErrorKind::notFound) return fail(one.error());
    if (!one || !request.access.may(Permission::retentionHold, one->municipality)) return fail(noSuchPath());
    return {};
}

Result<Response> hold(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string caseId = textOf(request.json["case"]), reason = textOf(request.json["reason"]);
    if (reason.empty() || reason.size() > kMostText) return fail(notUnderstood());
    if (auto may = mayHold(**station, request, caseId); !may) return fail(may.error());
    const auto done = (*station)->retention().hold(caseId, request.access.account(), reason, services.now());
    if (!done) return fail(done.error());
    return Response::noContent();
}

Result<Response> release(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string& caseId = request.parameter("case");
    if (auto may = mayHold(**station, request, caseId); !may) return fail(may.error());
    const auto done = (*station)->retention().release(caseId, request.access.account(), services.now());
    if (!done) return fail(done.error());
    return Response::noContent();
}

Result<Response> disposals(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    List all;
    const auto where = whereAsked(request, Permission::retentionRead);
    const auto read = (*station)->file().read([&](Database& database) -> Result<void> {
        const auto rows = station::retention_book::disposals(database, where);
        if (!rows) return fail(rows.error());
        for (const DisposalRow& row : *rows) {
            const auto tally = station::retention_book::tally(database, row.id);
            if (!tally) return fail(tally.error());
            all.push_back(disposalValue(services, request, row, *tally));
        }
        return {};
    });
    if (!read) return fail(read.error());
    return Response::json(Value(Context{{"disposals", all}}));
}

Result<DisposalRow> disposalFor(station::RunningStation& station, const Request& request, Permission permission) {
    auto row = station.file().read(
        [&](Database& database) { return station::retention_book::disposal(database, request.parameter("id")); });
    if (!row) return fail(row.error());
    if (!*row || !request.access.may(permission, (*row)->municipality)) return fail(noSuchPath());
    return std::move(**row);
}

Result<Value> oneDisposal(Services& services, const Request& request, const DisposalRow& row) {
    const auto page = pageOf(request, 200);
    if (!page) return fail(page.error());
    return services.station->file().read([&](Database& database) -> Result<Value> {
        const auto tally = station::retention_book::tally(database, row.id);
        if (!tally) return fail(tally.error());
        const std::size_t from = linesBefore(*page);
        const auto lines =
            station::retention_book::lines(database, row.id, static_cast<std::int64_t>(from), page->limit);
        if (!lines) return fail(lines.error());
        List list;
        for (const LineRow& line : *lines) {
            Context one = lineValue(line);
            one.put("state", std::string(station::lineStateName(line.state)));
            one.put("why", textOrNull(line.why));
            list.push_back(one);
        }
        Context whole = disposalValue(services, request, row, *tally);
        whole.put("next", nextAfter(from + list.size(), static_cast<std::size_t>(tally->cases + tally->pages)));
        whole.put("lines", std::move(list));
        return Value(std::move(whole));
    });
}

Result<Response> disposal(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto row = disposalFor(**station, request, Permission::retentionRead);
    if (!row) return fail(row.error());
    const auto value = oneDisposal(services, request, *row);
    if (!value) return fail(value.error());
    return Response::json(*value);
}

Result<Response> askFor(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string municipality = textOf(request.json["municipality"]);
    if (!request.access.may(Permission::retentionAsk, municipality)) return fail(noSuchPath());
    const std::string note = textOf(request.json["note"]);
    if (note.size() > kMostText) return fail(notUnderstood());
    std::vector<std::string> subjects;
    if (const List* some = request.json["things"].list()) {
        for (const Value& one : *some) subjects.push_back(textOf(one));
        if (subjects.empty()) return fail(notUnderstood());  // none is not all
    }
    const auto id = (*station)->retention().ask(municipality, subjects, note, request.access.account(), services.now());
    if (!id) return fail(id.error());
    const auto row =
        (*station)->file().read([&](Database& database) { return station::retention_book::disposal(database, *id); });
    if (!row) return fail(row.error());
    const auto value = oneDisposal(services, request, **row);
    if (!value) return fail(value.error());
    return Response::json(*value, 201);
}

Result<Response> decide(Services& services, const Request& request, bool approve) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto row = disposalFor(**station, request, Permission::retentionRead);
    if (!row) return fail(row.error());
    // Whoever may ask and whoever may approve may say that it is not to be done.
    const bool may = request.access.may(Permission::retentionApprove, row->municipality) ||
                     (!approve && request.access.may(Permission::retentionAsk, row->municipality));
    if (!may) return fail(notPermitted());
    auto& retention = (*station)->retention();
    const std::string& person = request.access.account();
    const auto done = approve ? retention.approve(row->id, person, services.now())
                              : retention.withdraw(row->id, person, services.now());
    if (!done) return fail(done.error());
    (*station)->ring();
    return Response::noContent();
}

Result<Response> records(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    List all;
    for (const std::string& municipality : whereAsked(request, Permission::retentionRead)) {
        const auto some = (*station)->retention().records(municipality);
        if (!some) return fail(some.error());
        for (const station::RecordRow& row : *some) {
            const auto value = json::parse(row.text);
            if (!value) return fail(value.error());
            const Value& totals = (*value)["totals"];
            all.push_back(Context{{"municipality", row.municipality},
                                  {"number", row.number},
                                  {"finished", isoTime(row.at)},
                                  {"sha256", row.sha256},
                                  {"cases", totals["cases"]},
                                  {"pages_set_aside", totals["pages_set_aside"]},
                                  {"spared", totals["spared"]}});
        }
    }
    return Response::json(Value(Context{{"records", all}}));
}

Result<Response> record(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string of = request.parameter("municipality"), &number = request.parameter("number");
    const std::string municipality = of == kNobodys ? std::string() : of;
    if (!request.access.may(Permission::retentionRead, municipality)) return fail(noSuchPath());
    const auto some = (*station)->retention().records(municipality);
    if (!some) return fail(some.error());
    const auto row = std::find_if(some->begin(), some->end(),
                                  [&](const station::RecordRow& one) { return std::to_string(one.number) == number; });
    if (row == some->end()) return fail(noSuchPath());
    const auto value = json::parse(row->text);
    if (!value) return fail(value.error());
    const std::string name = "haiki-" + (municipality.empty() ? "nobodys" : municipality) + "-" + number;
    if (request.queried("as").value_or("json") == "csv")
        return Response::bytes("text/csv; charset=utf-8", station::recordTable(*value))
            .with("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
    Context whole = *value->context();
    whole.put("sha256", row->sha256);
    whole.put("asked_by_name", services.personName(textOf((*value)["asked_by"])));
    whole.put("approved_by_name", services.personName(textOf((*value)["approved_by"])));
    whole.put("municipality_name", services.municipalityName(municipality));
    return Response::json(Value(whole));
}

}  // namespace

Routes retentionRoutes(Services& services) {
    const auto bound = [&services](Result<Response> (*handler)(Services&, const Request&)) {
        return [&services, handler](const Request& request) { return handler(services, request); };
    };
    const auto deciding = [&services](bool approve) {
        return [&services, approve](const Request& request) { return decide(services, request, approve); };
    };
    const std::string where = "municipality?: string";
    return {
        {Method::get,
         "/api/v1/retention/due",
         Permission::retentionRead,
         {"What may be destroyed until a day, what is held or listed, and what never may",
          where + ", until?: string, after?: string, limit?: string", "",
          "{until: string, counts: {due: int, held: int, listed: int, never: int, unknown: int}, things: "
          "[KeptThing], next: string|null}"},
         bound(due)},
        {Method::get,
         "/api/v1/retention/holds",
         Permission::retentionRead,
         {"Cases that are not to be destroyed, and why", where, "", "{holds: [Hold]}"},
         bound(holds)},
        {Method::post,
         "/api/v1/retention/holds",
         Permission::retentionHold,
         {"Put a hold on a case", "", "{case: string, reason: string}", ""},
         bound(hold),
         Body::json},
        {Method::post,
         "/api/v1/retention/holds/{case}/release",
         Permission::retentionHold,
         {"Lift a case's hold", "", "any", ""},
         bound(release),
         Body::json},
        {Method::get,
         "/api/v1/retention/disposals",
         Permission::retentionRead,
         {"Lists of what is to be destroyed or was, newest first", where, "", "{disposals: [Disposal]}"},
         bound(disposals)},
        {Method::post,
         "/api/v1/retention/disposals",
         Permission::retentionAsk,
         {"Ask that these be destroyed, or all that is due", "",
          "{municipality: string, things?: [string], note?: string}", "DisposalFile"},
         bound(askFor),
         Body::json,
         4u << 20,
         true},
        {Method::get,
         "/api/v1/retention/disposals/{id}",
         Permission::retentionRead,
         {"One list with its lines", "after?: string, limit?: string", "", "DisposalFile"},
         bound(disposal)},
        {Method::post,
         "/api/v1/retention/disposals/{id}/approve",
         Permission::retentionApprove,
         {"Agree to a list that another person has asked for: it is destroyed", "", "any", ""},
         deciding(true),
         Body::json},
        {Method::post,
         "/api/v1/retention/disposals/{id}/withdraw",
         Permission::retentionRead,
         {"Withdraw or refuse a list that waits", "", "any", ""},
         deciding(false),
         Body::json},
        {Method::get,
         "/api/v1/retention/records",
         Permission::retentionRead,
         {"Records of what was destroyed", where, "", "{records: [RecordLine]}"},
         bound(records)},
        {Method::get,
         "/api/v1/retention/records/{municipality}/{number}",
         Permission::retentionRead,
         {"One record, as JSON or as a table", "as?: string", "", "any"},
         bound(record)},
    };
}

}  // namespace toitsu::server
