// Calls of functions: literals, business knowledge models and built-in ones.

#include <algorithm>

#include "rules/builtins.h"
#include "rules/evaluate_parts.h"

namespace toitsu::rules {

namespace {

std::string named(const Function& function) {
    return function.name.empty() ? std::string() : "\"" + function.name + "\"";
}

Value wrongCount(const Function& function, std::size_t given, Session& session, const Spot& at) {
    return session.null(at, [&] {
        std::string names;
        for (const std::string& name : function.parameters) names += (names.empty() ? "" : ", ") + name;
        const std::string wants = std::to_string(function.parameters.size());
        return Wording{"関数" + named(function) + "の引数は " + wants + " 個（" + names + "）ですが、" +
                           std::to_string(given) + " 個あります",
                       "the function " + named(function) + (function.name.empty() ? "" : " ") + "takes " + wants +
                           " arguments (" + names + "), not " + std::to_string(given)};
    });
}

Value run(const Function& function, std::vector<Value> arguments, Session& session, const Spot& at) {
    if (arguments.size() != function.parameters.size()) return wrongCount(function, arguments.size(), session, at);
    const auto inside = [&](Frame& frame) -> Value {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const FeelTypePtr& type = i < function.types.size() ? function.types[i] : nullptr;
            Value argument = std::move(arguments[i]);
            if (type && !argument.isNull()) {
                const std::string& name = function.parameters[i];
                argument =
                    coerced(argument, *type, session, {"引数「" + name + "」", "the argument \"" + name + "\""}, at);
                if (argument.isNull()) return {};
            }
            frame.put(function.parameters[i], std::move(argument));
        }
        Value result = function.native ? function.native(session, frame) : evaluate(*function.body, frame, session);
        if (!function.result) return result;
        return coerced(result, *function.result, session,
                       {"関数" + named(function) + "の結果",
                        "the result of the function" + (function.name.empty() ? "" : " " + named(function))},
                       at);
    };
    if (function.body != nullptr && !function.body->makesFunctions) {
        Frame frame(function.frame.get());
        return inside(frame);
    }
    return inside(*Frame::kept(function.frame.get()));
}

Value callNamed(const Function& function, std::vector<Value> arguments, const std::vector<std::string>& names,
                Session& session, const Spot& at) {
    if (names.empty()) return run(function, std::move(arguments), session, at);
    std::vector<Value> ordered(function.parameters.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = std::find(function.parameters.begin(), function.parameters.end(), names[i]);
        if (found == function.parameters.end())
            return session.null(at, [&] {
                return Wording{"関数" + named(function) + "に引数「" + names[i] + "」はありません",
                               "the function has no parameter \"" + names[i] + "\""};
            });
        ordered[static_cast<std::size_t>(found - function.parameters.begin())] = arguments[i];
    }
    return run(function, std::move(ordered), session, at);
}

Value notCallable(const Value& value, Session& session, const Spot& at) {
    return session.null(at, [&] {
        const Wording type = typeWording(value);
        return Wording{type.ja + "は関数ではないので呼び出せません", type.en + " cannot be called, only a function"};
    });
}

}  // namespace

Value call(const Value& function, std::vector<Value> arguments, Session& session, const Spot& at) {
    const Function* found = session.functionOf(function);
    if (found == nullptr) return notCallable(function, session, at);
    if (found->builtin != nullptr) return callBuiltin(*found->builtin, std::move(arguments), {}, session, at);
    if (!session.spend()) return {};
    return run(*found, std::move(arguments), session, at);
}

Value called(const Node& node, const Frame& frame, Session& session) {
    const Node& callee = *node.children[0];
    const Family* builtin = node.family;
    const std::size_t before = session.reasons();
    Value function;
    if (callee.kind == NodeKind::name) {
        const Value* named = frame.find(callee.text);
        if (named != nullptr && isFunction(*named)) {
            function = *named;
            builtin = nullptr;
        } else if (builtin == nullptr) {
            if (named != nullptr) return notCallable(*named, session, callee.at);
            return session.null(callee.at, [&] {
                return Wording{"関数「" + callee.text + "」はありません",
                               "there is no function \"" + callee.text + "\""};
            });
        }
    } else {
        function = evaluate(callee, frame, session);
        if (function.isNull() && session.reasons() != before) return {};
    }
    if (builtin != nullptr && !node.value.isNull()) return node.value;  // worked out when it was parsed
    const Function* found = builtin == nullptr ? session.functionOf(function) : nullptr;
    if (builtin == nullptr && found == nullptr) return notCallable(function, session, node.at);
    if (found != nullptr) builtin = found->builtin;

    std::vector<Value> arguments;
    arguments.reserve(node.children.size() - 1);
    for (std::size_t i = 1; i < node.children.size(); ++i)
        arguments.push_back(evaluate(*node.children[i], frame, session));
    const bool nullExplained = session.reasons() != before;
    if (builtin != nullptr)
        return callBuiltin(*builtin, std::move(arguments), node.names, session, node.at, nullExplained);
    return callNamed(*found, std::move(arguments), node.names, session, node.at);
}

}  // namespace toitsu::rules
