// The settings of a simulation as JSON. Durations are ISO 8601; a day is a day of eight office hours.

#include <algorithm>

#include "base/date.h"
#include "workflows/trial/simulation.h"

namespace toitsu::workflows::trial {

namespace {

tl::unexpected<Error> wrong(const std::string& where, const std::string& ja, const std::string& en) {
    return fail(ErrorKind::input, "W306", {"設定の " + where + ": " + ja, "settings, " + where + ": " + en});
}

Result<double> minutesIn(const Value& value, const std::string& where, bool officeDays) {
    if (value.isNull()) return 0.0;
    const auto duration = value.string() ? parseDayTimeDuration(*value.string()) : std::nullopt;
    if (!duration || duration->seconds < 0)
        return wrong(where, "P3D や PT10M のように書いてください", "write a duration like P3D or PT10M");
    const auto days = static_cast<double>(duration->seconds / 86'400);
    return days * (officeDays ? 8 : 24) * 60 + static_cast<double>(duration->seconds % 86'400) / 60;
}

Result<double> shareIn(const Value& value, const std::string& where) {
    if (value.isNull()) return 1.0;
    const double share = value.number() ? value.number()->toDouble() : -1;
    if (share >= 0 && share <= 1e6) return share;
    return wrong(where, "share は 0 以上の数です", "share is a number from 0");
}

Result<std::vector<Outcome>> outcomesIn(const Value& value, const std::string& where) {
    std::vector<Outcome> outcomes;
    if (value.isNull()) return outcomes;
    const List one{value};
    for (const Value& each : value.list() ? *value.list() : one) {
        if (!each.context())
            return wrong(where, "{\"share\": 0.9, \"variables\": {…}} の形で書いてください",
                         "write {\"share\": 0.9, \"variables\": {…}}");
        const auto share = shareIn(each["share"], where);
        if (!share) return fail(share.error());
        outcomes.push_back({*share, each["variables"].context() ? *each["variables"].context() : Context{},
                            each["error"].string() ? *each["error"].string() : ""});
    }
    return outcomes;
}

}  // namespace

Result<void> readSettings(const Value& json, SimulationSettings& settings) {
    if (!json.context()) return wrong("{}", "JSON のオブジェクトにしてください", "it must be a JSON object");
    for (const auto& [name, value] : json.context()->entries()) {
        if (name != "people" && name != "start" && name != "elements" && name != "messages")
            return wrong(name, "使えるのは people、start、elements、messages です",
                         "there are people, start, elements and messages");
        if (name != "start" && !value.context())
            return wrong(name, "オブジェクトにしてください", "it must be an object");
    }
    if (const Context* people = json["people"].context())
        for (const auto& [role, count] : people->entries()) {
            const auto number = count.number() ? count.number()->toInteger() : std::nullopt;
            if (!number || *number < 1 || *number > 10'000)
                return wrong("people." + role, "1 以上の人数です", "a number of people from 1");
            settings.people[role] = static_cast<int>(*number);
        }
    auto starts = outcomesIn(json["start"], "start");
    if (!starts) return fail(starts.error());
    settings.starts = std::move(*starts);
    if (const Context* elements = json["elements"].context())
        for (const auto& [id, value] : elements->entries()) {
            ElementSettings& element = settings.elements[id];
            const auto minutes = minutesIn(value["duration"], "elements." + id, true);
            if (!minutes) return fail(minutes.error());
            element.minutes = *minutes;
            auto outcomes = outcomesIn(value["outcomes"], "elements." + id);
            if (!outcomes) return fail(outcomes.error());
            element.outcomes = std::move(*outcomes);
        }
    if (const Context* messages = json["messages"].context())
        for (const auto& [id, value] : messages->entries()) {
            MessageSettings& message = settings.messages[id];
            const auto minutes = minutesIn(value["after"], "messages." + id, false);
            if (!minutes) return fail(minutes.error());
            message.minutes = *minutes;
            const auto share = shareIn(value["share"], "messages." + id);
            if (!share) return fail(share.error());
            message.share = *share;
            if (value["variables"].context()) message.variables = *value["variables"].context();
        }
    return {};
}

}  // namespace toitsu::workflows::trial
