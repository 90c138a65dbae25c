#include "apps/station/audit.h"

#include <algorithm>
#include <cstdint>

#include "base/hash.h"
#include "base/json.h"

namespace toitsu::station::audit {

namespace {

// The triggers stop a slip of ours and a careless hand; against a person who removes them stands the chain.
constexpr const char* kTables =
    "CREATE TABLE audit (place INTEGER PRIMARY KEY, municipality TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER "
    "NOT "
    "NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL, "
    "UNIQUE (municipality, number)) STRICT;"
    "CREATE TABLE audit_heads (municipality TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL) STRICT, "
    "WITHOUT ROWID;"
    "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;"
    "CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;";

// A page of one municipality is found without looking at any other's rows.
constexpr const char* kByMunicipality = "CREATE INDEX audit_by_municipality ON audit (municipality, place);";

// The canonical form of a row: a JSON array, so that no two rows have the same text.
std::string hashOf(const std::string& previous, const std::string& municipality, std::int64_t number, std::int64_t at,
                   const std::string& actor, const std::string& action, const std::string& subject,
                   const std::string& detail) {
    return sha256Hex(json::write(Value(List{previous, municipality, number, at, actor, action, subject, detail})));
}

Result<AuditHead> headOf(Database& database, const std::string& municipality) {
    const auto statement = database.cached("SELECT number, hash FROM audit_heads WHERE municipality = ?");
    if (!statement) return fail(statement.error());
    const auto row = (*statement)->bind(municipality).next();
    if (!row) return fail(row.error());
    AuditHead head{municipality, 0, ""};
    if (*row) head = {municipality, (*statement)->integer(0), (*statement)->text(1)};
    (*statement)->reset();
    return head;
}

tl::unexpected<Error> broken(const std::string& municipality, std::int64_t number) {
    const std::string row = (municipality.empty() ? "-" : municipality) + " #" + std::to_string(number);
    return fail(ErrorKind::conflict, "V030",
                {"監査記録が書かれたままではありません: " + row + "。データフォルダーを保全し、調査してください",
                 "the audit trail is not as it was written: " + row + "; keep the data folder and investigate"});
}

tl::unexpected<Error> cut(const std::string& municipality, std::int64_t number) {
    const std::string row = (municipality.empty() ? "-" : municipality) + " #" + std::to_string(number);
    return fail(
        ErrorKind::conflict, "V031",
        {"監査記録の末尾がありません: 最後の記録は " + row + " のはずです。データフォルダーを保全し、調査してください",
         "the audit trail's tail is missing: its last row would be " + row + "; keep the data folder and investigate"});
}

}  // namespace

StationFile::Part tables() {
    return {"audit", {kTables, kByMunicipality}};
}

Result<void> append(Database& database, const AuditEntry& entry) {
    const auto head = headOf(database, entry.municipality);
    if (!head) return fail(head.error());
    const std::int64_t number = head->number + 1;
    const std::string detail = json::write(Value(entry.detail));
    const std::string hash =
        hashOf(head->hash, entry.municipality, number, entry.at, entry.actor, entry.action, entry.subject, detail);
    const auto insert = database.cached(
        "INSERT INTO audit (municipality, number, at, actor, action, subject, detail, hash) VALUES (?,?,?,?,?,?,?,?)");
    if (!insert) return fail(insert.error());
    const auto inserted = (*insert)
                              ->bind(entry.municipality)
                              .bind(number)
                              .bind(entry.at)
                              .bind(entry.actor)
                              .bind(entry.action)
                              .bind(entry.subject)
                              .bind(detail)
                              .bind(hash)
                              .run();
    if (!inserted) return fail(inserted.error());
    const auto moved =
        database.cached("INSERT OR REPLACE INTO audit_heads (municipality, number, hash) VALUES (?, ?, ?)");
    if (!moved) return fail(moved.error());
    if (const auto done = (*moved)->bind(entry.municipality).bind(number).bind(hash).run(); !done)
        return fail(done.error());
    return {};
}

namespace {

struct Placed {
    std::int64_t place = 0;
    AuditRow row;
};

Result<void> addNewest(Database& database, const std::string& municipality, std::int64_t before, int most,
                       const Only& only, std::vector<Placed>& rows) {
    const auto statement = database.cached(
        "SELECT place, number, at, actor, action, subject, detail, hash FROM audit INDEXED BY audit_by_municipality "
        "WHERE municipality = ?1 AND place < ?2 AND (?4 = '' OR actor = ?4) AND (?5 = '' OR action = ?5) ORDER BY "
        "place DESC LIMIT ?3");
    if (!statement) return fail(statement.error());
    Statement& found = **statement;
    found.bind(municipality).bind(before > 0 ? before : INT64_MAX).bind(most).bind(only.actor).bind(only.action);
    for (;;) {
        const auto row = found.next();
        if (!row) return fail(row.error());
        if (!*row) return {};
        Placed one{found.integer(0), {}};
        one.row.number = found.integer(1);
        const auto detail = json::parse(found.text(6));
        if (!detail || detail->context() == nullptr) {
            found.reset();
            return broken(municipality, one.row.number);
        }
        one.row.entry = {municipality,  found.integer(2), found.text(3),
                         found.text(4), found.text(5),    *detail->context()};
        one.row.hash = found.text(7);
        rows.push_back(std::move(one));
    }
}

}  // namespace

Result<Listed> list(Database& database, const std::vector<std::string>& municipalities, std::int64_t before, int limit,
                    const Only& only) {
    std::vector<Placed> rows;
    for (const std::string& municipality : municipalities)
        if (const auto added = addNewest(database, municipality, before, limit + 1, only, rows); !added)
            return fail(added.error());
    std::sort(rows.begin(), rows.end(), [](const Placed& a, const Placed& b) { return a.place > b.place; });
    Listed listed;
    const auto most = static_cast<std::size_t>(limit);
    if (rows.size() > most) {
        listed.next = rows[most - 1].place;
        rows.resize(most);
    }
    for (Placed& one : rows) listed.rows.push_back(std::move(one.row));
    return listed;
}

Result<std::optional<std::int64_t>> placeOf(Database& database, const std::string& municipality, std::int64_t number) {
    const auto statement = database.cached("SELECT place FROM audit WHERE municipality = ? AND number = ?");
    if (!statement) return fail(statement.error());
    const auto row = (*statement)->bind(municipality).bind(number).next();
    if (!row) return fail(row.error());
    std::optional<std::int64_t> place;
    if (*row) place = (*statement)->integer(0);
    (*statement)->reset();
    return place;
}

Result<std::vector<AuditHead>> heads(Database& database) {
    auto statement = database.prepare("SELECT municipality, number, hash FROM audit_heads ORDER BY municipality");
    if (!statement) return fail(statement.error());
    std::vector<AuditHead> all;
    for (;;) {
        const auto row = statement->next();
        if (!row) return fail(row.error());
        if (!*row) return all;
        all.push_back({statement->text(0), statement->integer(1), statement->text(2)});
    }
}

Result<Verified> verify(Database& database, const std::vector<AuditHead>& known) {
    Verified verified;
    auto expected = heads(database);
    if (!expected) return fail(expected.error());
    auto statement = database.prepare(
        "SELECT municipality, number, at, actor, action, subject, detail, hash FROM audit ORDER BY municipality, "
        "number");
    if (!statement) return fail(statement.error());
    std::vector<AuditHead> ends;
    std::size_t passed = 0;
    for (;;) {
        const auto row = statement->next();
        if (!row) return fail(row.error());
        if (!*row) break;
        const std::string municipality = statement->text(0);
        const std::int64_t number = statement->integer(1);
        if (ends.empty() || ends.back().municipality != municipality) ends.push_back({municipality, 0, ""});
        AuditHead& end = ends.back();
        const std::string hash = hashOf(end.hash, municipality, number, statement->integer(2), statement->text(3),
                                        statement->text(4), statement->text(5), statement->text(6));
        if (number != end.number + 1 || hash != statement->text(7)) return broken(municipality, end.number + 1);
        end = {municipality, number, hash};
        for (const AuditHead& head : known) {
            if (head.municipality != municipality || head.number != number) continue;
            if (head.hash != hash)
                return fail(
                    ErrorKind::conflict, "V032",
                    {"監査記録が、控えておいた先頭値と一致しません。データフォルダーを保全し、調査してください",
                     "the audit trail does not agree with a head that was exported earlier; keep the data folder "
                     "and investigate"});
            ++passed;
        }
        ++verified.rows;
    }
    verified.chains = static_cast<std::int64_t>(ends.size());
    for (const AuditHead& head : *expected) {
        const auto end = std::find_if(ends.begin(), ends.end(),
                                      [&](const AuditHead& e) { return e.municipality == head.municipality; });
        if (end == ends.end() || end->number < head.number) return cut(head.municipality, head.number);
        if (end->number != head.number || end->hash != head.hash) return broken(head.municipality, head.number + 1);
    }
    for (const AuditHead& end : ends)
        if (std::none_of(expected->begin(), expected->end(),
                         [&](const AuditHead& head) { return head.municipality == end.municipality; }))
            return broken(end.municipality, 1);
    if (passed != known.size())
        for (const AuditHead& head : known) {
            const auto end = std::find_if(ends.begin(), ends.end(),
                                          [&](const AuditHead& e) { return e.municipality == head.municipality; });
            if (end == ends.end() || end->number < head.number) return cut(head.municipality, head.number);
        }
    return verified;
}

}  // namespace toitsu::station::audit
