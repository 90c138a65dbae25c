// FEEL, XML and BPMN: what a case costs apart from its pictures.

#include <benchmark/benchmark.h>

#include <string>

#include "base/files.h"
#include "base/xml.h"
#include "rules/expression.h"
#include "workflows/bpmn.h"

namespace toitsu {

namespace {

constexpr const char* kRule =
    R"(kind != "change" or (amount > 100 and some item in items satisfies item.code = "b") or reason = null)";

Context record() {
    return Context{{"kind", "change"},
                   {"amount", 120},
                   {"reason", Value()},
                   {"items", List{Context{{"code", "a"}}, Context{{"code", "b"}}, Context{{"code", "c"}}}}};
}

void parseRule(benchmark::State& state) {
    for (auto _ : state) {
        auto rule = rules::Expression::parse(kRule);
        if (!rule) return state.SkipWithError("the rule cannot be parsed");
        benchmark::DoNotOptimize(rule);
    }
}
BENCHMARK(parseRule)->Unit(benchmark::kMicrosecond);

void evaluateRule(benchmark::State& state) {
    const auto rule = rules::Expression::parse(kRule);
    if (!rule) return state.SkipWithError("the rule cannot be parsed");
    const Context scope = record();
    for (auto _ : state) {
        const Value value = rule->evaluate(scope);
        if (!value.isTrue()) return state.SkipWithError("the rule is not true");
        benchmark::DoNotOptimize(value);
    }
}
BENCHMARK(evaluateRule)->Unit(benchmark::kMicrosecond);

void parseLayoutXml(benchmark::State& state) {
    const auto text = files::read(TOITSU_SOURCE_DIR "/templates/forms/salary-change/layouts/nagano-2024.xml");
    if (!text) return state.SkipWithError("the layout cannot be read");
    for (auto _ : state) {
        auto document = xml::parse(*text, "layout.xml");
        if (!document) return state.SkipWithError("the layout cannot be parsed");
        benchmark::DoNotOptimize(document);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text->size()));
}
BENCHMARK(parseLayoutXml)->Unit(benchmark::kMicrosecond);

void importFlow(benchmark::State& state) {
    const auto text = files::read(TOITSU_SOURCE_DIR "/templates/flows/intake.bpmn");
    if (!text) return state.SkipWithError("the flow cannot be read");
    for (auto _ : state) {
        const auto flow = workflows::readBpmn(*text, "intake.bpmn");
        if (!flow.definition) return state.SkipWithError("the flow has mistakes");
        benchmark::DoNotOptimize(flow);
    }
}
BENCHMARK(importFlow)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace toitsu
