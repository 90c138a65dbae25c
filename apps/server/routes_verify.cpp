// Verification: what waits, the next work, leases, entries, and the pictures that go with them.
//
// A handler asks for the person's municipalities by the permission of the mode; what lies elsewhere does not exist.
// 個人番号 is neither shown nor drawn unless the person may read it there and says why; that is in the audit trail.

#include <algorithm>
#include <charconv>

#include "apps/server/item_values.h"
#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/station_values.h"
#include "apps/server/values.h"
#include "apps/station/audit.h"
#include "apps/station/running_station.h"

namespace toitsu::server {

namespace {

using station::Action;
using station::Code;
using station::ItemView;
using station::Mode;

Permission permissionOf(Mode mode) {
    return mode == Mode::compare || mode == Mode::qa ? Permission::verifyCompare : Permission::verifyEnter;
}

// Somebody may have been moved since the work was handed out.
station::MayWork stillMay(const Request& request) {
    return [&access = request.access](Mode mode, const std::string& municipality) {
        return access.may(permissionOf(mode), municipality);
    };
}

std::optional<std::int64_t> wholeOf(const Value& value) {
    return value.number() == nullptr ? std::nullopt : value.number()->toInteger();
}

// Whoever sees a 個人番号 has said why, and that stands in the trail before it is shown.
Result<void> told(station::RunningStation& station, const Request& request, Instant now, const std::string& action,
                  const std::string& municipality, const std::string& subject, const std::string& reason) {
    return station.file().write([&](Database& database) {
        return station::audit::append(
            database, {municipality, now, request.access.account(), action, subject, Context{{"reason", reason}}});
    });
}

Result<Value> handedValue(Services& services, station::RunningStation& station, const Request& request,
                          const station::Handed& handed, const std::string& reason) {
    List items;
    for (const ItemView& item : handed.items) {
        const bool asked = !reason.empty() && isSecret(station, item) &&
                           request.access.may(Permission::myNumberRead, item.municipality);
        if (asked)
            if (auto done =
                    told(station, request, services.now(), "my-number.item", item.municipality, item.id, reason);
                !done)
                return fail(done.error());
        items.push_back(itemValue(station, item, handed.mode, asked));
    }
    return Value(Context{{"lease", Context{{"id", handed.lease}, {"until", isoTime(handed.until)}}},
                         {"mode", std::string(station::modeName(handed.mode))},
                         {"items", items}});
}

// What waits where this account may do it.
Result<Value> queuesFor(const Services& services, const Access& access, const std::optional<std::string>& only) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    std::vector<std::string> wanted = access.municipalities(Permission::verifyEnter);
    for (const std::string& more : access.municipalities(Permission::verifyCompare))
        if (std::find(wanted.begin(), wanted.end(), more) == wanted.end()) wanted.push_back(more);
    if (only) std::erase_if(wanted, [&](const std::string& one) { return one != *only; });
    List lines;
    for (const auto& count : (*station)->desk().counts(wanted)) {
        if (!access.may(permissionOf(count.key.mode), count.key.municipality)) continue;
        const forms::Form* form = (*station)->library().form(count.key.form);
        const forms::Field* field = form == nullptr ? nullptr : form->field(count.key.field);
        lines.push_back(Context{{"mode", std::string(station::modeName(count.key.mode))},
                                {"municipality", count.key.municipality},
                                {"form", textOrNull(count.key.form)},
                                {"form_title", form == nullptr ? Value() : Value(form->title)},
                                {"field", textOrNull(count.key.field)},
                                {"field_title", field == nullptr ? textOrNull(count.key.field) : Value(field->title)},
                                {"waiting", static_cast<std::int64_t>(count.waiting)},
                                {"oldest", isoTime(count.oldest)}});
    }
    return Value(Context{{"queues", lines}});
}

Result<Response> queues(Services& services, const Request& request) {
    const auto lines = queuesFor(services, request.access, request.queried("municipality"));
    if (!lines) return fail(lines.error());
    return Response::json(*lines);
}

Result<Response> next(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    station::Ask ask;
    ask.mode = *station::findMode(*request.json["mode"].string());
    ask.form = textOf(request.json["form"]);
    ask.field = textOf(request.json["field"]);
    ask.count = static_cast<int>(std::clamp<std::int64_t>(wholeOf(request.json["count"]).value_or(24), 1, 40));
    ask.municipalities = request.access.municipalities(permissionOf(ask.mode));
    if (const std::string only = textOf(request.json["municipality"]); !only.empty())
        std::erase_if(ask.municipalities, [&](const std::string& one) { return one != only; });
    if (ask.municipalities.empty()) return fail(notPermitted());
    if (!textOf(request.json["reason"]).empty())
        ask.uncovered = request.access.municipalities(Permission::myNumberRead);
    const auto handed = (*station)->desk().next(request.access.account(), ask, services.now());
    if (!handed) return fail(handed.error());
    if (!*handed) return Response::noContent();
    const auto value = handedValue(services, **station, request, **handed, textOf(request.json["reason"]));
    if (!value) return fail(value.error());
    return Response::json(*value);
}

Result<Response> submit(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    std::vector<station::Saying> sayings;
    for (const Value& one : *request.json["entries"].list()) {
        station::Saying saying;
        saying.item = *one["item"].string();
        saying.revision = static_cast<int>(wholeOf(one["revision"]).value_or(-1));
        saying.action = *station::findAction(*one["action"].string());
        saying.text = textOf(one["text"]);
        saying.code = station::findCode(textOf(one["code"])).value_or(Code::none);
        saying.choose = static_cast<int>(wholeOf(one["choose"]).value_or(0));
        saying.note = textOf(one["note"]);
        saying.keystrokes = wholeOf(one["keystrokes"]);
        saying.activeMillis = wholeOf(one["active_ms"]);
        if ((saying.action == Action::code) != (saying.code != Code::none)) return fail(notUnderstood());
        sayings.push_back(std::move(saying));
    }
    const auto heard = (*station)->desk().submit(request.access.account(), *request.json["lease"].string(), sayings,
                                                 request.idempotencyKey, services.now(), stillMay(request));
    if (!heard) return fail(heard.error());
    List entries;
    for (const station::Heard& one : heard->entries) {
        Context entry{{"id", textOrNull(one.id)}, {"item", one.item}, {"state", one.state}};
        if (one.problem)
            entry.put("problem",
                      Context{{"code", one.problem->code},
                              {"detail", Context{{"ja", one.problem->message.ja}, {"en", one.problem->message.en}}}});
        entries.push_back(entry);
    }
    return Response::json(Value(Context{
        {"entries", entries}, {"case", heard->caseDone ? Value(Context{{"done", *heard->caseDone}}) : Value()}}));
}

Result<Response> undo(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto handed =
        (*station)->desk().undo(request.access.account(), request.parameter("id"), services.now(), stillMay(request));
    if (!handed) return fail(handed.error());
    auto value = handedValue(services, **station, request, *handed, {});
    if (!value) return fail(value.error());
    return Response::json(Value(Context{{"item", handed->items.empty() ? Value() : (*(*value)["items"].list())[0]},
                                        {"lease", (*value)["lease"]}}));
}

// A picture is somebody's who may verify there, or read the case.
bool maySee(const Request& request, const std::string& municipality) {
    return request.access.may(Permission::verifyEnter, municipality) ||
           request.access.may(Permission::verifyCompare, municipality) ||
           request.access.may(Permission::casesRead, municipality);
}

Result<bool> uncovered(Services& services, station::RunningStation& station, const Request& request,
                       const std::string& municipality, const std::string& action, const std::string& subject) {
    const auto reason = request.queried("reason");
    if (!reason || reason->empty() || !request.access.may(Permission::myNumberRead, municipality)) return false;
    if (auto done = told(station, request, services.now(), action, municipality, subject, *reason); !done)
        return fail(done.error());
    return true;
}

Response picture(const Request& request, std::string type, std::string bytes, bool open) {
    // Where a 個人番号 is to be seen, or may be, nothing is left behind: the browser keeps it neither on its disk nor
    // for asking again.
    if (open) return Response::bytes(std::move(type), std::move(bytes)).with("Cache-Control", "no-store");
    const std::string tag = etag(bytes);
    // It is personal data: no shared cache, and the browser asks again.
    return withEtag(request, Response::bytes(std::move(type), std::move(bytes)), tag)
        .with("Cache-Control", "private, no-cache");
}

// "<case>:<field>": of a case's record, whether or not anybody still has to look at it.
Result<ItemView> ofCase(station::RunningStation& station, const std::string& name) {
    const std::size_t colon = name.find(':');
    if (colon == std::string::npos) return fail(noSuchPath());
    const auto one = station.engine().findCase(name.substr(0, colon));
    if (!one) return fail(noSuchPath());
    const auto record = forms::fromValue(one->variables["record"]);
    const forms::FieldValue* value = record ? record->find(name.substr(colon + 1)) : nullptr;
    if (value == nullptr) return fail(noSuchPath());
    ItemView item;
    item.id = name;
    item.caseId = one->id;
    item.municipality = one->municipality;
    item.form = record->form;
    item.layout = record->layout;
    item.field = value->field;
    item.payload = station::payloadOf(*value, one->variables);
    return item;
}

Result<Response> crop(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    auto item = (*station)->desk().item(request.parameter("id"));
    if (!item) item = ofCase(**station, request.parameter("id"));
    if (!item || !maySee(request, item->municipality)) return fail(noSuchPath());
    station::PagePictures::Wanted wanted;
    const auto scale = request.queried("scale");
    wanted.scale = scale == "1" ? 1 : scale == "3" ? 3 : scale == "4" ? 4 : 2;
    wanted.alone = (*station)->policies().of(item->municipality).maskPages;
    wanted.field = item->field;
    if (isSecret(**station, *item)) {
        const auto open = uncovered(services, **station, request, item->municipality, "my-number.crop", item->id);
        if (!open) return fail(open.error());
        wanted.uncovered = *open;
    }
    auto bytes = (*station)->pictures().crop(item->payload, wanted);
    if (!bytes) return fail(bytes.error());
    return picture(request, "image/png", std::move(*bytes), wanted.uncovered);
}

constexpr int kThumbnail = 400;  // pixels wide

// For those who take scans in: small, to see which pages belong together; whoever may mend sees it whole, and that is
// in the trail. 個人番号 is covered where the page was placed. Nobody knows yet where it stands on one that waits:
// small, it shows what kind of page it is, and nothing that is written there (an A5 sheet of 400 pixels can be read).
Result<Response> takenIn(Services& services, station::RunningStation& station, const Request& request,
                         const std::string& id, const std::string& municipality, int width) {
    if (!request.access.may(Permission::intakeRead, municipality)) return fail(noSuchPath());
    const bool whole = width > kThumbnail;
    if (whole) {
        if (!request.access.may(Permission::pagesAssign, municipality)) return fail(notPermitted());
        if (auto done = told(station, request, services.now(), "page.view", municipality, id, {}); !done)
            return fail(done.error());
    }
    using Detail = station::PagePictures::Detail;
    const auto about = station.pictures().about(id);
    if (!about) return fail(about.error());
    const bool placed = (*about)->placed;
    auto bytes = station.pictures().page(id, width, placed || whole ? Detail::covered : Detail::outline);
    if (!bytes) return fail(bytes.error());
    return picture(request, "image/jpeg", std::move(*bytes), whole && !placed);
}

Result<Response> waitingPage(Services& services, station::RunningStation& station, const Request& request,
                             const std::string& id, int width) {
    const auto municipality =
        station.file().read([&](Database& database) { return station::intake_book::municipalityOf(database, id); });
    if (!municipality) return fail(municipality.error());
    return takenIn(services, station, request, id, *municipality, width);
}

Result<Response> pageImage(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string& id = request.parameter("id");
    const auto about = (*station)->pictures().about(id);
    const std::string asked = request.queried("width").value_or("1200");
    int width = 0;
    const auto [end, failed] = std::from_chars(asked.data(), asked.data() + asked.size(), width);
    if (failed != std::errc() || end != asked.data() + asked.size() || width < 1) return fail(notUnderstood());
    if (!about) return fail(noSuchPath());
    if ((*about)->state != station::PageState::inCase) return waitingPage(services, **station, request, id, width);
    const std::string& municipality = (*about)->municipality;
    if (municipality.empty()) return fail(noSuchPath());
    if (!maySee(request, municipality)) return takenIn(services, **station, request, id, municipality, width);
    bool open = false;
    if (!(*about)->secret.empty()) {
        const auto allowed = uncovered(services, **station, request, (*about)->municipality, "my-number.page", id);
        if (!allowed) return fail(allowed.error());
        open = *allowed;
    }
    using Detail = station::PagePictures::Detail;
    auto bytes = (*station)->pictures().page(id, width, open ? Detail::everything : Detail::covered);
    if (!bytes) return fail(bytes.error());
    return picture(request, "image/jpeg", std::move(*bytes), open);
}

}  // namespace

