#include "apps/authoring/sample_outcome.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/json.h"

namespace toitsu::authoring {

namespace {

constexpr std::array<std::string_view, 4> kNames{"right", "doubtful", "doubtful-wrong", "wrong"};
constexpr double kWorseMm = 0.1;

Value millimetres(double value) {
    return Decimal::fromDouble(std::round(value * 1000) / 1000).value_or(Decimal(0));
}

std::string shownMm(double value) {
    return json::write(millimetres(value)) + " mm";
}

const SampleOutcome* find(const std::vector<SampleOutcome>& all, const std::string& sample) {
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const SampleOutcome& one) { return one.sample == sample; });
    return it == all.end() ? nullptr : &*it;
}

void compareOne(const SampleOutcome& was, const SampleOutcome& is, Comparison& out) {
    if (was.status != is.status) {
        (is.read ? out.better : out.worse).push_back({is.sample, "", was.status, is.status});
        if (!was.read || !is.read) return;
    }
    if (std::abs(was.residualMm - is.residualMm) >= kWorseMm)
        (is.residualMm > was.residualMm ? out.worse : out.better)
            .push_back({is.sample, "", shownMm(was.residualMm), shownMm(is.residualMm)});
    for (const auto& [field, now] : is.fields) {
        const auto before = was.fields.find(field);
        const Outcome known = before == was.fields.end() ? Outcome::right : before->second;
        if (now == known) continue;
        (now > known ? out.worse : out.better)
            .push_back({is.sample, field, std::string(outcomeName(known)), std::string(outcomeName(now))});
    }
}

tl::unexpected<Error> malformed(const std::string& file) {
    return fail(ErrorKind::input, "C143",
                {"golden.json として読めません。toitsu form test --update で書き直してください",
                 "this is no golden.json; write it again with toitsu form test --update"},
                Place{file, 0, 0, 0});
}

std::string textOf(const Value& value) {
    return value.string() == nullptr ? "" : *value.string();
}

}  // namespace

std::string_view outcomeName(Outcome outcome) {
    return kNames[static_cast<std::size_t>(outcome)];
}

int SampleOutcome::count(Outcome outcome) const {
    return static_cast<int>(
        std::count_if(fields.begin(), fields.end(), [&](const auto& field) { return field.second == outcome; }));
}

Comparison compareOutcomes(const std::vector<SampleOutcome>& golden, const std::vector<SampleOutcome>& now) {
    Comparison out;
    for (const SampleOutcome& is : now) {
        if (const SampleOutcome* was = find(golden, is.sample)) {
            compareOne(*was, is, out);
            continue;
        }
        out.unknown.push_back(is.sample);
        if (!is.read) out.worse.push_back({is.sample, "", "", is.status});
        for (const auto& [field, outcome] : is.fields)
            if (outcome == Outcome::wrong) out.worse.push_back({is.sample, field, "", "wrong"});
    }
    for (const SampleOutcome& was : golden)
        if (find(now, was.sample) == nullptr) out.gone.push_back(was);
    return out;
}

std::string writeGolden(const std::vector<SampleOutcome>& outcomes) {
    std::map<std::string, const SampleOutcome*> sorted;
    for (const SampleOutcome& one : outcomes) sorted[one.sample] = &one;
    Context samples;
    for (const auto& [name, one] : sorted) {
        Context fields;
        for (const auto& [field, outcome] : one->fields)
            if (outcome != Outcome::right) fields.put(field, std::string(outcomeName(outcome)));
        samples.put(name, Context{{"layout", one->layout},
                                  {"status", one->status},
                                  {"residual_mm", millimetres(one->residualMm)},
                                  {"fields", fields}});
    }
    return json::writePretty(Context{{"schema", "urn:toitsu:golden:1"}, {"samples", samples}}) + "\n";
}

Result<std::vector<SampleOutcome>> readGolden(const std::string& text, const std::string& file) {
    const auto value = json::parse(text, file);
    if (!value) return fail(value.error());
    const Context* samples = (*value)["samples"].context();
    if (samples == nullptr || textOf((*value)["schema"]) != "urn:toitsu:golden:1") return malformed(file);
    std::vector<SampleOutcome> out;
    for (const auto& [name, one] : samples->entries()) {
        SampleOutcome read;
        read.sample = name;
        read.layout = textOf(one["layout"]);
        read.status = textOf(one["status"]);
        read.read = read.status == "read";
        if (const Decimal* residual = one["residual_mm"].number()) read.residualMm = residual->toDouble();
        const Context* fields = one["fields"].context();
        if (fields == nullptr || read.status.empty()) return malformed(file);
        for (const auto& [field, outcome] : fields->entries()) {
            const auto known = std::find(kNames.begin(), kNames.end(), textOf(outcome));
            if (known == kNames.end()) return malformed(file);
            read.fields[field] = static_cast<Outcome>(known - kNames.begin());
        }
        out.push_back(std::move(read));
    }
    return out;
}

}  // namespace toitsu::authoring
