// Publishing a draft: asked for by one author, released by another who had no part in it.

#include "apps/authoring/rehearsal_value.h"
#include "apps/server/library_access.h"
#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/values.h"
#include "base/json.h"

namespace toitsu::server {

namespace {

tl::unexpected<Error> noSuchRequest() {
    return fail(ErrorKind::notFound, "V300", {"その申請はありません", "there is no such request"});
}

Result<authoring::PublishRequest> requestFor(const LibraryAccess& access, const Request& request) {
    auto found = access.studio().request(request.parameter("id"));
    if (!found) return fail(found.error());
    if (!*found || !access.mayDecide(**found)) return noSuchRequest();
    return std::move(**found);
}

Result<Response> ask(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    std::vector<authoring::Studio::Wanted> wanted;
    authoring::Texts texts;
    const List& files = *request.json["files"].list();
    if (files.empty() || files.size() > 50) return fail(notUnderstood());
    for (const Value& one : files) {
        const auto known = access->find(textOf(one["id"]));
        if (!known) return fail(known.error());
        if (!known->draft) return fail(authoring::draftHasChanged());
        if (const auto saved = access->forSaving(textOf(one["id"]), known->draft->text); !saved)
            return fail(saved.error());
        texts[known->path] = known->draft->text;
        wanted.push_back({known->path, one["revision"].number()->toInteger().value_or(0)});
    }
    if (auto own = access->basedOnOwn(texts); !own) return fail(own.error());
    const auto asked = access->studio().ask(access->author(), wanted, textOf(request.json["note"]));
    if (!asked) return fail(asked.error());
    return Response::json(access->requestValue(*asked, true), 201);
}

Result<Response> listRequests(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto page = pageOf(request, 30, 100);
    if (!page) return fail(page.error());
    std::int64_t before = 0;
    if (!page->after.empty()) {
        // A cursor is the id of the last one that was shown: its number would count everybody's.
        const auto last = access->studio().request(page->after);
        if (!last) return fail(last.error());
        if (!*last || !access->mayDecide(**last)) return fail(notUnderstood());
        before = (*last)->number;
    }
    const bool open = request.queried("state").value_or("") == "open";
    List shown;
    for (;;) {
        const auto rows = access->studio().file().read(
            [&](Database& database) { return authoring::studio_book::requests(database, open, before, page->limit); });
        if (!rows) return fail(rows.error());
        for (const authoring::PublishRequest& row : *rows) {
            before = row.number;
            const auto whole = access->studio().request(row.id);
            if (!whole) return fail(whole.error());
            if (!*whole || !access->mayDecide(**whole)) continue;
            shown.push_back(access->requestValue(**whole, false));
            if (static_cast<int>(shown.size()) == page->limit)
                return Response::json(Value(Context{{"requests", std::move(shown)}, {"next", cursor(row.id)}}));
        }
        if (static_cast<int>(rows->size()) < page->limit)
            return Response::json(Value(Context{{"requests", std::move(shown)}, {"next", Value()}}));
    }
}

Result<Response> oneRequest(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto found = requestFor(*access, request);
    if (!found) return fail(found.error());
    const Value value = access->requestValue(*found, true);
    return withEtag(request, Response::json(value).with("Cache-Control", "private, no-cache"),
                    etag(json::write(value)));
}

// Of the request's own texts; drafts that have gone on since are other texts.
Result<Response> differences(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto found = requestFor(*access, request);
    if (!found) return fail(found.error());
    authoring::Texts texts;
    for (const authoring::RequestFile& file : found->files) texts[file.path] = file.text;
    const authoring::Paths hidden = access->hidden();
    List files;
    for (const authoring::RequestFile& file : found->files) {
        const auto before = access->studio().published(file.path);
        if (!before && before.error().code != "V300") return fail(before.error());
        Context one{{"id", authoring::idOf(file.path)},
                    {"before", before ? Value(*before) : Value()},
                    {"changes", List{}},
                    {"problem", Value()}};
        if (before) {
            const auto changes = access->studio().diff(file.path, texts, hidden);
            if (changes)
                one.put("changes", (*changes)["changes"]);
            else
                one.put("problem", authoring::wordingValue(changes.error().message));
        }
        files.emplace_back(std::move(one));
    }
    return Response::json(Value(Context{{"files", std::move(files)}}));
}

Result<Response> release(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto found = requestFor(*access, request);
    if (!found) return fail(found.error());
    const auto released = access->studio().release(access->author(), found->id);
    if (!released) return fail(released.error());
    return Response::json(access->requestValue(*released, true));
}

Result<Response> refuse(const Services& services, const Request& request) {
    const auto access = LibraryAccess::of(services, request);
    if (!access) return fail(access.error());
    const auto found = requestFor(*access, request);
    if (!found) return fail(found.error());
    const auto refused = access->studio().refuse(access->author(), found->id, textOf(request.json["reason"]));
    if (!refused) return fail(refused.error());
    return Response::json(access->requestValue(*refused, true));
}

}  // namespace

Routes publishRoutes(Services& services) {
    return {
        {Method::post,
         "/api/v1/library/requests",
         Permission::libraryWrite,
         {"Ask for drafts to be published together; the machine reads their samples first", "",
          "{files: [{id: string, revision: int}], note: string}", "LibraryRequest"},
         [&services](const Request& request) { return ask(services, request); },
         Body::json,
         kJsonLimit,
         true},
        {Method::get,
         "/api/v1/library/requests",
         Permission::libraryWrite,
         {"Requests to publish, newest first", "state?: open|all, after?: string, limit?: string", "",
          "{requests: [LibraryRequest], next: string|null}"},
         [&services](const Request& request) { return listRequests(services, request); }},
        {Method::get,
         "/api/v1/library/requests/{id}",
         Permission::libraryWrite,
         {"One request with its texts and what came of the samples", "", "", "LibraryRequest"},
         [&services](const Request& request) { return oneRequest(services, request); }},
        {Method::get,
         "/api/v1/library/requests/{id}/differences",
         Permission::libraryWrite,
         {"What each of its files differs in from the published one, in meaning", "", "",
          "{files: [{id: string, before: string|null, changes: [any], problem: Both|null}]}"},
         [&services](const Request& request) { return differences(services, request); }},
        {Method::post,
         "/api/v1/library/requests/{id}/release",
         Permission::libraryWrite,
         {"Publish it; only by somebody who neither wrote it nor asked for it", "", "{}", "LibraryRequest"},
         [&services](const Request& request) { return release(services, request); },
         Body::json},
        {Method::post,
         "/api/v1/library/requests/{id}/refuse",
         Permission::libraryWrite,
         {"Refuse it with a reason, or take one's own back", "", "{reason: string}", "LibraryRequest"},
         [&services](const Request& request) { return refuse(services, request); },
         Body::json},
    };
}

}  // namespace toitsu::server
