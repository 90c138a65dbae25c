#include "apps/station/retention/retention_policy.h"

#include "apps/station/municipal_settings.h"

namespace toitsu::station {

namespace {

constexpr std::int64_t kDaySeconds = 24 * 3600;
constexpr std::size_t kGroundBytes = 400;

Error wrong(const std::string& file, const std::string& name) {
    return {ErrorKind::input,
            "V501",
            {"保存期間の設定の「" + name + "」が正しくありません。docs/retention.md の表に合わせてください",
             "the retention setting '" + name + "' is not right; see the table in docs/retention.md"},
            {file}};
}

Result<RetentionPolicy> policyOf(const Context& settings, RetentionPolicy policy, const std::string& file) {
    for (const auto& [name, value] : settings.entries()) {
        const std::string* text = value.string();
        if (text == nullptr) return fail(wrong(file, name));
        bool good = false;
        if (name == "begins") {
            good = *text == "fiscal-year" || *text == "end";
            policy.begins = *text == "end" ? RetentionPolicy::Begins::end : RetentionPolicy::Begins::fiscalYear;
        }
        if (name == "dropped") {
            good = periodOf(*text).has_value();
            policy.dropped = *text;
        }
        if (name == "ground") {
            good = text->size() <= kGroundBytes;
            policy.ground = *text;
        }
        if (!good) return fail(wrong(file, name));
    }
    return policy;
}

}  // namespace

Result<RetentionPolicies> RetentionPolicies::load(const std::string& file) {
    RetentionPolicies policies;
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

const RetentionPolicy& RetentionPolicies::of(const std::string& municipality) const {
    const auto own = own_.find(municipality);
    return own == own_.end() ? all_ : own->second;
}

std::string_view beginsName(RetentionPolicy::Begins begins) {
    return begins == RetentionPolicy::Begins::end ? "end" : "fiscal-year";
}

Date civilDay(Instant instant) {
    return DateTime::fromUnixMillis(instant).date;
}

Instant beginningOf(Date day) {
    return DateTime{day, {}}.unixMillis();
}

Date fiscalYearAfter(Date day) {
    return {day.month >= 4 ? day.year + 1 : day.year, 4, 1};
}

std::optional<Period> periodOf(const std::string& iso) {
    if (const auto months = parseYearMonthDuration(iso))
        return months->months > 0 ? std::optional(Period{.months = months->months, .days = 0}) : std::nullopt;
    const auto time = parseDayTimeDuration(iso);
    if (!time || time->seconds <= 0) return std::nullopt;
    return Period{.months = 0, .days = (time->seconds + kDaySeconds - 1) / kDaySeconds};
}

Kept keptFrom(RetentionPolicy::Begins begins, Date ended, const Period& period) {
    if (begins == RetentionPolicy::Begins::end)
        return {ended.plusDays(1), lastDay(ended, period, FirstDay::excluded).plusDays(1)};
    const Date first = fiscalYearAfter(ended);
    return {first, lastDay(first, period, FirstDay::included).plusDays(1)};
}

}  // namespace toitsu::station
