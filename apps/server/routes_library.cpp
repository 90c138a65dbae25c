// The library: what is in it, who published it, and drafts of it.

#include <algorithm>
#include <charconv>
#include <map>

#include "apps/server/library_access.h"
#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/values.h"
#include "base/json.h"

namespace toitsu::server {

namespace {

using authoring::LibraryFile;

constexpr std::size_t kTextLimit = 4u << 20;  // a text of 512 KB with every character escaped, and something around it

// What the list knows beside the files themselves, by path.
struct Beside {
    std::map<std::string, authoring::Draft> drafts;
    std::map<std::string, authoring::Published> published;
    std::map<std::string, std::string> requests;  // id of the open one
};

Result<Beside> besideOf(const authoring::Studio& studio) {
    return studio.file().read([](Database& database) -> Result<Beside> {
        Beside out;
        const auto drafts = authoring::studio_book::drafts(database);
        if (!drafts) return fail(drafts.error());
        for (const auto& one : *drafts) out.drafts.emplace(one.path, one);
        const auto published = authoring::studio_book::newest(database);
        if (!published) return fail(published.error());
        for (const auto& one : *published) out.published.emplace(one.path, one);
        const auto requests = authoring::studio_book::requests(database, true, 0, 1000);
        if (!requests) return fail(requests.error());
        for (const auto& one : *requests)
            for (const auto& file : one.files) out.requests.emplace(file.path, one.id);
        return out;
    });
}

Value fileValue(const LibraryAccess& access, const LibraryFile& file, const Beside& beside) {
    const auto draft = beside.drafts.find(file.path);
    const auto published = beside.published.find(file.path);
    const auto request = beside.requests.find(file.path);
    const bool editable =
        access.mayWrite(file, draft == beside.drafts.end() ? std::vector<std::string>() : draft->second.editors);
    Value drafted, last, asked;
    if (editable && draft != beside.drafts.end())
        drafted = Context{{"revision", draft->second.revision},
                          {"by_name", access.nameOf(draft->second.by)},
                          {"at", isoTime(draft->second.at)}};
    if (published != beside.published.end() && published->second.tag == file.tag)
        last = access.versionValue(published->second);
    if (editable && request != beside.requests.end()) asked = request->second;
    return Context{{"id", file.id()},
                   {"path", file.path},
                   {"kind", authoring::kindName(file.kind)},
                   {"name", file.name},
                   {"title", file.title.empty() ? file.name : file.title},
                   {"form", textOrNull(file.form)},
                   {"municipality", textOrNull(file.municipality)},
                   {"version", file.version > 0 ? Value(file.version) : Value()},
                   {"tag", textOrNull(file.tag)},
                   {"published", last},
                   {"draft", drafted},
                   {"request", asked},
                   {"editable", editable}};
}

Result<Response> listFiles(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto page = pageOf(request, 500);
    if (!page) return fail(page.error());
    const auto beside = besideOf(access->studio());
    if (!beside) return fail(beside.error());
    auto files = access->studio().files();
    if (!files) return fail(files.error());
    for (const auto& [path, draft] : beside->drafts) {
        if (std::any_of(files->begin(), files->end(),
                        [&path = path](const LibraryFile& one) { return one.path == path; }))
            continue;
        const auto whole = access->studio().draft(path);
        if (!whole) return fail(whole.error());
        if (!*whole) continue;
        LibraryFile fresh = authoring::described(path, (*whole)->text);
        fresh.tag.clear();
        if (access->mayWrite(fresh, (*whole)->editors)) files->push_back(std::move(fresh));
    }
    std::sort(files->begin(), files->end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    List shown;
    Value next;
    for (const LibraryFile& file : *files) {
        if (file.path <= page->after || (!file.tag.empty() && !access->mayRead(file))) continue;
        if (static_cast<int>(shown.size()) == page->limit) {
            next = cursor(textOf(shown.back()["path"]));
            break;
        }
        shown.push_back(fileValue(*access, file, *beside));
    }
    Value why;
    if (const auto error = access->studio().unwritable())
        why = Context{{"ja", error->message.ja}, {"en", error->message.en}};
    return Response::json(Value(Context{{"files", std::move(shown)}, {"unwritable", why}, {"next", next}}));
}

Result<Response> oneFile(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto known = access->find(request.parameter("id"));
    if (!known) return fail(known.error());
    const auto beside = besideOf(access->studio());
    if (!beside) return fail(beside.error());
    const auto versions = access->studio().file().read(
        [&](Database& database) { return authoring::studio_book::published(database, known->path); });
    if (!versions) return fail(versions.error());
    List shown;
    for (const auto& one : *versions) shown.push_back(access->versionValue(one));
    const Value value = Context{{"file", fileValue(*access, known->about, *beside)},
                                {"text", known->published ? Value(*known->published) : Value()},
                                {"versions", std::move(shown)}};
    return withEtag(request, Response::json(value).with("Cache-Control", "private, no-cache"),
                    etag(json::write(value)));
}

Result<Response> oneVersion(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto known = access->find(request.parameter("id"));
    if (!known) return fail(known.error());
    const std::string& number = request.parameter("number");
    int asked = 0;
    std::from_chars(number.data(), number.data() + number.size(), asked);
    const auto version = access->studio().file().read(
        [&](Database& database) { return authoring::studio_book::publishedText(database, known->path, asked); });
    if (!version) return fail(version.error());
    // An earlier version may have been another municipality's.
    if (!*version || !access->mayRead(authoring::described(known->path, (*version)->text)))
        return fail(noLibraryFile());
    const Value value = Context{{"version", access->versionValue(**version)}, {"text", (*version)->text}};
    return withEtag(request, Response::json(value).with("Cache-Control", "private, no-cache"), etag((*version)->tag));
}

Result<Response> oneDraft(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto known = access->find(request.parameter("id"));
    if (!known) return fail(known.error());
    if (!known->draft) return fail(noLibraryFile());
    return Response::json(access->draftValue(*known->draft))
        .with("Cache-Control", "private, no-cache")
        .with("ETag", '"' + std::to_string(known->draft->revision) + '"');
}

// Which revision the client has: If-Match: "3", or If-None-Match: * for a draft that does not exist yet.
Result<std::int64_t> revisionOf(const Request& request) {
    const std::string& match = request.header("if-match");
    if (match.empty() && request.header("if-none-match") == "*") return 0;
    std::int64_t revision = 0;
    if (match.size() > 2 && match.front() == '"' && match.back() == '"') {
        const auto [end, failed] = std::from_chars(match.data() + 1, match.data() + match.size() - 1, revision);
        if (failed == std::errc() && end == match.data() + match.size() - 1 && revision > 0) return revision;
    }
    return fail(ErrorKind::usage, "V303",
                {"どの版の下書きを直したのかを If-Match で示してください",
                 "say with If-Match which revision of the draft was edited (If-None-Match: * for a new one)"});
}

// Nothing is lost: both texts come back, and the person decides.
Response bothTexts(const LibraryAccess& access, const std::string& path, const std::string& yours) {
    const Response plain = problem(authoring::draftHasChanged());
    Context body = *json::parse(plain.body)->context();
    const auto theirs = access.studio().draft(path);
    body.put("theirs", theirs && *theirs ? access.draftValue(**theirs) : Value());
    body.put("yours", yours);
    Response out = Response::json(Value(std::move(body)), plain.status);
    out.type = plain.type;
    return out;
}

Result<Response> saveDraft(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const std::string text = textOf(request.json["text"]);
    const auto known = access->forSaving(request.parameter("id"), text);
    if (!known) return fail(known.error());
    const auto revision = revisionOf(request);
    if (!revision) return fail(revision.error());
    const auto saved =
        access->studio().save(access->author(), known->path, text, textOf(request.json["base"]), *revision);
    if (!saved && saved.error().code == "V302") return bothTexts(*access, known->path, text);
    if (!saved) return fail(saved.error());
    return Response::json(access->draftValue(*saved), *revision == 0 ? 201 : 200)
        .with("ETag", '"' + std::to_string(saved->revision) + '"');
}

Result<Response> dropDraft(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto known = access->find(request.parameter("id"));
    if (!known) return fail(known.error());
    if (!known->draft) return fail(noLibraryFile());
    const auto revision = revisionOf(request);
    if (!revision) return fail(revision.error());
    const auto gone = access->studio().drop(known->path, *revision);
    if (!gone && gone.error().code == "V302") return bothTexts(*access, known->path, "");
    if (!gone) return fail(gone.error());
    return Response::noContent();
}

}  // namespace

std::vector<NamedShape> libraryShapes() {
    return {
        {"LibraryKind", "form|layout|flow|decision"},
        {"Both", "{ja: string, en: string}"},
        {"LibraryVersion",
         "{number: int, tag: string, at: time, asked_by_name: string|null, released_by_name: string|null, request: "
         "string|null}"},
        {"LibraryFile",
         "{id: string, path: string, kind: LibraryKind, name: string, title: string, form: string|null, municipality: "
         "string|null, version: int|null, tag: string|null, published: LibraryVersion|null, draft: {revision: int, "
         "by_name: string, at: time}|null, request: string|null, editable: bool}"},
        {"LibraryDraft",
         "{id: string, text: text, base: string|null, current: bool, revision: int, by: string, by_name: string, at: "
         "time, editors: [string]}"},
        {"LibraryFinding",
         "{severity: error|warning, code: string, message: Both, file: string|null, line: int, column: int}"},
        {"LibraryBox",
         "{kind: string, field: string, part: string, option: string, label: string, type: string, box: [number], "
         "cells: int, reading: int, keyboard: int, line: int, column: int, own: bool}"},
        {"LibraryPage", "{number: int, width: number, height: number, boxes: [LibraryBox]}"},
        {"LibraryField", "{id: string, title: string, type: string, options: [{code: string, title: string}]}"},
        {"LibraryChecked",
         "{findings: [LibraryFinding], elsewhere: int, pages: [LibraryPage]|null, fields: [LibraryField], residual: "
         "number|null}"},
        {"LibraryTrial",
         "{id: string, file: string, state: waiting|running|done|failed|stopped, done: int, expected: int, result: "
         "any, "
         "error: {code: string, message: Both}|null}"},
        {"LibraryRequestFile",
         "{id: string, path: string, kind: LibraryKind, title: string, version: int|null, editors: [string], text?: "
         "text}"},
        {"LibraryRequest",
         "{id: string, state: testing|ready|failed|releasing|released|refused|withdrawn, asked_by: string, "
         "asked_by_name: string, asked: time, note: string, decided_by_name: string|null, decided: time|null, reason: "
         "string|null, takes_effect: now|restart, files: [LibraryRequestFile], result: any, mine: bool, may_release: "
         "bool}"},
    };
}

Routes libraryRoutes(Services& services) {
    return {
        {Method::get,
         "/api/v1/library",
         Permission::libraryRead,
         {"Forms, layouts, flows and decisions of the library, with drafts and who published them",
          "after?: string, limit?: string", "", "{files: [LibraryFile], unwritable: Both|null, next: string|null}"},
         [&services](const Request& request) { return listFiles(services, request); }},
        {Method::get,
         "/api/v1/library/files/{id}",
         Permission::libraryRead,
         {"One file: its published text and versions; text is null where there is only a draft", "", "",
          "{file: LibraryFile, text: text|null, versions: [LibraryVersion]}"},
         [&services](const Request& request) { return oneFile(services, request); }},
        {Method::get,
         "/api/v1/library/files/{id}/versions/{number}",
         Permission::libraryRead,
         {"A text that was published earlier", "", "", "{version: LibraryVersion, text: text}"},
         [&services](const Request& request) { return oneVersion(services, request); }},
        {Method::get,
         "/api/v1/library/drafts/{id}",
         Permission::libraryWrite,
         {"The draft of a file; its ETag is the revision", "", "", "LibraryDraft"},
         [&services](const Request& request) { return oneDraft(services, request); }},
        {Method::put,
         "/api/v1/library/drafts/{id}",
         Permission::libraryWrite,
         {"Save the draft of a file; needs If-Match with its revision, or If-None-Match: * for a new one. When "
          "somebody "
          "else has saved meanwhile, the answer 409 has both texts",
          "", "{text: text, base: string|null}", "LibraryDraft"},
         [&services](const Request& request) { return saveDraft(services, request); },
         Body::json,
         kTextLimit},
        {Method::del,
         "/api/v1/library/drafts/{id}",
         Permission::libraryWrite,
         {"Throw a draft away; needs If-Match with its revision", "", "", ""},
         [&services](const Request& request) { return dropDraft(services, request); }},
    };
}

}  // namespace toitsu::server
