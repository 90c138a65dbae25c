#include "forms/doors/outgoing.h"

#include <cstdio>

#include "base/csv.h"
#include "base/era.h"
#include "base/text.h"

namespace toitsu::forms {
namespace {

// 1955-03-00 and its like (不詳日) are texts: what is unknown is a 0, and the era the one at the end of the month or
// year.
std::string datePart(const Value& value, const std::string& part) {
    const std::string iso = canonicalText(value);
    int year = 0, month = 0, day = 0;
    if (iso.size() != 10 || std::sscanf(iso.c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3) return {};
    if (part == "month") return std::to_string(month);
    if (part == "day") return std::to_string(day);
    if (year == 0) return {};
    const auto wareki = toWareki(Date{year, month > 0 ? month : 12, day > 0 ? day : 28});
    if (part == "era") return wareki ? eraName(wareki->era) : std::string();
    return std::to_string(wareki ? wareki->year : year);
}

std::string groupPart(const std::string& text, const std::string& part) {
    const auto groups = text::split(text, '-');
    const auto number = static_cast<std::size_t>(part.front() - '1');
    return number < groups.size() ? groups[number] : std::string();
}

// Their words for the codes, several joined as ours are.
std::string worded(const std::string& text, const MappedColumn& column) {
    if (column.codes.empty()) return text;
    std::vector<std::string> words;
    for (const std::string& code : text::split(text, '|')) {
        const std::string* word = column.textOf(code);
        words.push_back(word != nullptr ? *word : code);
    }
    return text::join(words, "|");
}

std::string cellOf(const Record& record, const Field& field, const MappedColumn& column) {
    const FieldValue* value = record.find(field.id);
    if (value == nullptr) return {};
    if (!column.part.empty() && field.type == FieldType::date) return datePart(value->value, column.part);
    const std::string text = canonicalText(value->value);
    if (!column.part.empty()) return groupPart(text, column.part);
    return worded(text, column);
}

}  // namespace

OutgoingTable tableOf(const std::vector<Record>& records, const Form& form, const Mapping& mapping,
                      const OutgoingOptions& options) {
    OutgoingTable table;
    const auto written = [&](const std::string& text, std::size_t record, const std::string& field) {
        if (!options.cp932) return text;
        std::vector<CharacterLoss> losses;
        std::string kept = inCp932(text, options.missing, options.characters, losses);
        for (CharacterLoss& loss : losses) table.losses.push_back({record, field, std::move(loss)});
        return kept;
    };
    csv::Row header;
    for (const MappedColumn& column : mapping.columns) header.push_back(written(column.column, 0, column.field));
    table.utf8 = csv::write(header);
    for (std::size_t n = 0; n < records.size(); ++n) {
        csv::Row row;
        for (const MappedColumn& column : mapping.columns) {
            const Field* field = form.field(column.field);
            row.push_back(field == nullptr ? "" : written(cellOf(records[n], *field, column), n + 1, field->id));
        }
        table.utf8 += csv::write(row);
    }
    return table;
}

Value plainValue(const Record& record) {
    Context fields;
    for (const FieldValue& value : record.fields) fields.put(value.field, value.value);
    return Value(Context{{"form", record.form},
                         {"version", record.formVersion},
                         {"layout", record.layout},
                         {"municipality", record.municipality},
                         {"doubtful", record.doubtful()},
                         {"fields", Value(std::move(fields))}});
}

std::string lossReport(const std::vector<OutgoingLoss>& losses) {
    std::string report = csv::write({"record", "field", "position", "code", "instead"});
    for (const OutgoingLoss& loss : losses) {
        char code[16];
        std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(loss.character.code));
        report += csv::write({std::to_string(loss.record), loss.field, std::to_string(loss.character.position), code,
                              loss.character.instead});
    }
    return report;
}

}  // namespace toitsu::forms
