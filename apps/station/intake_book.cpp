#include "apps/station/intake_book.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/text.h"

namespace toitsu::station {

namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE intake_batches (
    id TEXT PRIMARY KEY,
    municipality TEXT NOT NULL,
    name TEXT NOT NULL,
    person TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX intake_batches_by_time ON intake_batches (municipality, created);
CREATE TABLE intake_files (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    batch TEXT NOT NULL,
    municipality TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state INTEGER NOT NULL,
    code TEXT NOT NULL DEFAULT '',
    ja TEXT NOT NULL DEFAULT '',
    en TEXT NOT NULL DEFAULT '',
    UNIQUE (batch, sha256)
) STRICT;
CREATE INDEX intake_files_unread ON intake_files (number) WHERE state < 2;
CREATE TABLE intake_pages (
    page TEXT PRIMARY KEY,
    municipality TEXT NOT NULL,
    batch TEXT NOT NULL,
    state INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX intake_pages_by_state ON intake_pages (municipality, state, page);
CREATE INDEX intake_pages_by_batch ON intake_pages (batch, state);
)sql";

constexpr const char* kSplits = R"sql(
CREATE TABLE intake_splits (
    case_id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kReach = "ALTER TABLE intake_files ADD COLUMN reach TEXT NOT NULL DEFAULT ''";

std::string joined(const std::set<std::string>& municipalities) {
    std::string out;
    for (const std::string& one : municipalities) out += (out.empty() ? "" : " ") + one;
    return out;
}

// What was handed in before this was written down may become cases of its own municipality only.
std::set<std::string> reachOf(const std::string& written, const std::string& municipality) {
    std::set<std::string> reach{municipality};
    for (std::string& one : text::split(written, ' '))
        if (!one.empty()) reach.insert(std::move(one));
    return reach;
}

template <class... Values>
Result<void> run(Database& database, const std::string& sql, const Values&... values) {
    if (const auto done = database.change(sql, values...); !done) return fail(done.error());
    return {};
}

FileRow fileOf(const Statement& row) {
    return {row.integer(0),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            reachOf(row.text(9), row.text(2)),
            static_cast<FileState>(row.integer(5)),
            row.text(6),
            {row.text(7), row.text(8)}};
}

constexpr const char* kFile =
    "SELECT number, batch, municipality, name, sha256, state, code, ja, en, reach FROM intake_files ";

void add(PageCounts& counts, PageState state, std::int64_t number) {
    counts.total += number;
    (state == PageState::inCase    ? counts.inCases
     : state == PageState::waiting ? counts.waiting
                                   : counts.dropped) += number;
}

}  // namespace

std::string_view fileStateName(FileState state) {
    switch (state) {
        case FileState::waiting:
            return "waiting";
        case FileState::reading:
            return "reading";
        case FileState::done:
            return "done";
        case FileState::failed:
            return "failed";
    }
    return "waiting";
}

namespace intake_book {

StationFile::Part tables() {
    return {"intake", {kTables, kSplits, kReach}};
}

Result<void> putBatch(Database& database, const BatchRow& batch) {
    return run(database,
               "INSERT INTO intake_batches (id, municipality, name, person, created) VALUES (?, ?, ?, ?, ?) "
               "ON CONFLICT DO NOTHING",
               batch.id, batch.municipality, batch.name, batch.person, batch.created);
}

// The same file in the same batch again is the same file.
Result<void> putFile(Database& database, const FileRow& file) {
    return run(database,
               "INSERT INTO intake_files (batch, municipality, name, sha256, state, reach) VALUES (?, ?, ?, ?, 0, ?) "
               "ON CONFLICT DO NOTHING",
               file.batch, file.municipality, file.name, file.sha256, joined(file.reach));
}

Result<void> fileIs(Database& database, std::int64_t number, FileState state, const std::optional<Error>& why) {
    const Error error = why.value_or(Error{});
    return run(database, "UPDATE intake_files SET state = ?, code = ?, ja = ?, en = ? WHERE number = ?",
               static_cast<int>(state), error.code, error.message.ja, error.message.en, number);
}

Result<void> putPage(Database& database, const PageRecord& page, const std::string& municipality,
                     const std::string& batch, bool anew) {
    return run(database,
               std::string("INSERT INTO intake_pages (page, municipality, batch, state) VALUES (?, ?, ?, ?) "
                           "ON CONFLICT (page) DO UPDATE SET state = excluded.state") +
                   (anew ? ", municipality = excluded.municipality, batch = excluded.batch" : ""),
               page.id(), municipality, batch, static_cast<int>(page.state));
}

Result<void> pageIs(Database& database, const std::string& page, PageState state) {
    return run(database, "UPDATE intake_pages SET state = ? WHERE page = ?", static_cast<int>(state), page);
}

Result<void> putSplit(Database& database, const SplitRow& split) {
    return run(database,
               "INSERT INTO intake_splits (case_id, person, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
               split.caseId, split.person, split.reason, split.at);
}

Result<void> splitIsDone(Database& database, const std::string& caseId) {
    return run(database, "UPDATE intake_splits SET done = 1 WHERE case_id = ?", caseId);
}

Result<std::vector<SplitRow>> openSplits(Database& database) {
    std::vector<SplitRow> out;
    const auto done = database.each("SELECT case_id, person, reason, at FROM intake_splits WHERE done = 0",
                                    [&](const Statement& row) {
                                        out.push_back({row.text(0), row.text(1), row.text(2), row.integer(3)});
                                    });
    if (!done) return fail(done.error());
    return out;
}

Result<std::vector<std::string>> allPages(Database& database) {
    std::vector<std::string> out;
    const auto done = database.each("SELECT page FROM intake_pages ORDER BY page",
                                    [&](const Statement& row) { out.push_back(row.text(0)); });
    if (!done) return fail(done.error());
    return out;
}

Result<std::optional<BatchRow>> batch(Database& database, const std::string& id) {
    std::optional<BatchRow> out;
    const auto done = database.each(
        "SELECT id, municipality, name, person, created FROM intake_batches WHERE id = ?",
        [&](const Statement& row) {
            out = BatchRow{row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4)};
        },
        id);
    if (!done) return fail(done.error());
    return out;
}

Result<std::optional<FileRow>> nextFile(Database& database) {
    std::optional<FileRow> out;
    const auto done = database.each(kFile + std::string("WHERE state < 2 ORDER BY number LIMIT 1"),
                                    [&](const Statement& row) { out = fileOf(row); });
    if (!done) return fail(done.error());
    return out;
}

Result<std::vector<BatchLine>> batches(Database& database, const std::vector<std::string>& municipalities,
                                       const std::string& only, workflows::Instant before, int most) {
    std::vector<BatchLine> out;
    for (const std::string& municipality : municipalities) {
        const auto done = database.each(
            "SELECT id, municipality, name, person, created FROM intake_batches WHERE municipality = ? AND "
            "(? = '' OR id = ?) AND (? = 0 OR created < ?) ORDER BY created DESC LIMIT ?",
            [&](const Statement& row) {
                out.push_back({{row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4)}, 0, 0, 0, 0, {}});
            },
            municipality, only, only, before, before, most);
        if (!done) return fail(done.error());
    }
    std::sort(out.begin(), out.end(),
              [](const BatchLine& a, const BatchLine& b) { return a.batch.created > b.batch.created; });
    if (out.size() > static_cast<std::size_t>(most)) out.resize(static_cast<std::size_t>(most));
    for (BatchLine& line : out) {
        auto done = database.each(
            "SELECT state, count(*), sum(code <> '') FROM intake_files WHERE batch = ? GROUP BY state",
            [&](const Statement& row) {
                const auto state = static_cast<FileState>(row.integer(0));
                line.files += row.integer(1);
                if (state == FileState::failed) line.failed += row.integer(1);
                if (state == FileState::done) line.known += row.integer(2);
                if (state == FileState::waiting || state == FileState::reading) line.unread += row.integer(1);
            },
            line.batch.id);
        if (done)
            done = database.each(
                "SELECT state, count(*) FROM intake_pages WHERE batch = ? GROUP BY state",
                [&](const Statement& row) { add(line.pages, static_cast<PageState>(row.integer(0)), row.integer(1)); },
                line.batch.id);
        if (!done) return fail(done.error());
    }
    return out;
}

Result<std::vector<FileRow>> files(Database& database, const std::string& batch) {
    std::vector<FileRow> out;
    const auto done = database.each(
        kFile + std::string("WHERE batch = ? ORDER BY number"),
        [&](const Statement& row) { out.push_back(fileOf(row)); }, batch);
    if (!done) return fail(done.error());
    return out;
}

Result<std::vector<std::string>> pages(Database& database, const std::vector<std::string>& municipalities,
                                       PageState state, const std::string& after, int most) {
    std::vector<std::string> out;
    for (const std::string& municipality : municipalities) {
        const auto done = database.each(
            "SELECT page FROM intake_pages WHERE municipality = ? AND state = ? AND page > ? ORDER BY page LIMIT ?",
            [&](const Statement& row) { out.push_back(row.text(0)); }, municipality, static_cast<int>(state), after,
            most);
        if (!done) return fail(done.error());
    }
    std::sort(out.begin(), out.end());
    if (out.size() > static_cast<std::size_t>(most)) out.resize(static_cast<std::size_t>(most));
    return out;
}

Result<std::vector<std::string>> pagesOfBatch(Database& database, const std::string& batch) {
    struct Place {
        std::int64_t file = 0;
        std::string sha256;
        int page = 0, sheet = 0;
        std::string id;
        auto key() const { return std::tie(file, sha256, page, sheet); }
    };
    std::vector<Place> places;
    const auto done = database.each(
        "SELECT page, coalesce((SELECT number FROM intake_files f WHERE f.batch = p.batch AND f.sha256 = "
        "substr(p.page, 1, 64)), 0) FROM intake_pages p WHERE batch = ?",
        [&](const Statement& row) {
            Place place;
            place.id = row.text(0);
            place.file = row.integer(1);
            place.sha256 = place.id.substr(0, 64);
            const char* at = place.id.data() + std::min<std::size_t>(65, place.id.size());
            const char* end = place.id.data() + place.id.size();
            const auto page = std::from_chars(at, end, place.page);
            if (page.ptr != end) std::from_chars(page.ptr + 1, end, place.sheet);
            places.push_back(std::move(place));
        },
        batch);
    if (!done) return fail(done.error());
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.key() < b.key(); });
    std::vector<std::string> out;
    out.reserve(places.size());
    for (Place& place : places) out.push_back(std::move(place.id));
    return out;
}

Result<std::string> batchOf(Database& database, const std::string& page) {
    std::string out;
    const auto done = database.each(
        "SELECT batch FROM intake_pages WHERE page = ?", [&](const Statement& row) { out = row.text(0); }, page);
    if (!done) return fail(done.error());
    return out;
}

Result<std::string> municipalityOf(Database& database, const std::string& page) {
    std::string out;
    const auto done = database.each(
        "SELECT municipality FROM intake_pages WHERE page = ?", [&](const Statement& row) { out = row.text(0); }, page);
    if (!done) return fail(done.error());
    return out;
}

Result<PageCounts> counts(Database& database, const std::vector<std::string>& municipalities) {
    PageCounts out;
    for (const std::string& municipality : municipalities) {
        const auto done = database.each(
            "SELECT state, count(*) FROM intake_pages WHERE municipality = ? GROUP BY state",
            [&](const Statement& row) { add(out, static_cast<PageState>(row.integer(0)), row.integer(1)); },
            municipality);
        if (!done) return fail(done.error());
    }
    return out;
}

}  // namespace intake_book

}  // namespace toitsu::station
