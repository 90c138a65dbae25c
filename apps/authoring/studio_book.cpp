#include "apps/authoring/studio_book.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace toitsu::authoring {

namespace {

constexpr const char* kTables =
    "CREATE TABLE library_drafts (path TEXT PRIMARY KEY, text TEXT NOT NULL, base TEXT NOT NULL, revision INTEGER NOT "
    "NULL, by TEXT NOT NULL, at INTEGER NOT NULL, editors TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE library_requests (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT "
    "NULL, asked_by TEXT NOT NULL, asked INTEGER NOT NULL, note TEXT NOT NULL, decided_by TEXT NOT NULL DEFAULT '', "
    "decided INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT 'null') STRICT;"
    "CREATE TABLE library_request_files (request TEXT NOT NULL, path TEXT NOT NULL, text TEXT NOT NULL, base TEXT NOT "
    "NULL, editors TEXT NOT NULL, PRIMARY KEY (request, path)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE library_published (path TEXT NOT NULL, number INTEGER NOT NULL, tag TEXT NOT NULL, text TEXT NOT "
    "NULL, request TEXT NOT NULL, asked_by TEXT NOT NULL, released_by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY "
    "(path, number)) STRICT, WITHOUT ROWID;";

// A draft that is gone is never mistaken for the one that comes after it: its revisions go on.
constexpr const char* kRevisions =
    "CREATE TABLE library_revisions (path TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER library_drafts_leave AFTER DELETE ON library_drafts BEGIN INSERT INTO library_revisions (path, "
    "last) "
    "VALUES (old.path, old.revision) ON CONFLICT (path) DO UPDATE SET last = max(last, excluded.last); END;";

constexpr std::array<std::string_view, 7> kStates{"testing",  "ready",   "failed",   "releasing",
                                                  "released", "refused", "withdrawn"};

std::string listText(const std::vector<std::string>& list) {
    List out;
    for (const std::string& one : list) out.emplace_back(one);
    return json::write(Value(std::move(out)));
}

std::vector<std::string> listFrom(const std::string& text) {
    std::vector<std::string> out;
    const auto value = json::parse(text);
    if (const List* list = value ? value->list() : nullptr)
        for (const Value& one : *list)
            if (one.string() != nullptr) out.push_back(*one.string());
    return out;
}

// Runs a prepared statement over its rows.
template <class Take>
Result<void> eachRow(Statement& statement, Take take) {
    for (;;) {
        const auto row = statement.next();
        if (!row) return fail(row.error());
        if (!*row) return {};
        take(statement);
    }
}

Result<void> done(const Result<int>& ran) {
    if (!ran) return fail(ran.error());
    return {};
}

}  // namespace

std::string_view stateName(RequestState state) {
    return kStates[static_cast<std::size_t>(state)];
}

std::optional<RequestState> findState(std::string_view name) {
    const auto found = std::find(kStates.begin(), kStates.end(), name);
    if (found == kStates.end()) return std::nullopt;
    return static_cast<RequestState>(found - kStates.begin());
}

bool isOpen(RequestState state) {
    return state <= RequestState::releasing;
}

Error draftHasChanged() {
    return {ErrorKind::conflict,
            "V302",
            {"ほかの人がこの下書きを保存しました。両方を見くらべてから保存してください",
             "somebody else has saved this draft; look at both before saving"},
            {}};
}

Error requestHasChanged() {
    return {ErrorKind::conflict,
            "V309",
            {"この申請はもうその段階ではありません。画面を新しくしてください",
             "the request is past that by now; load the screen again"},
            {}};
}

