#pragma once

// What one evaluation carries along: functions that came into being, remarks, limits.

#include <concepts>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "rules/expression.h"
#include "rules/feel_type.h"
#include "rules/frame.h"
#include "rules/node.h"
#include "rules/trace.h"

namespace toitsu::rules {

struct Builtin;
class Session;

struct Function {
    std::vector<std::string> parameters;
    std::vector<FeelTypePtr> types;  // an entry may be nullptr: any
    FeelTypePtr result;
    NodePtr body;
    FramePtr frame;
    const Family* builtin = nullptr;
    std::function<Value(Session&, const Frame&)> native;  // body of a decision service; sees its parameters
    std::string name;                                     // of a business knowledge model or service, for remarks
};

class Session {
public:
    explicit Session(std::vector<Remark>* remarks) : remarks_(remarks) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // A null with its reason. The second form builds its words only when somebody wants them.
    Value null(const Spot& at, std::string_view ja, std::string_view en);
    template <std::invocable Words>
    Value null(const Spot& at, Words&& words) {
        if (wantsRemark()) add(at, words());
        return {};
    }
    // How many nulls had a reason until now: an operator with a null operand that has its reason already adds none.
    std::size_t reasons() const { return reasons_; }
    // Within it nothing is told: something is only tried.
    class Silence {
    public:
        explicit Silence(Session& session) : session_(session), remarks_(std::exchange(session.remarks_, nullptr)) {}
        ~Silence() { session_.remarks_ = remarks_; }
        Silence(const Silence&) = delete;
        Silence& operator=(const Silence&) = delete;

    private:
        Session& session_;
        std::vector<Remark>* remarks_;
    };

    // A function travels as a Value: a context with one entry under a key that no FEEL source can write. It means
    // something only in this session; leaving() takes it out of a result, and makes zones plain offsets.
    Value wrap(Function function);
    const Function* functionOf(const Value& value) const;
    Value leaving(Value value, const Spot& at = {});

    // Limits: false when this evaluation has done too much already; it then ends with nulls.
    // Copies cost what they hold, so the steps bound the memory too.
    bool spend(std::size_t steps = 1) {
        steps_ += steps;
        return steps_ <= kMaxSteps || exhausted();
    }
    bool spendFor(const Value& copy);  // a value with its text, or the elements of a list or context with theirs
    // For everything in a value, however often it stands there: 40 lists of which each holds the one before it twice
    // are a few kilobytes, and a million million elements for whoever walks them.
    bool spendWhole(const Value& value);
    static constexpr int kMaxDepth = 1000;
    static constexpr std::size_t kMaxSteps = 2'000'000;
    static constexpr std::size_t kMaxText = 4u << 20;
    int depth = 0;
    const Spot* here = nullptr;  // where evaluation is just now: that is where it is stopped

    DecisionTrace* trace = nullptr;    // when decisions are evaluated
    const FeelTypes* types = nullptr;  // item definitions, when there are any
    Wording deciding;                  // the decision that is being evaluated

private:
    bool wantsRemark();
    void add(const Spot& at, Wording words);
    bool exhausted();
    Value withoutFunctions(const Value& value) const;

    std::vector<Remark>* remarks_;
    std::deque<Function> functions_;
    std::size_t steps_ = 0;
    std::size_t reasons_ = 0;
    bool exhausted_ = false;
};

bool isFunction(const Value& value);

Value evaluate(const Node& node, const Frame& frame, Session& session);
// The same without a copy where the value lies somewhere already; `hold` keeps it where it does not.
const Value& seen(const Node& node, const Frame& frame, Session& session, Value& hold);

// One unary test or a list of them against `input`.
std::optional<bool> passes(const Node& tests, const Value& input, const Frame& frame, Session& session);

// Arguments by position, already evaluated.
Value call(const Value& function, std::vector<Value> arguments, Session& session, const Spot& at);

}  // namespace toitsu::rules
