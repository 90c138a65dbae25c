// Any text as a timer: an interval is written as it is read, a cycle goes forward only, and reading it from a flow
// never fails when the model is of others.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "workflows/timer_rule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace toitsu::workflows;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto interval = parseInterval(text); interval && parseInterval(interval->iso()) != interval) std::abort();
    if (const auto moment = parseMoment(text))
        if (const auto again = parseMoment(momentText(moment->instant()));
            !again || again->instant() != moment->instant())
            std::abort();
    for (const char* kind : {"timeDuration", "timeDate", "timeCycle"}) {
        toitsu::xml::Element child;
        child.local = kind;
        child.text = std::string(text);
        toitsu::xml::Element definition;
        definition.local = "timerEventDefinition";
        definition.children = {child};
        const auto rule = readTimerRule(definition, false);
        if (!rule) std::abort();
        auto next = rule->schedule({}, 1'800'000'000'000);
        for (int count = 0; next && count < 20; ++count) {
            const auto after = following(*next);
            if (after && after->due <= next->due) std::abort();
            next = after;
        }
    }
    return 0;
}
