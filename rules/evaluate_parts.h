#pragma once

// The larger parts of evaluation, one function per construct.

#include "rules/session.h"

namespace toitsu::rules {

// decisive: the value that one operand alone settles – false for and, true for or.
Value junction(const Node& node, const FramePtr& frame, Session& session, bool decisive);
Value comparison(const Node& node, const FramePtr& frame, Session& session);
Value between(const Node& node, const FramePtr& frame, Session& session);
Value arithmetic(const Node& node, const FramePtr& frame, Session& session);
Value lookup(const Node& node, const FramePtr& frame, Session& session);
Value conditional(const Node& node, const FramePtr& frame, Session& session);
Value listOf(const Node& node, const FramePtr& frame, Session& session);
Value contextOf(const Node& node, const FramePtr& frame, Session& session);
Value blockOf(const Node& node, const FramePtr& frame, Session& session);
Value functionOf(const Node& node, const FramePtr& frame, Session& session);
Value instanceOf(const Node& node, const FramePtr& frame, Session& session);
Value rangeOf(const Node& node, const FramePtr& frame, Session& session);
Value filtered(const Node& node, const FramePtr& frame, Session& session);
Value looped(const Node& node, const FramePtr& frame, Session& session);
Value quantified(const Node& node, const FramePtr& frame, Session& session);
Value called(const Node& node, const FramePtr& frame, Session& session);
Value checkedRange(Range range, Session& session, int column);  // null when the ends make no range

// list[number] and list[condition] on values; `condition` is asked for every element.
Value elementAt(const List& list, const Value& index, Session& session, int column);
Value filteredBy(const Value& base, const Node& condition, const FramePtr& frame, Session& session, int column);

bool mentions(const Node& node, std::string_view name);

}  // namespace toitsu::rules
