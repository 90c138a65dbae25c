#include "forms/form_writer.h"

#include <algorithm>
#include <tuple>

#include "forms/element_writer.h"
#include "forms/form_parser.h"
#include "forms/format.h"

namespace toitsu::forms {
namespace {

// The length that a field of the type has when its file says nothing.
std::pair<int, bool> usualLength(FieldType type) {
    xml::Element element;
    element.name = element.local = "field";
    for (const auto& [name, value] :
         {std::pair<std::string, std::string>{"id", "a"}, {"type", std::string(typeName(type))}, {"title", "a"}})
        element.attributes.push_back({name, "", name, value, {}});
    Form form;
    Findings ignored;
    readField(element, form, ignored);
    return {form.fields.front().length, form.fields.front().lengthIsMaximum};
}

std::string groupElement(const Group& group) {
    ElementWriter element("group");
    element.attribute("id", group.id).attribute("title", group.title).attribute("rows", group.rows);
    for (const Field& field : group.fields) element.child(fieldElement(field));
    return element.text();
}

std::string ruleElement(const Rule& rule) {
    return ElementWriter("rule")
        .attribute("id", rule.id)
        .attribute("test", rule.test.source())
        .attribute("message", rule.message)
        .optional("severity", rule.severity == Severity::warning ? "warning" : "")
        .text();
}

template <class T, class F>
bool all(const std::vector<T>& a, const std::vector<T>& b, F&& equal) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal);
}

bool same(const Option& a, const Option& b) {
    return a.code == b.code && a.title == b.title;
}

bool same(const Group& a, const Group& b) {
    return std::tie(a.id, a.title, a.rows) == std::tie(b.id, b.title, b.rows) &&
           all(a.fields, b.fields, [](const Field& x, const Field& y) { return forms::same(x, y); });
}

bool same(const Rule& a, const Rule& b) {
    return std::tie(a.id, a.test.source(), a.message, a.severity, a.fields) ==
           std::tie(b.id, b.test.source(), b.message, b.severity, b.fields);
}

bool same(const Migration& a, const Migration& b) {
    return a.from == b.from && a.drops == b.drops &&
           all(a.renames, b.renames,
               [](const auto& x, const auto& y) { return std::tie(x.from, x.to) == std::tie(y.from, y.to); }) &&
           all(a.recodes, b.recodes, [](const auto& x, const auto& y) {
               return std::tie(x.field, x.from, x.to) == std::tie(y.field, y.from, y.to);
           });
}

}  // namespace

std::string fieldElement(const Field& field) {
    ElementWriter element("field");
    element.attribute("id", memberOf(field)).attribute("type", typeName(field.type)).attribute("title", field.title);
    if (std::pair(field.length, field.lengthIsMaximum) != usualLength(field.type))
        element.attribute(field.lengthIsMaximum ? "maxlength" : "length", field.length);
    if (field.required) element.attribute("required", "true");
    if (field.myNumber && field.type != FieldType::myNumber) element.attribute("sensitivity", "my-number");
    if (field.policy != Policy::accept)
        element.attribute("policy", field.policy == Policy::verify ? "verify" : "double");
    if (field.holder != HolderProfile::undecided)
        element.attribute("holder", field.holder == HolderProfile::keep ? "keep" : "replace");
    for (const Option& option : field.options)
        element.child(ElementWriter("option").attribute("code", option.code).attribute("title", option.title).text());
    return element.text();
}

std::string migrationElement(const Migration& migration) {
    ElementWriter element("migration");
    element.attribute("from", migration.from);
    for (const auto& one : migration.renames)
        element.child(ElementWriter("rename").attribute("from", one.from).attribute("to", one.to).text());
    for (const auto& one : migration.recodes)
        element.child(ElementWriter("recode")
                          .attribute("field", one.field)
                          .attribute("from", one.from)
                          .attribute("to", one.to)
                          .text());
    for (const std::string& field : migration.drops)
        element.child(ElementWriter("drop").attribute("field", field).text());
    return element.text();
}

std::string writeForm(const Form& form) {
    ElementWriter root("form");
    root.attribute("xmlns", kFormNamespace).attribute("id", form.id);
    if (form.version != 1) root.attribute("version", form.version);
    root.attribute("title", form.title).optional("basis", form.basis).optional("retention", form.retention);
    for (const Field& field : form.fields) {
        const Group* group = form.group(field.group);
        if (group == nullptr)
            root.child(fieldElement(field));
        else if (field.row == 1 && memberOf(field) == group->fields.front().id)
            root.child(groupElement(*group));
    }
    for (const Rule& rule : form.rules) root.child(ruleElement(rule));
    for (const Migration& migration : form.migrations) root.child(migrationElement(migration));
    const auto text = formatTemplate(root.text(), "form.xml");
    return text ? *text : root.text();
}

bool same(const Field& a, const Field& b) {
    return std::tie(a.id, a.type, a.title, a.required, a.length, a.lengthIsMaximum, a.myNumber, a.policy, a.holder,
                    a.group, a.row) == std::tie(b.id, b.type, b.title, b.required, b.length, b.lengthIsMaximum,
                                                b.myNumber, b.policy, b.holder, b.group, b.row) &&
           all(a.options, b.options, [](const Option& x, const Option& y) { return same(x, y); });
}

bool same(const Form& a, const Form& b) {
    return std::tie(a.id, a.version, a.title, a.basis, a.retention) ==
               std::tie(b.id, b.version, b.title, b.basis, b.retention) &&
           all(a.fields, b.fields, [](const Field& x, const Field& y) { return same(x, y); }) &&
           all(a.groups, b.groups, [](const Group& x, const Group& y) { return same(x, y); }) &&
           all(a.rules, b.rules, [](const Rule& x, const Rule& y) { return same(x, y); }) &&
           all(a.migrations, b.migrations, [](const Migration& x, const Migration& y) { return same(x, y); });
}

}  // namespace toitsu::forms
