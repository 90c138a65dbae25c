// Finds the built-in function that fits the arguments. Types and singleton lists are settled here once, so the
// functions themselves may take what their row in the table promises. Where none fits, the one that got furthest says
// which argument it is.

#include "rules/builtins.h"

#include <algorithm>
#include <map>
#include <set>

#include "rules/builtin_mismatch.h"

namespace toitsu::rules {

namespace {

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

using Table = std::map<std::string, Family, std::less<>>;

const Table& table() {
    static const Table built = [] {
        Table out;
        for (const auto rows : {stringBuiltins(), numberBuiltins(), listBuiltins(), statisticsBuiltins(),
                                dateBuiltins(), durationBuiltins(), rangeBuiltins(), contextBuiltins()})
            for (const Builtin& row : rows) {
                Family& family = out[std::string(row.name)];
                family.name = row.name;
                family.signatures.push_back({&row, parsed(row.parameters)});
            }
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

// Positional arguments that need no conversion: the usual case, decided without a copy.
bool fitsAsIs(const Signature& signature, const std::vector<Value>& given) {
    const auto& parameters = signature.parameters;
    const bool variadic = !parameters.empty() && parameters.back().variadic;
    if (given.size() > parameters.size() && !variadic) return false;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Parameter& parameter = parameters[i];
        if (i >= given.size()) {
            if (!parameter.optional) return false;
        } else if (!parameter.variadic && !fits(given[i], parameter.type) &&
                   !(given[i].isNull() && parameter.optional)) {
            return false;
        }
    }
    return true;
}

// Puts the arguments, which it may take, in the order of the parameters; says how far it got.
BindingProblem bound(const Signature& signature, std::vector<Value>& given, const std::vector<std::string>& names,
                     std::vector<Value>& out) {
    using What = BindingProblem::What;
    const auto& parameters = signature.parameters;
    const bool variadic = !parameters.empty() && parameters.back().variadic;
    std::uint64_t present = 0;
    if (names.empty()) {
        if (given.size() > parameters.size() && !variadic) return {What::count, given.size()};
        const std::size_t fixed = variadic ? parameters.size() - 1 : parameters.size();
        List rest;
        if (variadic && given.size() > fixed) {
            rest.assign(std::make_move_iterator(given.begin() + static_cast<std::ptrdiff_t>(fixed)),
                        std::make_move_iterator(given.end()));
            given.resize(fixed);
            present |= std::uint64_t{1} << fixed;
        }
        for (std::size_t i = 0; i < given.size(); ++i) present |= std::uint64_t{1} << i;
        given.resize(parameters.size());
        if (variadic) given.back() = Value(std::move(rest));
        out = std::move(given);
    } else {
        out.assign(parameters.size(), Value());
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto found = std::find_if(parameters.begin(), parameters.end(),
                                            [&](const Parameter& p) { return p.name == names[i]; });
            if (found == parameters.end()) return {What::name, i};
            const auto index = static_cast<std::size_t>(found - parameters.begin());
            if ((present >> index & 1) != 0) return {What::twice, index};
            out[index] = found->variadic ? Value(List{given[i]}) : given[i];
            present |= std::uint64_t{1} << index;
        }
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const bool here = (present >> i & 1) != 0;
        if (!here && !parameters[i].optional) return {What::missing, i};
        if (here && !parameters[i].variadic && !settle(out[i], parameters[i])) return {What::type, i};
    }
    return {};
}

}  // namespace

Value Call::null(std::string_view ja, std::string_view en) const {
    return session.null(at, [&] {
        return Wording{std::string(name) + "(): " + std::string(ja), std::string(name) + "(): " + std::string(en)};
    });
}

const Family* findFamily(std::string_view name) {
    const auto found = table().find(name);
    return found == table().end() ? nullptr : &found->second;
}

const std::vector<std::string>& builtinNamesWithSpaces() {
    static const std::vector<std::string> names = [] {
        std::set<std::string> out;
        for (const auto& [name, family] : table())
            if (name.find(' ') != std::string::npos) out.insert(name);
        return std::vector<std::string>(out.begin(), out.end());
    }();
    return names;
}

std::size_t builtinArity(const Family& family) {
    return family.signatures.front().parameters.size();
}

Value callBuiltin(const Family& family, std::vector<Value> arguments, const std::vector<std::string>& names,
                  Session& session, const Spot& at, bool explained) {
    for (const Value& argument : arguments)
        if (!session.spendFor(argument)) return {};
    Call call{session, at, family.name, {}, arguments.size()};
    if (names.empty())
        for (const Signature& signature : family.signatures)
            if (fitsAsIs(signature, arguments)) {
                if (!signature.parameters.empty() && signature.parameters.back().variadic) {
                    bound(signature, arguments, names, call.arguments);
                } else {
                    call.arguments = std::move(arguments);
                    call.arguments.resize(signature.parameters.size());
                }
                return signature.builtin->run(call);
            }
    for (const Signature& signature : family.signatures) {
        std::vector<Value> given = arguments;
        if (bound(signature, given, names, call.arguments).what == BindingProblem::What::none)
            return signature.builtin->run(call);
    }
    const bool hasNull =
        std::any_of(arguments.begin(), arguments.end(), [](const Value& value) { return value.isNull(); });
    if (explained && hasNull) return {};
    return session.null(at, [&] { return wrongArguments(family, arguments, names).value_or(Wording{}); });
}

std::optional<Wording> wrongArguments(const Family& family, const std::vector<Value>& arguments,
                                      const std::vector<std::string>& names) {
    std::vector<BindingProblem> problems;
    for (const Signature& signature : family.signatures) {
        std::vector<Value> given = arguments;
        std::vector<Value> placed;
        problems.push_back(bound(signature, given, names, placed));
        if (problems.back().what == BindingProblem::What::none) return std::nullopt;
    }
    return whyNone(family, problems, arguments, names);
}

}  // namespace toitsu::rules
