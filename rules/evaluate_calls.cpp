// Calls of functions: literals, business knowledge models and built-in ones.

#include <algorithm>

#include "rules/builtins.h"
#include "rules/evaluate_parts.h"

namespace toitsu::rules {

namespace {

Value run(const Function& function, std::vector<Value> arguments, Session& session, int column) {
    if (arguments.size() != function.parameters.size())
        return session.null(column, "the function takes " + std::to_string(function.parameters.size()) + " arguments");
    const auto frame = std::make_shared<Frame>(function.frame);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const FeelTypePtr& type = i < function.types.size() ? function.types[i] : nullptr;
        Value argument = std::move(arguments[i]);
        if (type && !argument.isNull()) {
            argument = coerced(argument, *type, session, function.parameters[i], column);
            if (argument.isNull()) return {};
        }
        frame->put(function.parameters[i], std::move(argument));
    }
    Value result = function.native ? function.native(session, frame) : evaluate(*function.body, frame, session);
    return function.result ? coerced(result, *function.result, session, "the function's result", column) : result;
}

Value callNamed(const Function& function, std::vector<Value> arguments, const std::vector<std::string>& names,
                Session& session, int column) {
    if (names.empty()) return run(function, std::move(arguments), session, column);
    std::vector<Value> ordered(function.parameters.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = std::find(function.parameters.begin(), function.parameters.end(), names[i]);
        if (found == function.parameters.end())
            return session.null(column, "the function has no parameter \"" + names[i] + "\"");
        ordered[static_cast<std::size_t>(found - function.parameters.begin())] = arguments[i];
    }
    return run(function, std::move(ordered), session, column);
}

}  // namespace

Value call(const Value& function, std::vector<Value> arguments, Session& session, int column) {
    const Function* found = session.functionOf(function);
    if (found == nullptr) return session.null(column, typeName(function) + " cannot be called");
    if (found->builtin != nullptr) return callBuiltin(found->builtin->name, std::move(arguments), {}, session, column);
    if (!session.spend()) return {};
    return run(*found, std::move(arguments), session, column);
}

Value called(const Node& node, const FramePtr& frame, Session& session) {
    const Node& callee = *node.children[0];
    std::string_view builtin;
    Value function;
    if (callee.kind == NodeKind::name) {
        const Value* named = frame->find(callee.text);
        if (named != nullptr && isFunction(*named)) {
            function = *named;
        } else if (findBuiltin(callee.text) != nullptr) {
            builtin = callee.text;
        } else {
            return session.null(callee.column, "there is no function \"" + callee.text + "\"");
        }
    } else {
        function = evaluate(callee, frame, session);
    }
    const Function* found = builtin.empty() ? session.functionOf(function) : nullptr;
    if (builtin.empty() && found == nullptr) return session.null(node.column, typeName(function) + " cannot be called");
    if (found != nullptr && found->builtin != nullptr) builtin = found->builtin->name;

    std::vector<Value> arguments;
    arguments.reserve(node.children.size());
    for (std::size_t i = 1; i < node.children.size(); ++i)
        arguments.push_back(evaluate(*node.children[i], frame, session));
    if (!builtin.empty()) return callBuiltin(builtin, std::move(arguments), node.names, session, node.column);
    return callNamed(*found, std::move(arguments), node.names, session, node.column);
}

}  // namespace toitsu::rules