std::vector<NamedShape> verifyShapes() {
    return {
        {"Mode", "exception|carousel|blind|compare|qa"},
        {"Words", "{ja: string, en: string}"},
        {"Queue",
         "{mode: Mode, municipality: string, form: string|null, form_title: string|null, field: string|null, "
         "field_title: string|null, waiting: int, oldest: time}"},
        {"Lease", "{id: string, until: time}"},
        {"Input", "{mode: kana|text|digits|date|choice|choices|flag, lang: string|null, max: int|null}"},
        {"Item",
         "{id: string, task: string, case: string, municipality: string, form: string, form_title: string, "
         "field: string, field_title: string, type: string, required: bool, length: int|null, "
         "options: [{code: string, title: string}], input: Input, text: string|null, "
         "candidates: [{text: string, confidence: number}], why: Words|null, policy: accept|verify|double, "
         "crop: string|null, page: {id: string, url: string, width: int, height: int, box: [int]}|null, "
         "entries: [{label: string, text: string}], sensitive: bool, group: string|null, row: int|null, "
         "revision: int}"},
        {"Handed", "{lease: Lease, mode: Mode, items: [Item]}"},
        {"Saying",
         "{item: string, revision: int, action: accept|correct|code|doubt|choose, text?: string, "
         "code?: blank|illegible|mistake|inquire, choose?: int, note?: string, keystrokes?: int, active_ms?: int}"},
        {"Heard",
         "{id: string|null, item: string, state: done|second|compare|doubt|refused, "
         "problem?: {code: string, detail: Words}}"},
    };
}

