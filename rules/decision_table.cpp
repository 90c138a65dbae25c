// Evaluates a table: which rows match, then what the hit policy makes of them.

#include "rules/decision_table.h"

#include <algorithm>
#include <limits>

#include "rules/builtins.h"
#include "rules/operators.h"

namespace toitsu::rules {

namespace {

struct Hit {
    std::size_t rule;
    std::vector<Value> outputs;
};

// false when an input is not among its allowed values: such a table answers null.
bool readInputs(const DecisionTable& table, const FramePtr& frame, Session& session, std::vector<Value>& out) {
    for (const DecisionTable::Input& input : table.inputs) {
        Value value = evaluate(*input.expression, frame, session);
        if (input.type) value = coerced(value, *input.type, session, "the input " + input.label, 0);
        if (input.allowed && !value.isNull() && passes(*input.allowed, value, frame, session) != true) {
            session.null(0, "the input " + input.label + " is not among its allowed values");
            return false;
        }
        out.push_back(std::move(value));
    }
    return true;
}

Value output(const DecisionTable::Output& column, const NodePtr& entry, const FramePtr& frame, Session& session) {
    const Value value = entry ? evaluate(*entry, frame, session) : Value();
    return column.type ? coerced(value, *column.type, session, "the output " + column.name, 0) : value;
}

std::vector<Hit> matching(const DecisionTable& table, const std::vector<Value>& inputs, const FramePtr& frame,
                          Session& session) {
    std::vector<Hit> hits;
    for (std::size_t r = 0; r < table.rules.size(); ++r) {
        const DecisionTable::Rule& rule = table.rules[r];
        bool hit = true;
        for (std::size_t i = 0; hit && i < inputs.size() && i < rule.tests.size(); ++i)
            hit = passes(*rule.tests[i], inputs[i], frame, session) == true;
        if (!hit) continue;
        Hit found{r, {}};
        for (std::size_t i = 0; i < table.outputs.size(); ++i)
            found.outputs.push_back(
                output(table.outputs[i], i < rule.results.size() ? rule.results[i] : nullptr, frame, session));
        hits.push_back(std::move(found));
        if (table.policy == HitPolicy::first) break;
    }
    return hits;
}

Value together(const DecisionTable& table, const std::vector<Value>& outputs) {
    if (table.outputs.size() == 1) return outputs.front();
    Context out;
    for (std::size_t i = 0; i < outputs.size(); ++i) out.put(table.outputs[i].name, outputs[i]);
    return Value(std::move(out));
}

Value listed(const DecisionTable& table, const std::vector<Hit>& hits) {
    List out;
    for (const Hit& hit : hits) out.push_back(together(table, hit.outputs));
    return Value(std::move(out));
}

// Rows in the order in which the outputs' allowed values are listed, the first output first.
void sortByPriority(const DecisionTable& table, std::vector<Hit>& hits, const FramePtr& frame, Session& session) {
    const auto rank = [&](const DecisionTable::Output& column, const Value& value) {
        const std::size_t last = std::numeric_limits<std::size_t>::max();
        if (!column.values) return last;
        const auto& tests = column.values->children;
        for (std::size_t i = 0; i < tests.size(); ++i)
            if (passes(*tests[i], value, frame, session) == true) return i;
        return last;
    };
    std::vector<std::pair<std::vector<std::size_t>, Hit>> ranked;
    for (Hit& hit : hits) {
        std::vector<std::size_t> ranks;
        for (std::size_t i = 0; i < table.outputs.size(); ++i) ranks.push_back(rank(table.outputs[i], hit.outputs[i]));
        ranked.emplace_back(std::move(ranks), std::move(hit));
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < hits.size(); ++i) hits[i] = std::move(ranked[i].second);
}

Value violated(const DecisionTable& table, const Hit& first, const Hit& second, Session& session) {
    const std::string a = std::to_string(first.rule + 1);
    const std::string b = std::to_string(second.rule + 1);
    const bool unique = table.policy == HitPolicy::unique;
    if (session.trace != nullptr && !session.trace->violation)
        session.trace->violation =
            Error{ErrorKind::schema,
                  "R021",
                  {"判定表「" + table.name + "」の " + a + " 行目と " + b + " 行目が同時に当てはまり" +
                       (unique ? "ます(UNIQUE)。条件が重ならないように直してください"
                               : "、結果が違います(ANY)。結果をそろえてください"),
                   "decision table \"" + table.name + "\": rules " + a + " and " + b + " both match" +
                       (unique ? " (UNIQUE); make their conditions disjoint"
                               : " with different outputs (ANY); make them equal")},
                  table.rules[second.rule].place};
    return session.null(0, "hit policy violated by rules " + a + " and " + b);
}

Value aggregated(const DecisionTable& table, const std::vector<Hit>& hits, Session& session) {
    if (table.aggregation == Aggregation::none) return listed(table, hits);
    if (table.aggregation == Aggregation::count) return Value(static_cast<std::int64_t>(hits.size()));
    if (hits.empty()) return {};
    const char* name = table.aggregation == Aggregation::sum       ? "sum"
                       : table.aggregation == Aggregation::minimum ? "min"
                                                                   : "max";
    if (table.outputs.size() == 1) return callBuiltin(name, {listed(table, hits)}, {}, session, 0);
    Context out;
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
        List column;
        for (const Hit& hit : hits) column.push_back(hit.outputs[i]);
        out.put(table.outputs[i].name, callBuiltin(name, {Value(std::move(column))}, {}, session, 0));
    }
    return Value(std::move(out));
}

Value otherwise(const DecisionTable& table, const FramePtr& frame, Session& session) {
    std::vector<Value> outputs;
    bool any = false;
    for (const DecisionTable::Output& column : table.outputs) {
        any = any || column.otherwise;
        outputs.push_back(output(column, column.otherwise, frame, session));
    }
    if (any) return together(table, outputs);
    return session.null(0, "no rule of the table matches");
}

}  // namespace

Value decided(const DecisionTable& table, const FramePtr& frame, Session& session) {
    std::vector<Value> inputs;
    if (!readInputs(table, frame, session, inputs)) return {};
    std::vector<Hit> hits = matching(table, inputs, frame, session);
    if (session.trace != nullptr && session.trace->asked == &table) {
        session.trace->matchedRules.clear();
        for (const Hit& hit : hits) session.trace->matchedRules.push_back(static_cast<int>(hit.rule) + 1);
    }
    if (hits.empty()) {
        if (table.policy == HitPolicy::collect && table.aggregation == Aggregation::count) return Value(0);
        return otherwise(table, frame, session);
    }
    switch (table.policy) {
        case HitPolicy::unique:
            if (hits.size() > 1) return violated(table, hits[0], hits[1], session);
            break;
        case HitPolicy::any:
            for (const Hit& hit : hits)
                if (hit.outputs != hits.front().outputs) return violated(table, hits[0], hit, session);
            break;
        case HitPolicy::priority:
            sortByPriority(table, hits, frame, session);
            break;
        case HitPolicy::first:
            break;
        case HitPolicy::ruleOrder:
            return listed(table, hits);
        case HitPolicy::outputOrder:
            sortByPriority(table, hits, frame, session);
            return listed(table, hits);
        case HitPolicy::collect:
            return aggregated(table, hits, session);
    }
    return together(table, hits.front().outputs);
}

}  // namespace toitsu::rules
