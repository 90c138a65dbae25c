#include "forms/unification/proposal.h"

#include <algorithm>
#include <array>

namespace toitsu::forms::unification {
namespace {

struct Named {
    const char* name;
    double width, height;
};
constexpr std::array kSizes{
    Named{"A4", 210, 297}, Named{"A4-landscape", 297, 210}, Named{"A3", 297, 420}, Named{"A3-landscape", 420, 297},
    Named{"A5", 148, 210}, Named{"A5-landscape", 210, 148}, Named{"B4", 257, 364}, Named{"B4-landscape", 364, 257},
    Named{"B5", 182, 257}, Named{"B5-landscape", 257, 182}};

// The paper that most municipalities use already; of equally many the first in the list above.
void proposePaper(const std::vector<Paper>& papers, const Decisions& decisions, Proposal& proposal) {
    std::string name = decisions.value("paper", "");
    std::size_t most = 0;
    for (const Named& size : kSizes) {
        const auto uses = [&](const Paper& paper) {
            const LayoutPage& page = paper.layout.pages.front();
            return paperName(page.width, page.height) == size.name;
        };
        const auto count = static_cast<std::size_t>(std::count_if(papers.begin(), papers.end(), uses));
        if (decisions.value("paper", "").empty() && count > most) {
            most = count;
            name = size.name;
        }
    }
    for (const Named& size : kSizes) {
        if (name != size.name) continue;
        proposal.width = size.width;
        proposal.height = size.height;
    }
}

// As many rows as any paper has, and never more than the form.
void proposeRows(const Form& form, const Coverage& coverage, const Decisions& decisions, Proposal& proposal) {
    for (std::size_t i = 0; i < coverage.items.size(); ++i) {
        const std::string& group = coverage.items[i].group;
        if (group.empty()) continue;
        int& rows = proposal.rows[group];
        for (const Presence& presence : coverage.cells[i]) rows = std::max(rows, presence.rows);
        const std::string decided = decisions.value("rows", group);
        if (!decided.empty()) rows = std::stoi(decided);
        if (const Group* whole = form.group(group)) rows = std::min(rows, whole->rows);
    }
}

// A seal goes; what a paper asks stays (by majority: what most ask); a local field stays with its municipality.
void proposeKeeping(const Item& item, std::size_t present, std::size_t papers, const Decisions& decisions,
                    ProposedItem& proposed) {
    const bool local = !item.owner.empty(), seal = item.field.type == FieldType::seal;
    const bool wanted = decisions.majority() ? 2 * present > papers : present > 0;
    proposed.onPaper = wanted && !local && !seal;
    proposed.inForm = !local && !(seal && present > 0);
    const std::string decided = decisions.value("field", item.id);
    proposed.asked = !decided.empty();
    if (decided == "yes") proposed.onPaper = proposed.inForm = true;
    if (decided == "form") {
        proposed.onPaper = false;
        proposed.inForm = true;
    }
    if (decided == "no") proposed.onPaper = proposed.inForm = false;
}

std::string printedText(const ProposedOption& option) {
    return joined(option.printed);
}

}  // namespace

Proposal propose(const Form& form, const std::vector<Paper>& papers, const Coverage& coverage,
                 const Decisions& decisions) {
    Proposal proposal;
    proposePaper(papers, decisions, proposal);
    proposeRows(form, coverage, decisions, proposal);
    for (std::size_t i = 0; i < coverage.items.size(); ++i) {
        ProposedItem proposed;
        proposed.item = i;
        proposeKeeping(coverage.items[i], coverage.present(i), papers.size(), decisions, proposed);
        proposed.shape = proposedShape(coverage.items[i], coverage.cells[i], decisions);
        proposed.options = proposedOptions(coverage.items[i], coverage.cells[i], decisions);
        proposal.items.push_back(std::move(proposed));
    }
    return proposal;
}

std::vector<Question> questionsOf(const std::vector<Paper>& papers, const Coverage& coverage,
                                  const Proposal& proposal) {
    std::vector<Question> questions;
    const auto ask = [&](const char* kind, const std::string& subject, const std::string& detail,
                         const std::string& now) {
        Question question;
        question.answer.kind = kind;
        question.answer.subject = subject;
        question.answer.detail = detail;
        question.proposal = now;
        questions.push_back(std::move(question));
    };
    ask("take", "", "", "union");
    ask("paper", "", "", paperName(proposal.width, proposal.height));
    for (const ProposedItem& proposed : proposal.items) {
        const Item& item = coverage.items[proposed.item];
        const auto& row = coverage.cells[proposed.item];
        const std::size_t present = coverage.present(proposed.item);
        const bool seal = item.field.type == FieldType::seal;
        if (present < papers.size() || (seal && present > 0)) {
            if (!proposed.asked) ask("field", item.id, "", proposed.onPaper ? "yes" : proposed.inForm ? "form" : "no");
        }
        bool manner = false, era = false;
        const Presence* first = nullptr;
        for (const Presence& presence : row) {
            if (!presence.present() || seal) continue;
            if (first) {
                manner = manner || presence.shape.manner != first->shape.manner ||
                         presence.shape.inParts != first->shape.inParts;
                era = era || presence.shape.era != first->shape.era;
            } else {
                first = &presence;
            }
        }
        if (manner)
            ask("manner", item.id, "",
                proposed.shape.inParts ? "parts" : std::string(mannerName(proposed.shape.manner)));
        if (era) ask("era", item.id, "", std::string(eraShapeName(proposed.shape.era)));
        for (const ProposedOption& option : proposed.options) {
            bool differs = false;
            std::optional<std::string> printed;
            for (const Presence& presence : row)
                for (const Standing& one : presence.places)
                    for (const OptionPlace& place : one.options) {
                        if (one.part == "era" || place.option != option.code) continue;
                        if (printed && *printed != printedSign(place.printed).sign) differs = true;
                        printed = printedSign(place.printed).sign;
                    }
            if (differs) ask("option", item.id, option.code, printedText(option));
        }
    }
    for (const auto& [group, rows] : proposal.rows)
        if (rows > 0) ask("rows", group, "", std::to_string(rows));
    return questions;
}

}  // namespace toitsu::forms::unification
