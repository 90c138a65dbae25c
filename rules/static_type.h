#pragma once

// Types without values: what an expression must give, and what can never work.

#include "rules/expression.h"
#include "rules/node.h"

namespace toitsu::rules {

std::vector<Remark> staticDoubts(const Node& node, const Expression::TypeOf& typeOf, bool condition);

}  // namespace toitsu::rules