namespace studio_book {

station::StationFile::Part tables() {
    return {"library", {kTables, kRevisions}};
}

namespace {

Draft draftOf(const Statement& row, bool text) {
    return {row.text(0), text ? row.text(6) : "", row.text(1),          row.integer(2),
            row.text(3), row.integer(4),          listFrom(row.text(5))};
}

}  // namespace

Result<std::vector<Draft>> drafts(Database& database) {
    const auto statement =
        database.cached("SELECT path, base, revision, by, at, editors FROM library_drafts ORDER BY path");
    if (!statement) return fail(statement.error());
    std::vector<Draft> out;
    if (auto all = eachRow(**statement, [&](const Statement& row) { out.push_back(draftOf(row, false)); }); !all)
        return fail(all.error());
    return out;
}

Result<std::optional<Draft>> draft(Database& database, const std::string& path) {
    const auto statement =
        database.cached("SELECT path, base, revision, by, at, editors, text FROM library_drafts WHERE path = ?");
    if (!statement) return fail(statement.error());
    std::optional<Draft> out;
    if (auto all = eachRow((*statement)->bind(path), [&](const Statement& row) { out = draftOf(row, true); }); !all)
        return fail(all.error());
    return out;
}

Result<void> putDraft(Database& database, Draft draft, std::int64_t revision) {
    auto known = studio_book::draft(database, draft.path);
    if (!known) return fail(known.error());
    if ((*known ? (*known)->revision : 0) != revision) return fail(draftHasChanged());
    if (!*known) {
        const auto last = database.each(
            "SELECT last FROM library_revisions WHERE path = ?",
            [&](const Statement& row) { draft.revision = row.integer(0) + 1; }, draft.path);
        if (!last) return fail(last.error());
    }
    std::vector<std::string> editors = *known ? (*known)->editors : std::vector<std::string>{};
    if (std::find(editors.begin(), editors.end(), draft.by) == editors.end()) editors.push_back(draft.by);
    const auto statement = database.cached(
        "INSERT OR REPLACE INTO library_drafts (path, text, base, revision, by, at, editors) VALUES (?,?,?,?,?,?,?)");
    if (!statement) return fail(statement.error());
    return done((*statement)
                    ->bind(draft.path)
                    .bind(draft.text)
                    .bind(draft.base)
                    .bind(draft.revision)
                    .bind(draft.by)
                    .bind(draft.at)
                    .bind(listText(editors))
                    .run());
}

Result<void> dropDraft(Database& database, const std::string& path, std::int64_t revision) {
    const auto statement = database.cached("DELETE FROM library_drafts WHERE path = ? AND revision = ?");
    if (!statement) return fail(statement.error());
    const auto ran = (*statement)->bind(path).bind(revision).run();
    if (!ran) return fail(ran.error());
    if (*ran == 0) return fail(draftHasChanged());
    return {};
}

Result<void> settleDraft(Database& database, const RequestFile& file, const std::string& tag) {
    if (auto ran =
            done(database.change("DELETE FROM library_drafts WHERE path = ? AND text = ?", file.path, file.text));
        !ran)
        return ran;
    const auto left = studio_book::draft(database, file.path);
    if (!left) return fail(left.error());
    // One that was begun anew from what was published before knows nothing of what is published now.
    const bool further =
        *left && (*left)->base == file.base &&
        std::all_of(file.editors.begin(), file.editors.end(), [&](const std::string& one) {
            return std::find((*left)->editors.begin(), (*left)->editors.end(), one) != (*left)->editors.end();
        });
    if (!further) return {};
    return done(database.change("UPDATE library_drafts SET base = ? WHERE path = ?", tag, file.path));
}

Result<void> putRequest(Database& database, const PublishRequest& request) {
    const auto statement =
        database.cached("INSERT INTO library_requests (id, state, asked_by, asked, note) VALUES (?,?,?,?,?)");
    if (!statement) return fail(statement.error());
    if (auto ran = done((*statement)
                            ->bind(request.id)
                            .bind(std::string(stateName(request.state)))
                            .bind(request.askedBy)
                            .bind(request.asked)
                            .bind(request.note)
                            .run());
        !ran)
        return ran;
    for (const RequestFile& file : request.files) {
        const auto one = database.cached(
            "INSERT INTO library_request_files (request, path, text, base, editors) VALUES (?,?,?,?,?)");
        if (!one) return fail(one.error());
        if (auto ran = done((*one)
                                ->bind(request.id)
                                .bind(file.path)
                                .bind(file.text)
                                .bind(file.base)
                                .bind(listText(file.editors))
                                .run());
            !ran)
            return ran;
    }
    return {};
}

namespace {

constexpr const char* kRequest =
    "SELECT id, state, asked_by, asked, note, decided_by, decided, reason, result, number FROM library_requests ";

PublishRequest requestOf(const Statement& row) {
    PublishRequest out;
    out.id = row.text(0);
    out.state = findState(row.text(1)).value_or(RequestState::failed);
    out.askedBy = row.text(2);
    out.asked = row.integer(3);
    out.note = row.text(4);
    out.decidedBy = row.text(5);
    out.decided = row.integer(6);
    out.reason = row.text(7);
    if (const auto result = json::parse(row.text(8))) out.result = *result;
    out.number = row.integer(9);
    return out;
}

Result<void> addFiles(Database& database, PublishRequest& request, bool texts) {
    const auto statement =
        database.cached("SELECT path, base, editors, text FROM library_request_files WHERE request = ? ORDER BY path");
    if (!statement) return fail(statement.error());
    return eachRow((*statement)->bind(request.id), [&](const Statement& row) {
        request.files.push_back({row.text(0), texts ? row.text(3) : "", row.text(1), listFrom(row.text(2))});
    });
}

}  // namespace

Result<std::optional<PublishRequest>> request(Database& database, const std::string& id) {
    const auto statement = database.cached(std::string(kRequest) + "WHERE id = ?");
    if (!statement) return fail(statement.error());
    std::optional<PublishRequest> out;
    if (auto all = eachRow((*statement)->bind(id), [&](const Statement& row) { out = requestOf(row); }); !all)
        return fail(all.error());
    if (!out) return out;
    if (auto files = addFiles(database, *out, true); !files) return fail(files.error());
    return out;
}

Result<std::vector<PublishRequest>> requests(Database& database, bool openOnly, std::int64_t before, int most) {
    const std::string open = openOnly ? "state IN ('testing', 'ready', 'failed', 'releasing') AND " : "";
    const auto statement =
        database.cached(std::string(kRequest) + "WHERE " + open + "(? = 0 OR number < ?) ORDER BY number DESC LIMIT ?");
    if (!statement) return fail(statement.error());
    std::vector<PublishRequest> out;
    if (auto all = eachRow((*statement)->bind(before).bind(before).bind(most),
                           [&](const Statement& row) { out.push_back(requestOf(row)); });
        !all)
        return fail(all.error());
    for (PublishRequest& one : out)
        if (auto files = addFiles(database, one, false); !files) return fail(files.error());
    return out;
}

Result<std::vector<std::string>> inState(Database& database, RequestState state) {
    const auto statement = database.cached("SELECT id FROM library_requests WHERE state = ? ORDER BY number");
    if (!statement) return fail(statement.error());
    std::vector<std::string> out;
    if (auto all = eachRow((*statement)->bind(std::string(stateName(state))),
                           [&](const Statement& row) { out.push_back(row.text(0)); });
        !all)
        return fail(all.error());
    return out;
}

Result<void> decide(Database& database, const std::string& id, const Decision& decision) {
    const auto statement = database.cached(
        "UPDATE library_requests SET state = ?, decided_by = ?, reason = ?, decided = ? WHERE id = ? AND state = ?");
    if (!statement) return fail(statement.error());
    const auto ran = (*statement)
                         ->bind(std::string(stateName(decision.to)))
                         .bind(decision.by)
                         .bind(decision.reason)
                         .bind(decision.at)
                         .bind(id)
                         .bind(std::string(stateName(decision.from)))
                         .run();
    if (!ran) return fail(ran.error());
    if (*ran == 0) return fail(requestHasChanged());
    return {};
}

Result<void> tested(Database& database, const std::string& id, bool passed, const Value& result) {
    const auto statement =
        database.cached("UPDATE library_requests SET state = ?, result = ? WHERE id = ? AND state = 'testing'");
    if (!statement) return fail(statement.error());
    const RequestState state = passed ? RequestState::ready : RequestState::failed;
    const auto ran = (*statement)->bind(std::string(stateName(state))).bind(json::write(result)).bind(id).run();
    if (!ran) return fail(ran.error());
    if (*ran == 0) return fail(requestHasChanged());
    return {};
}

Result<void> addPublished(Database& database, const Published& published) {
    const auto statement = database.cached(
        "INSERT INTO library_published (path, number, tag, text, request, asked_by, released_by, at) SELECT ?, "
        "coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM library_published WHERE path = ?");
    if (!statement) return fail(statement.error());
    return done((*statement)
                    ->bind(published.path)
                    .bind(published.tag)
                    .bind(published.text)
                    .bind(published.request)
                    .bind(published.askedBy)
                    .bind(published.releasedBy)
                    .bind(published.at)
                    .bind(published.path)
                    .run());
}

namespace {

constexpr const char* kPublished = "SELECT path, number, tag, request, asked_by, released_by, at";

Published publishedOf(const Statement& row, bool text) {
    return {row.text(0), static_cast<int>(row.integer(1)),
            row.text(2), text ? row.text(7) : "",
            row.text(3), row.text(4),
            row.text(5), row.integer(6)};
}

}  // namespace

Result<std::vector<Published>> published(Database& database, const std::string& path) {
    const auto statement = database.cached(std::string(kPublished) +
                                           " FROM library_published WHERE path = ? ORDER BY number DESC LIMIT 200");
    if (!statement) return fail(statement.error());
    std::vector<Published> out;
    if (auto all =
            eachRow((*statement)->bind(path), [&](const Statement& row) { out.push_back(publishedOf(row, false)); });
        !all)
        return fail(all.error());
    return out;
}

Result<std::vector<Published>> newest(Database& database) {
    const auto statement = database.cached(
        std::string(kPublished) +
        " FROM library_published AS one WHERE number = (SELECT max(number) FROM library_published WHERE path = "
        "one.path)");
    if (!statement) return fail(statement.error());
    std::vector<Published> out;
    if (auto all = eachRow(**statement, [&](const Statement& row) { out.push_back(publishedOf(row, false)); }); !all)
        return fail(all.error());
    return out;
}

Result<std::optional<Published>> publishedText(Database& database, const std::string& path, int number) {
    const auto statement =
        database.cached(std::string(kPublished) + ", text FROM library_published WHERE path = ? AND number = ?");
    if (!statement) return fail(statement.error());
    std::optional<Published> out;
    if (auto all =
            eachRow((*statement)->bind(path).bind(number), [&](const Statement& row) { out = publishedOf(row, true); });
        !all)
        return fail(all.error());
    return out;
}

}  // namespace studio_book

}  // namespace toitsu::authoring
