#pragma once

// FeelType: a type as `instance of`, function parameters and item definitions name it (DMN 1.5 §10.3.1.3, §7.3.2).

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.h"

namespace toitsu::rules {

class Session;
struct Node;
struct Spot;
struct FeelType;
using FeelTypePtr = std::shared_ptr<const FeelType>;

struct FeelType {
    enum class Kind {
        any,
        null,
        boolean,
        number,
        string,
        date,
        time,
        dateTime,
        dayTimeDuration,
        yearMonthDuration,
        list,
        context,
        range,
        function,
        named,
        derived  // element, restricted by allowed
    };
    Kind kind = Kind::any;
    std::string name;                                          // of a named type
    std::vector<std::pair<std::string, FeelTypePtr>> members;  // context entries; a function's parameters
    FeelTypePtr element;                                       // of a list or range; a function's result; a named base
    std::shared_ptr<const Node> allowed;  // unary tests that restrict the values (item definitions)
};

using FeelTypes = std::map<std::string, FeelTypePtr, std::less<>>;  // item definitions by name

FeelTypePtr builtinFeelType(std::string_view name);  // nullptr when the name is not FEEL's own
std::string_view feelTypeName(FeelType::Kind kind);

// Without `constraints` the allowed values of item definitions do not count.
bool conforms(const Value& value, const FeelType& type, Session& session, bool constraints = true);

// DMN 1.5 §10.3.2.9.4: a singleton list for T, T for a list, a date for a date and time; anything else that does not
// conform becomes null, with a remark that names `what`.
Value coerced(const Value& value, const FeelType& type, Session& session, const Wording& what, const Spot& at);

std::string typeName(const Value& value);  // "number", "list", …
Wording typeWording(const Value& value);   // the same for remarks, in both languages
Wording typeWording(const FeelType& type);

}  // namespace toitsu::rules
