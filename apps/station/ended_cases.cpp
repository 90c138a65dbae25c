#include "apps/station/ended_cases.h"

#include <algorithm>

#include "apps/station/case_label.h"
#include "apps/station/case_search.h"

namespace toitsu::station {

namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE ended_cases (
    case_id TEXT PRIMARY KEY,
    municipality TEXT NOT NULL,
    began INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    form TEXT NOT NULL,
    label TEXT NOT NULL,
    forms TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ended_cases_by_end ON ended_cases (municipality, ended);
CREATE TABLE ended_cases_mark (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    until INTEGER NOT NULL
) STRICT;
)sql";

constexpr int kRowsAtOnce = 500;          // looked at
constexpr std::size_t kCasesAtOnce = 20;  // gone through; some milliseconds each
// A case may be durable so much later than one that ended after it, by clocks that are set back, too.
constexpr Instant kLateMillis = 3'600'000;

// "benefit-claim 1\nincome 2": neither ids nor numbers have spaces.
std::string written(const std::vector<EndedCase::OnForm>& forms) {
    std::string out;
    for (const EndedCase::OnForm& one : forms)
        out += (out.empty() ? "" : "\n") + one.form + ' ' + std::to_string(one.version);
    return out;
}

std::vector<EndedCase::OnForm> read(const std::string& text) {
    std::vector<EndedCase::OnForm> forms;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        const std::size_t space = std::min(text.find(' ', from), end);
        EndedCase::OnForm one{text.substr(from, space - from), 0};
        for (std::size_t i = space + 1; i < end; ++i) one.version = one.version * 10 + (text[i] - '0');
        forms.push_back(std::move(one));
        from = end + 1;
    }
    return forms;
}

constexpr const char* kColumns = "SELECT case_id, municipality, began, ended, form, label, forms FROM ended_cases ";

EndedCase rowOf(const Statement& row) {
    return {row.text(0), row.text(1), row.integer(2), row.integer(3), row.text(4), row.text(5), read(row.text(6))};
}

Result<bool> isFound(Database& database, const std::string& caseId) {
    bool found = false;
    const auto done = database.each(
        "SELECT 1 FROM case_terms WHERE case_id = ? LIMIT 1", [&](const Statement&) { found = true; }, caseId);
    if (!done) return fail(done.error());
    return found;
}

}  // namespace

namespace ended_cases {

StationFile::Part tables() {
    return {"ended_cases", {kTables}};
}

std::vector<EndedCase::OnForm> formsOf(const Value& variables) {
    std::vector<EndedCase::OnForm> forms;
    if (variables.context() == nullptr) return forms;
    for (const auto& [name, value] : variables.context()->entries()) {
        const std::string* form = value["form"].string();
        if (form == nullptr || form->empty() || value["fields"].list() == nullptr) continue;
        const Decimal* version = value["version"].number();
        forms.push_back({*form, version == nullptr ? 0 : version->toInteger().value_or(0)});
    }
    return forms;
}

Result<void> put(Database& database, const EndedCase& one) {
    const auto done = database.change(
        "INSERT INTO ended_cases (case_id, municipality, began, ended, form, label, forms) VALUES (?, ?, ?, ?, ?, ?, "
        "?) "
        "ON CONFLICT DO NOTHING",
        one.id, one.municipality, one.began, one.ended, one.form, one.label, written(one.forms));
    if (!done) return fail(done.error());
    return {};
}

Result<void> forget(Database& database, const std::string& caseId) {
    if (const auto done = database.change("DELETE FROM ended_cases WHERE case_id = ?", caseId); !done)
        return fail(done.error());
    return {};
}

Result<std::optional<EndedCase>> find(Database& database, const std::string& caseId) {
    std::optional<EndedCase> found;
    const auto done = database.each(
        std::string(kColumns) + "WHERE case_id = ?", [&](const Statement& row) { found = rowOf(row); }, caseId);
    if (!done) return fail(done.error());
    return found;
}

Result<std::vector<EndedCase>> of(Database& database, const std::string& municipality, Instant before) {
    std::vector<EndedCase> out;
    const auto done = database.each(
        std::string(kColumns) + "WHERE municipality = ? AND ended < ?",
        [&](const Statement& row) { out.push_back(rowOf(row)); }, municipality, before);
    if (!done) return fail(done.error());
    return out;
}

Result<std::int64_t> count(Database& database, const std::string& municipality, Instant before) {
    std::int64_t number = 0;
    const auto done = database.each(
        "SELECT count(*) FROM ended_cases WHERE municipality = ? AND ended < ?",
        [&](const Statement& row) { number = row.integer(0); }, municipality, before);
    if (!done) return fail(done.error());
    return number;
}

}  // namespace ended_cases

