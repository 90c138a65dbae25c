#pragma once

// Why no built-in function of a name takes the arguments: which argument, what was wanted, what was given.

#include <string>
#include <vector>

#include "rules/builtins.h"

namespace toitsu::rules {

struct Parameter {
    std::string name;
    char type = 'a';  // as in Builtin::parameters
    bool optional = false;
    bool variadic = false;
};

struct Signature {
    const Builtin* builtin;
    std::vector<Parameter> parameters;
};

struct Family {
    std::string_view name;
    std::vector<Signature> signatures;
};

struct BindingProblem {
    enum class What { none, count, name, twice, missing, type };
    What what = What::none;
    std::size_t index = 0;  // of the parameter; for count: how many were given; for name: which of the names
};

// `problems`: one for each signature.
Wording whyNone(const Family& family, const std::vector<BindingProblem>& problems, const std::vector<Value>& arguments,
                const std::vector<std::string>& names);

// Why no function of that name takes such arguments; nothing when one does.
std::optional<Wording> wrongArguments(const Family& family, const std::vector<Value>& arguments,
                                      const std::vector<std::string>& names);

}  // namespace toitsu::rules
