#include "apps/authoring/unify_value.h"

#include <algorithm>

namespace toitsu::authoring {

namespace {

using namespace forms::unification;

Value wording(const Wording& text) {
    return Context{{"ja", text.ja}, {"en", text.en}};
}

Value number(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

Value decimal(double value) {
    return Decimal::fromDouble(static_cast<double>(static_cast<long>(value * 1000 + 0.5)) / 1000).value_or(Decimal(0));
}

List papersValue(const Unification& result) {
    List papers;
    for (const Paper& paper : result.papers) {
        const forms::LayoutPage& page = paper.layout.pages.front();
        papers.emplace_back(Context{{"layout", paper.layout.id},
                                    {"municipality", paper.layout.municipality},
                                    {"name", paper.name},
                                    {"title", paper.layout.title},
                                    {"paper", paperName(page.width, page.height)},
                                    {"pages", number(paper.layout.pages.size())},
                                    {"drafted", !paper.guesses.empty()}});
    }
    return papers;
}

List coverageValue(const Unification& result) {
    List rows;
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i) {
        const Item& item = result.coverage.items[i];
        List cells;
        for (std::size_t p = 0; p < result.papers.size(); ++p) {
            const Presence& presence = result.coverage.cells[i][p];
            Context cell{{"layout", result.papers[p].layout.id}, {"present", presence.present()}};
            if (presence.present()) {
                cell.put("shape", wording(shapeWording(presence.shape)));
                cell.put("in_parts", presence.shape.inParts);
            }
            if (presence.rows > 0) cell.put("rows", presence.rows);
            if (!presence.as.empty()) cell.put("as", presence.as);
            if (presence.guess) cell.put("confidence", decimal(*presence.guess));
            cells.emplace_back(std::move(cell));
        }
        const ProposedItem& proposed = result.proposal.items[i];
        Context row{{"field", item.id},
                    {"title", item.field.title},
                    {"type", std::string(forms::typeName(item.field.type))},
                    {"papers", std::move(cells)},
                    {"on_paper", proposed.onPaper},
                    {"in_form", proposed.inForm},
                    {"proposed", wording(shapeWording(proposed.shape))}};
        if (!item.owner.empty()) row.put("local_to", item.owner);
        if (!proposed.options.empty()) {
            List options;
            for (const ProposedOption& option : proposed.options)
                options.emplace_back(Context{{"code", option.code}, {"printed", joined(option.printed)}});
            row.put("options", std::move(options));
        }
        rows.emplace_back(std::move(row));
    }
    return rows;
}

const char* weightName(Weight weight) {
    return weight == Weight::clash ? "clash" : weight == Weight::gap ? "gap" : "difference";
}

List findingsValue(const Unification& result) {
    List findings;
    for (const Finding& finding : result.findings) {
        List witnesses;
        for (const Witness& witness : finding.witnesses)
            witnesses.emplace_back(
                Context{{"layout", witness.paper}, {"value", witness.value}, {"what", wording(witness.what)}});
        Context one{{"name", finding.key()},
                    {"kind", std::string(kindName(finding.kind))},
                    {"kind_text", wording(kindWording(finding.kind))},
                    {"weight", weightName(weightOf(finding.kind))},
                    {"text", wording(finding.text)},
                    {"papers", std::move(witnesses)}};
        if (!finding.item.empty()) one.put("field", finding.item);
        if (!finding.detail.empty()) one.put("detail", finding.detail);
        if (finding.guessed) one.put("guess", true);
        if (finding.rejected) one.put("rejected", true);
        findings.emplace_back(std::move(one));
    }
    return findings;
}

List adoptionsValue(const Unification& result) {
    List all;
    for (const Adoption& adoption : result.adoptions) {
        List steps;
        for (const Step& step : adoption.steps) {
            Context one{{"action", std::string(actionName(step.action))},
                        {"points", step.points},
                        {"text", wording(step.text)}};
            if (!step.item.empty()) one.put("field", step.item);
            if (!step.detail.empty()) one.put("detail", step.detail);
            steps.emplace_back(std::move(one));
        }
        List kept;
        for (const std::string& id : adoption.kept) kept.emplace_back(id);
        all.emplace_back(Context{{"layout", adoption.paper},
                                 {"points", adoption.points},
                                 {"unchanged", adoption.unchanged},
                                 {"steps", std::move(steps)},
                                 {"kept_local", std::move(kept)}});
    }
    return all;
}

std::size_t count(const Unification& result, Weight weight) {
    return static_cast<std::size_t>(
        std::count_if(result.findings.begin(), result.findings.end(),
                      [&](const Finding& f) { return weightOf(f.kind) == weight && !f.rejected; }));
}

}  // namespace

Wording unifySummary(const Unification& result) {
    const auto text = [](std::size_t n) { return std::to_string(n); };
    const std::string papers = text(result.papers.size()), clashes = text(count(result, Weight::clash)),
                      gaps = text(count(result, Weight::gap)), others = text(count(result, Weight::difference));
    return {
        papers + " 枚の用紙: 番号の衝突 " + clashes + " 件、欠け・独自 " + gaps + " 件、記入のしかたの違い " + others +
            " 件",
        papers + " papers: " + clashes + " code clashes, " + gaps + " gaps, " + others + " differences in filling in"};
}

Value unifyValue(const Unification& result) {
    List likely, questions, outdated;
    for (const Likely& one : result.likely)
        likely.emplace_back(Context{{"local", one.local}, {"as", one.as}, {"likeness", decimal(one.likeness)}});
    for (const Question& question : result.questions) {
        if (question.answer.kind == "cost") continue;
        Context one{{"kind", question.answer.kind}, {"subject", question.answer.subject}};
        if (!question.answer.detail.empty()) one.put("detail", question.answer.detail);
        one.put("proposal", question.proposal);
        questions.emplace_back(std::move(one));
    }
    for (const Answer& answer : result.outdated)
        outdated.emplace_back(Context{{"kind", answer.kind},
                                      {"subject", answer.subject},
                                      {"value", answer.value},
                                      {"place", answer.place.text()}});
    List dropped;
    for (const std::string& rule : result.droppedRules) dropped.emplace_back(rule);
    return Context{{"form", result.form.id},
                   {"summary", wording(unifySummary(result))},
                   {"papers", papersValue(result)},
                   {"findings", findingsValue(result)},
                   {"coverage", coverageValue(result)},
                   {"likely", std::move(likely)},
                   {"changes", adoptionsValue(result)},
                   {"dropped_rules", std::move(dropped)},
                   {"open_questions", std::move(questions)},
                   {"outdated_decisions", std::move(outdated)}};
}

}  // namespace toitsu::authoring
