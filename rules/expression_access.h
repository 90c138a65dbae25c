#pragma once

// The way into an Expression for the rest of this folder: decisions evaluate many expressions in one session.

#include "rules/expression.h"
#include "rules/node.h"

namespace toitsu::rules {

struct ExpressionAccess {
    static Result<Expression> make(std::string_view source, const Place& place, const std::vector<std::string>& known,
                                   bool unaryTests, const Wording& what = {});
    static const NodePtr& node(const Expression& expression) { return expression.node_; }
};

}  // namespace toitsu::rules