Result<void> EndedCases::begin(Instant now) {
    Look look{0, now, {}};
    const auto done = parts_.file.read([&](Database& database) {
        return database.each("SELECT until FROM ended_cases_mark",
                             [&](const Statement& row) { look.from = row.integer(0) - kLateMillis; });
    });
    if (!done) return done;
    look_ = std::move(look);
    return {};
}

Result<EndedCases::Found> EndedCases::goThrough(const workflows::StoredCase& row) const {
    const auto view = parts_.station.engine().view(row);
    if (!view) return fail(view.error());
    const Value& variables = view->variables;
    const std::string* form = variables["form"].string();
    Found found{{row.id, row.municipality, row.started, row.ended.value_or(0), form == nullptr ? std::string() : *form,
                 caseLabel(*parts_.library, variables), ended_cases::formsOf(variables)},
                {}};
    if (variables["record"].isNull()) return found;
    const auto record = forms::fromValue(variables["record"]);
    if (!record) return found;  // written by a version that this program does not read: told where it is opened
    if (const forms::Form* on = parts_.library->asked(record->form, record->layout))
        found.terms = case_search::termsOf(*on, *record, variables, parts_.data.pages());
    return found;
}

Result<void> EndedCases::keep(const std::vector<Found>& found) {
    if (found.empty()) return {};
    return parts_.file.write([&](Database& database) -> Result<void> {
        for (const auto& [one, terms] : found) {
            if (auto done = ended_cases::put(database, one); !done) return done;
            const auto known = isFound(database, one.id);
            if (!known) return fail(known.error());
            if (*known) continue;
            if (auto done = case_search::put(database, one.id, one.municipality, terms); !done) return done;
        }
        return {};
    });
}

Result<void> EndedCases::end(Instant now) {
    const std::string until = std::to_string(look_->begun);
    const bool whole = look_->whole;
    look_.reset();
    next_ = now + parts_.pauseMillis;
    if (!whole) return {};
    return parts_.file.write([&](Database& database) {
        return database.run("INSERT OR REPLACE INTO ended_cases_mark (one, until) VALUES (1, " + until + ")");
    });
}

Result<bool> EndedCases::step(Instant now) {
    if (!look_) {
        if (now < next_) return false;
        if (auto begun = begin(now); !begun) return fail(begun.error());
    }
    // Where the last one has been destroyed since, its place is not known any more.
    const auto last = parts_.station.store().findCase(look_->after);
    if (!last) return fail(last.error());
    if (!*last) look_->after.clear();
    workflows::CaseQuery query;
    query.status = workflows::CaseStatus::completed;
    if (look_->from > 0) query.endedFrom = look_->from;
    query.after = look_->after;
    query.most = kRowsAtOnce;
    const auto rows = parts_.station.store().cases(query);
    if (!rows) return fail(rows.error());
    std::vector<Found> found;
    std::optional<Error> unreadable;
    bool full = false;
    for (const workflows::StoredCase& row : *rows) {
        look_->after = row.id;
        const auto known = parts_.file.read([&](Database& database) { return ended_cases::find(database, row.id); });
        if (!known) {
            look_.reset();  // what has just been gone through is not kept yet
            return fail(known.error());
        }
        if (*known) continue;
        auto one = goThrough(row);
        if (!one) {
            look_->whole = false;
            unreadable = one.error();
            break;
        }
        found.push_back(std::move(*one));
        if (full = found.size() == kCasesAtOnce; full) break;
    }
    if (auto kept = keep(found); !kept) {
        look_.reset();  // from the beginning: what is known is passed over
        return fail(kept.error());
    }
    if (unreadable) return fail(std::move(*unreadable));
    if (full) return true;
    if (static_cast<int>(rows->size()) == kRowsAtOnce) return true;
    if (auto done = end(now); !done) return fail(done.error());
    return false;
}

}  // namespace toitsu::station
