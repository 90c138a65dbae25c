// FEEL, parsed once and evaluated many times: items_per_second are evaluations per second of one core. Parsing apart.

#include <benchmark/benchmark.h>

#include <string>

#include "rules/decision.h"
#include "rules/expression.h"

namespace toitsu::rules {

namespace {

Context record() {
    return Context{{"case", "C1"},
                   {"age", 70},
                   {"kind", "change"},
                   {"fee", *Decimal::parse("1200.5")},
                   {"limit", 5000},
                   {"name", "長野 太郎"},
                   {"address", "長野県長野市大字南長野字幅下692-2"},
                   {"code", "ab"},
                   {"birth", Date{1950, 4, 2}},
                   {"records", List{Context{{"kind", "head"}, {"income", 2'500'000}},
                                    Context{{"kind", "spouse"}, {"income", 1'030'000}},
                                    Context{{"kind", "dependent"}, {"income", 0}}}}};
}

struct Condition {
    const char* name;
    const char* expression;
};

constexpr Condition kConditions[] = {
    {"comparison", "age >= 65"},
    {"condition", R"(if age >= 65 and kind in ("new", "change") and fee * 1.1 <= limit then "reduced" else "full")"},
    {"some over 3 records", R"(some r in records satisfies r.income < 1000000 and r.kind = "dependent")"},
    {"strings", R"(starts with(address, "長野県") and string length(name) > 0 and upper case(code) = "AB")"},
    {"dates", R"(birth + duration("P65Y") <= date("2026-04-01"))"},
    {"filter and count", "count(records[income < 2000000]) >= 2"},
    {"sum over 3 records", "sum(for r in records return r.income) > 3000000"},
};

void evaluate(benchmark::State& state, const Condition& condition) {
    const auto expression = Expression::parse(condition.expression);
    if (!expression) return state.SkipWithError("the condition cannot be parsed");
    const Context scope = record();
    for (auto _ : state) {
        const Value value = expression->evaluate(scope);
        if (value.isNull()) return state.SkipWithError("the condition is null");
        benchmark::DoNotOptimize(value);
    }
    state.SetItemsProcessed(state.iterations());
}

void parse(benchmark::State& state, const Condition& condition) {
    for (auto _ : state) {
        const auto expression = Expression::parse(condition.expression);
        if (!expression) return state.SkipWithError("the condition cannot be parsed");
        benchmark::DoNotOptimize(expression);
    }
    state.SetItemsProcessed(state.iterations());
}

// A table of 30 rules over three inputs, of which the last one matches.
void decide(benchmark::State& state) {
    std::string xml =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:b\" name=\"b\" id=\"b\">"
        "<decision id=\"d\" name=\"d\"><decisionTable hitPolicy=\"FIRST\">";
    for (const char* input : {"age", "kind", "fee"})
        xml += std::string("<input><inputExpression><text>") + input + "</text></inputExpression></input>";
    xml += "<output name=\"o\"/>";
    for (int i = 0; i < 30; ++i)
        xml += "<rule><inputEntry><text>[" + std::to_string(i) + ".." + std::to_string(i + 41) +
               "]</text></inputEntry><inputEntry><text>\"new\", \"change\"</text></inputEntry><inputEntry><text>&gt; " +
               std::to_string(i * 10) + "</text></inputEntry><outputEntry><text>" + std::to_string(i) +
               "</text></outputEntry></rule>";
    const auto model = DecisionModel::parse(xml + "</decisionTable></decision></definitions>", "b.dmn");
    if (!model) return state.SkipWithError("the model cannot be read");
    const Context scope = record();
    for (auto _ : state) {
        const auto result = model->evaluate("d", scope);
        if (!result || result->value != Value(29)) return state.SkipWithError("the decision came out wrong");
        benchmark::DoNotOptimize(result);
    }
    state.SetItemsProcessed(state.iterations());
}

const bool kRegistered = [] {
    for (const Condition& condition : kConditions) {
        benchmark::RegisterBenchmark(("evaluate/" + std::string(condition.name)).c_str(), evaluate, condition);
        benchmark::RegisterBenchmark(("parse/" + std::string(condition.name)).c_str(), parse, condition);
    }
    benchmark::RegisterBenchmark("decide/30 rules", decide);
    return true;
}();

}  // namespace

}  // namespace toitsu::rules
