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
    form.version = reader.whole("version", 1, 1'000'000).value_or(1);
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
    reader.finish({"field", "rule"});
}

}  // namespace

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
            if (child.space == root.space && child.local == "field") readField(child, form, own);
        }
        for (const xml::Element& child : root.children) {
            if (child.space == root.space && child.local == "rule") readRule(child, source, form, own);
        }
        if (form.fields.empty()) {
            addError(own, "F013",
                     {"様式に項目がありません。<field id=\"…\" type=\"…\" title=\"…\"/> を書いてください。",
                      "The form has no fields. Add <field id=\"…\" type=\"…\" title=\"…\"/>."},
                     root.place);
        }
    }
    sortByPlace(own);
    const bool good = own.errors.empty();
    findings.errors.insert(findings.errors.end(), own.errors.begin(), own.errors.end());
    findings.warnings.insert(findings.warnings.end(), own.warnings.begin(), own.warnings.end());
    if (!good) return {};
    return form;
}

}  // namespace toitsu::forms
