#include "forms/doors/mapping.h"

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"
#include "forms/findings.h"
#include "forms/layout_parser.h"

namespace toitsu::forms {
namespace {

constexpr std::array<std::string_view, 5> kColumns{"column", "field", "part", "text", "code"};

bool knownPart(const Field& field, const std::string& part) {
    const auto parts = partsOf(field.type);
    return part.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
}

class MappingReader {
public:
    MappingReader(const Form& form, Findings& findings) : form_(form), findings_(findings) {}

    bool header(const std::vector<csv::Cell>& row, const std::string& file) {
        for (std::size_t n = 0; n < row.size(); ++n) {
            const auto it = std::find(kColumns.begin(), kColumns.end(), text::trim(row[n].text));
            if (it != kColumns.end()) at_[static_cast<std::size_t>(it - kColumns.begin())] = n;
        }
        if (at_[0] != kNowhere && at_[1] != kNowhere) return true;
        addError(findings_, "F240",
                 {"対応表の1行目に column と field がありません。column,field,part,text,code と書いてください。",
                  "the mapping's first row lacks column or field; write column,field,part,text,code."},
                 row.empty() ? Place{file, 1, 1, 0} : row[0].place);
        return false;
    }

    void row(const std::vector<csv::Cell>& row, Mapping& mapping) {
        const std::string column = cell(row, 0), id = cell(row, 1), part = cell(row, 2), text = cell(row, 3),
                          code = cell(row, 4);
        if (column.empty() && id.empty()) return;
        const Field* field = form_.field(id);
        if (field == nullptr) return unknownField(row, id);
        if (!knownPart(*field, part)) return unknownPart(row, *field, part);
        MappedColumn* known = nullptr;
        for (MappedColumn& one : mapping.columns)
            if (one.column == column && one.field == id && one.part == part) known = &one;
        if (known == nullptr) known = &mapping.columns.emplace_back(MappedColumn{column, id, part, {}, place(row, 0)});
        if (text.empty() && code.empty()) return;
        if (field->option(code) == nullptr && !isPresence(field->type)) return unknownCode(row, *field, code);
        known->codes.emplace_back(text, code);
    }

private:
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    std::string cell(const std::vector<csv::Cell>& row, std::size_t column) const {
        return at_[column] < row.size() ? text::trim(row[at_[column]].text) : std::string();
    }
    Place place(const std::vector<csv::Cell>& row, std::size_t column) const {
        return row[at_[column] < row.size() ? at_[column] : 0].place;
    }
    void unknownField(const std::vector<csv::Cell>& row, const std::string& id) {
        std::vector<std::string> ids;
        for (const Field& field : form_.fields) ids.push_back(field.id);
        addError(
            findings_, "F241",
            Wording{"様式に項目「" + shown(id) + "」はありません。", "the form has no field \"" + shown(id) + "\"."} +
                suggestion(id, ids),
            place(row, 1));
    }
    void unknownPart(const std::vector<csv::Cell>& row, const Field& field, const std::string& part) {
        addError(findings_, "F242",
                 Wording{"項目「" + field.id + "」に部分「" + shown(part) + "」はありません。",
                         "field \"" + field.id + "\" has no part \"" + shown(part) + "\"."} +
                     suggestion(part, partsOf(field.type)),
                 place(row, 2));
    }
    void unknownCode(const std::vector<csv::Cell>& row, const Field& field, const std::string& code) {
        std::vector<std::string> codes;
        for (const Option& option : field.options) codes.push_back(option.code);
        addError(findings_, "F243",
                 Wording{"項目「" + field.id + "」に選択肢「" + shown(code) + "」はありません。",
                         "field \"" + field.id + "\" has no option \"" + shown(code) + "\"."} +
                     suggestion(code, codes),
                 place(row, 4));
    }

    const Form& form_;
    Findings& findings_;
    std::array<std::size_t, kColumns.size()> at_{kNowhere, kNowhere, kNowhere, kNowhere, kNowhere};
};

}  // namespace

const std::string* MappedColumn::codeOf(std::string_view text) const {
    const auto it = std::find_if(codes.begin(), codes.end(), [&](const auto& pair) { return pair.first == text; });
    return it == codes.end() ? nullptr : &it->second;
}

const std::string* MappedColumn::textOf(std::string_view code) const {
    const auto it = std::find_if(codes.begin(), codes.end(), [&](const auto& pair) { return pair.second == code; });
    return it == codes.end() ? nullptr : &it->first;
}

const MappedColumn* Mapping::column(std::string_view name) const {
    const auto it = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.column == name; });
    return it == columns.end() ? nullptr : &*it;
}

Mapping parseMapping(std::string_view csv, const std::string& file, const Form& form, Findings& findings) {
    Mapping mapping;
    const auto rows = csv::parseCells(csv, file);
    if (!rows) {
        findings.errors.push_back(rows.error());
        return mapping;
    }
    MappingReader reader(form, findings);
    if (!reader.header(rows->empty() ? std::vector<csv::Cell>{} : rows->front(), file)) return mapping;
    for (std::size_t n = 1; n < rows->size(); ++n)
        if (!(*rows)[n].empty()) reader.row((*rows)[n], mapping);
    return mapping;
}

Mapping mappingOf(const Form& form, ColumnNames names) {
    Mapping mapping;
    for (const Field& field : form.fields) {
        if (field.type == FieldType::image) continue;
        std::string part;
        const bool byTitle = names == ColumnNames::titles && fieldNamed(form, field.title, part) == &field;
        mapping.columns.push_back({byTitle ? field.title : field.id, field.id, "", {}, {}});
    }
    return mapping;
}

const Field* fieldNamed(const Form& form, std::string_view header, std::string& part) {
    const std::string name = text::trim(header);
    part.clear();
    if (const Field* field = form.field(name)) return field;
    if (const auto at = name.rfind('#'); at != std::string::npos) {
        const Field* field = form.field(name.substr(0, at));
        if (field != nullptr && knownPart(*field, name.substr(at + 1))) {
            part = name.substr(at + 1);
            return field;
        }
    }
    const Field* titled = nullptr;
    for (const Field& field : form.fields) {
        if (field.title != name) continue;
        if (titled != nullptr) return nullptr;  // two fields of one title: the header says too little
        titled = &field;
    }
    return titled;
}

}  // namespace toitsu::forms
