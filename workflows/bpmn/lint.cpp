#include "workflows/bpmn/lint.h"

#include <algorithm>

#include "workflows/bpmn/checks/lint_rules.h"
#include "workflows/bpmn/soundness.h"

namespace toitsu::workflows::bpmn {

namespace {

std::string trail(const std::vector<const Item*>& trace) {
    std::string out;
    const std::size_t from = trace.size() > 8 ? trace.size() - 8 : 0;
    if (from > 0) out = "… → ";
    for (std::size_t n = from; n < trace.size(); ++n) {
        const std::string name = trace[n]->get("name");
        out += (n == from ? "" : " → ") + (name.empty() ? trace[n]->id : name);
    }
    return out;
}

void tell(const Rule& rule, const std::vector<Soundness::Trouble>& troubles, const std::string& ja,
          const std::string& en, Findings& findings) {
    for (const Soundness::Trouble& trouble : troubles) {
        const std::string way = trail(trouble.trace);
        findings.warning(rule, *trouble.node->node,
                         called(*trouble.node->node) + ja + (way.empty() ? "" : "例: " + way),
                         called(*trouble.node->node) + en + (way.empty() ? "" : "; for example " + way));
    }
}

void lintLevel(const Model& model, const Item& level, std::size_t states, Findings& findings) {
    const Soundness sound = playTokens(model, level, states);
    tell(rule::stuck, sound.stuck, " はいつまでも待つことがあります。分岐と合流の種類をそろえてください。",
         " can wait for ever; let split and join be of one kind", findings);
    tell(
        rule::twice, sound.twice,
        " に、前のものが終わらないうちに二つ目が来ることがあります。並行する枝は並列ゲートウェイで合流させてください。",
        " can be reached a second time before the first is over; join parallel branches with a parallel gateway",
        findings);
    tell(rule::endless, sound.endless, " から先は、終わりに着く道がありません。出口を描いてください。",
         " leads into a circle without a way out; draw one", findings);
    for (const Item* node : sound.dead)
        findings.warning(rule::dead, *node->node,
                         called(*node->node) + " には決して来ません。つなぐか、削ってください。",
                         called(*node->node) + " is never reached; connect or remove it");
    for (const Item* node : sound.untold)
        findings.warning(
            rule::untold, *node->node,
            called(*node->node) + " があるため、" + called(*level.node) + " の行き詰まりは調べていません。",
            called(*level.node) + " was not searched for dead ends, because of " + called(*node->node));
    if (sound.bounded)
        findings.warning(rule::untold, *level.node,
                         called(*level.node) + " の状態が多すぎます。はじめの " + std::to_string(sound.states) +
                             " 状態だけを調べました。",
                         called(*level.node) + " has too many states; only the first " + std::to_string(sound.states) +
                             " were looked at");
}

}  // namespace

void lintSoundness(const Model& model, std::size_t states, Findings& findings) {
    for (const Item& item : model.items()) {
        const bool level = item.is("process") || (isSubProcess(item.tag()) && !item.is("adHocSubProcess"));
        if (level) lintLevel(model, item, states, findings);
    }
}

std::vector<Finding> lint(const Document& document, const LintOptions& options) {
    std::vector<Finding> all = validate(document, options.validate);
    // A graph with wrong arrows would only be told of once more.
    const auto broken = [](const Finding& finding) {
        return finding.severity == Severity::error &&
               (finding.code.starts_with("W20") || finding.code.starts_with("W22"));
    };
    Findings findings;
    const Model model(document);
    if (std::none_of(all.begin(), all.end(), broken)) lintSoundness(model, options.states, findings);
    lintConditions(model, findings);
    lintLanguages(model, findings);
    lintPeople(model, findings);
    lintDeadlines(model, findings);
    lintData(model, findings);
    lintMessages(model, findings);
    for (Finding& finding : std::move(findings).sorted()) all.push_back(std::move(finding));
    std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    return all;
}

}  // namespace toitsu::workflows::bpmn
