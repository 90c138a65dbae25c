#pragma once

// The larger parts of evaluation, one function per construct.

#include "rules/session.h"

namespace toitsu::rules {

// decisive: the value that one operand alone settles – false for and, true for or.
Value junction(const Node& node, const Frame& frame, Session& session, bool decisive);
Value comparison(const Node& node, const Frame& frame, Session& session);
Value between(const Node& node, const Frame& frame, Session& session);
Value arithmetic(const Node& node, const Frame& frame, Session& session);
Value belonging(const Node& node, const Frame& frame, Session& session);  // in
Value conditional(const Node& node, const Frame& frame, Session& session);
Value listOf(const Node& node, const Frame& frame, Session& session);
Value contextOf(const Node& node, const Frame& frame, Session& session);
Value blockOf(const Node& node, const Frame& frame, Session& session);
Value functionOf(const Node& node, const Frame& frame, Session& session);
Value instanceOf(const Node& node, const Frame& frame, Session& session);
Value rangeOf(const Node& node, const Frame& frame, Session& session);
Value filtered(const Node& node, const Frame& frame, Session& session);
Value looped(const Node& node, const Frame& frame, Session& session);
Value quantified(const Node& node, const Frame& frame, Session& session);
Value called(const Node& node, const Frame& frame, Session& session);
// A name that no frame has: a built-in function, or a path that only looks like a name.
Value unknownName(const Node& node, const Frame& frame, Session& session);
Value pathOf(const Node& node, const Frame& frame, Session& session);
Value checkedRange(Range range, Session& session, const Spot& at);  // null when the ends make no range

// list[number] on values.
Value elementAt(const List& list, const Value& index, Session& session, const Spot& at);

bool mentions(const Node& node, std::string_view name);

}  // namespace toitsu::rules
