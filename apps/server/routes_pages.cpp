// Pages: what the machine could not place waits here for a person, who chooses, turns, joins, takes apart, sets aside.

#include <algorithm>
#include <cmath>
#include <iterator>

#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/station_values.h"
#include "apps/server/values.h"

namespace toitsu::server {

namespace {

using station::PageRecord;
using station::RunningStation;

// In pixels of the scan; 0 while it is not known.
std::pair<int, int> sizeOf(const PageRecord& record) {
    const List* size = record.reading["size"].list();
    if (size == nullptr || size->size() != 2) return {0, 0};
    const auto whole = [](const Value& side) {
        return side.number() == nullptr ? 0 : static_cast<int>(side.number()->toInteger().value_or(0));
    };
    return {whole((*size)[0]), whole((*size)[1])};
}

// As they would lie on the picture if the page waited: what `assign` takes.
Value cornersValue(const PageRecord& record) {
    if (record.corners.empty()) return {};
    const auto [width, height] = sizeOf(record);
    const auto whole = [](double side) { return Value(static_cast<std::int64_t>(std::lround(side))); };
    List out;
    for (const forms::Point& corner : record.corners) {
        const forms::Point at = station::asShown(corner, record.turned, width, height);
        out.push_back(List{whole(at.x), whole(at.y)});
    }
    return out;
}

// Of the layouts that the account may read; what papers another municipality has is not told. One that the library has
// no longer is nobody's.
const forms::Layout* shownLayout(const forms::Library& library, const Request& request, const std::string& id) {
    const forms::Layout* layout = library.layout(id);
    return layout != nullptr && request.access.may(Permission::libraryRead, layout->municipality) ? layout : nullptr;
}

// A page can have become another municipality's: its case, and what was said about that, is that one's.
bool seesCase(RunningStation& station, const Request& request, const PageRecord& record) {
    const std::string layout = textOf(record.reading["layout"]);
    if (layout.empty()) return true;  // it was never placed
    if (const forms::Layout* known = station.library().layout(layout))
        return request.access.may(Permission::intakeRead, known->municipality);
    if (record.caseId.empty()) return false;
    const auto one = station.engine().findCase(record.caseId);
    return one && request.access.may(Permission::intakeRead, one->municipality);
}

// A page that was set aside says why: that was said where it came in. One that waits may have been taken out of a case,
// and then it is what was said there.
Value noteValue(const PageRecord& record, bool own) {
    const bool aside = record.state == station::PageState::dismissed;
    const bool apart = record.state == station::PageState::waiting && own;
    return aside || apart ? textOrNull(record.note) : Value();
}

// How well it fits a layout stands in the words of S022, too.
Value reasonValue(const PageRecord& record, bool shown) {
    if (record.reason.ja.empty()) return {};
    if (record.code == "S022" && !shown)
        return Context{{"ja", "位置合わせの残差が大きすぎます。用紙を伸ばしてスキャンし直してください"},
                       {"en", "the page cannot be placed well enough; flatten it and scan again"}};
    return Context{{"ja", record.reason.ja}, {"en", record.reason.en}};
}

Value pageValue(RunningStation& station, const Request& request, const PageRecord& record) {
    const forms::Library& library = station.library();
    List guesses;
    const auto guess = [&](const std::string& id, double score) {
        if (const forms::Layout* layout = shownLayout(library, request, id))
            guesses.push_back(Context{
                {"layout", id}, {"title", layout->title}, {"score", Decimal::fromDouble(score).value_or(Decimal(0))}});
    };
    const std::string layout = textOf(record.reading["layout"]);
    const bool shown = shownLayout(library, request, layout) != nullptr;
    guess(layout, 1);
    if (const List* rivals = record.reading["rivals"].list())
        for (const Value& rival : *rivals)
            if (textOf(rival) != layout) guess(textOf(rival), 0.5);
    const auto [width, height] = sizeOf(record);
    const bool sized = width > 0;
    const int turned = station::quartersShown(record);
    const bool lying = turned % 2 != 0;
    const bool own = seesCase(station, request, record);
    List together;
    if (own)
        for (const std::string& other : record.together) together.emplace_back(other);
    return Context{{"id", record.id()},
                   {"file", record.fileName},
                   {"page", record.page},
                   {"width", sized ? Value(lying ? height : width) : Value()},
                   {"height", sized ? Value(lying ? width : height) : Value()},
                   {"turned", turned},
                   {"state", station::stateName(record.state)},
                   {"code", textOrNull(record.code)},
                   {"reason", reasonValue(record, shown)},
                   {"received", record.received},
                   {"layout", shown ? Value(layout) : Value()},
                   {"residual_mm", shown ? record.reading["residual_mm"] : Value()},
                   {"guesses", guesses},
                   {"case", own ? textOrNull(record.caseId) : Value()},
                   {"together", together},
                   {"corners", cornersValue(record)},
                   {"note", noteValue(record, own)},
                   {"thumbnail", "/api/v1/pages/" + record.id() + "/image?width=240"}};
}

Result<Response> listPages(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto page = pageOf(request);
    if (!page) return fail(page.error());
    const std::string wanted = request.queried("state").value_or("waiting");
    const auto state = wanted == "case"        ? station::PageState::inCase
                       : wanted == "dismissed" ? station::PageState::dismissed
                                               : station::PageState::waiting;
    const auto ids = (*station)->file().read([&](Database& database) {
        return station::intake_book::pages(database, whereAsked(request, Permission::intakeRead), state, page->after,
                                           page->limit + 1);
    });
    if (!ids) return fail(ids.error());
    List shown;
    Value next;
    for (const std::string& id : *ids) {
        if (static_cast<int>(shown.size()) == page->limit) {
            next = cursor((*ids)[shown.size() - 1]);
            break;
        }
        const auto record = (*station)->data().pages().find(id);
        if (!record) return fail(record.error());
        shown.push_back(pageValue(**station, request, *record));
    }
    return Response::json(Value(Context{{"pages", shown}, {"next", next}}));
}

// All pages of a batch as they went through the scanner, whatever became of them.
Result<Response> pagesOfBatch(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto page = pageOf(request);
    if (!page) return fail(page.error());
    const std::string& id = request.parameter("id");
    const auto batch =
        (*station)->file().read([&](Database& database) { return station::intake_book::batch(database, id); });
    if (!batch) return fail(batch.error());
    if (!*batch || !request.access.may(Permission::intakeRead, (*batch)->municipality)) return fail(noSuchPath());
    const auto ids =
        (*station)->file().read([&](Database& database) { return station::intake_book::pagesOfBatch(database, id); });
    if (!ids) return fail(ids.error());
    auto at = ids->begin();
    if (!page->after.empty()) {
        at = std::find(ids->begin(), ids->end(), page->after);
        if (at != ids->end()) ++at;
    }
    List shown;
    for (; at != ids->end() && static_cast<int>(shown.size()) < page->limit; ++at) {
        const auto record = (*station)->data().pages().find(*at);
        if (!record) return fail(record.error());
        shown.push_back(pageValue(**station, request, *record));
    }
    return Response::json(
        Value(Context{{"pages", shown}, {"next", at == ids->end() ? Value() : Value(cursor(*std::prev(at)))}}));
}

// V136 for what is not this account's, like for what does not exist.
Result<void> mayMend(RunningStation& station, const Request& request, const std::string& page,
                     Permission permission = Permission::pagesAssign) {
    const auto municipality =
        station.file().read([&](Database& database) { return station::intake_book::municipalityOf(database, page); });
    if (!municipality) return fail(municipality.error());
    if (request.access.may(permission, *municipality)) return {};
    return fail(ErrorKind::notFound, "V136",
                {"その画像はありません。一覧を開き直してください", "there is no such page; look at the list again"});
}

Result<Response> assign(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    std::vector<std::string> pages;
    for (const Value& page : *request.json["pages"].list()) pages.push_back(*page.string());
    if (pages.empty() || pages.size() > 50) return fail(notUnderstood());
    for (const std::string& page : pages)
        if (auto may = mayMend(**station, request, page); !may) return fail(may.error());
    const std::string layout = *request.json["layout"].string();
    // A page becomes a case of the layout's municipality: only where the account may do that.
    const forms::Layout* known = (*station)->library().layout(layout);
    if (known == nullptr || !request.access.may(Permission::pagesAssign, known->municipality))
        return fail(ErrorKind::notFound, "C034",
                    {"そのレイアウトはひな型集にありません。layouts/ のファイルの id を確かめてください",
                     "the library has no such layout; see the ids in its layouts/ folders"});
    std::vector<forms::Point> corners;
    if (const List* points = request.json["corners"].list())
        for (const Value& point : *points) {
            const List* pair = point.list();
            if (pair == nullptr || pair->size() != 2) return fail(notUnderstood());
            corners.push_back({(*pair)[0].number()->toDouble(), (*pair)[1].number()->toDouble()});
        }
    if (!corners.empty() && corners.size() != 4) return fail(notUnderstood());
    if (!corners.empty()) {
        // They were shown on the picture as it stood on the screen.
        const auto first = (*station)->data().pages().find(pages.front());
        if (!first) return fail(first.error());
        const auto [width, height] = sizeOf(*first);
        for (forms::Point& corner : corners) corner = station::onScan(corner, first->turned, width, height);
    }
    const auto assigned = (*station)->intake().assign(pages, layout, corners, request.access.account());
    if (!assigned) return fail(assigned.error());
    (*station)->ring();
    return Response::json(Value(Context{{"case", assigned->front().caseId}}));
}

Result<Response> dismiss(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    if (auto may = mayMend(**station, request, request.parameter("id")); !may) return fail(may.error());
    const auto done = (*station)->intake().dismiss(request.parameter("id"), request.access.account(),
                                                   *request.json["reason"].string());
    if (!done) return fail(done.error());
    return Response::noContent();
}

Result<Response> onePage(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string& id = request.parameter("id");
    if (auto may = mayMend(**station, request, id, Permission::intakeRead); !may) return fail(may.error());
    const auto record = (*station)->data().pages().find(id);
    if (!record) return fail(record.error());
    return Response::json(pageValue(**station, request, *record));
}

Result<Response> turn(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    if (auto may = mayMend(**station, request, request.parameter("id")); !may) return fail(may.error());
    const auto quarters = request.json["quarters"].number()->toInteger().value_or(0);
    if (quarters < 1 || quarters > 3) return fail(notUnderstood());
    const auto record = (*station)->intake().turn(request.parameter("id"), static_cast<int>(quarters));
    if (!record) return fail(record.error());
    return Response::json(pageValue(**station, request, *record));
}

Result<Response> split(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto one = (*station)->engine().findCase(request.parameter("id"));
    if (!one && one.error().kind != ErrorKind::notFound) return fail(one.error());
    if (!one || !request.access.may(Permission::pagesAssign, one->municipality)) return fail(noSuchPath());
    const auto pages =
        (*station)->intake().split(one->id, request.access.account(), *request.json["reason"].string(), services.now());
    if (!pages) return fail(pages.error());
    (*station)->ring();
    List list;
    for (const std::string& page : *pages) list.emplace_back(page);
    return Response::json(Value(Context{{"pages", list}}));
}

Result<Response> restore(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    if (auto may = mayMend(**station, request, request.parameter("id")); !may) return fail(may.error());
    const auto done = (*station)->intake().restore(request.parameter("id"), request.access.account());
    if (!done) return fail(done.error());
    return Response::noContent();
}

Result<Response> layouts(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    List list;
    for (const auto& layout : (*station)->library().layouts)
        if (request.access.may(Permission::libraryRead, layout->municipality))
            list.push_back(Context{{"id", layout->id},
                                   {"title", layout->title},
                                   {"form", layout->form},
                                   {"municipality", layout->municipality}});
    return Response::json(Value(Context{{"layouts", list}}));
}

}  // namespace

std::vector<NamedShape> pageShapes() {
    return {
        {"WaitingPage",
         "{id: string, file: string, page: int, width: int|null, height: int|null, turned: int, state: "
         "case|waiting|dismissed, "
         "code: string|null, reason: Words|null, "
         "received: string, layout: string|null, residual_mm: number|null, guesses: [{layout: string, title: string, "
         "score: number}], case: string|null, together: [string], corners: [[int]]|null, note: string|null, "
         "thumbnail: string}"},
    };
}

Routes pageRoutes(Services& services) {
    const auto bound = [&services](Result<Response> (*handler)(Services&, const Request&)) {
        return [&services, handler](const Request& request) { return handler(services, request); };
    };
    return {
        {Method::get,
         "/api/v1/pages",
         Permission::intakeRead,
         {"Pages by their state", "state?: string, municipality?: string, after?: string, limit?: string", "",
          "{pages: [WaitingPage], next: string|null}"},
         bound(listPages)},
        {Method::get,
         "/api/v1/intake/batches/{id}/pages",
         Permission::intakeRead,
         {"All pages of a batch in the order of the scans, in cases, waiting and dropped",
          "after?: string, limit?: string", "", "{pages: [WaitingPage], next: string|null}"},
         bound(pagesOfBatch)},
        {Method::post,
         "/api/v1/pages/assign",
         Permission::pagesAssign,
         {"Waiting pages as one submission of one layout", "",
          "{pages: [string], layout: string, corners?: [[number]]}", "{case: string}"},
         bound(assign),
         Body::json,
         kJsonLimit,
         true},
        {Method::post,
         "/api/v1/pages/{id}/dismiss",
         Permission::pagesAssign,
         {"Set a waiting page aside", "", "{reason: string}", ""},
         bound(dismiss),
         Body::json},
        {Method::post,
         "/api/v1/pages/{id}/restore",
         Permission::pagesAssign,
         {"Let a page that was set aside wait again", "", "any", ""},
         bound(restore),
         Body::json},
        {Method::get,
         "/api/v1/pages/{id}",
         Permission::intakeRead,
         {"One page", "", "", "WaitingPage"},
         bound(onePage)},
        {Method::post,
         "/api/v1/pages/{id}/turn",
         Permission::pagesAssign,
         {"Show a waiting page turned by so many quarters more, clockwise", "", "{quarters: int}", "WaitingPage"},
         bound(turn),
         Body::json},
        {Method::post,
         "/api/v1/cases/{id}/split",
         Permission::pagesAssign,
         {"Take a case apart that nobody has acted on: it ends, and its pages wait again", "", "{reason: string}",
          "{pages: [string]}"},
         bound(split),
         Body::json},
        {Method::get,
         "/api/v1/layouts",
         Permission::libraryRead,
         {"The layouts of one's municipalities", "", "",
          "{layouts: [{id: string, title: string, form: string, municipality: string}]}"},
         bound(layouts)},
    };
}

}  // namespace toitsu::server
