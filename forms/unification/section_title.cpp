#include "forms/unification/section_title.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "forms/unification/printed_sign.h"

namespace toitsu::forms::unification {
namespace {

// What more than half of the titles begin with, up to a の or a colon.
std::string commonBeginning(const std::vector<std::string>& titles) {
    std::map<std::string, std::size_t> beginnings;
    for (const std::string& title : titles) {
        const std::u32string text = text::decode(title);
        std::set<std::string> own;
        for (std::size_t i = 2; i + 1 < text.size() && i <= 14; ++i)
            if (text[i] == U'の' || text[i] == U':' || text[i] == U'：') own.insert(text::encode(text.substr(0, i)));
        for (const std::string& beginning : own) ++beginnings[beginning];
    }
    std::string best;
    for (const auto& [beginning, count] : beginnings)
        if (2 * count > titles.size() && beginning.size() > best.size()) best = beginning;
    return best;
}

struct Heading {
    std::string words;
    Box box;
    bool vertical = false;
};

std::vector<Heading> headingsOf(const LayoutPage& page) {
    std::vector<Heading> headings;
    for (const Printed& item : page.printed) {
        const auto* text = std::get_if<PrintedText>(&item);
        if (!text || !(text->bold || text->vertical) || text->size > 5) continue;  // larger ones are the form's title
        const std::string words = comparable(printedSign(text->text).words);
        if (text::length(words) >= 2 && text::length(words) <= 12)
            headings.push_back({words, text->box, text->vertical});
    }
    return headings;
}

// How far the field stands under the heading, or to the right of a vertical one; nothing when it does not.
std::optional<double> under(const Heading& heading, const Box& field) {
    const bool beside = heading.box.y < field.centre().y && field.centre().y < heading.box.bottom();
    if (heading.vertical) {
        if (!beside || field.x < heading.box.right()) return {};
        return field.x - heading.box.right();
    }
    const bool within = heading.box.x - 3 < field.centre().x && field.centre().x < heading.box.right() + 3;
    if (!within || field.y < heading.box.bottom() - 1) return {};
    return field.y - heading.box.bottom();
}

// The heading that stands nearest above most of the section's fields; of equally many the narrowest, which says most.
std::string headingOf(const std::vector<Paper>& papers, const Coverage& coverage, const std::string& section,
                      const std::set<std::string>& taken) {
    struct Votes {
        int fields = 0;
        double width = 1e9;
    };
    std::map<std::string, Votes> votes;
    for (std::size_t p = 0; p < papers.size(); ++p) {
        std::map<int, std::vector<Heading>> headings;
        for (const LayoutPage& page : papers[p].layout.pages) headings[page.number] = headingsOf(page);
        for (std::size_t i = 0; i < coverage.items.size(); ++i) {
            if (coverage.items[i].section != section || !coverage.cells[i][p].present()) continue;
            const Standing& first = coverage.cells[i][p].places.front();
            const Heading* nearest = nullptr;
            double distance = 60;  // mm; farther up it belongs to something else
            for (const Heading& heading : headings[first.page]) {
                const auto found = under(heading, first.box);
                if (!found || *found >= distance || taken.contains(heading.words)) continue;
                distance = *found;
                nearest = &heading;
            }
            if (!nearest) continue;
            Votes& own = votes[nearest->words];
            ++own.fields;
            own.width = std::min(own.width, nearest->vertical ? nearest->box.height : nearest->box.width);
        }
    }
    std::string best;
    Votes most;
    for (const auto& [words, own] : votes) {
        if (own.fields < most.fields || (own.fields == most.fields && own.width >= most.width)) continue;
        best = words;
        most = own;
    }
    return best;
}

}  // namespace

std::map<std::string, std::string> sectionTitles(const Form& form, const std::vector<Paper>& papers,
                                                 const Coverage& coverage, const Decisions& decisions) {
    std::vector<std::string> sections;
    std::map<std::string, std::vector<std::string>> fields;
    for (const Item& item : coverage.items) {
        if (item.section.empty()) continue;
        if (fields[item.section].empty()) sections.push_back(item.section);
        fields[item.section].push_back(item.field.title);
    }
    std::map<std::string, std::string> titles;
    std::set<std::string> taken;
    for (const std::string& section : sections) {
        std::string title = decisions.value("section", section);
        if (const Group* group = form.group(section); title.empty() && group) title = group->title;
        if (title.empty()) title = commonBeginning(fields[section]);
        if (title.empty()) continue;
        titles[section] = title;
        taken.insert(comparable(title));
    }
    for (const std::string& section : sections) {
        if (titles.contains(section)) continue;
        const std::string title = headingOf(papers, coverage, section, taken);
        if (title.empty()) continue;
        titles[section] = title;
        taken.insert(title);
    }
    return titles;
}

std::string shortTitle(const std::string& title, const std::string& section) {
    for (const char* separator : {"の", ": ", "：", ":"}) {
        const std::string beginning = section + separator;
        if (section.empty() || !title.starts_with(beginning)) continue;
        const std::string rest = title.substr(beginning.size());
        if (text::length(comparable(rest)) > 1) return rest;  // 「数」 or 「額」 alone says too little
    }
    return title;
}

}  // namespace toitsu::forms::unification
