#include "apps/station/verify/figures.h"

#include <algorithm>
#include <array>
#include <map>

namespace toitsu::station {

namespace {

constexpr Instant kHour = 3'600'000;
constexpr int kHours = 24;
constexpr int kLatestEntries = 20'000;

constexpr const char* kTables = R"sql(
CREATE TABLE figures_cases (
    case_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE figures_read (
    municipality TEXT NOT NULL,
    form TEXT NOT NULL,
    field TEXT NOT NULL,
    doubt INTEGER NOT NULL,
    per_mille INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (municipality, form, field, doubt, per_mille)
) STRICT, WITHOUT ROWID;
CREATE TABLE figures_looked_at (
    municipality TEXT NOT NULL,
    form TEXT NOT NULL,
    field TEXT NOT NULL,
    sampled INTEGER NOT NULL,
    per_mille INTEGER NOT NULL,
    is_right INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (municipality, form, field, sampled, per_mille, is_right)
) STRICT, WITHOUT ROWID;
CREATE TABLE figures_hours (
    hour INTEGER NOT NULL,
    municipality TEXT NOT NULL,
    what INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (hour, municipality, what)
) STRICT, WITHOUT ROWID;
)sql";

// One row: every case up to this one, in the order of the engine's store, has been counted.
constexpr const char* kMark = R"sql(
CREATE TABLE figures_mark (one INTEGER PRIMARY KEY CHECK (one = 1), case_id TEXT NOT NULL) STRICT;
)sql";

double median(std::vector<std::int64_t>& numbers) {
    if (numbers.empty()) return 0;
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    const auto upper = static_cast<double>(*middle);
    if (numbers.size() % 2 != 0) return upper;
    return (upper + static_cast<double>(*std::max_element(numbers.begin(), middle))) / 2;
}

void add(std::vector<FieldTally::Step>& steps, int perMille, std::int64_t number, std::int64_t right) {
    const auto known = std::find_if(steps.begin(), steps.end(),
                                    [&](const FieldTally::Step& step) { return step.perMille == perMille; });
    if (known == steps.end())
        steps.push_back({perMille, number, right});
    else
        known->number += number, known->right += right;
}

}  // namespace

