#include "forms/library_lint.h"

#include <algorithm>
#include <set>

#include "forms/findings.h"
#include "forms/page_places.h"

namespace toitsu::forms {
namespace {

std::string nameOf(const Field& field) {
    return field.group.empty() ? field.id : field.group + "." + std::string(memberOf(field));
}

// Names of fields, of a group's without the row: papers differ in their rows.
std::set<std::string> standing(const Library& library, const Form& form) {
    std::set<std::string> names;
    for (const auto& layout : library.layouts) {
        if (layout->form != form.id) continue;
        const auto take = [&](const auto& places) {
            for (const auto& place : places)
                if (const Field* field = form.field(place.field)) names.insert(nameOf(*field));
        };
        for (const LayoutPage& page : layout->pages) eachPlaces(take, page);
    }
    return names;
}

}  // namespace

void lintLibrary(const Library& library, Findings& findings) {
    for (const auto& form : library.forms) {
        const bool papers = std::any_of(library.layouts.begin(), library.layouts.end(),
                                        [&](const auto& layout) { return layout->form == form->id; });
        if (!papers) continue;
        const auto names = standing(library, *form);
        for (const Rule& rule : form->rules) {
            const auto missing = std::find_if(rule.fields.begin(), rule.fields.end(), [&](const std::string& id) {
                const Field* field = form->field(id);
                return field != nullptr && !names.contains(nameOf(*field));
            });
            if (missing == rule.fields.end()) continue;
            const std::string name = nameOf(*form->field(*missing));
            addWarning(findings, "F078",
                       {"この規則が読む「" + name +
                            "」はどの帳票レイアウトにもないため、紙のレコードではいつも空です。レイアウトに置くか、規則"
                            "から外してください。",
                        "The rule reads \"" + name +
                            "\", which stands on no layout of the form: in records from paper it is always empty. "
                            "Place it, or leave "
                            "it out of the rule."},
                       rule.place);
        }
    }
}

}  // namespace toitsu::forms
