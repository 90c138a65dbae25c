#pragma once

// From one score per option to the options that are marked: shared by check boxes and circles. Inside ocr only.

#include <vector>

#include "forms/layout.h"
#include "forms/reading.h"
#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

struct OptionScore {
    double marked = 0;       // 0 = surely not, 1 = surely marked; 0.5 = cannot say
    bool cancelled = false;  // scribbled out: a correction
    bool unsure = false;     // the recogniser's own doubt, e.g. red and other ink disagree
};

// `one`: the form allows one option only.
void decide(const forms::ChoicePlace& choice, const std::vector<OptionScore>& scores, bool one,
            forms::Reading& reading);

// Ink near an option that is not marked, and not near one that is: a tick beside its box, a circle round a box, a line
// through text, a pencil. Nobody knows what it means, so the option is unsure.
void doubtStrayInk(const Sheet& sheet, const forms::ChoicePlace& choice, double nearMm,
                   std::vector<OptionScore>& scores);

// 0 below `no`, 1 above `yes`, a straight line between.
double ramp(double value, double no, double yes);

}  // namespace toitsu::ocr
