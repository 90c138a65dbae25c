#pragma once

// From what stands on each option to the options that count: shared by check boxes and circles. Inside ocr only.

#include <vector>

#include "forms/layout.h"
#include "forms/reading.h"
#include "ocr/recognizers/option_look.h"
#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

struct OptionScore {
    double marked = 0;      // probability that the option counts; the rest but `struck`: that it does not
    double struck = 0;      // that it was marked and taken back: a correction
    bool unsure = false;    // whatever the probabilities say, e.g. two ways of looking disagree
    bool seconded = false;  // another way of looking clearly says the same: less is asked of the probabilities
};

// The network's look as a score. Red ink alone is for a person, who also gets to see what it would mean.
OptionScore scoreOf(const OptionLook& look);

// `one`: the form allows one option only.
void decide(const forms::ChoicePlace& choice, const std::vector<OptionScore>& scores, bool one,
            forms::Reading& reading);

// Where no option is marked and none struck out, ink near one – or on its text – means something that nobody knows: a
// mark far beside its box, a ring round a box's text, an answer in words. Such options are unsure.
void doubtStrayInk(const Sheet& sheet, const forms::ChoicePlace& choice, double nearMm,
                   std::vector<OptionScore>& scores);

// 0 below `no`, 1 above `yes`, a straight line between.
double ramp(double value, double no, double yes);

}  // namespace toitsu::ocr
