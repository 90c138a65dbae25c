// Figures: what waits and for how long, whether every page is somewhere, what an hour brought, how well the machine
// reads, and – to the person alone, unless an administrator asks – how fast somebody works.

#include <algorithm>
#include <array>
#include <map>

#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/station_values.h"
#include "apps/server/values.h"
#include "apps/station/audit.h"
#include "apps/station/verify/field_quality.h"
#include "apps/station/verify/figures.h"
#include "apps/station/verify/findings.h"

namespace toitsu::server {

namespace {

using station::RunningStation;

const std::vector<double> kTargets{0.99, 0.995, 0.999};

Value decimal(double number) {
    return Decimal::fromDouble(number).value_or(Decimal(0));
}

Value titleOf(const RunningStation& station, const std::string& form) {
    const forms::Form* known = station.library().form(form);
    return known == nullptr ? Value(form) : Value(known->title);
}

Value titleOf(const RunningStation& station, const std::string& form, const std::string& field) {
    const forms::Form* known = station.library().form(form);
    const forms::Field* one = known == nullptr ? nullptr : known->field(field);
    return one == nullptr ? Value(field) : Value(one->title);
}

Value waitsValue(RunningStation& station, const std::vector<std::string>& where, Instant now) {
    List out;
    for (const auto& wait : station.desk().waits(where))
        out.push_back(Context{{"mode", wait.sample ? "qa" : "exception"},
                              {"municipality", wait.municipality},
                              {"form", wait.form},
                              {"form_title", titleOf(station, wait.form)},
                              {"waiting", static_cast<std::int64_t>(wait.waiting)},
                              {"oldest", isoTime(wait.oldest)},
                              {"median_s", std::max<std::int64_t>(0, (now - wait.middle) / 1000)}});
    return out;
}

Result<Response> status(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto where = whereAsked(request, Permission::statusRead);
    std::vector<station::Hour> hours;
    const auto counts = (*station)->file().read([&](Database& database) -> Result<station::PageCounts> {
        auto some = station::figures::hours(database, where, services.now());
        if (!some) return fail(some.error());
        hours = std::move(*some);
        return station::intake_book::counts(database, where);
    });
    if (!counts) return fail(counts.error());
    Value lines = List{};
    if (services.queues) {
        const auto queues = services.queues(request.access);
        if (!queues) return fail(queues.error());
        lines = (*queues)["queues"];
    }
    List list;
    for (const station::Hour& hour : hours)
        list.push_back(Context{{"hour", isoTime(hour.from)},
                               {"pages", hour.pages},
                               {"entries", hour.entries},
                               {"tasks_done", hour.tasks},
                               {"cases_done", hour.cases}});
    return Response::json(Value(Context{{"queues", lines},
                                        {"reconciliation", Context{{"sheets", counts->total},
                                                                   {"pages", counts->inCases + counts->waiting},
                                                                   {"in_cases", counts->inCases},
                                                                   {"waiting", counts->waiting},
                                                                   {"dropped", counts->dropped}}},
                                        {"throughput", Context{{"hours", list}}},
                                        {"waits", waitsValue(**station, where, services.now())}}));
}

Context qualityValue(const std::vector<station::FieldTally>& tallies) {
    const auto quality = station::qualityOf(tallies, kTargets);
    List targets;
    for (const station::QualityTarget& target : quality.targets)
        targets.push_back(Context{{"target", decimal(target.target)},
                                  {"threshold", target.threshold ? decimal(*target.threshold) : Value()},
                                  {"automation", decimal(target.automation)}});
    return Context{{"sampled", quality.sampled},
                   {"quadrants", Context{{"accepted_right", quality.acceptedRight},
                                         {"accepted_wrong", quality.acceptedWrong},
                                         {"doubted_right", quality.doubtRight},
                                         {"doubted_wrong", quality.doubtWrong}}},
                   {"automation", decimal(quality.automation)},
                   {"error_rate", decimal(quality.errorRate)},
                   {"error_upper", decimal(quality.errorUpper)},
                   {"targets", targets}};
}

Result<Response> quality(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto where = whereAsked(request, Permission::statusRead);
    const std::string only = request.queried("form").value_or("");
    std::map<std::string, std::int64_t> open;
    const auto tallies = (*station)->file().read([&](Database& database) -> Result<std::vector<station::FieldTally>> {
        auto all = station::figures::tallies(database, where, only);
        if (!all) return all;
        for (const station::FieldTally& tally : *all) {
            if (open.count(tally.form) > 0) continue;
            const auto some = station::figures::openSamples(database, where, tally.form);
            if (!some) return fail(some.error());
            open[tally.form] = *some;
        }
        return all;
    });
    if (!tallies) return fail(tallies.error());
    std::map<std::string, std::vector<station::FieldTally>> byForm;
    List fields, forms;
    for (const station::FieldTally& tally : *tallies) {
        byForm[tally.form].push_back(tally);
        Context line = qualityValue({tally});
        line.put("form", tally.form);
        line.put("field", tally.field);
        line.put("field_title", titleOf(**station, tally.form, tally.field));
        fields.push_back(line);
    }
    for (const auto& [form, some] : byForm) {
        Context line = qualityValue(some);
        line.put("form", form);
        line.put("form_title", titleOf(**station, form));
        line.put("open", open[form]);
        forms.push_back(line);
    }
    return Response::json(Value(Context{{"forms", forms}, {"fields", fields}}));
}

Result<Response> counters(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    auto where = whereAsked(request, Permission::statusRead);
    std::erase_if(where, [&](const std::string& one) { return !(*station)->policies().of(one).counters; });
    if (where.empty())
        return fail(ErrorKind::notFound, "V142",
                    {"この団体では打鍵数と時間を数えません（desk.json の counters）",
                     "keystrokes and time are not counted here (counters in desk.json)"});
    List rows;
    for (const std::string& municipality : where) {
        const bool all = request.access.may(Permission::accountsManage, municipality);
        const auto paces = (*station)->file().read([&](Database& database) {
            return station::figures::paces(database, municipality, all ? std::string() : request.access.account());
        });
        if (!paces) return fail(paces.error());
        for (const station::Pace& pace : *paces)
            rows.push_back(Context{{"municipality", municipality},
                                   {"person", services.personName(pace.person)},
                                   {"mode", pace.mode},
                                   {"form", pace.form},
                                   {"form_title", titleOf(**station, pace.form)},
                                   {"field", pace.field},
                                   {"field_title", titleOf(**station, pace.form, pace.field)},
                                   {"entries", pace.entries},
                                   {"keystrokes_median", decimal(pace.keystrokes)},
                                   {"active_s_median", decimal(pace.activeSeconds)}});
    }
    return Response::json(Value(Context{{"rows", rows}}));
}

Value findingValue(const Services& services, const RunningStation& station, const station::Finding& finding) {
    return Context{{"id", finding.item},
                   {"case", finding.caseId},
                   {"municipality", finding.municipality},
                   {"form", finding.form},
                   {"form_title", titleOf(station, finding.form)},
                   {"field", finding.field},
                   {"field_title", titleOf(station, finding.form, finding.field)},
                   {"stands", finding.stands},
                   {"entered", finding.entered},
                   {"found", isoTime(finding.found)},
                   {"settled_by", finding.person.empty() ? Value() : Value(services.personName(finding.person))},
                   {"note", finding.note}};
}

Result<Response> findings(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto page = pageOf(request);
    if (!page) return fail(page.error());
    const auto where = whereAsked(request, Permission::casesRead);
    const bool open = request.queried("state").value_or("open") == "open";
    const auto all = (*station)->file().read(
        [&](Database& database) { return station::findings::list(database, where, open, page->limit + 1); });
    if (!all) return fail(all.error());
    List list;
    const auto limit = static_cast<std::size_t>(page->limit);
    for (const station::Finding& finding : *all)
        if (list.size() < limit) list.push_back(findingValue(services, **station, finding));
    // Settling those that are shown brings the others.
    return Response::json(Value(Context{{"findings", list}, {"more", all->size() > limit}}));
}

Result<Response> settle(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string& item = request.parameter("id");
    const auto known =
        (*station)->file().read([&](Database& database) { return station::findings::byItem(database, item); });
    if (!known) return fail(known.error());
    if (known->empty() || !request.access.may(Permission::casesRead, known->front().municipality))
        return fail(noSuchPath());
    if (!request.access.may(Permission::verifyCompare, known->front().municipality)) return fail(notPermitted());
    const std::string note = *request.json["note"].string();
    if (note.empty()) return fail(notUnderstood());
    bool done = false;
    const auto durable = (*station)->file().write([&](Database& database) -> Result<void> {
        const auto settled = station::findings::settle(database, item, request.access.account(), note, services.now());
        if (!settled) return fail(settled.error());
        done = *settled;
        if (!done) return {};
        return station::audit::append(
            database, {known->front().municipality, services.now(), request.access.account(), "finding.settle",
                       known->front().caseId, Context{{"field", known->front().field}}});
    });
    if (!durable) return fail(durable.error());
    if (!done)
        return fail(ErrorKind::conflict, "V143",
                    {"この違いはもう対応済みです", "somebody has settled this difference already"});
    return Response::noContent();
}

}  // namespace

std::vector<NamedShape> figureShapes() {
    const std::string quality =
        "sampled: int, quadrants: {accepted_right: int, accepted_wrong: int, doubted_right: int, doubted_wrong: int}, "
        "automation: number, error_rate: number, error_upper: number, "
        "targets: [{target: number, threshold: number|null, automation: number}]}";
    return {
        {"FormQuality", "{form: string, form_title: string, open: int, " + quality},
        {"FieldQuality", "{form: string, field: string, field_title: string, " + quality},
        {"Wait",
         "{mode: exception|qa, municipality: string, form: string, form_title: string, waiting: int, oldest: time, "
         "median_s: int}"},
        {"Finding",
         "{id: string, case: string, municipality: string, form: string, form_title: string, field: string, "
         "field_title: string, stands: string, entered: string, found: time, settled_by: string|null, note: string}"},
        {"Pace",
         "{municipality: string, person: string, mode: string, form: string, form_title: string, field: string, "
         "field_title: string, "
         "entries: int, keystrokes_median: number, active_s_median: number}"},
    };
}

Routes figureRoutes(Services& services) {
    const auto bound = [&services](Result<Response> (*handler)(Services&, const Request&)) {
        return [&services, handler](const Request& request) { return handler(services, request); };
    };
    return {
        {Method::get,
         "/api/v1/status",
         Permission::statusRead,
         {"What waits, what the last 24 hours brought, and whether every page is somewhere", "municipality?: string",
          "",
          "{queues: [Queue], reconciliation: {sheets: int, pages: int, in_cases: int, waiting: int, dropped: int}, "
          "throughput: {hours: [{hour: time, pages: int, entries: int, tasks_done: int, cases_done: int}]}, "
          "waits: [Wait]}"},
         bound(status)},
        {Method::get,
         "/api/v1/quality",
         Permission::statusRead,
         {"How well is read: the four quadrants, and what could go without a person at a target",
          "municipality?: string, form?: string", "", "{forms: [FormQuality], fields: [FieldQuality]}"},
         bound(quality)},
        {Method::get,
         "/api/v1/findings",
         Permission::casesRead,
         {"Accepted values that the quality sample has shown to be wrong, oldest first",
          "municipality?: string, state?: string, limit?: string", "", "{findings: [Finding], more: bool}"},
         bound(findings)},
        {Method::post,
         "/api/v1/findings/{id}/settle",
         Permission::verifyCompare,
         {"Say that a difference was mended where the case is by now, and how", "", "{note: string}", ""},
         bound(settle),
         Body::json},
        {Method::get,
         "/api/v1/counters",
         Permission::statusRead,
         {"One's own pace; an administrator sees everybody's", "municipality?: string", "", "{rows: [Pace]}"},
         bound(counters)},
    };
}

}  // namespace toitsu::server
