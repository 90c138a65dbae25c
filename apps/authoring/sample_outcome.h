#pragma once

// What reading makes of a form's samples, field by field, and whether that is worse than what its author once accepted
// (golden.json beside form.xml).

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::authoring {

// From good to bad. An accepted wrong value is the worst: nobody would see it.
enum class Outcome {
    right,          // accepted, and right
    doubtful,       // a person looks, and finds the right value
    doubtfulWrong,  // a person looks, and must correct it
    wrong,          // accepted, and wrong
};
std::string_view outcomeName(Outcome outcome);  // as golden.json writes it: "doubtful-wrong"

struct SampleOutcome {
    std::string sample;  // file name, and the page where the file has several
    std::string layout;  // of the truth
    bool read = false;   // false: the page was refused, or taken for another layout
    std::string status;  // "read", "rejected", "ambiguous", "other-layout"
    double residualMm = 0;
    std::map<std::string, Outcome> fields;

    int count(Outcome outcome) const;
};

struct Worse {
    std::string sample;
    std::string field;  // "" the whole page
    std::string was, is;
};
struct Comparison {
    std::vector<Worse> worse, better;
    std::vector<std::string> unknown;  // samples that golden.json does not have: they are read, and no value is wrong
    std::vector<SampleOutcome> gone;   // in golden.json and no more there
};

// A residual counts as worse from a tenth of a millimetre more.
Comparison compareOutcomes(const std::vector<SampleOutcome>& golden, const std::vector<SampleOutcome>& now);

// golden.json: only what is not right is listed, so that a change of it reads as what became better or worse.
std::string writeGolden(const std::vector<SampleOutcome>& outcomes);
// Fields that are not listed are right where they occur. C143 when it is no such file.
Result<std::vector<SampleOutcome>> readGolden(const std::string& text, const std::string& file);

}  // namespace toitsu::authoring
