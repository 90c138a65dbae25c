#include "apps/station/retention/disposal_record.h"

#include <map>

#include "base/csv.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::station {

namespace {

tl::unexpected<Error> notAsWritten(const std::string& record) {
    return fail(ErrorKind::conflict, "V509",
                {"廃棄記録が書かれたままではありません: " + record + "。控えと比べ、調査してください",
                 "a disposal record is not as it was written: " + record + "; compare it with a copy and investigate"});
}

std::string nameOf(const std::string& municipality, std::int64_t number) {
    return municipality + "-" + std::to_string(number);
}

// What a spreadsheet would run is shown as text.
std::string cell(const Value& value) {
    std::string text;
    if (value.string() != nullptr) text = *value.string();
    if (value.number() != nullptr) text = value.number()->text();
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    return value.string() != nullptr && formula ? "'" + text : text;
}

}  // namespace

Result<std::int64_t> verifyRecords(Database& database) {
    const auto records = retention_book::records(database, std::nullopt);
    if (!records) return fail(records.error());
    std::map<std::string, std::string> told;  // record → its hash in the trail
    const auto read = database.each("SELECT municipality, detail FROM audit WHERE action = 'retention.dispose'",
                                    [&](const Statement& row) {
                                        const auto detail = json::parse(row.text(1));
                                        const Decimal* number = detail ? (*detail)["record"].number() : nullptr;
                                        const std::string* hash = detail ? (*detail)["sha256"].string() : nullptr;
                                        if (number != nullptr && hash != nullptr)
                                            told[nameOf(row.text(0), number->toInteger().value_or(0))] = *hash;
                                    });
    if (!read) return fail(read.error());
    for (const RecordRow& record : *records) {
        const std::string name = nameOf(record.municipality, record.number);
        const auto trail = told.find(name);
        if (trail == told.end() || trail->second != record.sha256 || sha256Hex(record.text) != record.sha256)
            return notAsWritten(name);
        told.erase(trail);
    }
    if (!told.empty()) return notAsWritten(told.begin()->first);
    return static_cast<std::int64_t>(records->size());
}

std::string recordTable(const Value& record) {
    std::string out = "\xef\xbb\xbf";
    out += csv::write({"団体コード", "廃棄記録番号", "廃棄日時",   "種別",     "案件・画像", "様式",   "様式名",
                       "版",         "完結日",       "保存期間",   "起算日",   "廃棄可能日", "結果",   "理由",
                       "ページ数",   "原本数",       "残した原本", "入力件数", "切り抜き数", "申請者", "承認者"});
    const List* lines = record["lines"].list();
    if (lines == nullptr) return out;
    for (const Value& line : *lines) {
        csv::Row row{cell(record["municipality"]), cell(record["number"]), cell(record["finished"])};
        for (const char* name : {"kind", "subject", "form", "form_title", "form_version", "ended", "period", "begins",
                                 "due", "state", "why", "pages", "originals", "originals_left", "entries", "crops"})
            row.push_back(cell(line[name]));
        row.push_back(cell(record["asked_by"]));
        row.push_back(cell(record["approved_by"]));
        out += csv::write(row);
    }
    return out;
}

}  // namespace toitsu::station
