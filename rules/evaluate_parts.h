#pragma once

// The larger parts of evaluation, one function per construct.

#include "rules/session.h"

namespace toitsu::rules {

// What is true, false or null: answered without making a value of it.
using Truth = std::optional<bool>;

// Of any expression; `odd` is its value when that is neither a boolean nor null (`hold` may keep it), else nullptr.
Truth judged(const Node& node, const Frame& frame, Session& session, Value& hold, const Value*& odd);

// decisive: the value that one operand alone settles – false for and, true for or.
Truth junction(const Node& node, const Frame& frame, Session& session, bool decisive);
Truth comparison(const Node& node, const Frame& frame, Session& session);
Truth between(const Node& node, const Frame& frame, Session& session);
Truth belonging(const Node& node, const Frame& frame, Session& session);  // in
Truth quantified(const Node& node, const Frame& frame, Session& session);

Value arithmetic(const Node& node, const Frame& frame, Session& session);
Value conditional(const Node& node, const Frame& frame, Session& session);
Value listOf(const Node& node, const Frame& frame, Session& session);
Value contextOf(const Node& node, const Frame& frame, Session& session);
Value blockOf(const Node& node, const Frame& frame, Session& session);
Value functionOf(const Node& node, const Frame& frame, Session& session);
Value instanceOf(const Node& node, const Frame& frame, Session& session);
Value rangeOf(const Node& node, const Frame& frame, Session& session);
Value filtered(const Node& node, const Frame& frame, Session& session);
Value looped(const Node& node, const Frame& frame, Session& session);
Value called(const Node& node, const Frame& frame, Session& session);
// A name that no frame has: a built-in function, or a path that only looks like a name.
Value unknownName(const Node& node, const Frame& frame, Session& session);
Value pathOf(const Node& node, const Frame& frame, Session& session);
Value checkedRange(Range range, Session& session, const Spot& at);  // null when the ends make no range

// list[number] on values.
Value elementAt(const List& list, const Value& index, Session& session, const Spot& at);

bool mentions(const Node& node, std::string_view name);

}  // namespace toitsu::rules
