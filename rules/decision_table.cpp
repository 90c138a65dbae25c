// Evaluates a table: which rows match, then what the hit policy makes of them.

#include "rules/decision_table.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "rules/builtins.h"
#include "rules/operators.h"

namespace toitsu::rules {

namespace {

struct Hit {
    std::size_t rule;
    std::vector<Value> outputs;
};

Wording quoted(const char* ja, const char* en, const std::string& name) {
    return {ja + ("「" + name + "」"), en + (" \"" + name + "\"")};
}

// false when an input is not among its allowed values: such a table answers null.
bool readInputs(const DecisionTable& table, const Frame& frame, Session& session, std::vector<Value>& out) {
    for (const DecisionTable::Input& input : table.inputs) {
        Value value = evaluate(*input.expression, frame, session);
        const Spot& at = input.expression->at;
        const Wording what = quoted("入力", "the input", input.label);
        if (input.type) value = coerced(value, *input.type, session, what, at);
        if (input.allowed && !value.isNull() && passes(*input.allowed, value, frame, session) != true) {
            session.null(at, [&] {
                return Wording{what.ja + "は許された値（inputValues）のどれでもありません",
                               what.en + " is not among its allowed values (inputValues)"};
            });
            return false;
        }
        out.push_back(std::move(value));
    }
    return true;
}

Value output(const DecisionTable::Output& column, const NodePtr& entry, const Frame& frame, Session& session) {
    const Value value = entry ? evaluate(*entry, frame, session) : Value();
    if (!column.type || !entry) return value;
    return coerced(value, *column.type, session, quoted("出力", "the output", column.name), entry->at);
}

std::vector<Hit> matching(const DecisionTable& table, const std::vector<Value>& inputs, const Frame& frame,
                          Session& session, TableRun* run) {
    std::vector<Hit> hits;
    for (std::size_t r = 0; r < table.rules.size(); ++r) {
        const DecisionTable::Rule& rule = table.rules[r];
        TableRun::Row* row = run != nullptr ? &run->rows[r] : nullptr;
        if (row != nullptr) row->asked = true;
        bool hit = true;
        for (std::size_t i = 0; hit && i < inputs.size() && i < rule.tests.size(); ++i) {
            const auto passed = passes(*rule.tests[i], inputs[i], frame, session);
            hit = passed == true;
            if (row != nullptr) {
                row->cells[i].asked = true;
                row->cells[i].passed = passed;
            }
        }
        Hit found{r, {}};
        if (hit)
            for (std::size_t i = 0; i < table.outputs.size(); ++i)
                found.outputs.push_back(
                    output(table.outputs[i], i < rule.results.size() ? rule.results[i] : nullptr, frame, session));
        if (row != nullptr) {
            row->matched = hit;
            row->outputs = found.outputs;
        }
        if (hit) hits.push_back(std::move(found));
        if (hit && table.policy == HitPolicy::first) break;
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
void sortByPriority(const DecisionTable& table, std::vector<Hit>& hits, const Frame& frame, Session& session) {
    std::vector<std::pair<std::vector<std::size_t>, Hit>> ranked;
    for (Hit& hit : hits) {
        std::vector<std::size_t> ranks;
        for (std::size_t i = 0; i < table.outputs.size(); ++i)
            ranks.push_back(priorityOf(table.outputs[i], hit.outputs[i], frame, session));
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
    return session.null(
        table.rules[second.rule].tests.empty() ? table.at : table.rules[second.rule].tests.front()->at,
        a + " 行目と " + b + " 行目が同時に当てはまり、ヒットポリシー " + policyName(table.policy) + " に反します",
        "rules " + a + " and " + b + " both match, which the hit policy " + policyName(table.policy) + " forbids");
}

Value aggregated(const DecisionTable& table, const std::vector<Hit>& hits, Session& session) {
    if (table.aggregation == Aggregation::none) return listed(table, hits);
    if (table.aggregation == Aggregation::count) return Value(static_cast<std::int64_t>(hits.size()));
    const char* name = table.aggregation == Aggregation::sum       ? "sum"
                       : table.aggregation == Aggregation::minimum ? "min"
                                                                   : "max";
    const Family* family = findFamily(name);
    if (table.outputs.size() == 1) return callBuiltin(*family, {listed(table, hits)}, {}, session, table.at);
    Context out;
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
        List column;
        for (const Hit& hit : hits) column.push_back(hit.outputs[i]);
        out.put(table.outputs[i].name, callBuiltin(*family, {Value(std::move(column))}, {}, session, table.at));
    }
    return Value(std::move(out));
}

Value otherwise(const DecisionTable& table, const Frame& frame, Session& session) {
    std::vector<Value> outputs;
    bool any = false;
    for (const DecisionTable::Output& column : table.outputs) {
        any = any || column.otherwise;
        outputs.push_back(output(column, column.otherwise, frame, session));
    }
    if (any) return together(table, outputs);
    return session.null(table.at, [&] {
        const std::string count = std::to_string(table.rules.size());
        return Wording{"表の " + count + " 行のどれにも当てはまりません。defaultOutputEntry もありません",
                       "none of the table's " + count + " rules matches, and there is no default output"};
    });
}

}  // namespace

namespace {

// The table as it is written; what happens is filled in.
TableRun untouched(const DecisionTable& table) {
    TableRun run;
    run.table = table.name;
    run.policy = policyName(table.policy);
    run.place = table.place;
    for (const DecisionTable::Input& input : table.inputs) run.inputs.push_back(input.label);
    for (const DecisionTable::Output& output : table.outputs) run.outputs.push_back(output.name);
    for (const DecisionTable::Rule& rule : table.rules) {
        TableRun::Row row;
        row.place = rule.place;
        for (const NodePtr& test : rule.tests) {
            const bool any = test->kind == NodeKind::anything || test->at.source == nullptr;
            row.cells.push_back({any ? "-" : text::trim(test->at.source->text), false, std::nullopt});
        }
        run.rows.push_back(std::move(row));
    }
    return run;
}

}  // namespace

const char* policyName(HitPolicy policy) {
    constexpr const char* kNames[] = {"UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT"};
    return kNames[static_cast<std::size_t>(policy)];
}

std::size_t priorityOf(const DecisionTable::Output& column, const Value& value, const Frame& frame, Session& session) {
    const std::size_t last = std::numeric_limits<std::size_t>::max();
    if (!column.values) return last;
    const auto& tests = column.values->children;
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (passes(*tests[i], value, frame, session) == true) return i;
    return last;
}

Value decided(const DecisionTable& table, const Frame& frame, Session& session) {
    const bool traced = session.trace != nullptr && session.trace->elements != nullptr;
    const std::size_t own = traced ? session.trace->open.size() : 0;
    if (traced) session.trace->open.push_back(untouched(table));
    std::vector<Value> inputs;
    const bool readable = readInputs(table, frame, session, inputs);
    if (traced) session.trace->open[own].values = inputs;
    if (!readable) return {};
    TableRun run = traced ? std::move(session.trace->open[own]) : TableRun();  // a cell may begin another table
    std::vector<Hit> hits = matching(table, inputs, frame, session, traced ? &run : nullptr);
    if (traced) session.trace->open[own] = std::move(run);
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
                for (const Value& value : hit.outputs)
                    if (!session.spendWhole(value)) return {};
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
