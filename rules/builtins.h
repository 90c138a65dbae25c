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
    const Spot& at;
    std::string_view name;
    std::vector<Value> arguments;
    std::size_t given = 0;

    const Value& operator[](std::size_t index) const { return arguments[index]; }
    const std::string& text(std::size_t index) const { return *arguments[index].string(); }
    const Decimal& number(std::size_t index) const { return *arguments[index].number(); }
    const List& list(std::size_t index) const { return *arguments[index].list(); }
    bool has(std::size_t index) const { return index < arguments.size() && !arguments[index].isNull(); }
    // A null with its reason, behind the function's name.
    Value null(std::string_view ja, std::string_view en) const;
    Value null(const Wording& reason) const { return null(reason.ja, reason.en); }
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

struct Family;                                    // the functions of one name
const Family* findFamily(std::string_view name);  // nullptr when there is none
const std::vector<std::string>& builtinNamesWithSpaces();

// Chooses among the functions of that name by the arguments. `names` is empty when they are positional.
// `explained`: a null argument has its reason already.
Value callBuiltin(const Family& family, std::vector<Value> arguments, const std::vector<std::string>& names,
                  Session& session, const Spot& at, bool explained = false);

std::size_t builtinArity(const Family& family);  // of the first

// What string() gives; null → "null". Stops soon after Session::kMaxText.
std::string textOf(const Value& value);

}  // namespace toitsu::rules