namespace figures {

StationFile::Part tables() {
    return {"figures", {kTables, kMark}};
}

Result<void> read(Database& database, const std::string& caseId, const std::string& municipality,
                  const std::string& form, const std::vector<FieldRead>& fields) {
    const auto fresh = database.change("INSERT INTO figures_cases (case_id) VALUES (?) ON CONFLICT DO NOTHING", caseId);
    if (!fresh) return fail(fresh.error());
    if (*fresh == 0) return {};
    for (const FieldRead& one : fields)
        if (auto done =
                database.change("INSERT INTO figures_read (municipality, form, field, doubt, per_mille, number) "
                                "VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1",
                                municipality, form, one.field, one.doubt ? 1 : 0, one.perMille);
            !done)
            return fail(done.error());
    return {};
}

Result<bool> counted(Database& database, const std::string& caseId) {
    bool known = false;
    const auto done = database.each(
        "SELECT 1 FROM figures_cases WHERE case_id = ?", [&](const Statement&) { known = true; }, caseId);
    if (!done) return fail(done.error());
    return known;
}

Result<std::optional<std::string>> mark(Database& database) {
    std::optional<std::string> out;
    const auto done =
        database.each("SELECT case_id FROM figures_mark", [&](const Statement& row) { out = row.text(0); });
    if (!done) return fail(done.error());
    return out;
}

Result<void> setMark(Database& database, const std::string& caseId) {
    const auto done = database.change(
        "INSERT INTO figures_mark (one, case_id) VALUES (1, ?) ON CONFLICT DO UPDATE SET case_id = excluded.case_id",
        caseId);
    if (!done) return fail(done.error());
    return {};
}

Result<void> lookedAt(Database& database, const std::string& municipality, const std::string& form,
                      const std::vector<FieldLookedAt>& fields) {
    for (const FieldLookedAt& one : fields)
        if (auto done = database.change(
                "INSERT INTO figures_looked_at (municipality, form, field, sampled, per_mille, is_right, "
                "number) VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1",
                municipality, form, one.field, one.sampled ? 1 : 0, one.perMille, one.right ? 1 : 0);
            !done)
            return fail(done.error());
    return {};
}

Result<void> happened(Database& database, const std::string& municipality, Happening what, Instant at,
                      std::int64_t number) {
    const auto done = database.change(
        "INSERT INTO figures_hours (hour, municipality, what, number) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET number = number + excluded.number",
        at / kHour, municipality, static_cast<int>(what), number);
    if (!done) return fail(done.error());
    return {};
}

Result<std::vector<FieldTally>> tallies(Database& database, const std::vector<std::string>& municipalities,
                                        const std::string& form) {
    std::map<std::pair<std::string, std::string>, FieldTally> all;
    const auto of = [&](const Statement& row) -> FieldTally& {
        FieldTally& tally = all[{row.text(0), row.text(1)}];
        tally.form = row.text(0);
        tally.field = row.text(1);
        return tally;
    };
    for (const std::string& municipality : municipalities) {
        auto done = database.each(
            "SELECT form, field, doubt, per_mille, number FROM figures_read WHERE municipality = ? AND "
            "(? = '' OR form = ?)",
            [&](const Statement& row) {
                FieldTally& tally = of(row);
                if (row.integer(2) != 0)
                    tally.doubted += row.integer(4);
                else
                    add(tally.accepted, static_cast<int>(row.integer(3)), row.integer(4), 0);
            },
            municipality, form, form);
        if (done)
            done = database.each(
                "SELECT form, field, sampled, per_mille, is_right, number FROM figures_looked_at WHERE "
                "municipality = ? AND (? = '' OR form = ?)",
                [&](const Statement& row) {
                    FieldTally& tally = of(row);
                    const bool right = row.integer(4) != 0;
                    if (row.integer(2) != 0)
                        add(tally.sampled, static_cast<int>(row.integer(3)), row.integer(5),
                            right ? row.integer(5) : 0);
                    else
                        (right ? tally.doubtRight : tally.doubtWrong) += row.integer(5);
                },
                municipality, form, form);
        if (!done) return fail(done.error());
    }
    std::vector<FieldTally> out;
    for (auto& [key, tally] : all) out.push_back(std::move(tally));
    return out;
}

Result<std::int64_t> openSamples(Database& database, const std::vector<std::string>& municipalities,
                                 const std::string& form) {
    std::int64_t out = 0;
    for (const std::string& municipality : municipalities) {
        const auto done = database.each(
            "SELECT count(*) FROM desk_tasks t JOIN desk_items i ON i.task = t.task WHERE t.closed IS NULL AND "
            "t.kind = 2 AND t.municipality = ? AND (? = '' OR t.form = ?)",
            [&](const Statement& row) { out += row.integer(0); }, municipality, form, form);
        if (!done) return fail(done.error());
    }
    return out;
}

Result<std::vector<Hour>> hours(Database& database, const std::vector<std::string>& municipalities, Instant now) {
    std::vector<Hour> out(kHours);
    const Instant first = now / kHour - kHours + 1;
    for (int n = 0; n < kHours; ++n) out[static_cast<std::size_t>(n)].from = (first + n) * kHour;
    for (const std::string& municipality : municipalities) {
        const auto done = database.each(
            "SELECT hour, what, number FROM figures_hours WHERE hour >= ? AND municipality = ?",
            [&](const Statement& row) {
                const auto index = row.integer(0) - first;
                if (index >= kHours) return;  // a clock that was set back
                Hour& hour = out[static_cast<std::size_t>(index)];
                const std::array<std::int64_t*, 4> places{&hour.pages, &hour.entries, &hour.tasks, &hour.cases};
                *places[static_cast<std::size_t>(row.integer(1)) % places.size()] += row.integer(2);
            },
            first, municipality);
        if (!done) return fail(done.error());
    }
    return out;
}

Result<std::vector<Pace>> paces(Database& database, const std::string& municipality, const std::string& person) {
    struct Numbers {
        std::int64_t entries = 0;
        std::vector<std::int64_t> keystrokes, active;
    };
    std::map<std::array<std::string, 4>, Numbers> all;
    const auto done = database.each(
        "SELECT e.person, e.mode, t.form, e.field, e.keystrokes, e.active_ms FROM desk_entries e "
        "JOIN desk_tasks t ON t.task = e.task WHERE e.number > (SELECT coalesce(max(number), 0) FROM desk_entries) - ? "
        "AND t.municipality = ? AND e.action <> 'undo' AND (? = '' OR e.person = ?)",
        [&](const Statement& row) {
            Numbers& numbers = all[{row.text(0), row.text(1), row.text(2), row.text(3)}];
            ++numbers.entries;
            if (const auto keys = row.maybe(4)) numbers.keystrokes.push_back(*keys);
            if (const auto millis = row.maybe(5)) numbers.active.push_back(*millis);
        },
        kLatestEntries, municipality, person, person);
    if (!done) return fail(done.error());
    std::vector<Pace> out;
    for (auto& [key, numbers] : all)
        out.push_back({key[0], key[1], key[2], key[3], numbers.entries, median(numbers.keystrokes),
                       median(numbers.active) / 1000});
    return out;
}

}  // namespace figures

}  // namespace toitsu::station
