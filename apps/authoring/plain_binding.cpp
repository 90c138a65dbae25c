#include "apps/authoring/plain_binding.h"

#include <set>

#include "base/xml.h"

namespace toitsu::authoring {

namespace {

constexpr const char* kYesNo = R"(<map code="true" to="1"/><map code="false" to="0"/>)";

std::string column(const std::string& name, const std::string& field, const std::string& more = {},
                   const std::string& within = {}) {
    const std::string head =
        "    <column name=\"" + xml::escape(name) + "\" field=\"" + xml::escape(field) + "\"" + more;
    return within.empty() ? head + "/>\n" : head + ">" + within + "</column>\n";
}

std::string columnsOf(const forms::Field& field) {
    switch (field.type) {
        case forms::FieldType::image:
            return {};
        case forms::FieldType::flag:
        case forms::FieldType::seal:
        case forms::FieldType::signature:
            return column(field.id, field.id, " empty=\"0\"", kYesNo);
        case forms::FieldType::choices: {
            std::string all;
            for (const forms::Option& option : field.options)
                all += column(field.id + ":" + option.code, field.id, " contains=\"" + xml::escape(option.code) + "\"",
                              kYesNo);
            return all;
        }
        default:
            return column(field.id, field.id);
    }
}

}  // namespace

PlainBinding plainBinding(const forms::Library& library, const forms::Form& form, const std::string& municipality) {
    PlainBinding out;
    out.id = form.id + "-" + municipality;
    out.path = "bindings/" + municipality + "/" + form.id + ".register.xml";
    std::string columns;
    std::set<std::string> known;
    const auto add = [&](const forms::Form& of) {
        for (const forms::Field& field : of.fields)
            if (known.insert(field.id).second) columns += columnsOf(field);
    };
    add(form);
    for (const auto& layout : library.layouts)
        if (layout->form == form.id && layout->municipality == municipality) add(forms::askedForm(form, *layout));
    out.xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- 「)" + xml::escape(form.title) +
              R"(」を、項目ごとに一列でそのまま渡す（はじめの雛形）。 -->
<binding xmlns="urn:toitsu:binding:1" id=")" +
              out.id + "\" municipality=\"" + municipality + "\" operation=\"" + form.id + ".register\" title=\"" +
              xml::escape(form.title) + R"( 取込（ファイル連携）">
  <file folder="/srv/toitsu/)" +
              out.id + R"(" encoding="utf-8" header="true" line-end="crlf">
)" + columns + R"(  </file>
</binding>
)";
    return out;
}

}  // namespace toitsu::authoring
