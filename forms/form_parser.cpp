#include "forms/form_parser.h"

#include "base/date.h"
#include "forms/element_reader.h"
#include "forms/findings.h"

namespace toitsu::forms {
namespace {

void parseHead(const xml::Element& root, Form& form, Findings& findings) {
    ElementReader reader(root, findings);
    if (const auto id = reader.required("id")) {
        form.id = *id;
        if (!validId(*id, false)) {
            reader.error("F021", "id",
                         {"様式の id「" + shown(*id) +
                              "」は使えません。英小文字で始め、英小文字・数字・ハイフンで書いてください(例 "
                              "care-certification)。",
                          "The form's id \"" + shown(*id) +
                              "\" is not possible. Use a–z, 0–9 and '-', beginning with a letter."});
        }
    }
    constexpr int kHighest = 1'000'000;
    // A version that cannot be read is told here, not at every migration again.
    form.version = reader.whole("version", 1, kHighest).value_or(reader.has("version") ? kHighest : 1);
    form.title = reader.required("title").value_or("");
    form.basis = reader.optional("basis");
    form.retention = reader.optional("retention");
    const bool duration = parseYearMonthDuration(form.retention) || parseDayTimeDuration(form.retention);
    if (reader.has("retention") && !duration) {
        reader.error("F014", "retention",
                     {"retention=\"" + shown(form.retention) +
                          "\" は読めません。保存期間を ISO 8601 で書いてください(5年は P5Y)。",
                      "retention=\"" + shown(form.retention) +
                          "\" cannot be understood. Write an ISO 8601 duration (five years: P5Y)."});
    }
    reader.finish({"field", "group", "rule", "migration"});
}

void readOwnField(const xml::Element& element, Form& form, Findings& findings) {
    readField(element, form, findings);
    const std::string prefix = localPrefix(element.get("id"));
    if (prefix.empty()) return;
    ElementReader(element, findings)
        .error(
            "F065", "id",
            {"「" + prefix +
                 "」で始まる id は団体の帳票レイアウトだけが使います。別の id にするか、レイアウトの <layout> の中に "
                 "<field> を書いてください。",
             "Ids that begin with \"" + prefix +
                 "\" belong to that municipality's layouts. Rename the field, or move it into the <layout>."});
}

bool tooManyRules(const xml::Element& element, const Form& form, Findings& findings) {
    if (form.rules.size() < 1000) return false;
    addError(findings, "F061",
             {"規則が多すぎます(1000 まで)。様式を分けてください。",
              "There are too many rules (at most 1000). Divide the form."},
             element.place);
    return true;
}

}  // namespace

bool tooManyFields(const xml::Element& element, const Form& form, std::size_t more, Findings& findings) {
    if (form.fields.size() + more <= kMostFields) return false;
    const std::string most = std::to_string(kMostFields);
    addError(
        findings, "F061",
        {"項目が多すぎます(繰り返しの行を含めて " + most + " まで)。様式を分けるか rows を減らしてください。",
         "There are too many fields (at most " + most + ", rows of groups counted). Divide the form, or reduce rows."},
        element.place);
    return true;
}

std::string localPrefix(std::string_view id) {
    const bool local = id.size() > 8 && id[0] == 'm' && id[7] == '.' &&
                       id.substr(1, 6).find_first_not_of("0123456789") == std::string_view::npos;
    return local ? std::string(id.substr(0, 8)) : std::string();
}

std::optional<Form> parseForm(std::string_view source, const std::string& file, Findings& findings) {
    const auto document = xml::parse(source, file);
    if (!document) {
        findings.errors.push_back(document.error());
        return {};
    }
    const xml::Element& root = document->root;
    Findings own;
    Form form;
    form.place = root.place;
    if (checkRoot(root, "form", kFormNamespace, own)) {
        parseHead(root, form, own);
        for (const xml::Element& child : root.children) {
            if (child.space != root.space) continue;
            if (child.local != "field" && child.local != "group") continue;
            if (enough(own) || tooManyFields(child, form, 1, own)) break;
            if (child.local == "field") readOwnField(child, form, own);
            if (child.local == "group") readGroup(child, form, own);
        }
        for (const xml::Element& child : root.children) {
            if (child.space != root.space || (child.local != "rule" && child.local != "migration")) continue;
            if (enough(own) || tooManyRules(child, form, own)) break;
            if (child.local == "rule") readRule(child, source, form, own);
            if (child.local == "migration") readMigration(child, form, own);
        }
        if (form.fields.empty()) {
            addError(own, "F013",
                     {"様式に項目がありません。<field id=\"…\" type=\"…\" title=\"…\"/> を書いてください。",
                      "The form has no fields. Add <field id=\"…\" type=\"…\" title=\"…\"/>."},
                     root.place);
        }
    }
    if (own.errors.empty()) lintForm(root, source, form, own);
    sortByPlace(own);
    const bool good = own.errors.empty();
    findings.errors.insert(findings.errors.end(), own.errors.begin(), own.errors.end());
    findings.warnings.insert(findings.warnings.end(), own.warnings.begin(), own.warnings.end());
    if (!good) return {};
    return form;
}

}  // namespace toitsu::forms