Routes verifyRoutes(Services& services) {
    if (services.station != nullptr)
        services.queues = [&services](const Access& access) { return queuesFor(services, access, std::nullopt); };
    const auto bound = [&services](Result<Response> (*handler)(Services&, const Request&)) {
        return [&services, handler](const Request& request) { return handler(services, request); };
    };
    return {
        {Method::get,
         "/api/v1/verify/queues",
         Permission::verifyEnter,
         {"What waits, by mode", "municipality?: string", "", "{queues: [Queue]}"},
         bound(queues)},
        {Method::post,
         "/api/v1/verify/next",
         Permission::verifyEnter,
         {"The next work under a lease; 204 when nothing waits", "",
          "{mode: Mode, municipality?: string, form?: string, field?: string, count?: int, reason?: string}", "Handed"},
         bound(next),
         Body::json},
        {Method::post,
         "/api/v1/verify/leases/{id}/heartbeat",
         Permission::verifyEnter,
         {"Keep a lease", "", "any", "{until: time}"},
         [&services](const Request& request) -> Result<Response> {
             const auto station = stationOf(services);
             if (!station) return fail(station.error());
             const auto until = (*station)->desk().heartbeat(request.access.account(), request.parameter("id"),
                                                             services.now(), stillMay(request));
             if (!until) return fail(until.error());
             return Response::json(Value(Context{{"until", isoTime(*until)}}));
         },
         Body::json},
        {Method::del,
         "/api/v1/verify/leases/{id}",
         Permission::verifyEnter,
         {"Give work back", "", "", ""},
         [&services](const Request& request) -> Result<Response> {
             const auto station = stationOf(services);
             if (!station) return fail(station.error());
             const auto done =
                 (*station)->desk().release(request.access.account(), request.parameter("id"), services.now());
             if (!done) return fail(done.error());
             return Response::noContent();
         }},
        {Method::post,
         "/api/v1/verify/entries",
         Permission::verifyEnter,
         {"What somebody says about items under a lease", "", "{lease: string, entries: [Saying]}",
          "{entries: [Heard], case: {done: bool}|null}"},
         bound(submit),
         Body::json,
         kJsonLimit,
         true},
        {Method::post,
         "/api/v1/verify/entries/{id}/undo",
         Permission::verifyEnter,
         {"Take back one's own last entry about an item", "", "any", "{item: Item, lease: Lease}"},
         bound(undo),
         Body::json},
        {Method::get,
         "/api/v1/crops/{id}",
         Permission::signedIn,
         {"The picture of an item's place, enlarged", "scale?: string, reason?: string", "", ""},
         bound(crop)},
        {Method::get,
         "/api/v1/pages/{id}/image",
         Permission::signedIn,
         {"The picture of a page", "width?: string, reason?: string", "", ""},
         bound(pageImage)},
    };
}

}  // namespace toitsu::server
