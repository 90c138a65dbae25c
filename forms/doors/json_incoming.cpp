#include <algorithm>

#include "base/json.h"
#include "base/utf8.h"
#include "forms/doors/incoming.h"
#include "forms/doors/json_place.h"
#include "forms/findings.h"
#include "forms/record.h"

namespace toitsu::forms {
namespace {

using Path = std::vector<std::string>;

// One record's JSON, and where in its file it begins.
struct Source {
    std::string_view json;  // may go on behind the record
    Place start;

    // Counted from the record's start, so that a file of many records is not gone through once for each.
    Place at(const Path& path) const { return moved(utf8::PlaceCursor(json, start.file).at(jsonOffset(json, path))); }
    // What a place in `json` is in the file.
    Place moved(Place inside) const {
        inside.file = start.file;
        if (inside.line == 1) inside.column += start.column - 1;
        inside.line += start.line - 1;
        return inside;
    }
};

// "insured.number" of nested objects and of flat keys alike.
std::string idOf(const std::string& before, const std::string& name) {
    return before.empty() ? name : before + "." + name;
}

// The text that a person would type for a JSON value; nothing when it is of no such shape.
std::optional<std::string> typed(const Value& value) {
    switch (value.type()) {
        case Value::Type::null:
            return std::string();
        case Value::Type::boolean:
        case Value::Type::number:
        case Value::Type::string:
            return canonicalText(value);
        case Value::Type::list: {
            std::string codes;
            for (const Value& item : *value.list()) {
                if (item.string() == nullptr) return {};
                codes += (codes.empty() ? "" : "|") + *item.string();
            }
            return codes;
        }
        default:
            return {};
    }
}

class Object {
public:
    Object(const Source& source, const Form& form, const Mapping* mapping, Findings& findings)
        : source_(source), form_(form), mapping_(mapping), findings_(findings) {}

    void take(const Context& members, const Path& path, const std::string& before) {
        for (const auto& [name, value] : members.entries()) {
            Path here = path;
            here.push_back(name);
            const std::string id = idOf(before, name);
            IncomingValue incoming = named(id);
            if (incoming.field == nullptr && value.context() != nullptr) {
                take(*value.context(), here, id);
                continue;
            }
            if (incoming.field == nullptr) {
                unknown(id, here);
                continue;
            }
            const auto text = typed(value);
            if (!text) {
                addInputError(
                    findings_, "F247",
                    {"この値の形は項目「" + incoming.field->id +
                         "」に使えません。文字列・数・true/false か、選択肢の文字列の配列にしてください。",
                     "field \"" + incoming.field->id +
                         "\" cannot have a value of this shape; write a string, a number, true or false, or a "
                         "list of option strings."},
                    source_.at(here));
                continue;
            }
            incoming.text = *text;
            values_.push_back(std::move(incoming));
        }
    }

    const std::vector<IncomingValue>& values() const { return values_; }

private:
    IncomingValue named(const std::string& id) const {
        IncomingValue value;
        const MappedColumn* mapped = mapping_ != nullptr ? mapping_->column(id) : nullptr;
        if (mapped != nullptr) {
            value.field = form_.field(mapped->field);
            value.part = mapped->part;
            value.column = mapped;
        } else {
            value.field = fieldNamed(form_, id, value.part);
        }
        return value;
    }

    void unknown(const std::string& id, const Path& path) {
        std::vector<std::string> ids;
        for (const Field& field : form_.fields) ids.push_back(field.id);
        addInputError(
            findings_, "F241",
            Wording{"様式に項目「" + shown(id) + "」はありません。", "the form has no field \"" + shown(id) + "\"."} +
                suggestion(id, ids),
            source_.at(path));
    }

    const Source& source_;
    const Form& form_;
    const Mapping* mapping_;
    Findings& findings_;
    std::vector<IncomingValue> values_;
};

void takeObject(const Source& source, const Value& value, const Form& form, const Mapping* mapping,
                const IncomingOptions& options, Findings& findings, std::vector<IncomingRecord>& records) {
    const Context* members = value.context();
    if (members == nullptr) {
        addInputError(findings, "F247",
                      {"1件は {\"項目の id\": 値} の形のオブジェクトで書いてください。",
                       "write each record as an object {\"field id\": value}."},
                      source.start);
        return;
    }
    Path inside;
    if (const Value* fields = members->find("fields"); fields != nullptr && fields->context() != nullptr) {
        const std::string* named = value["form"].string();
        if (named != nullptr && *named != form.id) {
            inside.emplace_back("form");
            addInputError(findings, "F248",
                          {"別の様式「" + shown(*named) + "」のデータです。--form にその様式を指定してください。",
                           "these data are for another form, \"" + shown(*named) + "\"; name it with --form."},
                          source.at(inside));
            return;
        }
        inside.emplace_back("fields");
        members = fields->context();
    }
    const std::size_t before = findings.errors.size();
    Object object(source, form, mapping, findings);
    object.take(*members, inside, "");
    if (findings.errors.size() == before) records.push_back({recordOf(form, object.values(), options), source.start});
}

// JSON Lines: every line that is not blank is a document of its own. False when not even the first one is.
bool takeLines(std::string_view text, const std::string& file, const Form& form, const Mapping* mapping,
               const IncomingOptions& options, Findings& findings, std::vector<IncomingRecord>& records) {
    std::vector<std::pair<Source, Value>> lines;
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const Source source{text.substr(begin, end - begin), Place{file, ++number, 1, 0}};
        begin = end + 1;
        if (source.json.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto value = json::parse(source.json, file);
        if (lines.empty() && (!value || value->context() == nullptr)) return false;
        if (!value) {
            Error error = value.error();
            error.place = source.moved(error.place);
            findings.errors.push_back(std::move(error));
            return true;
        }
        lines.emplace_back(source, std::move(*value));
    }
    for (const auto& [source, value] : lines) takeObject(source, value, form, mapping, options, findings, records);
    return lines.size() > 1;
}

}  // namespace

std::vector<IncomingRecord> recordsFromJson(std::string_view utf8, const std::string& file, const Form& form,
                                            const Mapping* mapping, const IncomingOptions& options,
                                            Findings& findings) {
    std::vector<IncomingRecord> records;
    const std::string_view text = utf8::withoutMark(utf8);
    const auto document = json::parse(text, file);
    if (!document) {
        if (!takeLines(text, file, form, mapping, options, findings, records))
            findings.errors.push_back(document.error());
        return records;
    }
    utf8::PlaceCursor cursor(text, file);
    const auto take = [&](std::size_t offset, const Value& value) {
        takeObject({text.substr(offset), cursor.at(offset)}, value, form, mapping, options, findings, records);
    };
    if (const List* list = document->list()) {
        const std::vector<std::size_t> offsets = elementOffsets(text);
        for (std::size_t n = 0; n < list->size(); ++n) take(offsets[n], (*list)[n]);
    } else {
        take(jsonOffset(text, {}), *document);
    }
    return records;
}

}  // namespace toitsu::forms
