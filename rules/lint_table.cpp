// Gaps, overlaps and rules in vain, per hit policy; outputs that their column does not allow.

#include <algorithm>

#include "rules/lint_parts.h"
#include "rules/operators.h"
#include "rules/table_regions.h"

namespace toitsu::rules {

namespace {

constexpr std::size_t kMostGaps = 200;     // looked for
constexpr std::size_t kMostExamples = 5;   // of them told
constexpr std::size_t kMostOverlaps = 20;  // pairs of rules

class TableLint {
public:
    TableLint(const DecisionTable& table, const DecisionModelData& model, DecisionFindings& findings)
        : table_(table), model_(model), findings_(findings), regions_(regionsOf(table, model)) {}

    void run() {
        outputs();
        if (table_.inputs.empty() || table_.rules.empty()) return;
        if (twiceTheSameInput()) return;
        skipped();
        inVain();
        overlaps();
        masked();
        gaps();
    }

private:
    static std::string number(std::size_t rule) { return std::to_string(rule + 1); }
    Wording named(const std::string& ja, const std::string& en) const {
        return {"判定表「" + table_.name + "」の" + ja, "decision table \"" + table_.name + "\": " + en};
    }
    static Wording withExample(Wording words, const std::string& example) {
        if (example.empty()) return words;
        return {words.ja + "（例: " + example + "）", words.en + " (for example " + example + ")"};
    }

    // A rule that a complex cell makes uncertain is told once, at its cell.
    void skipped() {
        for (std::size_t c = 0; c < regions_.columns.size(); ++c)
            for (std::size_t r = 0; r < regions_.rules(); ++r) {
                if (!regions_.columns[c].complex[r]) continue;
                warn(findings_, "R039",
                     named(" " + number(r) + " 行目の入力「" + table_.inputs[c].label +
                               "」は定数でないため、重なりと漏れの検査から外しました",
                           "rule " + number(r) + ", input \"" + table_.inputs[c].label +
                               "\" is no constant; the rule is left out when looking for overlaps and gaps"),
                     placeOf(*table_.rules[r].tests[c], table_.rules[r].place));
            }
    }

    bool twiceTheSameInput() {
        for (std::size_t a = 0; a < table_.inputs.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                if (table_.inputs[a].label != table_.inputs[b].label) continue;
                warn(findings_, "R039",
                     named("入力「" + table_.inputs[a].label + "」が二列にあるため、重なりと漏れは検査していません",
                           "the input \"" + table_.inputs[a].label +
                               "\" has two columns; overlaps and gaps are not checked"),
                     table_.inputs[a].place);
                return true;
            }
        return false;
    }

    void inVain() {
        for (std::size_t r = 0; r < regions_.rules(); ++r)
            for (std::size_t c = 0; c < regions_.columns.size(); ++c) {
                const auto& matches = regions_.columns[c].matches[r];
                if (regions_.columns[c].complex[r] || std::find(matches.begin(), matches.end(), true) != matches.end())
                    continue;
                never_.push_back(r);
                warn(findings_, "R038",
                     named(" " + number(r) + " 行目は決して当てはまりません。入力「" + table_.inputs[c].label +
                               "」のどの値もこの条件を満たしません",
                           "rule " + number(r) + " can never match; no value of the input \"" + table_.inputs[c].label +
                               "\" meets its condition"),
                     placeOf(*table_.rules[r].tests[c], table_.rules[r].place));
                break;
            }
    }

    // nullopt: it cannot be said, because an output is no constant.
    std::optional<bool> sameOutputs(std::size_t a, std::size_t b) const {
        bool known = true;
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            const auto x = constantValue(*table_.rules[a].results[i], model_.types);
            const auto y = constantValue(*table_.rules[b].results[i], model_.types);
            if (x && y) {
                if (equals(*x, *y) != true) return false;
            } else {
                known = false;
            }
        }
        return known ? std::optional(true) : std::nullopt;
    }

    void overlaps() {
        const bool unique = table_.policy == HitPolicy::unique;
        if (!unique && table_.policy != HitPolicy::any) return;
        std::size_t told = 0;
        for (std::size_t b = 0; b < regions_.rules(); ++b)
            for (std::size_t a = 0; a < b; ++a) {
                if (!regions_.certain[a] || !regions_.certain[b]) continue;
                const auto box = common(regions_, a, b);
                if (!box) continue;
                if (!unique && sameOutputs(a, b) != false) continue;
                if (++told > kMostOverlaps) return;
                const std::string rules = number(a) + " 行目と " + number(b) + " 行目が同時に当てはまり";
                const std::string english = "rules " + number(a) + " and " + number(b) + " both match";
                mistake(findings_, "R035",
                        withExample(unique ? named(" " + rules + "ます（UNIQUE）。条件が重ならないように直してください",
                                                   english + " (UNIQUE); make their conditions disjoint")
                                           : named(" " + rules + "、結果が違います（ANY）。結果をそろえてください",
                                                   english + " with different outputs (ANY); make them equal"),
                                    example(regions_, table_, *box)),
                        table_.rules[b].place);
            }
    }

