#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/form_parser.h"

namespace toitsu::forms {

void readGroup(const xml::Element& element, Form& form, Findings& findings) {
    ElementReader reader(element, findings);
    Group group;
    group.place = element.place;
    group.id = reader.required("id").value_or("");
    group.title = reader.required("title").value_or("");
    if (reader.required("rows")) group.rows = reader.whole("rows", 1, 99).value_or(1);
    reader.finish({"field"});
    Form inside;  // ids of the group's fields are told apart from each other only
    inside.basis = form.basis;
    for (const xml::Element& child : element.children) {
        if (child.space != element.space || child.local != "field") continue;
        if (tooManyFields(child, inside, 1, findings)) return;
        readField(child, inside, findings);
    }
    if (inside.fields.empty() && element.children.empty()) {
        addError(findings, "F013",
                 {"繰り返しに項目がありません。<field id=\"…\" type=\"…\" title=\"…\"/> を書いてください。",
                  "The group has no fields. Add <field id=\"…\" type=\"…\" title=\"…\"/>."},
                 element.place);
    }
    if (group.id.empty()) return;
    checkFieldId(reader, form, group.id);
    group.fields = std::move(inside.fields);
    if (tooManyFields(element, form, group.fields.size() * static_cast<std::size_t>(group.rows), findings)) return;
    for (int row = 1; row <= group.rows; ++row)
        for (const Field& member : group.fields) form.fields.push_back(rowField(group, row, member));
    form.groups.push_back(std::move(group));
}

}  // namespace toitsu::forms
