// A column is one source, or several: <part> elements inside it. Both take the same attributes, so a column without
// parts is read as its own only source.

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "backends/binding_syntax.h"
#include "base/text.h"

namespace toitsu::backends {

namespace {

const std::vector<std::string_view> sourceAttributes{
    "field", "value", "contains", "date-format", "money", "kana", "digits-only", "zero-pad", "split", "piece", "empty"};
const std::vector<std::string_view> columnAttributes{"name", "required", "max-bytes", "max-chars", "separator"};

bool validFieldId(std::string_view id) {
    if (id.empty() || id.front() < 'a' || id.front() > 'z') return false;
    bool separator = false;
    for (const char c : id) {
        const bool dash = c == '-' || c == '.';
        if (!dash && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return false;
        if (dash && separator) return false;
        separator = dash;
    }
    return !separator;
}

void contradiction(const xml::Element& element, const std::string& ja, const std::string& en, Mistakes& mistakes) {
    mistakes.add("B005", {"<" + element.name + "> " + ja, "<" + element.name + "> " + en}, element.place);
}

std::vector<CodeMap> parseCodes(const xml::Element& element, Mistakes& mistakes) {
    std::vector<CodeMap> out;
    for (const xml::Element& child : element.children) {
        if (child.space != bindingNamespace || child.local != "map") continue;
        mistakes.onlyAttributes(child, {"code", "to"});
        mistakes.noText(child);
        const std::string code = mistakes.required(child, "code");
        if (child.attribute("to") == nullptr) mistakes.required(child, "to");
        const bool twice = std::any_of(out.begin(), out.end(), [&](const CodeMap& map) { return map.code == code; });
        if (twice && !code.empty())
            mistakes.add("B004",
                         {"コード " + code + " の対応が二つあります。一つにしてください。",
                          "the code " + code + " is mapped twice; keep one"},
                         child.place);
        out.push_back({code, child.get("to")});
    }
    return out;
}

// Transforms that cannot work together would otherwise silently win over one another.
void checkSource(const xml::Element& element, const Source& source, Mistakes& mistakes) {
    const bool constant = element.attribute("value") != nullptr;
    if (constant && element.attribute("field") != nullptr)
        contradiction(element, "に field と value の両方は書けません。どちらかにしてください。",
                      "takes either field or value, not both", mistakes);
    for (const std::string_view name : sourceAttributes)
        if (constant && name != "field" && name != "value" && element.attribute(name) != nullptr)
            contradiction(element, "の定数（value）に " + std::string(name) + " は使えません。",
                          "is a constant (value); " + std::string(name) + " does not apply to it", mistakes);
    if (constant && !source.codes.empty())
        contradiction(element, "の定数（value）に <map> は使えません。",
                      "is a constant (value); <map> does not apply to it", mistakes);
    if (source.split.empty() != (source.piece == 0))
        contradiction(element, "の split と piece は一緒に書いてください。", "needs split and piece together",
                      mistakes);
    std::string kinds;
    int count = 0;
    const auto kind = [&](bool used, std::string_view name) {
        if (!used) return;
        kinds += (kinds.empty() ? "" : ", ") + std::string(name);
        ++count;
    };
    kind(!source.codes.empty(), "map");
    kind(source.date.has_value(), "date-format");
    kind(source.money != Money::no, "money");
    kind(source.kana != Kana::asIs, "kana");
    kind(!source.split.empty(), "split");
    if (count > 1)
        contradiction(element, "に " + kinds + " を同時に使えません。一つにしてください。",
                      "uses " + kinds + " together; keep one of them", mistakes);
    const bool fixedForm = !source.codes.empty() || source.date || source.kana != Kana::asIs;
    if (fixedForm && source.zeroPad > 0)
        contradiction(element, "の zero-pad は " + kinds + " と一緒に使えません。", "cannot use zero-pad with " + kinds,
                      mistakes);
    if ((fixedForm || source.money != Money::no) && source.digitsOnly)
        contradiction(element, "の digits-only は " + kinds + " と一緒に使えません。",
                      "cannot use digits-only with " + kinds, mistakes);
    if (source.contains.empty()) return;
    for (const std::string_view wanted : {"true", "false"}) {
        const bool found = std::any_of(source.codes.begin(), source.codes.end(),
                                       [&](const CodeMap& map) { return map.code == wanted; });
        if (!found)
            contradiction(element, "の contains には <map code=\"" + std::string(wanted) + "\" to=\"…\"/> が必要です。",
                          "with contains needs <map code=\"" + std::string(wanted) + "\" to=\"…\"/>", mistakes);
    }
}

Source parseSource(const xml::Element& element, Mistakes& mistakes) {
    Source source;
    source.place = element.place;
    source.field = element.get("field");
    source.constant = element.get("value");
    source.contains = element.get("contains");
    source.split = element.get("split");
    source.empty = element.get("empty");
    source.piece = mistakes.count(element, "piece");
    source.zeroPad = mistakes.count(element, "zero-pad");
    source.digitsOnly = mistakes.flag(element, "digits-only", false);
    source.kana = mistakes.choice<Kana>(element, "kana", Kana::asIs, {{"half", Kana::half}, {"full", Kana::full}});
    source.money =
        mistakes.choice<Money>(element, "money", Money::no, {{"plain", Money::plain}, {"commas", Money::commas}});
    if (element.attribute("date-format") != nullptr)
        source.date = mistakes.choice<DateFormat>(element, "date-format", DateFormat::iso,
                                                  {{"iso", DateFormat::iso},
                                                   {"yyyymmdd", DateFormat::compact},
                                                   {"yyyy/mm/dd", DateFormat::slashes},
                                                   {"wareki-7digits", DateFormat::wareki7}});
    source.codes = parseCodes(element, mistakes);
    const xml::Attribute* field = element.attribute("field");
    if (field == nullptr && element.attribute("value") == nullptr) {
        mistakes.add("B002",
                     {"<" + element.name + "> に field（項目）か value（定数）を書いてください。",
                      "<" + element.name + "> needs field or value"},
                     element.place);
    } else if (field != nullptr && !validFieldId(field->value)) {
        mistakes.add("B003",
                     {"field には様式の項目 id（小文字、数字、- と .）を書いてください。",
                      "field must be the id of a form's field: lower case letters, digits, '-' and '.'"},
                     field->place);
    }
    checkSource(element, source, mistakes);
    return source;
}

}  // namespace

ColumnRule parseColumn(const xml::Element& element, Mistakes& mistakes) {
    std::vector<std::string_view> known = columnAttributes;
    known.insert(known.end(), sourceAttributes.begin(), sourceAttributes.end());
    mistakes.onlyAttributes(element, known);
    mistakes.noText(element);
    ColumnRule column;
    column.place = element.place;
    column.name = mistakes.required(element, "name");
    column.required = mistakes.flag(element, "required", false);
    column.maxBytes = mistakes.count(element, "max-bytes");
    column.maxChars = mistakes.count(element, "max-chars");
    column.separator = element.get("separator");

    for (const xml::Element& child : element.children) {
        if (child.space == bindingNamespace && child.local == "part") {
            mistakes.onlyAttributes(child, sourceAttributes);
            mistakes.noText(child);
            for (const xml::Element& inner : child.children)
                if (inner.space != bindingNamespace || inner.local != "map") mistakes.unknownElement(inner, "<map>");
            column.sources.push_back(parseSource(child, mistakes));
        } else if (child.space != bindingNamespace || child.local != "map") {
            mistakes.unknownElement(child, "<map>, <part>");
        }
    }
    if (column.sources.empty()) {
        if (element.attribute("separator") != nullptr)
            contradiction(element, "の separator は <part> を並べるときだけ使えます。",
                          "takes separator only with <part>", mistakes);
        column.sources.push_back(parseSource(element, mistakes));
        return column;
    }
    const bool own = element.child("map") != nullptr ||
                     std::any_of(sourceAttributes.begin(), sourceAttributes.end(),
                                 [&](std::string_view name) { return element.attribute(name) != nullptr; });
    if (own)
        contradiction(element, "に <part> があるときは、field などは <part> の方に書いてください。",
                      "has <part>: write field, map and formats at the parts", mistakes);
    return column;
}

RowRules parseRowRules(const xml::Element& target, Encoding usual, Mistakes& mistakes) {
    RowRules rules;
    rules.encoding =
        mistakes.choice<Encoding>(target, "encoding", usual, {{"cp932", Encoding::cp932}, {"utf-8", Encoding::utf8}});
    mistakes.noText(target);
    std::set<std::string> names;
    for (const xml::Element& child : target.children) {
        if (child.space != bindingNamespace || (child.local != "column" && child.local != "replace")) {
            mistakes.unknownElement(child, "<column>, <replace>");
        } else if (child.local == "replace") {
            mistakes.onlyAttributes(child, {"from", "to"});
            mistakes.noText(child);
            rules.replacements.push_back({mistakes.required(child, "from"), mistakes.required(child, "to")});
        } else {
            rules.columns.push_back(parseColumn(child, mistakes));
            const std::string& name = rules.columns.back().name;
            if (!name.empty() && !names.insert(name).second)
                mistakes.add("B004",
                             {"列 " + name + " が二つあります。一つにしてください。",
                              "the column " + name + " stands twice; keep one"},
                             child.place);
        }
    }
    if (rules.columns.empty())
        mistakes.add(
            "B006", {"<" + target.name + "> に <column> が一つもありません。", "<" + target.name + "> has no <column>"},
            target.place);
    return rules;
}

}  // namespace toitsu::backends
