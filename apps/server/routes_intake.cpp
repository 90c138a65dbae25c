// Intake: scans come in, are read in the background, and what the machine could not place waits here for a person.

#include <algorithm>
#include <charconv>

#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/station_values.h"
#include "apps/server/target.h"
#include "apps/server/values.h"
#include "apps/station/shown_name.h"

namespace toitsu::server {

namespace {

Value countsValue(const station::PageCounts& counts) {
    return Context{{"total", counts.total},
                   {"in_cases", counts.inCases},
                   {"waiting", counts.waiting},
                   {"dropped", counts.dropped}};
}

Value batchValue(const Services& services, const station::BatchLine& line) {
    const char* state = line.unread > 0 ? "reading" : line.failed > 0 ? "failed" : "done";
    return Context{{"id", line.batch.id},
                   {"municipality", line.batch.municipality},
                   {"name", line.batch.name},
                   {"person", line.batch.person.empty() ? Value() : Value(services.personName(line.batch.person))},
                   {"state", state},
                   {"created", isoTime(line.batch.created)},
                   {"files", line.files},
                   {"failed", line.failed},
                   {"known", line.known},
                   {"pages", countsValue(line.pages)},
                   // Every page that was scanned is in a case, waits, or was dropped: nothing is lost in between.
                   {"sheets", line.pages.inCases + line.pages.waiting + line.pages.dropped}};
}

Result<Response> listBatches(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto page = pageOf(request);
    if (!page) return fail(page.error());
    std::int64_t before = 0;
    std::from_chars(page->after.data(), page->after.data() + page->after.size(), before);
    const auto lines = (*station)->file().read([&](Database& database) {
        return station::intake_book::batches(database, whereAsked(request, Permission::intakeRead), {}, before,
                                             page->limit + 1);
    });
    if (!lines) return fail(lines.error());
    List shown;
    Value next;
    for (const station::BatchLine& line : *lines) {
        if (static_cast<int>(shown.size()) == page->limit) {
            next = cursor(std::to_string((*lines)[shown.size() - 1].batch.created));
            break;
        }
        shown.push_back(batchValue(services, line));
    }
    return Response::json(Value(Context{{"batches", shown}, {"next", next}}));
}

Result<Response> oneBatch(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string& id = request.parameter("id");
    const auto lines = (*station)->file().read([&](Database& database) {
        return station::intake_book::batches(database, request.access.municipalities(Permission::intakeRead), id, 0, 1);
    });
    if (!lines) return fail(lines.error());
    if (lines->empty()) return fail(noSuchPath());
    const auto files =
        (*station)->file().read([&](Database& database) { return station::intake_book::files(database, id); });
    if (!files) return fail(files.error());
    List list;
    for (const station::FileRow& file : *files)
        list.push_back(Context{
            {"name", file.name},
            {"state", std::string(station::fileStateName(file.state))},
            {"code", textOrNull(file.code)},
            {"reason", file.why.ja.empty() ? Value() : Value(Context{{"ja", file.why.ja}, {"en", file.why.en}})}});
    Context out = *batchValue(services, lines->front()).context();
    out.put("list", list);
    return Response::json(Value(out));
}

Result<Response> putScan(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto where = whereAsked(request, Permission::intakeAdd);
    if (where.empty()) return fail(notPermitted());
    if (where.size() > 1)
        return fail(ErrorKind::usage, "V134",
                    {"どの団体の画像か municipality で指定してください",
                     "say whose scans these are, with the query municipality"});
    if (request.body.empty()) return fail(notUnderstood());
    const std::string name = station::shownName(percentDecoded(request.header("x-file-name")).value_or(""));
    const auto everywhere = request.access.municipalities(Permission::intakeAdd);
    const auto batch = (*station)->intake().put({where.front(),
                                                 request.access.account(),
                                                 name,
                                                 request.header("x-batch"),
                                                 {everywhere.begin(), everywhere.end()}},
                                                request.body, services.now());
    if (!batch) return fail(batch.error());
    (*station)->ring();
    return Response::json(Value(Context{{"batch", *batch}, {"file", name}, {"state", "waiting"}}), 202);
}

}  // namespace

std::vector<NamedShape> intakeShapes() {
    return {
        {"PageCounts", "{total: int, in_cases: int, waiting: int, dropped: int}"},
        {"Batch",
         "{id: string, municipality: string, name: string, person: string|null, state: reading|failed|done, created: "
         "time, files: int, "
         "failed: int, known: int, pages: PageCounts, sheets: int, list?: [{name: string, state: "
         "waiting|reading|done|failed, "
         "code: string|null, reason: Words|null}]}"},
    };
}

Routes intakeRoutes(Services& services) {
    const auto bound = [&services](Result<Response> (*handler)(Services&, const Request&)) {
        return [&services, handler](const Request& request) { return handler(services, request); };
    };
    constexpr std::size_t kScanLimit = 50u << 20;  // as ocr::Limits
    return {
        {Method::get,
         "/api/v1/intake/batches",
         Permission::intakeRead,
         {"Batches, newest first", "municipality?: string, after?: string, limit?: string", "",
          "{batches: [Batch], next: string|null}"},
         bound(listBatches)},
        {Method::get,
         "/api/v1/intake/batches/{id}",
         Permission::intakeRead,
         {"One batch with its files", "", "", "Batch"},
         bound(oneBatch)},
        {Method::post,
         "/api/v1/scans",
         Permission::intakeAdd,
         {"Hand a scan in; it is read in the background", "municipality?: string", "",
          "{batch: string, file: string, state: waiting}"},
         bound(putScan),
         Body::bytes,
         kScanLimit,
         true},
    };
}

}  // namespace toitsu::server
