// What a newer version of a form changed. Only the last step can be compared with the form itself: between earlier ones
// lie versions that nobody has any more.

#include <algorithm>

#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/form_parser.h"

namespace toitsu::forms {
namespace {

std::string nameOf(const Field& field) {
    return field.group.empty() ? field.id : field.group + "." + std::string(memberOf(field));
}

// The fields that the name stands for: one, those of all rows, or all that lie below it.
std::vector<const Field*> named(const Form& form, const std::string& name) {
    std::vector<const Field*> found;
    for (const Field& field : form.fields) {
        const std::string own = nameOf(field);
        if (own == name || own.compare(0, name.size() + 1, name + ".") == 0) found.push_back(&field);
    }
    return found;
}

std::vector<std::string> names(const Form& form) {
    std::vector<std::string> all;
    for (const Field& field : form.fields)
        if (field.row <= 1) all.push_back(nameOf(field));
    return all;
}

class MigrationReader {
public:
    MigrationReader(const Form& form, Migration& migration, Findings& findings)
        : form_(form), migration_(migration), findings_(findings), last_(migration.from == form.version - 1) {}

    void read(const xml::Element& element) {
        if (element.local != "rename" && element.local != "recode" && element.local != "drop") return;
        ElementReader reader(element, findings_);
        if (element.local == "rename") readRename(reader);
        if (element.local == "recode") readRecode(reader);
        if (element.local == "drop") readDrop(reader);
        reader.finish({});
    }

private:
    std::string id(ElementReader& reader, const char* attribute) {
        const std::string name = reader.required(attribute).value_or("");
        if (name.empty() || validId(name, true)) return name;
        reader.error(
            "F021", attribute,
            {"項目の id「" + shown(name) + "」は使えません。項目の id をそのまま書いてください(例 employee.name)。",
             "\"" + shown(name) + "\" is no field id. Write the field's id, e.g. employee.name."});
        return {};
    }

    // F072 unless this version has such a field.
    void mustExist(ElementReader& reader, const char* attribute, const std::string& name) {
        if (!last_ || name.empty() || !named(form_, name).empty()) return;
        reader.error("F072", attribute,
                     Wording{"この版の様式に項目「" + shown(name) + "」はありません。",
                             "This version of the form has no field \"" + shown(name) + "\"."} +
                         suggestion(name, names(form_)));
    }

    // F073 when this version still has it.
    void mustBeGone(ElementReader& reader, const char* attribute, const std::string& name) {
        if (!last_ || name.empty() || named(form_, name).empty()) return;
        reader.error(
            "F073", attribute,
            {"項目「" + name + "」はこの版の様式にまだあります。この行を消すか、様式から項目を消してください。",
             "This version of the form still has the field \"" + name +
                 "\". Remove this line, or the field from the form."});
    }

    void readRename(ElementReader& reader) {
        const std::string from = id(reader, "from"), to = id(reader, "to");
        mustExist(reader, "to", to);
        mustBeGone(reader, "from", from);
        if (!from.empty() && !to.empty()) migration_.renames.push_back({from, to});
    }

    void readRecode(ElementReader& reader) {
        const std::string field = id(reader, "field");
        const std::string from = reader.required("from").value_or(""), to = reader.required("to").value_or("");
        mustExist(reader, "field", field);
        for (const Field* known : last_ ? named(form_, field) : std::vector<const Field*>()) {
            if (to.empty() || known->option(to) != nullptr || known->options.empty()) continue;
            std::vector<std::string> codes;
            for (const Option& option : known->options) codes.push_back(option.code);
            reader.error("F032", "to",
                         Wording{"項目「" + field + "」に選択肢「" + shown(to) + "」はありません。",
                                 "Field \"" + field + "\" has no option \"" + shown(to) + "\"."} +
                             suggestion(to, codes));
            break;
        }
        if (!field.empty() && !from.empty() && !to.empty()) migration_.recodes.push_back({field, from, to});
    }

    void readDrop(ElementReader& reader) {
        const std::string field = id(reader, "field");
        mustBeGone(reader, "field", field);
        if (!field.empty()) migration_.drops.push_back(field);
    }

    const Form& form_;
    Migration& migration_;
    Findings& findings_;
    bool last_;
};

}  // namespace

void readMigration(const xml::Element& element, Form& form, Findings& findings) {
    ElementReader reader(element, findings);
    Migration migration;
    migration.place = element.place;
    if (reader.required("from")) migration.from = reader.whole("from", 1, 1'000'000).value_or(0);
    reader.finish({"rename", "recode", "drop"});
    if (migration.from == 0) return;
    if (migration.from >= form.version) {
        const std::string version = std::to_string(form.version);
        return reader.error(
            "F071", "from",
            {"移行の元の版は、この様式の版(version=\"" + version +
                 "\")より小さくなければなりません。<form> の version を上げるか from を直してください。",
             "A migration comes from a version below this form's (version=\"" + version +
                 "\"). Raise version in <form>, or correct from."});
    }
    const bool twice = std::any_of(form.migrations.begin(), form.migrations.end(),
                                   [&](const Migration& other) { return other.from == migration.from; });
    if (twice) {
        const std::string version = std::to_string(migration.from);
        return reader.error("F015", "from",
                            {"版 " + version + " からの移行が2つあります。1つにまとめてください。",
                             "The migration from version " + version + " stands twice. Write one."});
    }
    MigrationReader changes(form, migration, findings);
    for (const xml::Element& child : element.children) {
        if (enough(findings)) break;
        if (child.space == element.space) changes.read(child);
    }
    form.migrations.push_back(std::move(migration));
    std::sort(form.migrations.begin(), form.migrations.end(),
              [](const Migration& a, const Migration& b) { return a.from < b.from; });
}

}  // namespace toitsu::forms
