#pragma once

// FEEL in one line for tests: feel("1 + 1"), and the text of what it gives.

#include <gtest/gtest.h>

#include <string>

#include "base/json.h"
#include "rules/expression.h"

namespace toitsu::rules {

inline Value feel(const std::string& source, const Context& scope = {}, const std::vector<std::string>& known = {}) {
    const auto expression = Expression::parse(source, {}, known);
    EXPECT_TRUE(expression.has_value()) << source << ": " << (expression ? "" : expression.error().text(Language::en));
    return expression ? expression->evaluate(scope) : Value();
}

inline std::string feelJson(const std::string& source, const Context& scope = {},
                            const std::vector<std::string>& known = {}) {
    return json::write(feel(source, scope, known));
}

}  // namespace toitsu::rules
