// A timer's time, where it is written out: ISO 8601 date and time, duration, or repeating interval. An expression that
// computes it is left to the engine.

#include <cctype>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

// Computed: FEEL behind '=', a vendor's ${…}, a call, a text, a list.
bool isComputed(std::string_view text) {
    return text.front() == '=' || text.find_first_of("(){}[]\"'$#") != std::string_view::npos;
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool done() const { return at_ == text_.size(); }
    bool skip(char c) {
        if (done() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool digits(int least, int most) {
        int count = 0;
        while (!done() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0 && count < most) ++at_, ++count;
        return count >= least;
    }

    // PnYnMnDTnHnMnS or PnW; every part may be missing, but not all.
    bool duration() {
        skip('-');
        if (!skip('P')) return false;
        const bool date = parts("YMWD");
        if (!skip('T')) return date;
        return parts("HMS");
    }

    bool dateTime() {
        skip('-');
        if (!digits(4, 9)) return false;
        const bool extended = skip('-');
        if (!digits(2, 2) || (extended && !skip('-')) || !digits(2, 2)) return false;
        if (!skip('T') && !skip(' ')) return true;
        if (!digits(2, 2)) return false;
        if (skip(':') ? !digits(2, 2) : !digits(0, 2)) return false;
        if (skip(':') ? !digits(2, 2) : !digits(0, 2)) return false;
        if ((skip('.') || skip(',')) && !digits(1, 12)) return false;
        return zone();
    }

    // R[n]/duration, R[n]/start/duration, R[n]/start/end, R[n]/duration/end; without R once.
    bool repetition() {
        if (skip('R')) {
            digits(0, 18);
            if (!skip('/')) return false;
        }
        if (!point()) return false;
        return skip('/') ? point() : true;
    }

private:
    bool point() {
        return !done() && text_.substr(at_).find_first_of("P") == (text_[at_] == '-' ? 1U : 0U) ? duration()
                                                                                                : dateTime();
    }

    bool parts(std::string_view units) {
        bool any = false;
        while (!done() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) {
            digits(1, 18);
            if (skip('.') || skip(',')) digits(1, 18);
            const std::size_t unit = done() ? std::string_view::npos : units.find(text_[at_]);
            if (unit == std::string_view::npos) return false;
            units.remove_prefix(unit + 1);
            ++at_;
            any = true;
        }
        return any;
    }

    bool zone() {
        if (done() || skip('Z')) return true;
        if (skip('@')) {  // FEEL names a zone behind @
            at_ = text_.size();
            return true;
        }
        if (!skip('+') && !skip('-')) return text_[at_] == '/';
        if (!digits(2, 2)) return false;
        return skip(':') ? digits(2, 2) : digits(0, 2);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

bool readable(const Item& time, const std::string& body) {
    Reader reader(body);
    const bool good = time.is("timeDate")       ? reader.dateTime()
                      : time.is("timeDuration") ? reader.duration()
                                                : reader.repetition();
    return good && reader.done();
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
