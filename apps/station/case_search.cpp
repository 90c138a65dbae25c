#include "apps/station/case_search.h"

#include <algorithm>
#include <set>

#include "apps/station/verify/item_payload.h"
#include "base/text.h"

namespace toitsu::station::case_search {

namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE case_terms (
    municipality TEXT NOT NULL,
    term TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (municipality, term, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_terms_by_case ON case_terms (case_id);
)sql";

bool searched(const forms::Field& field) {
    using forms::FieldType;
    if (field.myNumber) return false;
    switch (field.type) {
        case FieldType::personName:
        case FieldType::kana:
        case FieldType::digits:
        case FieldType::phone:
        case FieldType::corporateNumber:
            return true;
        default:
            return false;
    }
}

// What comes after every text that begins like this.
std::string after(std::string text) {
    return text + "\U0010FFFF";
}

}  // namespace

StationFile::Part tables() {
    return {"case_search", {kTables}};
}

std::string normalised(std::string_view text) {
    const std::string folded = text::katakana(text::fullWidthKana(text::halfWidthAscii(text::nfc(text))));
    std::u32string out;
    for (const char32_t c : text::decode(folded))
        if (c > U' ' && c != U'\u3000' && c != U'-' && c != U'\u30FB') out += c >= U'a' && c <= U'z' ? c - 32 : c;
    return text::encode(out);
}

std::vector<std::string> termsOf(const forms::Form& form, const forms::Record& record) {
    std::set<std::string> terms;
    for (const forms::FieldValue& value : record.fields) {
        const forms::Field* field = form.field(value.field);
        if (field == nullptr || !searched(*field)) continue;
        const std::string term = normalised(forms::canonicalText(value.value));
        if (text::length(term) >= 2) terms.insert(term);  // a single mark finds too much
    }
    return {terms.begin(), terms.end()};
}

std::vector<std::string> termsOf(const forms::Form& form, const forms::Record& record, const Value& variables,
                                 const PageRecords& pages) {
    auto terms = termsOf(form, record);
    for (const std::string& id : pagesOf(variables))
        if (const auto page = pages.find(id)) {
            const std::string term = normalised(page->fileName);
            if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
        }
    return terms;
}

Result<void> put(Database& database, const std::string& caseId, const std::string& municipality,
                 const std::vector<std::string>& terms) {
    if (auto gone = forget(database, caseId); !gone) return gone;
    for (const std::string& term : terms)
        if (auto done = database.change(
                "INSERT INTO case_terms (municipality, term, case_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                municipality, term, caseId);
            !done)
            return fail(done.error());
    return {};
}

Result<void> forget(Database& database, const std::string& caseId) {
    if (auto done = database.change("DELETE FROM case_terms WHERE case_id = ?", caseId); !done)
        return fail(done.error());
    return {};
}

Result<std::vector<std::string>> find(Database& database, const std::vector<std::string>& municipalities,
                                      std::string_view beginning, int most) {
    std::vector<std::string> out;
    const std::string from = normalised(beginning);
    if (from.empty()) return out;
    for (const std::string& municipality : municipalities) {
        const auto done = database.each(
            "SELECT case_id FROM case_terms WHERE municipality = ? AND term >= ? AND term < ? GROUP BY case_id "
            "ORDER BY min(term) LIMIT ?",
            [&](const Statement& row) {
                const std::string id = row.text(0);
                if (static_cast<int>(out.size()) < most && std::find(out.begin(), out.end(), id) == out.end())
                    out.push_back(id);
            },
            municipality, from, after(from), most);
        if (!done) return fail(done.error());
    }
    return out;
}

}  // namespace toitsu::station::case_search
