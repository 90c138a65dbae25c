#include "forms/checks/identifier.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/form_parser.h"

namespace toitsu::forms {

bool validId(std::string_view id, bool dots) {
    bool start = true;
    for (const char c : id) {
        const bool letter = c >= 'a' && c <= 'z';
        if (start && !letter) return false;
        start = dots && c == '.';
        if (!letter && !start && !(c >= '0' && c <= '9') && c != '-') return false;
    }
    return !start && id.back() != '-' && id.find("-.") == std::string_view::npos;
}

namespace {

bool isCode(std::string_view code) {
    if (code.empty() || code.size() > 64) return false;
    for (const char c : code) {
        const bool usual = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!usual && c != '-' && c != '_' && c != '.') return false;
    }
    return true;
}

void parseOption(const xml::Element& element, Field& field, Findings& findings) {
    ElementReader reader(element, findings);
    Option option{reader.required("code").value_or(""), reader.required("title").value_or("")};
    reader.finish({});
    if (option.code.empty()) return;
    if (!isCode(option.code)) {
        reader.error(
            "F021", "code",
            {"選択肢のコード「" + shown(option.code) + "」は使えません。英数字・ハイフン・下線・点で書いてください。",
             "The code \"" + shown(option.code) + "\" is not possible. Use letters, digits, '-', '_' and '.'."});
    } else if (field.option(option.code)) {
        reader.error("F015", "code",
                     {"コード「" + option.code + "」が同じ項目に2つあります。片方を別のコードにするか消してください。",
                      "The code \"" + option.code + "\" stands twice in this field. Rename or remove one."});
    }
    field.options.push_back(std::move(option));
}

bool tooManyOptions(const xml::Element& element, const Field& field, Findings& findings) {
    if (field.options.size() < 1000) return false;
    addError(findings, "F061",
             {"選択肢が多すぎます(1000 まで)。項目を分けてください。",
              "There are too many options (at most 1000). Divide the field."},
             element.place);
    return true;
}

bool takesLength(FieldType type) {
    return type == FieldType::text || type == FieldType::kana || type == FieldType::personName ||
           type == FieldType::address || type == FieldType::digits || type == FieldType::money ||
           type == FieldType::phone || type == FieldType::accountHolder;
}

// Of 6 or 8 digits an insurer's number may be held to one; every other type has the length that it has.
bool mayHaveLength(FieldType type, int length) {
    return length == ownLength(type) || (type == FieldType::insurerNumber && length == 6);
}

void parseLength(ElementReader& reader, Field& field) {
    const auto length = reader.whole("length", 1, 4000);
    const auto maximum = reader.whole("maxlength", 1, 4000);
    field.length = ownLength(field.type);
    const std::string type(typeName(field.type));
    if (field.length > 0) {
        const int given = length.value_or(maximum.value_or(field.length));
        field.lengthIsMaximum = mayBeShorter(field.type) && !(length && field.type == FieldType::insurerNumber);
        if (mayHaveLength(field.type, given)) {
            field.length = given;
        } else {
            reader.error("F023", length ? "length" : "maxlength",
                         {type + " は必ず " + std::to_string(field.length) + " 桁です。length を消してください。",
                          type + " always has " + std::to_string(field.length) + " digits. Remove the length."});
        }
        return;
    }
    if (!takesLength(field.type)) {
        for (const char* name : {"length", "maxlength"}) {
            if (!reader.has(name)) continue;
            reader.error("F023", name,
                         {type + " に長さは書けません。" + name + " を消してください。",
                          type + " has no length. Remove " + name + "."});
        }
        return;
    }
    if (length && maximum) {
        reader.error(
            "F023", "maxlength",
            {"length と maxlength は一緒に書けません。ちょうどの桁数なら length、上限なら maxlength "
             "だけにしてください。",
             "length and maxlength exclude each other. Keep length for exactly so many, maxlength for at most."});
    }
    field.length = maximum.value_or(length.value_or(0));
    field.lengthIsMaximum = maximum.has_value() || (length && field.type == FieldType::money);
}

void twice(ElementReader& reader, const std::string& id) {
    reader.error("F015", "id",
                 {"項目「" + id + "」が2つあります。片方の id を変えるか消してください。",
                  "The field \"" + id + "\" stands twice. Rename or remove one."});
}

void checkPath(ElementReader& reader, const Form& form, const Field& field) {
    const std::string& id = field.id;
    if (!validId(id, true)) {
        reader.error("F021", "id",
                     {"項目の id「" + shown(id) +
                          "」は使えません。英小文字で始め、英小文字・数字・ハイフン・点で書いてください(例 "
                          "employee.birth-date)。",
                      "The field's id \"" + shown(id) +
                          "\" is not possible. Use a–z, 0–9, '-' and '.', each word beginning with a letter."});
        return;
    }
    for (const Group& group : form.groups) {
        if (group.id == id) return twice(reader, id);
        const bool inside = id.compare(0, group.id.size() + 1, group.id + ".") == 0;
        const bool outside = group.id.compare(0, id.size() + 1, id + ".") == 0;
        if (!inside && !outside) continue;
        return reader.error(
            "F022", "id",
            {"「" + id + "」は繰り返し <group id=\"" + group.id +
                 "\"> と両立しません。一方が他方の入れ物になります。id を変えるか、group の中に書いてください。",
             "\"" + id + "\" cannot exist beside <group id=\"" + group.id +
                 "\">: one would contain the other. Rename it, or write it inside the group."});
    }
    for (const Field& other : form.fields) {
        if (other.id == id) return twice(reader, id);
        const bool inside = id.compare(0, other.id.size() + 1, other.id + ".") == 0;
        const bool outside = other.id.compare(0, id.size() + 1, id + ".") == 0;
        if (inside || outside) {
            reader.error("F022", "id",
                         {"項目「" + id + "」と「" + other.id + "」は、一方が他方の入れ物になるため両立しません。「" +
                              (inside ? other.id : id) + ".value」のように片方の id を変えてください。",
                          "The fields \"" + id + "\" and \"" + other.id +
                              "\" cannot both exist: one would contain the other. Rename one, e.g. \"" +
                              (inside ? other.id : id) + ".value\"."});
            return;
        }
    }
}

}  // namespace

