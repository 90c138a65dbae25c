#pragma once

// FEEL's own functions (DMN 1.5 §10.3.4): one table per file, each row a name, its parameters and what it does.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/session.h"

namespace toitsu::rules {

// Arguments in the order of the parameters; what was left out is null. A variadic parameter holds a list of the rest.
struct Call {
    Session& session;
    int column;
    std::string_view name;
    std::vector<Value> arguments;
    std::size_t given = 0;

    const Value& operator[](std::size_t index) const { return arguments[index]; }
    const std::string& text(std::size_t index) const { return *arguments[index].string(); }
    const Decimal& number(std::size_t index) const { return *arguments[index].number(); }
    const List& list(std::size_t index) const { return *arguments[index].list(); }
    bool has(std::size_t index) const { return index < arguments.size() && !arguments[index].isNull(); }
    Value null(std::string_view reason) const;
};

// `parameters`: "string:s, start position:n, length:n?". Types: s string, n number, b boolean, l list (anything else
// becomes a list of one), c context, D date, T time, M date and time, d days and time duration, y years and months
// duration, r range, f function, v anything but null, a anything. "?" may be left out or null; "*" takes the rest.
struct Builtin {
    std::string_view name;
    std::string_view parameters;
    Value (*run)(Call&);
};

std::span<const Builtin> stringBuiltins();
std::span<const Builtin> numberBuiltins();
std::span<const Builtin> listBuiltins();
std::span<const Builtin> statisticsBuiltins();
std::span<const Builtin> dateBuiltins();
std::span<const Builtin> durationBuiltins();
std::span<const Builtin> rangeBuiltins();
std::span<const Builtin> contextBuiltins();

const Builtin* findBuiltin(std::string_view name);  // the first with that name
const std::vector<std::string>& builtinNamesWithSpaces();

// Chooses among the builtins of that name by the arguments. `names` is empty when they are positional.
Value callBuiltin(std::string_view name, std::vector<Value> arguments, const std::vector<std::string>& names,
                  Session& session, int column);

std::size_t builtinArity(const Builtin& builtin);

std::string textOf(const Value& value);  // what string() gives; null → "null"

}  // namespace toitsu::rules
