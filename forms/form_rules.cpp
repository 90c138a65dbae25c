// Rules of a form: FEEL expressions whose mistakes are shown at their own column of the XML file, and whose names must
// be fields.

#include <algorithm>
#include <set>
#include <utility>

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

// The path reads what has this name: itself, a property of it (birth_date.year), or everything below it (employee).
bool reads(const std::string& path, const std::string& name) {
    return path == name || startsWith(path, name + ".") || startsWith(name, path + ".");
}

// "child.birth_date" of whichever row.
std::string memberName(const Group& group, const Field& member) {
    return feelName(group.id) + "." + feelName(member.id);
}

// What a rule reads, one path after the other.
class ReadFields {
public:
    explicit ReadFields(const Form& form) : form_(form) {}

    // False when the path is no field.
    bool add(const std::string& path) {
        bool any = false;
        for (const Field& field : form_.fields) {
            if (!field.group.empty() || !reads(path, feelName(field.id))) continue;
            fields_.insert(field.id);
            any = true;
        }
        for (const Group& group : form_.groups) {
            if (startsWith(feelName(group.id) + ".", path + ".")) {  // the list, or what holds it
                groups_.insert(group.id);
                any = true;
            }
            for (const Field& member : group.fields) any = addMember(group, member, path) || any;
        }
        return any;
    }

    // In `child[kind = "a"]` the rows' own fields are names of their own.
    bool addInFilter(const std::string& path) {
        bool any = false;
        for (const Group& group : form_.groups) {
            if (!groups_.contains(group.id)) continue;
            for (const Field& member : group.fields)
                any = addMember(group, member, feelName(group.id) + "." + path) || any;
        }
        return any;
    }

    // Where a rule names none of a group's fields (count(child) > 0) it reads them all.
    std::vector<std::string> all() const {
        std::vector<std::string> ids(fields_.begin(), fields_.end());
        for (const Field& field : form_.fields) {
            if (!groups_.contains(field.group)) continue;
            const bool named = members_.contains({field.group, std::string(memberOf(field))});
            if (named || !namesMember(field.group)) ids.push_back(field.id);
        }
        std::sort(ids.begin(), ids.end());
        return ids;
    }

private:
    bool addMember(const Group& group, const Field& member, const std::string& path) {
        const std::string name = memberName(group, member);
        if (path != name && !startsWith(path, name + ".") && !startsWith(name, path + ".")) return false;
        if (startsWith(feelName(group.id) + ".", path + ".")) return false;  // the whole list
        groups_.insert(group.id);
        members_.insert({group.id, member.id});
        return true;
    }

    bool namesMember(const std::string& group) const {
        return std::any_of(members_.begin(), members_.end(), [&](const auto& one) { return one.first == group; });
    }

    const Form& form_;
    std::set<std::string> fields_, groups_;
    std::set<std::pair<std::string, std::string>> members_;
};

std::vector<std::string> feelNames(const Form& form) {
    std::vector<std::string> names;
    for (const Field& field : form.fields)
        if (field.group.empty()) names.push_back(feelName(field.id));
    for (const Group& group : form.groups) {
        names.push_back(feelName(group.id));
        for (const Field& member : group.fields) names.push_back(memberName(group, member));
    }
    return names;
}

bool nameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

// Where `path` stands in the expression as a whole name, in characters from 0; `.rest` of it where the beginning has a
// name of its own (every c in child satisfies c.rest).
std::size_t findName(std::string_view expression, std::string_view path) {
    for (std::size_t at = expression.find(path); at != std::string_view::npos; at = expression.find(path, at + 1)) {
        const std::size_t end = at + path.size();
        const bool left = at == 0 || !nameCharacter(expression[at - 1]);
        const bool right = end == expression.size() || !nameCharacter(expression[end]);
        if (left && right) return text::length(expression.substr(0, at));
    }
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
        const std::string_view rest = path.substr(dot);
        const std::size_t at = expression.find(rest);
        const std::size_t end = at + rest.size();
        if (at != std::string_view::npos && (end == expression.size() || !nameCharacter(expression[end])))
            return text::length(expression.substr(0, at + 1));
    }
    return 0;
}

// FEEL takes my-number for a subtraction.
Wording nameHint(const std::string& test, const std::string& path, const std::vector<std::string>& names) {
    for (std::size_t at = test.find(path + "-"); at != std::string::npos; at = test.find(path + "-", at + 1)) {
        std::string whole;
        for (std::size_t n = at; n < test.size() && (nameCharacter(test[n]) || test[n] == '-'); ++n)
            whole += test[n] == '-' ? '_' : test[n];
        if (std::find(names.begin(), names.end(), whole) != names.end())
            return {"式の中ではハイフンを _ と書きます:「" + whole + "」。",
                    " In an expression a hyphen is written _: \"" + whole + "\"."};
    }
    return suggestion(path, names);
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
    const auto paths = rule.test.variables();
    ReadFields read(form);
    std::vector<std::string> others;
    for (const std::string& path : paths)
        if (!read.add(path)) others.push_back(path);
    for (const std::string& path : others) {
        if (read.addInFilter(path)) continue;
        addError(findings, "F027",
                 Wording{"規則が読む「" + shown(path) + "」という項目はありません。",
                         "The rule reads \"" + shown(path) + "\", which is no field."} +
                     nameHint(*test, path, feelNames(form)),
                 placeInValue(source, attribute, findName(*test, path)));
    }
    rule.fields = read.all();
    if (!rule.id.empty()) form.rules.push_back(std::move(rule));
}

}  // namespace toitsu::forms