void checkFieldId(ElementReader& reader, const Form& form, const std::string& id) {
    Field named;
    named.id = id;
    checkPath(reader, form, named);
}

void readField(const xml::Element& element, Form& form, Findings& findings) {
    ElementReader reader(element, findings);
    Field field;
    field.place = element.place;
    field.id = reader.required("id").value_or("");
    if (!field.id.empty()) checkPath(reader, form, field);
    std::optional<FieldType> type;
    if (const auto name = reader.required("type")) {
        type = parseType(*name);
        if (!type) {
            std::vector<std::string> names;
            for (int i = 0; i <= static_cast<int>(FieldType::image); ++i)
                names.emplace_back(typeName(static_cast<FieldType>(i)));
            reader.error("F020", "type",
                         Wording{"type=\"" + shown(*name) + "\" という型はありません。",
                                 "There is no type \"" + shown(*name) + "\"."} +
                             suggestion(*name, names));
        }
    }
    field.type = type.value_or(FieldType::text);
    field.title = reader.required("title").value_or("");
    field.required = reader.boolean("required").value_or(false);
    if (type) {
        parseLength(reader, field);
    } else {
        reader.whole("length", 1, 4000);
        reader.whole("maxlength", 1, 4000);
    }
    field.policy = static_cast<Policy>(reader.oneOf("policy", {"accept", "verify", "double"}, 0).value_or(0));
    if (field.type == FieldType::accountHolder && reader.has("holder"))
        field.holder =
            static_cast<HolderProfile>(reader.oneOf("holder", {"undecided", "keep", "replace"}, 0).value_or(0));
    const bool marked = reader.has("sensitivity") && reader.oneOf("sensitivity", {"my-number"}).has_value();
    field.myNumber = marked || field.type == FieldType::myNumber;
    if (field.myNumber && form.basis.empty()) {
        reader.error("F024", field.type == FieldType::myNumber ? "type" : "sensitivity",
                     {"個人番号を扱う様式には根拠法令が必要です(番号法第9条・第19条)。<form> に basis=\"○○法第○条\" "
                      "を書くか、この項目を消してください。",
                      "A form that asks for a My Number needs its legal basis (Number Act, art. 9 and 19). Add "
                      "basis=\"…\" to <form>, or remove this field."});
    }
    const bool choosing = field.type == FieldType::choice || field.type == FieldType::choices;
    for (const xml::Element& child : element.children) {
        if (child.space != element.space || child.local != "option" || !choosing) continue;
        if (enough(findings) || tooManyOptions(child, field, findings)) break;
        parseOption(child, field, findings);
    }
    if (choosing && field.options.empty()) {
        reader.error("F026", "type",
                     {"選択肢がありません。<option code=\"…\" title=\"…\"/> を書いてください。",
                      "There are no options. Add <option code=\"…\" title=\"…\"/>."});
    }
    reader.finish(choosing || !type ? std::vector<std::string>{"option"} : std::vector<std::string>{});
    if (!field.id.empty()) form.fields.push_back(std::move(field));
}

}  // namespace toitsu::forms
