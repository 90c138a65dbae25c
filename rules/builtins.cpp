// Finds the built-in function that fits the arguments. Types and singleton lists are settled here once, so the
// functions themselves may take what their row in the table promises.

#include "rules/builtins.h"

#include <algorithm>
#include <map>
#include <set>

namespace toitsu::rules {

namespace {

struct Parameter {
    std::string name;
    char type = 'a';
    bool optional = false;
    bool variadic = false;
};

struct Signature {
    const Builtin* builtin;
    std::vector<Parameter> parameters;
};

std::vector<Parameter> parsed(std::string_view text) {
    std::vector<Parameter> out;
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        Parameter parameter;
        parameter.name = text.substr(0, colon);
        parameter.type = text[colon + 1];
        std::size_t at = colon + 2;
        for (; at < text.size() && text[at] != ','; ++at) {
            if (text[at] == '?') parameter.optional = true;
            if (text[at] == '*') parameter.variadic = true;
        }
        text.remove_prefix(std::min(text.size(), at + 2));
        out.push_back(std::move(parameter));
    }
    return out;
}

using Table = std::map<std::string, std::vector<Signature>, std::less<>>;

const Table& table() {
    static const Table built = [] {
        Table out;
        for (const auto rows : {stringBuiltins(), numberBuiltins(), listBuiltins(), statisticsBuiltins(),
                                dateBuiltins(), durationBuiltins(), rangeBuiltins(), contextBuiltins()})
            for (const Builtin& row : rows) out[std::string(row.name)].push_back({&row, parsed(row.parameters)});
        return out;
    }();
    return built;
}

bool fits(const Value& value, char type) {
    using Type = Value::Type;
    switch (type) {
        case 's':
            return value.type() == Type::string;
        case 'n':
            return value.type() == Type::number;
        case 'b':
            return value.type() == Type::boolean;
        case 'l':
            return value.type() == Type::list;
        case 'c':
            return value.type() == Type::context && !isFunction(value);
        case 'D':
            return value.type() == Type::date;
        case 'T':
            return value.type() == Type::time;
        case 'M':
            return value.type() == Type::dateTime;
        case 'd':
            return value.type() == Type::dayTimeDuration;
        case 'y':
            return value.type() == Type::yearMonthDuration;
        case 'r':
            return value.type() == Type::range;
        case 'f':
            return isFunction(value);
        case 'v':
            return !value.isNull();
        default:
            return true;
    }
}

// false when the value does not fit; may replace it by the implicit conversions of §10.3.2.9.4.
bool settle(Value& value, const Parameter& parameter) {
    if (fits(value, parameter.type)) return true;
    if (value.isNull()) return parameter.optional;
    if (parameter.type == 'l') {
        value = Value(List{value});
        return true;
    }
    if (parameter.type == 'M' && value.date() != nullptr) {
        value = Value(DateTime{*value.date(), Time{0, 0, 0, 0, 0}});
        return true;
    }
    const List* list = value.list();
    if (list == nullptr || list->size() != 1 || !fits(list->front(), parameter.type)) return false;
    const Value only = list->front();
    value = only;
    return true;
}

bool boundTo(const Signature& signature, const std::vector<Value>& given, const std::vector<std::string>& names,
             std::vector<Value>& out) {
    const auto& parameters = signature.parameters;
    out.assign(parameters.size(), Value());
    std::vector<bool> present(parameters.size(), false);
    const bool variadic = !parameters.empty() && parameters.back().variadic;
    if (names.empty()) {
        if (given.size() > parameters.size() && !variadic) return false;
        List rest;
        for (std::size_t i = 0; i < given.size(); ++i) {
            if (variadic && i + 1 >= parameters.size()) {
                rest.push_back(given[i]);
            } else {
                out[i] = given[i];
                present[i] = true;
            }
        }
        if (variadic) {
            out.back() = Value(std::move(rest));
            present.back() = given.size() >= parameters.size();
        }
    } else {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto found = std::find_if(parameters.begin(), parameters.end(),
                                            [&](const Parameter& p) { return p.name == names[i]; });
            if (found == parameters.end()) return false;
            const auto index = static_cast<std::size_t>(found - parameters.begin());
            if (present[index]) return false;
            out[index] = found->variadic ? Value(List{given[i]}) : given[i];
            present[index] = true;
        }
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (!present[i] && !parameters[i].optional) return false;
        if (present[i] && !parameters[i].variadic && !settle(out[i], parameters[i])) return false;
    }
    return true;
}

}  // namespace

Value Call::null(std::string_view reason) const {
    return session.null(column, std::string(name) + ": " + std::string(reason));
}

const Builtin* findBuiltin(std::string_view name) {
    const auto found = table().find(name);
    return found == table().end() ? nullptr : found->second.front().builtin;
}

const std::vector<std::string>& builtinNamesWithSpaces() {
    static const std::vector<std::string> names = [] {
        std::set<std::string> out;
        for (const auto& [name, signatures] : table())
            if (name.find(' ') != std::string::npos) out.insert(name);
        return std::vector<std::string>(out.begin(), out.end());
    }();
    return names;
}

std::size_t builtinArity(const Builtin& builtin) {
    return parsed(builtin.parameters).size();
}

Value callBuiltin(std::string_view name, std::vector<Value> arguments, const std::vector<std::string>& names,
                  Session& session, int column) {
    const auto found = table().find(name);
    if (found == table().end()) return session.null(column, "there is no function \"" + std::string(name) + "\"");
    for (const Value& argument : arguments)
        if (!session.spendFor(argument)) return {};
    std::string takes;
    for (const Signature& signature : found->second) {
        Call call{session, column, name, {}, names.empty() ? arguments.size() : names.size()};
        if (boundTo(signature, arguments, names, call.arguments)) return signature.builtin->run(call);
        takes += (takes.empty() ? "(" : " or (") + std::string(signature.builtin->parameters) + ")";
    }
    std::string types;
    for (const Value& argument : arguments) types += (types.empty() ? "" : ", ") + typeName(argument);
    return session.null(column, std::string(name) + " takes " + takes + ", not (" + types + ")");
}

}  // namespace toitsu::rules
