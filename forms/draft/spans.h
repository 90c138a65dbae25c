#pragma once

// Inside the drafting only: two places of one kind on one line, the first from, the second to: 利用期間 [  ] ～ [  ].

#include <vector>

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

enum class SpanEnd { none, from, to };

// Which end of a span each question is. The second takes the first one's label where its own is only what stands
// between them (から, ～), and then that is no label.
std::vector<SpanEnd> findSpans(std::vector<Question>& questions);

// Of a field, by its title and id.
SpanEnd spanEndOf(const Field& field);

}  // namespace toitsu::forms