    // Rules before `rule` in the order in which the hit policy prefers them.
    std::vector<std::size_t> preferredTo(std::size_t rule) const {
        std::vector<std::size_t> out;
        const auto mine = rankOf(rule);
        for (std::size_t other = 0; other < regions_.rules(); ++other) {
            if (other == rule || !regions_.certain[other]) continue;
            if (table_.policy == HitPolicy::first) {
                if (other < rule) out.push_back(other);
                continue;
            }
            const auto theirs = rankOf(other);
            if (mine && theirs && *theirs < *mine) out.push_back(other);
        }
        return out;
    }

    std::optional<std::vector<std::size_t>> rankOf(std::size_t rule) const {
        std::vector<std::size_t> out;
        Session session(nullptr);
        session.types = &model_.types;
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            const auto value = constantValue(*table_.rules[rule].results[i], model_.types);
            if (!value) return std::nullopt;
            out.push_back(priorityOf(table_.outputs[i], *value, Frame(nullptr), session));
        }
        return out;
    }

    void masked() {
        if (table_.policy != HitPolicy::first && table_.policy != HitPolicy::priority) return;
        for (std::size_t r = 0; r < regions_.rules(); ++r) {
            if (std::find(never_.begin(), never_.end(), r) != never_.end()) continue;
            const auto before = preferredTo(r);
            if (before.empty()) continue;
            const Uncovered left = uncovered(regions_, before, r, 1);
            if (!left.boxes.empty() || !left.complete) continue;
            warn(findings_, "R037",
                 named(" " + number(r) + " 行目には決して届きません。前に選ばれる行がすべての場合を覆っています",
                       "rule " + number(r) + " is never reached; rules that come before it cover all its cases"),
                 table_.rules[r].place);
        }
    }

    void gaps() {
        const bool single = table_.policy == HitPolicy::unique || table_.policy == HitPolicy::any ||
                            table_.policy == HitPolicy::priority || table_.policy == HitPolicy::first;
        const bool otherwise =
            std::any_of(table_.outputs.begin(), table_.outputs.end(),
                        [](const DecisionTable::Output& output) { return output.otherwise != nullptr; });
        if (!single || otherwise) return;
        std::vector<std::size_t> all(regions_.rules());
        for (std::size_t r = 0; r < all.size(); ++r) all[r] = r;
        const Uncovered left = uncovered(regions_, all, std::nullopt, kMostGaps);
        for (const Box& box : oneOfEach(left.boxes))
            warn(findings_, "R036",
                 withExample(named("どの行にも当てはまらない入力があります", "no rule matches some inputs"),
                             example(regions_, table_, box)),
                 table_.place);
        if (!left.complete)
            warn(findings_, "R039",
                 named("組み合わせが多すぎるため、漏れはすべては検査していません",
                       "too many combinations; not all of them were checked for gaps"),
                 table_.place);
    }

    // Gaps beside one another are one gap: of boxes that differ in one input only, the first stands for all.
    static std::vector<Box> oneOfEach(const std::vector<Box>& boxes) {
        std::vector<Box> out;
        for (const Box& box : boxes) {
            const bool beside = std::any_of(out.begin(), out.end(), [&](const Box& told) {
                std::size_t different = 0;
                for (std::size_t c = 0; c < box.size(); ++c) different += box[c] == told[c] ? 0 : 1;
                return different <= 1;
            });
            if (!beside && out.size() < kMostExamples) out.push_back(box);
        }
        return out;
    }

    void outputs() {
        Session session(nullptr);
        session.types = &model_.types;
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            const DecisionTable::Output& column = table_.outputs[i];
            for (std::size_t r = 0; r < table_.rules.size(); ++r) check(column, table_.rules[r].results[i], session, r);
        }
    }

    void check(const DecisionTable::Output& column, const NodePtr& entry, Session& session, std::size_t rule) {
        const auto value = constantValue(*entry, model_.types);
        if (!value) return;
        std::vector<Remark> why;
        Session told(&why);
        told.types = &model_.types;
        const Wording what{"出力", "the output"};
        if (column.type && coerced(*value, *column.type, told, what, entry->at).isNull() && !why.empty()) {
            mistake(findings_, "R040",
                    named(" " + number(rule) + " 行目: " + why.front().message.ja,
                          "rule " + number(rule) + ": " + why.front().message.en),
                    placeOf(*entry, table_.rules[rule].place));
        } else if (column.values && passes(*column.values, *value, Frame(nullptr), session) == false) {
            mistake(findings_, "R040",
                    named(" " + number(rule) + " 行目: 出力は許された値（outputValues）のどれでもありません",
                          "rule " + number(rule) + ": the output is not among its allowed values (outputValues)"),
                    placeOf(*entry, table_.rules[rule].place));
        }
    }

    const DecisionTable& table_;
    const DecisionModelData& model_;
    DecisionFindings& findings_;
    TableRegions regions_;
    std::vector<std::size_t> never_;
};

}  // namespace

void lintTable(const DecisionTable& table, const DecisionModelData& model, DecisionFindings& findings) {
    TableLint(table, model, findings).run();
}

}  // namespace toitsu::rules
