#include "apps/station/verify/findings.h"

#include <algorithm>

namespace toitsu::station::findings {

namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE findings (
    item TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    municipality TEXT NOT NULL,
    form TEXT NOT NULL,
    field TEXT NOT NULL,
    stands TEXT NOT NULL,
    entered TEXT NOT NULL,
    found INTEGER NOT NULL,
    person TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    settled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_open ON findings (municipality, settled, found);
CREATE INDEX findings_by_case ON findings (case_id);
)sql";

constexpr const char* kColumns =
    "SELECT item, case_id, municipality, form, field, stands, entered, found, person, note, settled FROM findings ";

Finding findingOf(const Statement& row) {
    return {row.text(0), row.text(1),    row.text(2), row.text(3), row.text(4),    row.text(5),
            row.text(6), row.integer(7), row.text(8), row.text(9), row.integer(10)};
}

}  // namespace

StationFile::Part tables() {
    return {"findings", {kTables}};
}

Result<void> put(Database& database, const Finding& finding) {
    const auto done = database.change(
        "INSERT INTO findings (item, case_id, municipality, form, field, stands, entered, found) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET entered = excluded.entered WHERE settled = 0",
        finding.item, finding.caseId, finding.municipality, finding.form, finding.field, finding.stands,
        finding.entered, finding.found);
    if (!done) return fail(done.error());
    return {};
}

Result<void> withdraw(Database& database, const std::string& item) {
    const auto done = database.change("DELETE FROM findings WHERE item = ? AND settled = 0", item);
    if (!done) return fail(done.error());
    return {};
}

Result<bool> settle(Database& database, const std::string& item, const std::string& person, const std::string& note,
                    Instant at) {
    const auto done = database.change(
        "UPDATE findings SET person = ?, note = ?, settled = ? WHERE item = ? AND settled = 0", person, note, at, item);
    if (!done) return fail(done.error());
    return *done > 0;
}

Result<std::vector<Finding>> list(Database& database, const std::vector<std::string>& municipalities, bool open,
                                  int most) {
    std::vector<Finding> out;
    for (const std::string& municipality : municipalities) {
        const auto done = database.each(
            kColumns + std::string("WHERE municipality = ? AND (settled = 0) = ? ORDER BY found LIMIT ?"),
            [&](const Statement& row) { out.push_back(findingOf(row)); }, municipality, open ? 1 : 0, most);
        if (!done) return fail(done.error());
    }
    std::sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) { return a.found < b.found; });
    if (out.size() > static_cast<std::size_t>(most)) out.resize(static_cast<std::size_t>(most));
    return out;
}

Result<std::vector<Finding>> byItem(Database& database, const std::string& item) {
    std::vector<Finding> out;
    const auto done = database.each(
        kColumns + std::string("WHERE item = ?"), [&](const Statement& row) { out.push_back(findingOf(row)); }, item);
    if (!done) return fail(done.error());
    return out;
}

}  // namespace toitsu::station::findings
