#include "apps/cli/value_argument.h"

#include "base/files.h"
#include "base/json.h"
#include "rules/expression.h"

namespace toitsu::cli {

Result<std::string> argumentText(const std::string& argument) {
    if (!argument.starts_with("@") || argument.starts_with("@\"")) return argument;  // @"2026-04-01" is FEEL
    return files::read(argument.substr(1));
}

Result<Value> valueArgument(const std::string& argument) {
    const auto text = argumentText(argument);
    if (!text) return fail(text.error());
    const std::string source = *text == argument ? "JSON" : argument.substr(1);
    auto read = json::parse(*text, source);
    if (read) return read;
    if (const auto expression = rules::Expression::parse(*text))
        if (Value value = expression->evaluate({}); !value.isNull()) return value;
    return read;
}

Result<Context> contextArgument(const std::string& argument, const std::string& option) {
    if (argument.empty()) return Context();
    const auto value = valueArgument(argument);
    if (!value) return fail(value.error());
    if (value->context() != nullptr) return *value->context();
    return fail(ErrorKind::usage, "C060",
                {option + " は {\"名前\": 値, …} の JSON で書いてください",
                 "write " + option + " as a JSON object: {\"name\": value, …}"});
}

}  // namespace toitsu::cli
