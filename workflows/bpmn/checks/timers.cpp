// A timer's time, where it is written out: ISO 8601 date and time, duration, or repeating interval. An expression that
// computes it is left to the engine.

#include <cctype>

#include "workflows/bpmn/checks/checks.h"
#include "workflows/timer_text.h"

namespace toitsu::workflows::bpmn {

namespace {

// FEEL behind '=', a vendor's ${…}, a call, a text, a list, a path, a name in Japanese. A single word of ASCII letters
// is more likely a mistake than a variable; with '=' before it, it is one.
bool isComputed(std::string_view text) {
    const bool path = std::isalpha(static_cast<unsigned char>(text.front())) != 0 && text.front() != 'P' &&
                      text.front() != 'R' && text.find('.') != std::string_view::npos;
    return text.front() == '=' || static_cast<unsigned char>(text.front()) >= 0x80 || path ||
           text.find_first_of("(){}[]\"'$#") != std::string_view::npos;
}

bool readable(const Item& time, const std::string& body) {
    if (time.is("timeDate")) return parseMoment(body).has_value();
    return time.is("timeDuration") ? parseInterval(body).has_value() : parseCycle(body).has_value();
}

}  // namespace

void checkTimers(const Model& model, Findings& findings) {
    for (const Item* timer : model.all("timerEventDefinition")) {
        const bool executable = timer->process != nullptr ? timer->executable() : model.executable();
        std::vector<const Item*> times;
        for (const Item* inner : timer->children)
            if (inner->tag().starts_with("time")) times.push_back(inner);
        const Node& node = *timer->node;
        if (times.size() > 1)
            findings.error(rule::timer, node, "timeDate、timeDuration、timeCycle のうち一つだけを書いてください。",
                           "write only one of timeDate, timeDuration and timeCycle");
        if (times.empty() && executable)
            findings.error(rule::timer, node, called(*timer->parent->node) + " のタイマーに時刻も期間もありません。",
                           "the timer of " + called(*timer->parent->node) + " has neither time nor duration");
        for (const Item* time : times) {
            const std::string body = text(*time->node);
            if (!executable || body.empty() || isComputed(body) || readable(*time, body)) continue;
            const std::string example = time->is("timeDate")       ? "2027-03-31T17:00:00+09:00"
                                        : time->is("timeDuration") ? "P3D"
                                                                   : "R3/P1D";
            findings.error(rule::timer, *time->node,
                           time->tag() + " の「" + body + "」は ISO 8601 ではありません。" + example +
                               " のように書くか、式なら = で始めてください。",
                           time->tag() + " \"" + body + "\" is not ISO 8601; write it like " + example +
                               ", or begin an expression with =");
        }
    }
}

}  // namespace toitsu::workflows::bpmn
