#include <algorithm>

#include "apps/cli/bilingual_page.h"
#include "apps/cli/unify_report.h"
#include "base/xml.h"

namespace toitsu::cli {

namespace {

using namespace forms::unification;

constexpr const char* kStyle = R"css(
main { max-width:1360px; }
nav { margin:14px 0 0; } nav a { margin-right:18px; }
section { margin-bottom:44px; } section > h2 { border-bottom:2px solid var(--blue); padding-bottom:4px; margin-bottom:12px; }
.scroll { overflow-x:auto; }
.matrix th, .matrix td { font-size:13px; padding:4px 8px; line-height:1.45; } .matrix thead th { position:sticky; top:0; white-space:normal; }
.matrix td.n { color:var(--soft); text-align:right; } .matrix td.f { min-width:15em; } .matrix td.f code { display:block; font-size:11px; }
.matrix tr.section th { background:#eef2fb; text-align:left; }
td.same { background:var(--good-bg); } td.other { background:var(--fair-bg); } td.absent { background:var(--bad-bg); color:var(--bad); }
td.seal { background:#efe6f7; } td.kept { background:#e8effc; } td.clash { background:var(--bad-bg); font-weight:700; }
td.proposed { border-left:3px solid var(--blue); background:#fff; } td.proposed.absent { color:var(--soft); background:#fff; }
.key span { display:inline-block; margin-right:16px; font-size:13px; } .key i { display:inline-block; width:16px; height:12px; margin-right:5px; border:1px solid var(--line); vertical-align:-1px; }
.key .same { background:var(--good-bg); } .key .other { background:var(--fair-bg); } .key .absent { background:var(--bad-bg); } .key .seal { background:#efe6f7; } .key .kept { background:#e8effc; } .key .clash { background:#b3121d; }
.findings td:first-child { white-space:nowrap; } .findings code { color:#5c5f66; } .findings tr.rejected td { color:#5c5f66; text-decoration:line-through; }
.guess { color:var(--fair); font-size:12px; font-weight:700; }
.steps { columns:2; column-gap:36px; margin:8px 0 0; padding-left:2.4em; font-size:14px; } .steps li { break-inside:avoid; } .steps { list-style:none; } .steps .points { display:inline-block; min-width:2.4em; margin:0 .5em 0 -2.9em; text-align:right; font-weight:700; color:var(--blue); } .need { font-size:11px; color:var(--fair); border:1px solid; border-radius:3px; padding:0 4px; margin-left:5px; white-space:nowrap; }
.adopt { background:var(--paper); border:1px solid var(--line); border-radius:8px; padding:14px 22px; margin-bottom:14px; }
.adopt h3 { margin:0; display:flex; justify-content:space-between; } .adopt .total { font-size:22px; color:var(--blue); }
.papers { display:grid; grid-template-columns:repeat(auto-fit,minmax(560px,1fr)); gap:18px; }
.paper { margin:0; background:var(--paper); border:1px solid var(--line); border-radius:6px; padding:10px 14px; } .paper svg, .paper img { display:block; width:100%; height:auto; border:1px solid var(--line); background:#fff; margin-top:6px; }
.paper rect { stroke-width:.5; } .paper text { font-size:3px; font-weight:700; paint-order:stroke; stroke:#fff; stroke-width:.8px; }
.paper .same rect { fill:rgba(29,107,58,.10); stroke:#1d6b3a; } .paper .same text { fill:#1d6b3a; }
.paper .other rect { fill:rgba(214,110,0,.16); stroke:#c25e00; } .paper .other text { fill:#a34a00; }
.paper .clash rect { fill:rgba(179,18,29,.18); stroke:#b3121d; stroke-width:.8; } .paper .clash text { fill:#b3121d; }
.paper .seal rect { fill:rgba(110,50,160,.18); stroke:#6e32a0; } .paper .seal text { fill:#6e32a0; }
.paper .kept rect { fill:rgba(11,62,168,.14); stroke:#0b3ea8; } .paper .kept text { fill:#0b3ea8; }
.common img { display:block; width:100%; border:1px solid var(--line); background:#fff; margin:8px 0; }
@media print { .matrix thead th { position:static; } .steps { columns:1; } }
)css";

std::string cellHtml(const char* tag, const std::string& kind, const std::string& content) {
    return std::string("<") + tag + (kind.empty() ? "" : " class=\"" + kind + "\"") + ">" + content + "</" + tag + ">";
}

std::string guessed(bool guess) {
    return guess ? " <span class=\"guess\">" + both({"推定", "guess"}) + "</span>" : "";
}

std::string paperHeads(const Unification& result) {
    std::string out;
    for (const Paper& paper : result.papers)
        out += "<th>" + xml::escape(paper.name) + guessed(!paper.guesses.empty()) + "</th>";
    return out + "<th>" + both({"共通様式の案", "Proposed for all"}) + "</th>";
}

std::string cards(const Unification& result) {
    std::size_t clashes = 0, gaps = 0, others = 0, unchanged = 0;
    for (const Finding& finding : result.findings) {
        if (finding.rejected) continue;
        (weightOf(finding.kind) == Weight::clash ? clashes
         : weightOf(finding.kind) == Weight::gap ? gaps
                                                 : others) += 1;
    }
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i)
        if (result.coverage.present(i) == result.papers.size()) ++unchanged;
    const auto card = [](const std::string& kind, const Wording& title, std::size_t value, const Wording& note) {
        return "<div class=\"card " + kind + "\"><p class=\"title\">" + both(title) + "</p><p class=\"value\">" +
               std::to_string(value) + "</p><p class=\"note\">" + both(note) + "</p></div>";
    };
    return "<div class=\"cards\">" +
           card("right", {"すべての用紙にある項目", "Fields on every paper"}, unchanged,
                {"全 " + std::to_string(result.coverage.items.size()) + " 項目のうち",
                 "of " + std::to_string(result.coverage.items.size())}) +
           card("wrong", {"番号・文字の衝突", "Clashing codes"}, clashes,
                {"同じ番号が別の意味、または同じ意味に別の番号",
                 "a number with two meanings, or a meaning with two numbers"}) +
           card("waits", {"欠け・独自・押印", "Missing, local, sealed"}, gaps,
                {"一部の用紙だけにある欄や選択肢", "places and options that only some papers have"}) +
           card("", {"記入のしかたの違い", "Filled in differently"}, others,
                {"マスと線、○と✓、元号など", "cells or lines, circles or ticks, eras"}) +
           "</div>";
}

std::string findingsSection(const Unification& result) {
    std::string out =
        "<section id=\"findings\"><h2>" + both({"指摘", "Findings"}) + "</h2><p class=\"sub\">" +
        both({"右端の名前を決定ファイルに <reject finding=\"…\"/> と書くと、その指摘は退けられます。",
              "Write the name at the right into the decisions as <reject finding=\"…\"/> to set a finding aside."}) +
        "</p>";
    const auto table = [&](Weight weight, const char* badge, const Wording& title) {
        std::string rows;
        for (const Finding& finding : result.findings) {
            if (weightOf(finding.kind) != weight) continue;
            rows += std::string("<tr") + (finding.rejected ? " class=\"rejected\"" : "") + "><td><span class=\"badge " +
                    badge + "\">" + both(kindWording(finding.kind)) + "</span></td><td>" + both(finding.text) +
                    guessed(finding.guessed) + "</td><td><code>" + xml::escape(finding.key()) + "</code></td></tr>\n";
        }
        if (rows.empty()) return;
        out += "<h3>" + both(title) + "</h3><table class=\"findings\"><tbody>" + rows + "</tbody></table>\n";
    };
    table(Weight::clash, "wrong", {"番号・文字の衝突", "Clashing codes"});
    table(Weight::gap, "waits", {"欠け・独自・押印", "Missing, local, sealed"});
    table(Weight::difference, "right", {"記入のしかたの違い", "Filled in differently"});
    if (result.findings.empty()) out += "<p>" + both({"違いはありません。", "The papers do not differ."}) + "</p>";
    return out + "</section>\n";
}

std::string optionsSection(const Unification& result) {
    std::string out;
    for (const OptionTable& table : optionTables(result)) {
        const Item& item = result.coverage.items[table.item];
        out += "<h3>" + xml::escape(item.field.title) + " <code>" + xml::escape(item.id) +
               "</code></h3><div class=\"scroll\"><table class=\"matrix\"><thead><tr><th>" + both({"意味", "Meaning"}) +
               "</th>" + paperHeads(result) + "</tr></thead><tbody>";
        for (const OptionRow& row : table.rows) {
            out += "<tr><td class=\"f\">" + xml::escape(row.title) + "<code>" + xml::escape(row.code) + "</code></td>";
            for (const std::string& printed : row.printed)
                out += cellHtml("td",
                                printed.empty() ? "absent"
                                : row.clash     ? "clash"
                                                : "",
                                printed.empty() ? "–" : xml::escape(printed));
            out += cellHtml("td", "proposed", xml::escape(row.proposed)) + "</tr>\n";
        }
        out += "</tbody></table></div>\n";
    }
    if (out.empty()) return {};
    return "<section id=\"options\"><h2>" + both({"選択肢の印字と統一コード", "Printed options and their codes"}) +
           "</h2>" + out + "</section>\n";
}

std::string matrixSection(const Unification& result) {
    std::string out = "<section id=\"matrix\"><h2>" + both({"項目の対照表", "Coverage"}) + "</h2><p class=\"key\">";
    const auto key = [&](const char* kind, const Wording& words) {
        out += std::string("<span><i class=\"") + kind + "\"></i>" + both(words) + "</span>";
    };
    key("same", {"案と同じ", "as proposed"});
    key("other", {"記入のしかたが違う", "filled in differently"});
    key("absent", {"欄がない", "absent"});
    key("seal", {"押印欄", "seal"});
    key("kept", {"団体独自", "local"});
    out += "</p><table class=\"matrix\"><thead><tr><th>#</th><th>" + both({"項目", "Field"}) + "</th>" +
           paperHeads(result) + "</tr></thead><tbody>\n";
    std::string section = "–";
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i) {
        const Item& item = result.coverage.items[i];
        if (item.section != section) {
            section = item.section;
            const auto title = result.sectionTitles.find(section);
            const std::string words = !item.owner.empty() ? both({"団体独自の項目", "Local fields"})
                                      : title != result.sectionTitles.end() ? xml::escape(title->second)
                                                                            : xml::escape(section);
            if (!section.empty())
                out += "<tr class=\"section\"><th colspan=\"" + std::to_string(result.papers.size() + 3) + "\">" +
                       words + "</th></tr>";
        }
        out += "<tr id=\"f" + std::to_string(i + 1) + "\"><td class=\"n\">" + std::to_string(i + 1) +
               "</td><td class=\"f\">" + xml::escape(item.field.title) +
               (item.field.required ? "<span class=\"need\">" + both({"必須", "required"}) + "</span>" : "") +
               "<code>" + xml::escape(item.id) + "</code></td>";
        for (std::size_t p = 0; p < result.papers.size(); ++p) {
            const MatrixCell cell = matrixCell(result, i, p);
            const Presence& presence = result.coverage.cells[i][p];
            out += cellHtml("td", cell.state,
                            (!presence.present() ? "–" : both(cell.text)) + guessed(presence.guess.has_value()));
        }
        const MatrixCell proposed = proposedCell(result, i);
        out += cellHtml("td", "proposed " + proposed.state, both(proposed.text)) + "</tr>\n";
    }
    return out + "</tbody></table></section>\n";
}

std::string identitySection(const Unification& result) {
    if (result.likely.empty()) return {};
    std::string out =
        "<section id=\"identity\"><h2>" + both({"同じ項目かもしれない独自項目", "Local fields that may be the same"}) +
        "</h2><table><thead><tr><th>" + both({"独自の項目", "Local field"}) + "</th><th>" +
        both({"似ている項目", "Resembles"}) + "</th><th>" + both({"似かた", "Likeness"}) + "</th></tr></thead><tbody>";
    for (const Likely& likely : result.likely) {
        const Item* local = result.coverage.item(likely.local);
        const Item* as = result.coverage.item(likely.as);
        if (!local || !as) continue;
        out += "<tr><td>" + xml::escape(local->field.title) + " <code>" + xml::escape(likely.local) +
               "</code></td><td>" + xml::escape(as->field.title) + " <code>" + xml::escape(likely.as) +
               "</code></td><td class=\"num\">" + std::to_string(static_cast<int>(likely.likeness * 100 + 0.5)) +
               " %</td></tr>";
    }
    return out + "</tbody></table></section>\n";
}

std::string adoptionSection(const Unification& result) {
    std::string out =
        "<section id=\"adoption\"><h2>" + both({"共通様式にするための変更", "What each municipality changes"}) +
        "</h2><p class=\"sub\">" +
        both({"点数は変更の重みです（決定ファイルの cost で変えられます）。軽いものから並べ、欄の位置は数えません。",
              "Points weigh the changes (cost in the decisions file). Cheapest first; where a field stands costs "
              "nothing."}) +
        "</p>";
    for (const Adoption& adoption : result.adoptions) {
        const auto paper = std::find_if(result.papers.begin(), result.papers.end(),
                                        [&](const Paper& p) { return p.layout.id == adoption.paper; });
        out +=
            "<div class=\"adopt\"><h3><span>" +
            xml::escape(paper == result.papers.end() ? adoption.paper : paper->name) + "</span><span class=\"total\">" +
            std::to_string(adoption.points) + both({" 点", " points"}) + "</span></h3><p class=\"sub\">" +
            both({"変更 " + std::to_string(adoption.steps.size()) + " 件、そのままの項目 " +
                      std::to_string(adoption.unchanged) + " 件" +
                      (adoption.kept.empty() ? ""
                                             : "、独自のまま残る項目 " + std::to_string(adoption.kept.size()) + " 件"),
                  std::to_string(adoption.steps.size()) + " changes, " + std::to_string(adoption.unchanged) +
                      " fields as they are" +
                      (adoption.kept.empty() ? ""
                                             : ", " + std::to_string(adoption.kept.size()) + " local fields kept")}) +
            "</p><ul class=\"steps\">";
        for (const Step& step : adoption.steps)
            out += "<li><span class=\"points\">" + std::to_string(step.points) + both({"点", " pt"}) + "</span>" +
                   both(step.text) + "</li>";
        out += "</ul></div>\n";
    }
    return out + "</section>\n";
}

std::string decisionsSection(const Unification& result) {
    std::string out = "<section id=\"decisions\"><h2>" + both({"決めること", "To decide"}) + "</h2>";
    std::size_t open = 0;
    for (const Question& question : result.questions) open += question.answer.kind != "cost" ? 1 : 0;
    out += "<p>" +
           both({"決定ファイルに加わった未決定の問い: " + std::to_string(open) +
                     " 件。空の属性に答えを書き、もう一度 toitsu unify を実行してください。",
                 "Open questions added to the decisions file: " + std::to_string(open) +
                     ". Answer in the empty attributes and run toitsu unify again."}) +
           "</p>";
    if (!result.droppedRules.empty()) {
        std::string rules;
        for (const std::string& rule : result.droppedRules) rules += (rules.empty() ? "" : ", ") + rule;
        out += "<p class=\"reason\">" +
               both({"やめる項目を使うため、様式の案から外した規則: " + rules,
                     "Rules left out of the proposed form, because they read a dropped field: " + rules}) +
               "</p>";
    }
    if (!result.outdated.empty()) {
        out += "<p class=\"reason\">" +
               both({"もう当てはまらない決定（ファイルにはそのまま残しています）:",
                     "Decisions that no longer apply (they stay in the file):"}) +
               "</p><ul>";
        for (const Answer& answer : result.outdated)
            out += "<li><code>" +
                   xml::escape(answer.kind + " " + answer.subject + (answer.detail.empty() ? "" : " " + answer.detail) +
                               " = " + answer.value) +
                   "</code> " + xml::escape(answer.place.text()) + "</li>";
        out += "</ul>";
    }
    return out + "</section>\n";
}

}  // namespace

std::string unifyHtml(const Unification& result, const UnifyPictures& pictures) {
    const Wording title{result.form.title + " の統一", "Unifying " + result.form.title};
    std::string names;
    for (const Paper& paper : result.papers) names += (names.empty() ? "" : "・") + paper.name;
    std::string body = "<header><p class=\"brand\">統一 Toitsu</p><h1>" + both(title) + "</h1><p class=\"lead\">" +
                       xml::escape(names) + "</p><nav>";
    const auto link = [&](const char* to, const Wording& words) {
        body += std::string("<a href=\"#") + to + "\">" + both(words) + "</a>";
    };
    link("findings", {"指摘", "Findings"});
    link("matrix", {"対照表", "Coverage"});
    link("adoption", {"変更", "Changes"});
    link("common", {"共通の用紙", "Common paper"});
    link("papers", {"いまの用紙", "Papers today"});
    link("decisions", {"決めること", "To decide"});
    body += "</nav></header>\n<section>" + cards(result) + "</section>\n" + findingsSection(result) +
            optionsSection(result) + matrixSection(result) + identitySection(result) + adoptionSection(result) +
            picturesHtml(result, pictures) + decisionsSection(result);
    return bilingualPage(title, kStyle, body);
}

}  // namespace toitsu::cli
