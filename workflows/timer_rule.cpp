#include "workflows/timer_rule.h"

#include <algorithm>
#include <array>
#include <regex>
#include <utility>

#include "base/text.h"
#include "workflows/bpmn.h"

namespace toitsu::workflows {

namespace {

using Kind = TimerRule::Kind;

Error wrong(const std::string& text, const Place& place) {
    return {ErrorKind::schema,
            "W013",
            {"タイマーの指定「" + text::jsonish(text) +
                 "」を読めません。timeDuration に P3D や PT8H、timeDate に 2027-03-31T17:00:00+09:00、timeCycle に "
                 "R4/PT1H や "
                 "R/2027-01-01T09:00:00+09:00/P1D、または FEEL 式を一つだけ書いてください。",
             "the timer \"" + text::jsonish(text) +
                 "\" cannot be read; write one timeDuration (P3D, PT8H), one timeDate (2027-03-31T17:00:00+09:00), one "
                 "timeCycle (R4/PT1H, R/2027-01-01T09:00:00+09:00/P1D), or FEEL"},
            place};
}

Error cron(const Place& place) {
    return {
        ErrorKind::schema,
        "W013",
        {"cron の書き方は BPMN にありません。毎朝9時なら R/2027-01-01T09:00:00+09:00/P1D、開庁日だけなら flow:calendar "
         "を "
         "加えてください。",
         "cron is not BPMN; for nine o'clock every day write R/2027-01-01T09:00:00+09:00/P1D, and flow:calendar for "
         "working days only"},
        place};
}

// Five to seven fields of digits and cron's marks: "0 0 9-17 * * MON-FRI".
bool looksLikeCron(const std::string& text) {
    const auto fields = text::split(text, ' ');
    if (fields.size() < 5 || fields.size() > 7) return false;
    return std::ranges::all_of(fields, [](const std::string& field) {
        return !field.empty() &&
               field.find_first_not_of("0123456789*?/,-#LWABCDEFGHIJKMNOPQRSTUVXYZ") == std::string::npos;
    });
}

bool readable(const std::string& text, Kind kind) {
    if (kind == Kind::cycle) return parseCycle(text).has_value();
    if (kind == Kind::date) return parseMoment(text).has_value();
    const auto interval = parseInterval(text);
    return interval && !interval->negative();
}

// ISO 8601 that does not fit here, or was meant to be: P1H, PT, R3. FEEL would take these for names of variables.
bool isIso(const std::string& text) {
    static const std::regex attempt("-?P([0-9T][0-9.,YMWDTHS]*)?|R-?[0-9]*(/.*)?");
    constexpr std::size_t longest = 100;  // std::regex recurses for every character
    return text.size() <= longest && (std::regex_match(text, attempt) || parseMoment(text));
}

// FEEL that reads no variable says now what it will always say; a number there is a slip: 2027-02-30 is 1995.
bool nonsense(const TimerRule& rule) {
    TimerRule byTheClock = rule;
    byTheClock.office = {};
    return rule.expression.variables().empty() && !byTheClock.schedule({}, 0);
}

Result<void> readText(TimerRule& rule, const std::string& text, const Place& place, bool strict) {
    if (readable(text, rule.kind)) {
        rule.literal = text;
        return {};
    }
    const bool marked = !text.empty() && text.front() == '=';
    if (!marked && (text.empty() || isIso(text))) return fail(wrong(text, place));
    if (!marked && looksLikeCron(text)) return fail(cron(place));
    auto expression = rules::Expression::parse(marked ? text.substr(1) : text, place);
    if (!expression) return marked || !strict ? fail(std::move(expression.error())) : fail(wrong(text, place));
    rule.expression = std::move(*expression);
    if (!marked && nonsense(rule)) return fail(wrong(text, place));
    return {};
}

Error badAttribute(const xml::Attribute& attribute, const std::string& known) {
    return {ErrorKind::schema,
            "W013",
            {"属性 " + attribute.name + " の値が分かりません。" + known + " のどれかを書いてください。",
             "the value of " + attribute.name + " is not known; write one of " + known},
            attribute.place};
}

template <class T, std::size_t size>
Result<T> word(const xml::Element& element, std::string_view name, T fallback,
               const std::array<std::pair<std::string_view, T>, size>& words) {
    const xml::Attribute* attribute = element.attribute(name, flowNamespace);
    if (!attribute) return fallback;
    std::string known;
    for (const auto& [text, value] : words) {
        if (attribute->value == text) return value;
        known += (known.empty() ? "" : ", ") + std::string(text);
    }
    return fail(badAttribute(*attribute, known));
}

Result<void> readOffice(OfficeTime& office, const xml::Element& element) {
    using Until = OfficeTime::Until;
    using Shift = OfficeTime::Shift;
    using U = std::pair<std::string_view, Until>;
    using S = std::pair<std::string_view, Shift>;
    using F = std::pair<std::string_view, FirstDay>;
    const auto until =
        word(element, "until", Until::closing,
             std::array{U{"closing", Until::closing}, U{"midnight", Until::midnight}, U{"opening", Until::opening}});
    if (!until) return fail(until.error());
    const auto shift = word(element, "shift", Shift::next,
                            std::array{S{"next", Shift::next}, S{"previous", Shift::previous}, S{"none", Shift::none}});
    if (!shift) return fail(shift.error());
    const auto first = word(element, "first-day", FirstDay::excluded,
                            std::array{F{"excluded", FirstDay::excluded}, F{"included", FirstDay::included}});
    if (!first) return fail(first.error());
    const xml::Attribute* calendar = element.attribute("calendar", flowNamespace);
    office = {calendar ? calendar->value : "", *until, *shift, *first};
    constexpr std::string_view good = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (calendar && (calendar->value.empty() || calendar->value.find_first_not_of(good) != std::string::npos))
        return fail(badAttribute(*calendar, "office, … (a-z 0-9 -)"));
    for (const char* name : {"until", "shift", "first-day"}) {
        const xml::Attribute* attribute = element.attribute(name, flowNamespace);
        if (attribute && !calendar)
            return fail(ErrorKind::schema, "W013",
                        {"属性 " + attribute->name + " は flow:calendar と一緒に書いてください。",
                         "the attribute " + attribute->name + " needs flow:calendar beside it"},
                        attribute->place);
    }
    return {};
}

}  // namespace

std::string TimerRule::source() const {
    if (!foreign.empty()) return foreign;
    return literal.empty() ? expression.source() : literal;
}

Result<TimerRule> readTimerRule(const xml::Element& definition, bool strict) {
    constexpr std::array<std::pair<std::string_view, Kind>, 3> kinds{
        {{"timeDate", Kind::date}, {"timeDuration", Kind::duration}, {"timeCycle", Kind::cycle}}};
    TimerRule rule;
    const xml::Element* when = nullptr;
    for (const xml::Element& child : definition.children) {
        if (child.space != definition.space || child.local == "documentation" || child.local == "extensionElements")
            continue;
        const auto kind = std::ranges::find(kinds, child.local, &std::pair<std::string_view, Kind>::first);
        if (when || kind == kinds.end()) return fail(wrong(child.local, child.place));
        when = &child;
        rule.kind = kind->second;
    }
    if (auto office = readOffice(rule.office, definition); !office) return fail(std::move(office.error()));
    if (!when) {
        if (strict) return fail(wrong("", definition.place));
        rule.foreign = definition.local;
        return rule;
    }
    const std::string text = text::trim(when->text);
    auto read = readText(rule, text, when->place, strict);
    if (!read && strict) return fail(std::move(read.error()));
    if (!read) {
        rule.expression = {};
        rule.foreign = text.empty() ? when->local : text;
    }
    return rule;
}

Result<TimerRule> readDueRule(const xml::Element& element, const xml::Attribute& due) {
    TimerRule rule;
    if (auto office = readOffice(rule.office, element); !office) return fail(std::move(office.error()));
    const std::string text = text::trim(due.value);
    rule.kind = parseMoment(text) ? Kind::date : Kind::duration;
    if (auto read = readText(rule, text, due.place, true); !read) return fail(std::move(read.error()));
    return rule;
}

}  // namespace toitsu::workflows
