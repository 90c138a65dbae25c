// Rules of a form: FEEL expressions whose mistakes are shown at their own column of the XML file, and whose names must
// be fields.

#include <algorithm>

#include "base/text.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/form_parser.h"
#include "forms/source_position.h"
#include "rules/parser.h"

namespace toitsu::forms {
namespace {

bool startsWith(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

// The fields that a path reads: itself, a property of it (birth_date.year), or everything below it (employee).
std::vector<std::string> fieldsOfPath(const Form& form, const std::string& path) {
    std::vector<std::string> found;
    for (const Field& field : form.fields) {
        const std::string name = feelName(field.id);
        if (path == name || startsWith(path, name + ".") || startsWith(name, path + ".")) found.push_back(field.id);
    }
    return found;
}

bool nameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

// Where `path` stands in the expression as a whole name, in characters from 0.
std::size_t findName(std::string_view expression, std::string_view path) {
    for (std::size_t at = expression.find(path); at != std::string_view::npos; at = expression.find(path, at + 1)) {
        const std::size_t end = at + path.size();
        const bool left = at == 0 || !nameCharacter(expression[at - 1]);
        const bool right = end == expression.size() || !nameCharacter(expression[end]);
        if (left && right) return text::length(expression.substr(0, at));
    }
    return 0;
}

}  // namespace

void readRule(const xml::Element& element, std::string_view source, Form& form, Findings& findings) {
    ElementReader reader(element, findings);
    Rule rule;
    rule.place = element.place;
    rule.id = reader.required("id").value_or("");
    const auto test = reader.required("test");
    rule.message = reader.required("message").value_or("");
    rule.severity =
        reader.oneOf("severity", {"warning", "error"}, 1).value_or(1) == 1 ? Severity::error : Severity::warning;
    reader.finish({});
    const bool twice =
        std::any_of(form.rules.begin(), form.rules.end(), [&](const Rule& r) { return r.id == rule.id; });
    if (!rule.id.empty() && twice) {
        reader.error("F015", "id",
                     {"規則「" + shown(rule.id) + "」が2つあります。片方の id を変えてください。",
                      "The rule \"" + shown(rule.id) + "\" stands twice. Rename one."});
    }
    if (!test) return;
    const xml::Attribute& attribute = *element.attribute("test");
    const auto expression = rules::Expression::parse(*test, attribute.place);
    if (!expression) {
        rules::Parser parser(*test, {});
        const int column = parser.wholeExpression() ? 1 : std::max(1, parser.problem().column);
        const Wording& reason = expression.error().message;
        addError(findings, "F025",
                 {"規則の式が読めません。" + reason.ja, "The rule's test cannot be parsed: " + reason.en},
                 placeInValue(source, attribute, static_cast<std::size_t>(column - 1)));
        return;
    }
    rule.test = *expression;
    std::vector<std::string> names;
    for (const Field& field : form.fields) names.push_back(feelName(field.id));
    for (const std::string& path : rule.test.variables()) {
        const auto read = fieldsOfPath(form, path);
        rule.fields.insert(rule.fields.end(), read.begin(), read.end());
        if (!read.empty()) continue;
        addError(findings, "F027",
                 Wording{"規則が読む「" + shown(path) + "」という項目はありません。",
                         "The rule reads \"" + shown(path) + "\", which is no field."} +
                     suggestion(path, names),
                 placeInValue(source, attribute, findName(*test, path)));
    }
    std::sort(rule.fields.begin(), rule.fields.end());
    rule.fields.erase(std::unique(rule.fields.begin(), rule.fields.end()), rule.fields.end());
    if (!rule.id.empty()) form.rules.push_back(std::move(rule));
}

}  // namespace toitsu::forms
