#pragma once

// What one evaluation carries along: names in scope, functions that came into being, remarks, limits.

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
#include "rules/node.h"

namespace toitsu::rules {

struct Builtin;

// What a decision's caller wants to know about tables besides the value.
struct TableTrace {
    const DecisionTable* asked = nullptr;
    std::vector<int> matchedRules;   // of the asked table, 1-based
    std::optional<Error> violation;  // the first hit policy that was violated, in any table
};

// Names in scope: own variables, then the entries of a borrowed context, then the parent frame.
// A function keeps the frame in which it was written.
class Frame {
public:
    Frame(std::shared_ptr<const Frame> parent, const Context* borrowed)
        : parent_(std::move(parent)), borrowed_(borrowed) {}
    explicit Frame(std::shared_ptr<const Frame> parent) : Frame(std::move(parent), nullptr) {}
    // An element under a filter: its entries are names, and it is `item`.
    Frame(std::shared_ptr<const Frame> parent, Value item);

    void put(std::string name, Value value) { own_.put(std::move(name), std::move(value)); }
    const Value* find(std::string_view name) const;
    const Context& own() const { return own_; }

private:
    std::shared_ptr<const Frame> parent_;
    const Context* borrowed_ = nullptr;
    Value item_;
    Context own_;
};
using FramePtr = std::shared_ptr<const Frame>;

class Session;

struct Function {
    std::vector<std::string> parameters;
    std::vector<FeelTypePtr> types;  // an entry may be nullptr: any
    FeelTypePtr result;
    NodePtr body;
    FramePtr frame;
    const Builtin* builtin = nullptr;
    std::function<Value(Session&, const FramePtr&)> native;  // body of a business knowledge model; sees its parameters
};

class Session {
public:
    explicit Session(std::vector<Remark>* remarks) : remarks_(remarks) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // A null with its reason.
    Value null(int column, std::string message);

    // A function travels as a Value: a context with one entry under a key that no FEEL source can write. It means
    // something only in this session; leaving() takes it out of a result, and makes zones plain offsets.
    Value wrap(Function function);
    const Function* functionOf(const Value& value) const;
    Value leaving(const Value& value) const;

    // Limits: false when this evaluation has done too much already; it then ends with nulls.
    // Copies cost what they hold, so the steps bound the memory too.
    bool spend(std::size_t steps = 1);
    bool spendFor(const Value& copy);  // a value with its text, or the elements of a list or context with theirs
    static constexpr int kMaxDepth = 1000;
    static constexpr std::size_t kMaxSteps = 2'000'000;
    static constexpr std::size_t kMaxText = 4u << 20;
    int depth = 0;

    TableTrace* trace = nullptr;       // when decisions are evaluated
    const FeelTypes* types = nullptr;  // item definitions, when there are any

private:
    Value withoutFunctions(const Value& value) const;

    std::vector<Remark>* remarks_;
    std::deque<Function> functions_;
    std::size_t steps_ = 0;
    bool exhausted_ = false;
};

bool isFunction(const Value& value);

Value evaluate(const Node& node, const FramePtr& frame, Session& session);

// One unary test or a list of them against `input`.
std::optional<bool> passes(const Node& tests, const Value& input, const FramePtr& frame, Session& session);

// Arguments by position, already evaluated.
Value call(const Value& function, std::vector<Value> arguments, Session& session, int column);

}  // namespace toitsu::rules
