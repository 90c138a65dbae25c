#include <algorithm>

#include "base/xml.h"
#include "forms/form_writer.h"
#include "forms/format.h"
#include "forms/unification/template_text.h"

namespace toitsu::forms::unification {
namespace {

struct Range {
    std::size_t from = 0, to = 0;  // bytes
};

// The byte at a place of the source; columns count characters.
std::size_t offsetOf(std::string_view source, const Place& place) {
    std::size_t at = 0;
    for (int line = 1; line < place.line && at < source.size(); ++line) at = source.find('\n', at) + 1;
    for (int column = 1; column < place.column && at < source.size(); ++column) {
        ++at;
        while (at < source.size() && (static_cast<unsigned char>(source[at]) & 0xC0) == 0x80) ++at;
    }
    return at;
}

// Behind the tag that begins at `at`.
std::size_t tagEnd(std::string_view source, std::size_t at) {
    char quote = 0;
    for (; at < source.size() && (quote != 0 || source[at] != '>'); ++at) {
        if (quote != 0 && source[at] == quote)
            quote = 0;
        else if (quote == 0 && (source[at] == '"' || source[at] == '\''))
            quote = source[at];
    }
    return std::min(at + 1, source.size());
}

// The element that begins at the place, with its line when nothing else stands there. What lies in it may be comments
// that hold its own closing tag.
Range elementAt(std::string_view source, const xml::Element& element) {
    std::size_t from = offsetOf(source, element.place), to = tagEnd(source, from);
    if (source[to - 2] != '/') {
        const std::string closing = "</" + element.name;
        while (to < source.size() && source.compare(to, closing.size(), closing) != 0) {
            const bool comment = source.compare(to, 4, "<!--") == 0;
            to = comment ? source.find("-->", to) + 3 : source.find('<', to + 1);
        }
        to = tagEnd(source, to);
    }
    while (from > 0 && (source[from - 1] == ' ' || source[from - 1] == '\t')) --from;
    if (from > 0 && source[from - 1] == '\n' && to < source.size() && source[to] == '\n') ++to;
    return {from, to};
}

// The elements of fields and rules that the proposal leaves out.
std::vector<Range> leftOut(std::string_view source, const xml::Element& root, const Unification& result) {
    std::vector<Range> cut;
    for (const xml::Element& child : root.children) {
        if (child.space != root.space) continue;
        const std::string id = child.get("id");
        if (child.local == "field" && !result.form.field(id)) cut.push_back(elementAt(source, child));
        if (child.local == "group" && !result.form.group(id)) {
            cut.push_back(elementAt(source, child));
        } else if (child.local == "group") {
            for (const xml::Element& member : child.children)
                if (member.local == "field" && !result.form.field(rowFieldId(id, 1, member.get("id"))))
                    cut.push_back(elementAt(source, member));
        }
        if (child.local == "rule" &&
            std::find(result.droppedRules.begin(), result.droppedRules.end(), id) != result.droppedRules.end())
            cut.push_back(elementAt(source, child));
    }
    return cut;
}

std::string droppedFields(const Form& before, const Unification& result) {
    std::string dropped;
    for (const Field& field : before.fields)
        if (field.row <= 1 && !result.form.field(field.id)) dropped += (dropped.empty() ? "" : ", ") + itemId(field);
    return dropped;
}

}  // namespace

std::string formText(std::string_view source, const Form& before, const Unification& result) {
    std::string out(source);
    const auto document = xml::parse(source, before.place.file);
    if (!document || result.form.version == before.version) return out;
    const std::vector<Range> cut = leftOut(source, document->root, result);
    for (auto range = cut.rbegin(); range != cut.rend(); ++range) out.erase(range->from, range->to - range->from);

    const std::size_t head = offsetOf(out, document->root.place);
    const std::string version = "version=\"" + std::to_string(before.version) + "\"";
    const std::string next = "version=\"" + std::to_string(result.form.version) + "\"";
    if (const std::size_t at = out.find(version, head); at < tagEnd(out, head))
        out.replace(at, version.size(), next);
    else
        out.insert(head + 1 + document->root.name.size(), " " + next);

    const auto own = [](const std::string& element) { return "  " + element + "\n"; };
    std::string last;
    if (const std::string dropped = droppedFields(before, result); !dropped.empty())
        last += "  <!-- 版 " + std::to_string(before.version) + " にあり、統一でやめた項目: " + dropped + " -->\n";
    for (const Migration& migration : result.form.migrations)
        if (migration.from == before.version) last += own(migrationElement(migration));
    out.insert(out.rfind("</" + document->root.name), last);
    std::string added;
    for (const Field& field : result.form.fields)
        if (!before.field(field.id)) added += own(fieldElement(field));
    out.insert(std::min(out.find("  <rule "), out.rfind(last + "</" + document->root.name)), added);
    const auto tidy = formatTemplate(out, before.place.file);
    return tidy ? *tidy : out;
}

}  // namespace toitsu::forms::unification
