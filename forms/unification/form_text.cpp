#include <algorithm>

#include "base/xml.h"
#include "forms/unification/template_text.h"

namespace toitsu::forms::unification {
namespace {

std::string attribute(const char* name, const std::string& value) {
    return value.empty() ? "" : std::string(" ") + name + "=\"" + xml::escape(value) + "\"";
}

// Where the element that begins at `from` ends, and the text from the start of its line when nothing else stands there.
void cutElement(std::string& source, const std::string& name, const std::string& id) {
    const std::string opening = "<" + name + " ";
    for (std::size_t at = source.find(opening); at != std::string::npos; at = source.find(opening, at + 1)) {
        char quote = 0;
        std::size_t end = at;
        for (; end < source.size() && (quote != 0 || source[end] != '>'); ++end) {
            if (quote != 0 && source[end] == quote)
                quote = 0;
            else if (quote == 0 && (source[end] == '"' || source[end] == '\''))
                quote = source[end];
        }
        const std::string_view tag = std::string_view(source).substr(at, end - at);
        if (tag.find(" id=\"" + id + "\"") == std::string_view::npos &&
            tag.find("\nid=\"" + id + "\"") == std::string_view::npos)
            continue;
        if (end > 0 && source[end - 1] != '/') {
            const std::string closing = "</" + name + ">";
            end = source.find(closing, end);
            if (end == std::string::npos) return;
            end += closing.size() - 1;
        }
        std::size_t from = at;
        while (from > 0 && (source[from - 1] == ' ' || source[from - 1] == '\t')) --from;
        std::size_t to = end + 1;
        if (from > 0 && source[from - 1] == '\n' && to < source.size() && source[to] == '\n') ++to;
        source.erase(from, to - from);
        return;
    }
}

std::string fieldText(const Field& field) {
    const char* policy = field.policy == Policy::verify        ? "verify"
                         : field.policy == Policy::doubleEntry ? "double"
                                                               : "";
    std::string out =
        "  <field" + attribute("id", field.id) + attribute("type", std::string(typeName(field.type))) +
        (field.length > 0 ? attribute(field.lengthIsMaximum ? "maxlength" : "length", std::to_string(field.length))
                          : "") +
        attribute("title", field.title) + (field.required ? attribute("required", "true") : "") +
        (field.myNumber ? attribute("sensitivity", "my-number") : "") + attribute("policy", policy);
    if (field.options.empty()) return out + "/>\n";
    out += ">\n";
    for (const Option& option : field.options)
        out += "    <option" + attribute("code", option.code) + attribute("title", option.title) + "/>\n";
    return out + "  </field>\n";
}

}  // namespace

std::string formText(std::string_view source, const Form& before, const Unification& result) {
    std::string out(source);
    std::string dropped;
    for (const Field& field : before.fields) {
        if (result.form.field(field.id)) continue;
        const std::string name = field.group.empty() ? field.id : std::string(memberOf(field));
        if (field.row <= 1) cutElement(out, "field", name);
        if (field.row <= 1) dropped += (dropped.empty() ? "" : ", ") + itemId(field);
    }
    for (const std::string& rule : result.droppedRules) cutElement(out, "rule", rule);
    std::string added;
    for (const Field& field : result.form.fields)
        if (!before.field(field.id)) added += fieldText(field);
    if (result.form.version != before.version) {
        const std::string old = "version=\"" + std::to_string(before.version) + "\"";
        const std::size_t head = out.find("<form");
        const std::size_t at = head == std::string::npos ? head : out.find(old, head);
        if (at != std::string::npos)
            out.replace(at, old.size(), "version=\"" + std::to_string(result.form.version) + "\"");
    }
    const std::size_t end = out.rfind("</form>");
    if (end == std::string::npos) return out;
    if (!dropped.empty())
        out.insert(end,
                   "  <!-- 版 " + std::to_string(before.version) + " にあり、統一でやめた項目: " + dropped + " -->\n");
    std::size_t at = std::min(out.find("  <rule "), out.rfind("</form>"));
    out.insert(at, added);
    return out;
}

}  // namespace toitsu::forms::unification
