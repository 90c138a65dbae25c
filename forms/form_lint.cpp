// What is no mistake of spelling, and yet not what an author wanted: rules that say nothing, numbers that need
// protection.

#include <algorithm>

#include "base/text.h"
#include "forms/findings.h"
#include "forms/form_parser.h"
#include "forms/source_position.h"

namespace toitsu::forms {
namespace {

Place placeIn(std::string_view source, const xml::Element& rule, int column) {
    const xml::Attribute* test = rule.attribute("test");
    return test == nullptr ? rule.place
                           : placeInValue(source, *test, static_cast<std::size_t>(std::max(1, column) - 1));
}

// The field that a path of an expression names; of a group the one of its first row.
const Field* fieldOf(const Form& form, const std::string& path) {
    for (const Field& field : form.fields) {
        const std::string name = field.group.empty() ? field.id : field.group + "." + std::string(memberOf(field));
        if (feelName(name) == path) return &field;
    }
    return nullptr;
}

void lintComparison(const rules::Expression::Comparison& one, const Field& field, Place place, Findings& findings) {
    const bool chosen = field.type == FieldType::choice || field.type == FieldType::choices;
    if (chosen && field.type == FieldType::choice && field.option(one.text) == nullptr) {
        std::vector<std::string> codes;
        for (const Option& option : field.options) codes.push_back(option.code);
        return addWarning(
            findings, "F077",
            Wording{"「" + field.id + "」に選択肢「" + shown(one.text) + "」はないので、この比較はいつも同じ結果です。",
                    "\"" + field.id + "\" has no option \"" + shown(one.text) +
                        "\": this comparison always says the same."} +
                suggestion(one.text, codes),
            std::move(place));
    }
    const bool never = field.type == FieldType::date || field.type == FieldType::money || isPresence(field.type) ||
                       field.type == FieldType::choices;
    if (!never) return;
    const std::string type(typeName(field.type));
    const Wording instead =
        field.type == FieldType::choices
            ? Wording{"list contains(" + feelName(field.id) + ", \"" + shown(one.text) + "\") と書いてください。",
                      " Write list contains(" + feelName(field.id) + ", \"" + shown(one.text) + "\")."}
        : field.type == FieldType::date
            ? Wording{"date(\"2026-04-01\") の形で書いてください。", " Write date(\"2026-04-01\")."}
        : field.type == FieldType::money
            ? Wording{"引用符のない数で書いてください。", " Write a number without quotation marks."}
            : Wording{"true か false と書いてください。", " Write true or false."};
    addWarning(findings, "F077",
               Wording{type + " 型の「" + field.id + "」は文字と等しくなりません。",
                       "\"" + field.id + "\" is of type " + type + " and never equals a text."} +
                   instead,
               std::move(place));
}

void lintRule(const xml::Element& element, std::string_view source, const Form& form, Findings& findings) {
    const auto rule = std::find_if(form.rules.begin(), form.rules.end(),
                                   [&](const Rule& known) { return known.id == element.get("id"); });
    if (rule == form.rules.end()) return;
    if (rule->fields.empty())
        addWarning(
            findings, "F076",
            {"この規則はどの項目も読まないので、書類によって変わりません。項目を使った式にするか、規則を消してください"
             "。",
             "This rule reads no field, so every paper passes it or none. Use fields in its test, or remove it."},
            placeIn(source, element, 1));
    for (const auto& one : rule->test.comparisons())
        if (const Field* field = fieldOf(form, one.path))
            lintComparison(one, *field, placeIn(source, element, one.column), findings);
}

bool soundsLikeMyNumber(const Field& field) {
    for (const char* word : {"個人番号", "マイナンバー", "マイ・ナンバー"})
        if (field.title.find(word) != std::string::npos) return true;
    return field.id.ends_with("my-number") || field.id.ends_with("mynumber");
}

// A box that asks whether the number was checked, or how, is not the number.
bool holdsNumbers(const Field& field) {
    return field.type == FieldType::digits || field.type == FieldType::text || field.type == FieldType::image;
}

void lintSensitivity(const Form& form, Findings& findings) {
    bool any = false;
    for (const Field& field : form.fields) {
        any = any || field.myNumber;
        if (field.myNumber || field.row > 1 || !holdsNumbers(field) || !soundsLikeMyNumber(field)) continue;
        addWarning(findings, "F079",
                   {"「" + shown(field.title) +
                        "」は個人番号のようです。type=\"my-number\" にするか、sensitivity=\"my-number\" "
                        "を書いてください(伏せ字・検査数字・"
                        "根拠法令の検査が働きます)。",
                    "\"" + field.id +
                        "\" looks like a My Number. Make it type=\"my-number\", or add sensitivity=\"my-number\", so "
                        "that it is "
                        "masked and protected."},
                   field.place);
    }
    if (any && form.retention.empty())
        addWarning(findings, "F080",
                   {"個人番号を扱う様式に保存期間がありません。期間を過ぎたら消すため、<form> に retention=\"P5Y\" "
                    "の形で書いてください"
                    "(番号法第20条)。",
                    "A form that asks for a My Number has no retention. Write retention=\"P5Y\" or the like in <form>: "
                    "the number "
                    "must be deleted afterwards (Number Act, art. 20)."},
                   form.place);
}

// Records of the version before cannot be taken over (F092) until somebody says what became of them.
void lintVersion(const Form& form, Findings& findings) {
    const int before = form.version - 1;
    const bool declared = std::any_of(form.migrations.begin(), form.migrations.end(),
                                      [&](const Migration& migration) { return migration.from == before; });
    if (before < 1 || declared) return;
    const std::string from = std::to_string(before);
    addWarning(
        findings, "F084",
        {"版 " + from + " からの移行がありません。版 " + from + " のレコードをこの版に移せません。<migration from=\"" +
             from + "\"/> を書き、名前を変えた項目は <rename>、やめた項目は <drop> を中に書いてください。",
         "There is no migration from version " + from +
             ": records of that version cannot be taken over. Write "
             "<migration from=\"" +
             from + "\"/>, with <rename> and <drop> for what changed its name or went away."},
        form.place);
}

}  // namespace

void lintForm(const xml::Element& root, std::string_view source, const Form& form, Findings& findings) {
    lintEncoding(source, form.place.file, findings);
    lintSensitivity(form, findings);
    lintVersion(form, findings);
    for (const xml::Element& child : root.children)
        if (child.space == root.space && child.local == "rule") lintRule(child, source, form, findings);
}

void lintEncoding(std::string_view source, const std::string& file, Findings& findings) {
    if (source.substr(0, 3) != "\xEF\xBB\xBF") return;
    addWarning(findings, "F081",
               {"ファイルの先頭に BOM があります。「UTF-8(BOM なし)」で保存するか、toitsu form fmt で整えてください。",
                "The file begins with a byte order mark. Save it as UTF-8 without BOM, or run toitsu form fmt."},
               Place{file, 1, 1, 0});
}

}  // namespace toitsu::forms
