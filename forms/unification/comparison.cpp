#include "forms/unification/comparison.h"

#include <algorithm>
#include <map>
#include <set>

namespace toitsu::forms::unification {
namespace {

std::string nameOf(const std::vector<Paper>& papers, const std::string& layout) {
    const auto it = std::find_if(papers.begin(), papers.end(), [&](const Paper& p) { return p.layout.id == layout; });
    return it == papers.end() ? layout : it->name;
}

std::string namesOf(const std::vector<Paper>& papers, const std::vector<Witness>& witnesses) {
    std::string names;
    for (const Witness& witness : witnesses) names += (names.empty() ? "" : "・") + nameOf(papers, witness.paper);
    return names;
}

bool anyGuessed(const std::vector<Presence>& row) {
    return std::any_of(row.begin(), row.end(), [](const Presence& p) { return p.guess.has_value(); });
}

void add(std::vector<Finding>& findings, FindingKind kind, const Item& item, std::vector<Witness> witnesses,
         Wording text, bool guessed) {
    Finding finding;
    finding.kind = kind;
    finding.item = item.id;
    finding.witnesses = std::move(witnesses);
    finding.text = std::move(text);
    finding.guessed = guessed;
    findings.push_back(std::move(finding));
}

void comparePresence(const std::vector<Paper>& papers, const Coverage& coverage, std::size_t index,
                     std::vector<Finding>& findings) {
    const Item& item = coverage.items[index];
    const auto& row = coverage.cells[index];
    const std::string title = "「" + item.field.title + "」";
    const std::size_t present = coverage.present(index);
    std::vector<Witness> have, lack;
    for (std::size_t i = 0; i < papers.size(); ++i) {
        auto& list = row[i].present() ? have : lack;
        list.push_back({papers[i].layout.id, row[i].present() ? Wording{"あり", "there"} : Wording{"なし", "absent"},
                        row[i].present() ? "there" : ""});
    }
    const bool guessed = anyGuessed(row);
    if (item.field.type == FieldType::seal) {  // a paper without a seal is no gap but what all should become
        if (present > 0)
            add(findings, FindingKind::seal, item, have,
                {namesOf(papers, have) + "に" + title + "の押印欄が残っている",
                 namesOf(papers, have) + ": " + title + " is still to be sealed"},
                guessed);
        return;
    }
    if (!item.owner.empty()) {
        add(findings, FindingKind::localField, item, have,
            {namesOf(papers, have) + "だけの項目 " + title, namesOf(papers, have) + " alone: " + title}, guessed);
        return;
    }
    if (present == 0)
        add(findings, FindingKind::unaskedField, item, lack,
            {title + "はどの用紙にもない", title + " stands on no paper"}, guessed);
    else if (!lack.empty())
        add(findings, FindingKind::missingField, item, lack,
            {namesOf(papers, lack) + "に" + title + "の欄がない", namesOf(papers, lack) + ": no place for " + title},
            guessed);
}

// A group's rows are compared once, at its first field that stands anywhere.
void compareRows(const std::vector<Paper>& papers, const Coverage& coverage, std::vector<Finding>& findings) {
    std::map<std::string, std::vector<int>> rows;
    std::vector<std::string> groups;
    for (std::size_t i = 0; i < coverage.items.size(); ++i) {
        const std::string& group = coverage.items[i].group;
        if (group.empty()) continue;
        auto& counts = rows[group];
        if (counts.empty()) {
            counts.assign(papers.size(), 0);
            groups.push_back(group);
        }
        for (std::size_t p = 0; p < papers.size(); ++p) counts[p] = std::max(counts[p], coverage.cells[i][p].rows);
    }
    for (const std::string& group : groups) {
        std::set<int> different;
        std::vector<Witness> witnesses;
        for (std::size_t p = 0; p < papers.size(); ++p) {
            const int count = rows[group][p];
            if (count == 0) continue;
            different.insert(count);
            witnesses.push_back({papers[p].layout.id,
                                 {std::to_string(count) + " 行", std::to_string(count) + " rows"},
                                 std::to_string(count)});
        }
        if (different.size() < 2) continue;
        const Wording who = groupedText(papers, witnesses);
        Finding finding;
        finding.kind = FindingKind::rows;
        finding.item = group;
        finding.witnesses = std::move(witnesses);
        finding.text = {"繰返し「" + group + "」の行数: " + who.ja, "rows of \"" + group + "\": " + who.en};
        findings.push_back(std::move(finding));
    }
}

void comparePaper(const std::vector<Paper>& papers, std::vector<Finding>& findings) {
    std::vector<Witness> sizes, counts;
    std::set<std::string> differentSizes;
    std::set<std::size_t> differentCounts;
    for (const Paper& paper : papers) {
        const LayoutPage& page = paper.layout.pages.front();
        const std::string size = paperName(page.width, page.height);
        const std::size_t count = paper.layout.pages.size();
        differentSizes.insert(size);
        differentCounts.insert(count);
        sizes.push_back({paper.layout.id, {size, size}, size});
        counts.push_back({paper.layout.id,
                          {std::to_string(count) + " ページ", std::to_string(count) + " pages"},
                          std::to_string(count)});
    }
    const auto tell = [&](FindingKind kind, std::vector<Witness> witnesses, const Wording& what) {
        const Wording who = groupedText(papers, witnesses);
        add(findings, kind, Item{}, std::move(witnesses), {what.ja + who.ja, what.en + who.en}, false);
    };
    if (differentSizes.size() > 1) tell(FindingKind::paperSize, std::move(sizes), {"用紙: ", "paper: "});
    if (differentCounts.size() > 1) tell(FindingKind::pageCount, std::move(counts), {"ページ数: ", "pages: "});
}

}  // namespace

Wording groupedText(const std::vector<Paper>& papers, const std::vector<Witness>& witnesses) {
    std::vector<std::pair<Wording, std::string>> groups;
    for (const Witness& witness : witnesses) {
        const auto it = std::find_if(groups.begin(), groups.end(),
                                     [&](const auto& group) { return group.first.ja == witness.what.ja; });
        const std::string name = nameOf(papers, witness.paper);
        if (it == groups.end())
            groups.emplace_back(witness.what, name);
        else
            it->second += "・" + name;
    }
    Wording text;
    for (const auto& [what, names] : groups) {
        text.ja += (text.ja.empty() ? "" : "、") + names + "は" + what.ja;
        text.en += (text.en.empty() ? "" : "; ") + names + ": " + what.en;
    }
    return text;
}

std::vector<Finding> compare(const Form&, const std::vector<Paper>& papers, const Coverage& coverage) {
    std::vector<Finding> findings;
    if (papers.size() < 2) {
        // One paper differs from none; what it still seals and what the form asks in vain is worth telling all the
        // same.
        for (std::size_t i = 0; i < coverage.items.size() && !papers.empty(); ++i)
            if (coverage.items[i].field.type == FieldType::seal) comparePresence(papers, coverage, i, findings);
        return findings;
    }
    for (std::size_t i = 0; i < coverage.items.size(); ++i) {
        comparePresence(papers, coverage, i, findings);
        compareOptions(papers, coverage, i, findings);
        compareShapes(papers, coverage, i, findings);
    }
    compareRows(papers, coverage, findings);
    comparePaper(papers, findings);
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::pair(weightOf(a.kind), a.kind) < std::pair(weightOf(b.kind), b.kind);
    });
    return findings;
}

}  // namespace toitsu::forms::unification
