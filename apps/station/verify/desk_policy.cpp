#include "apps/station/verify/desk_policy.h"

#include "apps/station/municipal_settings.h"

namespace toitsu::station {

namespace {

Error wrong(const std::string& file, const std::string& name) {
    return {ErrorKind::input,
            "V110",
            {"検証の設定の「" + name + "」が正しくありません。docs/verification.md の表に合わせてください",
             "the verification setting '" + name + "' is not right; see the table in docs/verification.md"},
            {file}};
}

bool read(const Value& value, bool& out) {
    if (value.boolean() == nullptr) return false;
    out = *value.boolean();
    return true;
}

template <class Number>
bool read(const Value& value, Number& out, std::int64_t least, std::int64_t most, std::int64_t factor = 1) {
    const auto number = value.number() == nullptr ? std::nullopt : value.number()->toInteger();
    if (!number || *number < least || *number > most) return false;
    out = static_cast<Number>(*number * factor);
    return true;
}

Result<DeskPolicy> policyOf(const Context& settings, DeskPolicy policy, const std::string& file) {
    for (const auto& [name, value] : settings.entries()) {
        bool good = false;
        if (name == "counters") good = read(value, policy.counters);
        if (name == "third_person") good = read(value, policy.thirdPerson);
        if (name == "mask_pages") good = read(value, policy.maskPages);
        if (name == "sample_per_mille") good = read(value, policy.samplePerMille, 0, 50);
        if (name == "undo_seconds") good = read(value, policy.undoMillis, 0, 3600, 1000);
        if (name == "doubt_minutes") good = read(value, policy.doubtMillis, 0, 7 * 24 * 60, 60'000);
        if (!good) return fail(wrong(file, name));
    }
    return policy;
}

}  // namespace

Result<DeskPolicies> DeskPolicies::load(const std::string& file) {
    DeskPolicies policies;
    const auto done = readMunicipalSettings(
        file,
        [&](const std::string& municipality, const Context& settings) -> Result<void> {
            auto policy = policyOf(settings, policies.all_, file);
            if (!policy) return fail(policy.error());
            (municipality.empty() ? policies.all_ : policies.own_[municipality]) = std::move(*policy);
            return {};
        },
        [&](const std::string& name) { return wrong(file, name); });
    if (!done) return fail(done.error());
    return policies;
}

const DeskPolicy& DeskPolicies::of(const std::string& municipality) const {
    const auto own = own_.find(municipality);
    return own == own_.end() ? all_ : own->second;
}

}  // namespace toitsu::station
