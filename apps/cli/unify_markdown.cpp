#include <algorithm>

#include "apps/cli/unify_report.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

using namespace forms::unification;

// A cell of a table: no bar and no line break may end it.
std::string cell(std::string text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string row(const std::vector<std::string>& cells) {
    std::string out = "|";
    for (const std::string& text : cells) out += " " + cell(text) + " |";
    return out + "\n";
}

std::string table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows) {
    std::string out = row(head) + "|";
    for (std::size_t i = 0; i < head.size(); ++i) out += "---|";
    out += "\n";
    for (const auto& cells : rows) out += row(cells);
    return out + "\n";
}

std::vector<std::string> heads(const Unification& result, Language language, std::vector<std::string> first) {
    for (const Paper& paper : result.papers)
        first.push_back(paper.name + (paper.guesses.empty() ? "" : Wording{"（推定）", " (guess)"}.in(language)));
    first.push_back(Wording{"案", "proposed"}.in(language));
    return first;
}

}  // namespace

std::string unifyMarkdown(const Unification& result, Language language) {
    const auto say = [&](const Wording& wording) { return wording.in(language); };
    std::string out = "# " + say({result.form.title + " の統一", "Unifying " + result.form.title}) + "\n\n" +
                      say(unifySummary(result)) + "\n\n";
    out += "## " + say({"指摘", "Findings"}) + "\n\n";
    std::vector<std::vector<std::string>> rows;
    for (const Finding& finding : result.findings)
        if (!finding.rejected)
            rows.push_back({say(kindWording(finding.kind)),
                            say(finding.text) + (finding.guessed ? say({"（推定）", " (guess)"}) : ""),
                            "`" + finding.key() + "`"});
    out += table({say({"種類", "kind"}), say({"指摘", "finding"}), say({"名前", "name"})}, rows);
    for (const OptionTable& options : optionTables(result)) {
        const Item& item = result.coverage.items[options.item];
        out += "### " + item.field.title + " `" + item.id + "`\n\n";
        rows.clear();
        for (const OptionRow& option : options.rows) {
            std::vector<std::string> cells{option.title, "`" + option.code + "`"};
            for (const std::string& printed : option.printed) cells.push_back(printed.empty() ? "–" : printed);
            cells.push_back(option.proposed);
            rows.push_back(std::move(cells));
        }
        out += table(heads(result, language, {say({"意味", "meaning"}), say({"コード", "code"})}), rows);
    }
    out += "## " + say({"項目の対照表", "Coverage"}) + "\n\n";
    rows.clear();
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i) {
        std::vector<std::string> cells{std::to_string(i + 1),
                                       result.coverage.items[i].field.title + " `" + result.coverage.items[i].id + "`"};
        for (std::size_t p = 0; p < result.papers.size(); ++p) {
            const MatrixCell one = matrixCell(result, i, p);
            cells.push_back(result.coverage.cells[i][p].present() ? say(one.text) : "–");
        }
        cells.push_back(say(proposedCell(result, i).text));
        rows.push_back(std::move(cells));
    }
    out += table(heads(result, language, {"#", say({"項目", "field"})}), rows);
    out += "## " + say({"共通様式にするための変更", "What each municipality changes"}) + "\n\n";
    for (const Adoption& adoption : result.adoptions) {
        const auto paper = std::find_if(result.papers.begin(), result.papers.end(),
                                        [&](const Paper& p) { return p.layout.id == adoption.paper; });
        out += "### " + (paper == result.papers.end() ? adoption.paper : paper->name) + say({"（", " ("}) +
               std::to_string(adoption.points) + say({" 点）", " points)"}) + "\n\n";
        for (const Step& step : adoption.steps)
            out += "- **" + std::to_string(step.points) + "** " + say(step.text) + "\n";
        out += "\n";
    }
    if (!result.likely.empty()) {
        rows.clear();
        for (const Likely& likely : result.likely)
            rows.push_back({"`" + likely.local + "`", "`" + likely.as + "`",
                            std::to_string(static_cast<int>(likely.likeness * 100 + 0.5)) + " %"});
        out +=
            "## " + say({"同じ項目かもしれない独自項目", "Local fields that may be the same"}) + "\n\n" +
            table({say({"独自の項目", "local field"}), say({"似ている項目", "resembles"}), say({"似かた", "likeness"})},
                  rows);
    }
    if (!result.outdated.empty()) {
        out += "## " + say({"もう当てはまらない決定", "Decisions that no longer apply"}) + "\n\n";
        for (const Answer& answer : result.outdated)
            out += "- `" + answer.kind + " " + answer.subject + (answer.detail.empty() ? "" : " " + answer.detail) +
                   " = " + answer.value + "` " + answer.place.text() + "\n";
    }
    return out;
}

}  // namespace toitsu::cli
