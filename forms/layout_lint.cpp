#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "forms/findings.h"
#include "forms/layout_pages.h"
#include "forms/layout_parser.h"
#include "forms/page_places.h"

namespace toitsu::forms {
namespace {

struct Standing {
    std::string field, part;
    Place place;
    int page = 1;
};

template <class T>
std::string partOf(const T& place) {
    if constexpr (requires { place.part; }) return place.part;
    return {};
}

std::vector<Standing> everything(const Layout& layout) {
    std::vector<Standing> all;
    for (const LayoutPage& page : layout.pages) {
        eachPlaces(
            [&](const auto& places) {
                for (const auto& place : places) all.push_back({place.field, partOf(place), place.place, page.number});
            },
            page);
    }
    return all;
}

std::string named(const std::string& field, const std::string& part) {
    return part.empty() ? field : field + " (" + part + ")";
}

using Spot = std::tuple<std::string, int, int>;  // what is copied for every row of a group is reported once

Spot spotOf(const Place& place) {
    return {place.file, place.line, place.column};
}

// "12" beside a mistake in the same file, "base.xml:12" otherwise.
std::string lineOf(const Place& place, const Place& beside) {
    return (place.file == beside.file ? "" : place.file + ":") + std::to_string(place.line);
}

struct Occupied {
    std::string name;
    Box box;
    Place place;
};

// Seals and images are left out: a seal belongs over a name, and an image may be the crop of a whole block.
std::vector<Occupied> occupied(const LayoutPage& page) {
    std::vector<Occupied> all;
    for (const auto& p : page.texts) all.push_back({named(p.field, p.part), p.box, p.place});
    for (const auto& p : page.barcodes) all.push_back({p.field, p.box, p.place});
    for (const auto& p : page.choices) {
        for (const auto& o : p.options) {
            if (o.box.width > 0) all.push_back({named(p.field, o.option), o.box, o.place});
        }
    }
    return all;
}

double sharedArea(const Box& a, const Box& b) {
    const double width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return width > 0 && height > 0 ? width * height : 0;
}

bool overlapTooMuch(const Box& a, const Box& b) {
    return sharedArea(a, b) > 0.2 * std::min(a.width * a.height, b.width * b.height);
}

void lintOverlaps(const LayoutPage& page, Findings& findings) {
    const auto all = occupied(page);
    std::set<std::pair<Spot, Spot>> told;
    for (std::size_t i = 0; i < all.size() && !enough(findings); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (!overlapTooMuch(all[i].box, all[j].box)) continue;
            if (!told.insert({spotOf(all[i].place), spotOf(all[j].place)}).second) continue;
            const std::string line = lineOf(all[j].place, all[i].place);
            addError(findings, "F038",
                     {"「" + all[i].name + "」の枠が「" + all[j].name + "」(" + line +
                          "行目)と2割を超えて重なっています。box を直してください。",
                      "The box of \"" + all[i].name + "\" overlaps that of \"" + all[j].name + "\" (line " + line +
                          ") by more than 20 %. Correct the box."},
                     all[i].place);
        }
    }
    std::set<Spot> toldCells;
    for (const TextPlace& text : page.texts) {
        if (!toldCells.insert(spotOf(text.place)).second) continue;
        for (std::size_t i = 1; i < text.cellBoxes.size(); ++i) {
            if (!overlapTooMuch(text.cellBoxes[i], text.cellBoxes[i - 1])) continue;
            addError(findings, "F038",
                     {"マス " + std::to_string(i) + " と " + std::to_string(i + 1) +
                          " が2割を超えて重なっています。<cell> の box を直してください。",
                      "Cells " + std::to_string(i) + " and " + std::to_string(i + 1) +
                          " overlap by more than 20 %. Correct the <cell> boxes."},
                     text.place);
        }
    }
}

// Twice on one page. What stands again on another page tells whether both pages are of one submission.
void lintTwice(const std::vector<Standing>& all, Findings& findings) {
    std::map<std::tuple<int, std::string, std::string>, Place> seen;
    std::set<Spot> told;
    for (const Standing& one : all) {
        const auto [it, fresh] = seen.try_emplace({one.page, one.field, one.part}, one.place);
        if (fresh || !told.insert(spotOf(one.place)).second) continue;
        const std::string line = lineOf(it->second, one.place);
        addError(findings, "F034",
                 {"「" + named(one.field, one.part) + "」は " + line +
                      " 行目にもあります。片方を消すか、part を書き分けてください。",
                  "\"" + named(one.field, one.part) + "\" stands in line " + line +
                      " too. Remove one, or tell them apart by part."},
                 one.place);
    }
}

// A date needs year, month and day; a postcode both halves; a phone number all three groups; none may also stand whole.
void lintParts(const std::vector<Standing>& all, const Form& form, Findings& findings) {
    std::map<std::string, std::vector<const Standing*>> byField;
    for (const Standing& one : all) byField[one.field].push_back(&one);
    std::set<Spot> told;
    for (const Field& field : form.fields) {
        const auto standing = byField.find(field.id);
        if (standing == byField.end()) continue;
        std::vector<std::string> needed;
        if (field.type == FieldType::date) needed = {"year", "month", "day"};
        if (field.type == FieldType::phone) needed = {"1", "2", "3"};
        if (field.type == FieldType::postcode) needed = {"1", "2"};
        std::set<std::string> parts;
        const Standing* first = standing->second.front();
        for (const Standing* one : standing->second) parts.insert(one->part);
        if (parts.size() == 1 && parts.contains("")) continue;
        const auto known = partsOf(field.type);
        const bool misspelt = std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
            return !part.empty() && std::find(known.begin(), known.end(), part) == known.end();
        });
        if (misspelt) continue;  // reported where it stands
        const bool whole = std::all_of(needed.begin(), needed.end(), [&](const auto& p) { return parts.contains(p); });
        if ((whole && !parts.contains("")) || !told.insert(spotOf(first->place)).second) continue;
        if (parts.contains("")) {
            addError(findings, "F035",
                     {"「" + field.id + "」が全体と部分の両方で置かれています。どちらかにしてください。",
                      "\"" + field.id + "\" stands both whole and in parts. Keep one of them."},
                     first->place);
            continue;
        }
        for (const std::string& part : needed) {
            if (parts.contains(part)) continue;
            addError(findings, "F035",
                     {"「" + field.id + "」の部分 " + part + " がありません。<place field=\"" + field.id +
                          "\" part=\"" + part + "\" box=\"…\"/> を書いてください。",
                      "Part " + part + " of \"" + field.id + "\" is missing. Add <place field=\"" + field.id +
                          "\" part=\"" + part + "\" box=\"…\"/>."},
                     first->place);
        }
    }
}

