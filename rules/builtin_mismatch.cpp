// The signature that got furthest is the one that was meant; the others that stumbled at the same argument add what
// they would have taken there.

#include "rules/builtin_mismatch.h"

#include <algorithm>

namespace toitsu::rules {

namespace {

using What = BindingProblem::What;

Wording typeOfLetter(char letter) {
    using Kind = FeelType::Kind;
    const auto of = [](Kind kind) {
        FeelType type;
        type.kind = kind;
        return typeWording(type);
    };
    switch (letter) {
        case 's':
            return of(Kind::string);
        case 'n':
            return of(Kind::number);
        case 'b':
            return of(Kind::boolean);
        case 'l':
            return of(Kind::list);
        case 'c':
            return of(Kind::context);
        case 'D':
            return of(Kind::date);
        case 'T':
            return of(Kind::time);
        case 'M':
            return of(Kind::dateTime);
        case 'd':
            return of(Kind::dayTimeDuration);
        case 'y':
            return of(Kind::yearMonthDuration);
        case 'r':
            return of(Kind::range);
        case 'f':
            return of(Kind::function);
        default:
            return {"null でない値", "a value other than null"};
    }
}

std::string parameterNames(const Signature& signature) {
    std::string out;
    for (const Parameter& parameter : signature.parameters)
        out += (out.empty() ? "" : ", ") + parameter.name + (parameter.optional ? "?" : "") +
               (parameter.variadic ? "…" : "");
    return out;
}

std::string allParameters(const Family& family) {
    std::string out;
    for (const Signature& signature : family.signatures)
        out += (out.empty() ? "(" : ", (") + parameterNames(signature) + ")";
    return out;
}

int progress(const BindingProblem& problem) {
    switch (problem.what) {
        case What::type:
            return 100 + static_cast<int>(problem.index);
        case What::missing:
            return 50 + static_cast<int>(problem.index);
        case What::twice:
            return 40;
        case What::name:
            return 20;
        default:
            return 0;
    }
}

Wording wanted(const Family& family, const std::vector<BindingProblem>& problems, std::size_t index) {
    Wording out;
    for (std::size_t i = 0; i < problems.size(); ++i) {
        if (problems[i].what != What::type || problems[i].index != index) continue;
        const Wording one = typeOfLetter(family.signatures[i].parameters[index].type);
        if (out.en.find(one.en) != std::string::npos) continue;
        out = {out.ja + (out.ja.empty() ? "" : "か") + one.ja, out.en + (out.en.empty() ? "" : " or ") + one.en};
    }
    return out;
}

// The argument that went to a parameter.
const Value& argumentFor(const Signature& signature, std::size_t index, const std::vector<Value>& arguments,
                         const std::vector<std::string>& names) {
    static const Value nothing;
    if (names.empty()) return index < arguments.size() ? arguments[index] : nothing;
    const auto found = std::find(names.begin(), names.end(), signature.parameters[index].name);
    return found == names.end() ? nothing : arguments[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace

Wording whyNone(const Family& family, const std::vector<BindingProblem>& problems, const std::vector<Value>& arguments,
                const std::vector<std::string>& names) {
    const auto furthest =
        std::max_element(problems.begin(), problems.end(),
                         [](const BindingProblem& a, const BindingProblem& b) { return progress(a) < progress(b); });
    const Signature& meant = family.signatures[static_cast<std::size_t>(furthest - problems.begin())];
    const std::string function = std::string(family.name) + "()";
    const std::size_t index = furthest->index;
    const std::string name = index < meant.parameters.size() ? meant.parameters[index].name : "";
    const std::string number = std::to_string(index + 1);
    switch (furthest->what) {
        case What::type: {
            const Wording wants = wanted(family, problems, index);
            const Wording has = typeWording(argumentFor(meant, index, arguments, names));
            return {function + " の " + number + " 番目の引数「" + name + "」は" + wants.ja +
                        "でなければなりませんが、" + has.ja + "です",
                    function + ": argument " + number + " \"" + name + "\" must be " + wants.en + ", but is " + has.en};
        }
        case What::missing:
            return {function + " の引数「" + name + "」がありません。引数: " + allParameters(family),
                    function + ": the argument \"" + name + "\" is missing; it takes " + allParameters(family)};
        case What::twice:
            return {function + " の引数「" + name + "」が二度書かれています",
                    function + ": the argument \"" + name + "\" is given twice"};
        case What::name: {
            const std::string unknown = index < names.size() ? names[index] : "";
            return {function + " に引数「" + unknown + "」はありません。引数: " + allParameters(family),
                    function + " has no parameter \"" + unknown + "\"; it takes " + allParameters(family)};
        }
        default:
            return {function + " の引数が多すぎます（" + std::to_string(arguments.size()) +
                        " 個）。引数: " + allParameters(family),
                    function + ": " + std::to_string(arguments.size()) + " arguments are too many; it takes " +
                        allParameters(family)};
    }
}

}  // namespace toitsu::rules
