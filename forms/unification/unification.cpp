#include "forms/unification/unification.h"

#include <algorithm>
#include <set>

#include "forms/unification/common_layout.h"
#include "forms/unification/section_title.h"

namespace toitsu::forms::unification {
namespace {

bool standing(const Answer& answer, const Unification& result, const std::set<std::string>& findings) {
    if (answer.kind == "cost")
        return std::any_of(actions().begin(), actions().end(),
                           [&](Action action) { return actionName(action) == answer.subject; });
    if (answer.kind == "reject") return findings.contains(answer.subject);
    if (answer.kind == "rows") return result.proposal.rows.contains(answer.subject);
    if (answer.kind == "same")
        return std::any_of(result.papers.begin(), result.papers.end(), [&](const Paper& paper) {
            return std::any_of(paper.layout.localFields.begin(), paper.layout.localFields.end(),
                               [&](const Field& field) { return field.id == answer.subject; });
        });
    if (answer.kind == "section")
        return std::any_of(result.coverage.items.begin(), result.coverage.items.end(),
                           [&](const Item& item) { return item.section == answer.subject; });
    if (answer.kind == "take" || answer.kind == "paper") return true;
    const Item* item = result.coverage.item(answer.subject);
    return item && (answer.kind != "option" || item->field.option(answer.detail));
}

// "child.*.name" as migrations write it: child.name.
std::string withoutRow(std::string item) {
    if (const std::size_t at = item.find(".*"); at != std::string::npos) item.erase(at, 2);
    return item;
}

void askIdentities(const Decisions& decisions, Unification& result) {
    for (const Likely& likely : result.likely) {
        Question question;
        question.answer.kind = "same";
        question.answer.subject = likely.local;
        question.proposal = likely.as;
        if (!decisions.find("same", likely.local)) result.questions.push_back(std::move(question));
    }
}

void askSections(Unification& result) {
    std::set<std::string> sections;
    for (const Item& item : result.coverage.items) {
        if (item.section.empty() || !item.owner.empty() || !sections.insert(item.section).second) continue;
        const auto it = result.sectionTitles.find(item.section);
        Question question;
        question.answer.kind = "section";
        question.answer.subject = item.section;
        question.proposal = it == result.sectionTitles.end() ? "" : it->second;
        result.questions.push_back(std::move(question));
    }
}

void askCosts(Unification& result) {
    for (const Action action : actions()) {
        Question question;
        question.answer.kind = "cost";
        question.answer.subject = actionName(action);
        question.answer.value = std::to_string(standardPoints(action));
        result.questions.push_back(std::move(question));
    }
}

// Records of the old version: what a municipality asked on its own has the common field's id now, what nobody asks
// goes.
Migration migrationFrom(int version, const Coverage& coverage, const Proposal& proposal,
                        const std::set<std::string>& gone) {
    Migration migration;
    migration.from = version;
    for (const ProposedItem& item : proposal.items) {
        const Item& row = coverage.items[item.item];
        std::set<std::string> locals;
        for (const Presence& presence : coverage.cells[item.item])
            if (row.promoted && item.inForm && !presence.as.empty()) locals.insert(presence.as);
        for (const std::string& local : locals) migration.renames.push_back({local, row.id});
    }
    for (const std::string& id : gone) migration.drops.push_back(withoutRow(id));
    return migration;
}

}  // namespace

Form proposedForm(const Form& form, const Coverage& coverage, const Proposal& proposal,
                  std::vector<std::string>& droppedRules) {
    Form proposed = form;
    std::set<std::string> gone;
    for (const ProposedItem& item : proposal.items) {
        const Item& row = coverage.items[item.item];
        if (row.promoted && item.inForm) proposed.fields.push_back(row.field);
        if (!row.owner.empty() && item.inForm) proposed.fields.push_back(row.field);
        if (row.owner.empty() && !row.promoted && !item.inForm) gone.insert(row.id);
    }
    const auto drop = [&](const Field& field) { return gone.contains(itemId(field)); };
    const std::size_t before = proposed.fields.size();
    std::erase_if(proposed.fields, drop);
    for (Group& group : proposed.groups)
        std::erase_if(group.fields, [&](const Field& field) { return gone.contains(group.id + ".*." + field.id); });
    std::erase_if(proposed.groups, [](const Group& group) { return group.fields.empty(); });
    std::erase_if(proposed.rules, [&](const Rule& rule) {
        const bool reads = std::any_of(rule.fields.begin(), rule.fields.end(), [&](const std::string& id) {
            const Field* field = form.field(id);
            return gone.contains(field ? itemId(*field) : id);
        });
        if (reads) droppedRules.push_back(rule.id);
        return reads;
    });
    const bool changed = before != form.fields.size() || proposed.fields.size() != before;
    if (!changed) return proposed;
    ++proposed.version;
    proposed.migrations.push_back(migrationFrom(form.version, coverage, proposal, gone));
    return proposed;
}

Unification unification(const Form& form, std::vector<Paper> papers, const Decisions& decisions) {
    Unification result;
    sortPapers(papers);
    result.papers = std::move(papers);
    result.coverage = coverageOf(form, result.papers, decisions.identities());
    result.findings = compare(form, result.papers, result.coverage);
    std::set<std::string> keys;
    for (Finding& finding : result.findings) {
        keys.insert(finding.key());
        finding.rejected = decisions.rejected(finding.key());
    }
    result.likely = likelyIdentities(result.coverage);
    std::erase_if(result.likely, [&](const Likely& likely) { return decisions.value("same", likely.local) == "-"; });
    result.proposal = propose(form, result.papers, result.coverage, decisions);
    result.adoptions = adoptions(result.papers, result.coverage, result.proposal, decisions);
    result.sectionTitles = sectionTitles(form, result.papers, result.coverage, decisions);
    result.form = proposedForm(form, result.coverage, result.proposal, result.droppedRules);
    if (!result.papers.empty())
        result.layout = commonLayout(result.form, result.coverage, result.proposal, result.sectionTitles,
                                     {form.id + "-common", sharedMunicipality(result.papers), form.title});
    for (Question& question : questionsOf(result.papers, result.coverage, result.proposal))
        result.questions.push_back(std::move(question));
    askIdentities(decisions, result);
    askSections(result);
    askCosts(result);
    std::erase_if(result.questions, [&](const Question& question) {
        return decisions.find(question.answer.kind, question.answer.subject, question.answer.detail) != nullptr;
    });
    for (const Answer& answer : decisions.answers)
        if (!answer.value.empty() && !standing(answer, result, keys)) result.outdated.push_back(answer);
    return result;
}

}  // namespace toitsu::forms::unification