void lintPages(const Layout& layout, Findings& findings) {
    if (layout.pages.size() < 2 || !sharedFields(layout).empty()) return;
    addWarning(findings, "F055",
               {"このレイアウトには、すべてのページに記入される項目がありません。給紙で紙が重なると、2人のページが"
                "1件になっても気付けません。番号などを全ページに置いてください。",
                "No field of this layout is written on every page: when the feeder takes two sheets at once, pages of "
                "two persons may become one case unseen. Give every page a place for a number."},
               layout.place);
}

// Papers differ in their rows: of a group only what stands in none of them is missing, and a group that lacks all of
// its fields is missing itself.
void missingOfGroup(const Group& group, const std::set<std::string>& standing, std::vector<std::string>& missing) {
    const auto stands = [&](const Field& member) {
        for (int row = 1; row <= group.rows; ++row)
            if (standing.contains(rowFieldId(group.id, row, member.id))) return true;
        return false;
    };
    if (std::none_of(group.fields.begin(), group.fields.end(), stands)) return missing.push_back(group.id);
    for (const Field& member : group.fields)
        if (!stands(member)) missing.push_back(group.id + "." + member.id);
}

// Papers ask for less than the form: told in one line, for an author to see that nothing was forgotten.
void lintMissingFields(const Layout& layout, const std::vector<Standing>& all, const Form& form, Findings& findings) {
    std::set<std::string> standing;
    for (const Standing& one : all) standing.insert(one.field);
    std::vector<std::string> missing, required;
    for (const Field& field : form.fields) {
        if (!field.group.empty() || standing.contains(field.id)) continue;
        missing.push_back(field.id);
        if (field.required) required.push_back(field.id);
    }
    for (const Group& group : form.groups) missingOfGroup(group, standing, missing);
    if (missing.empty()) return;
    const std::string count = std::to_string(missing.size()), names = text::join(missing, ", ");
    Wording told{"様式の項目のうち " + count + " 件がこの紙にありません: " + names +
                     "。紙が尋ねないなら、このままで構いません。",
                 count + (missing.size() == 1 ? " field of the form has" : " fields of the form have") +
                     " no place on this paper: " + names + ". Leave it so if the paper does not ask for " +
                     (missing.size() == 1 ? "it." : "them.")};
    if (!required.empty())
        told = told + Wording{"必須の項目 (" + text::join(required, ", ") +
                                  ") もないので、この紙のレコードはすべて人に回ります。",
                              " Required: " + text::join(required, ", ") + ", so every record goes to a person."};
    addWarning(findings, "F050", std::move(told), layout.place);
}

void lintMissingOptions(const Layout& layout, const Form& form, Findings& findings) {
    std::set<Spot> told;
    for (const LayoutPage& page : layout.pages) {
        for (const ChoicePlace& choice : page.choices) {
            const Field* field = form.field(choice.field);
            if (!field || !told.insert(spotOf(choice.place)).second) continue;
            std::vector<std::string> missing;
            for (const Option& option : field->options)
                if (std::none_of(choice.options.begin(), choice.options.end(),
                                 [&](const OptionPlace& o) { return o.option == option.code; }))
                    missing.push_back(option.code);
            if (missing.empty()) continue;
            const std::string names = text::join(missing, ", ");
            addWarning(findings, "F051",
                       {"「" + field->id + "」の選択肢のうち、この紙にないもの: " + names +
                            "。紙にあるなら <at option=\"" + missing.front() + "\" box=\"…\"/> を書いてください。",
                        "Options of \"" + field->id + "\" without a place on this paper: " + names +
                            ". If the paper prints them, add <at option=\"" + missing.front() + "\" box=\"…\"/>."},
                       choice.place);
        }
    }
}

}  // namespace

void lintLayout(const Layout& layout, const Form& form, Findings& findings) {
    const auto all = everything(layout);
    for (const LayoutPage& page : layout.pages) lintOverlaps(page, findings);
    lintTwice(all, findings);
    lintParts(all, form, findings);
    lintPages(layout, findings);
    // Beside errors this would only repeat them: what could not be read stands nowhere.
    if (!findings.errors.empty()) return;
    lintMissingFields(layout, all, form, findings);
    lintMissingOptions(layout, form, findings);
    for (const LayoutPage& page : layout.pages) {
        lintPrint(page, findings);
        lintSizes(page, findings);
    }
}

}  // namespace toitsu::forms
