#pragma once

// Inside ocr only: which strings of digits a place's field can hold – its length, its check digit, the calendar. A
// check digit or a calendar is evidence about what was read, never a way to change it.

#include <string>

#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::ocr {

// Walks over a string digit by digit; states are small integers, so that sums over all strings are sums over states.
class DigitForm {
public:
    DigitForm(const forms::Field& field, const forms::TextPlace& place);

    bool lengthFits(int length) const;  // 1 or more
    int start() const { return 0; }
    int step(int state, int position, int length, int digit) const;  // −1: no such string
    bool accepts(int state, int length) const;
    bool fits(const std::string& digits) const;  // ASCII digits, nothing else

    bool constrained() const { return rule_ != Rule::any || shortest_ == longest_; }
    // 個人番号: its check digit may confirm the first reading or make it doubtful; it never brings up another one.
    bool mayReorder() const { return rule_ != Rule::myNumber; }

private:
    enum class Rule { any, amount, range, leadingZero, municipality, myNumber, corporate, insurer };
    Rule rule_ = Rule::any;
    int shortest_ = 1, longest_ = 99;
    int least_ = 0, most_ = 0;  // of a range
};

}  // namespace toitsu::ocr
