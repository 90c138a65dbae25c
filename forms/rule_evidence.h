#pragma once

// Rules across fields (sums, order of dates) as evidence between candidates: the rule that a reading breaks may say
// which of the doubtful readings is the wrong one.

#include "forms/record.h"

namespace toitsu::forms {

// Where an error rule is broken and one other candidate of one doubtful field mends it – and breaks no other rule –
// that candidate becomes the value. The field stays in doubt and says why; what was accepted without a doubt, what a
// person decided, and 個人番号 are never touched.
void preferWhatTheRulesAllow(const Form& form, Record& record);

}  // namespace toitsu::forms
