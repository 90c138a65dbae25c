#include "ocr/recognizers/choice_decision.h"

#include <algorithm>

#include "base/text.h"

// Every option is most likely unmarked, marked or struck out; the options together must make sense: one mark where one
// is asked, a correction only beside what it was corrected to. What does not make sense is for a person, and so is
// every option whose likeliest state is not likely enough.

namespace toitsu::ocr {

namespace {

constexpr double kSure = 0.97;      // of one option's state
constexpr double kSeconded = 0.85;  // the same where the amount of ink clearly agrees
constexpr double kClear = 0.9;      // of a mark beside less clear ones
constexpr double kSurest = 0.9998;  // nothing is believed more
constexpr double kStrayMm2 = 1.2;
constexpr double kLetterMm = 3.2;  // of an option's text beside its box

}  // namespace

OptionScore scoreOf(const OptionLook& look) {
    OptionScore score;
    if (look.inked) score = {look.meaning.marked, look.meaning.struck, false, false};
    if (!look.redInked || score.marked + score.struck >= 0.5) return score;
    // A seal across an option says nothing, a red tick is a tick – and may be an official's.
    const MarkMeaning& red = look.redMeaning;
    if (red.nothing < kSure) score = {red.marked, red.struck, true, false};
    return score;
}

void doubtStrayInk(const Sheet& sheet, const forms::ChoicePlace& choice, double nearMm,
                   std::vector<OptionScore>& scores) {
    if (std::any_of(scores.begin(), scores.end(),
                    [](const OptionScore& score) { return score.marked >= 0.5 || score.struck >= 0.5; }))
        return;
    for (std::size_t n = 0; n < scores.size(); ++n) {
        const auto& option = choice.options[n];
        Box window = grown(option.box, nearMm);
        if (choice.mark != forms::Mark::circle)
            window.width += kLetterMm * static_cast<double>(text::length(option.printed));
        const cv::Mat ink = sheet.newInk(window, false, true);
        scores[n].unsure = scores[n].unsure || cv::countNonZero(ink) > kStrayMm2 * kPixelsPerMm * kPixelsPerMm;
    }
}

double ramp(double value, double no, double yes) {
    return std::clamp((value - no) / (yes - no), 0.0, 1.0);
}

namespace {

void doubtBecause(forms::Reading& reading, Wording why) {
    if (!reading.doubt) reading.why = std::move(why);
    reading.doubt = true;
}

enum class State { unmarked, marked, struck };

struct Likely {
    State state = State::unmarked;
    double probability = 1;
};

Likely likeliest(const OptionScore& score) {
    const double unmarked = 1 - score.marked - score.struck;
    Likely likely{State::unmarked, unmarked};
    if (score.marked > likely.probability) likely = {State::marked, score.marked};
    if (score.struck > likely.probability) likely = {State::struck, score.struck};
    likely.probability = std::min(likely.probability, kSurest);
    return likely;
}

// Of several marks where one is asked: the one that is sure, if no other is.
const std::string* onlySure(const forms::ChoicePlace& choice, const std::vector<OptionScore>& scores) {
    const std::string* only = nullptr;
    for (std::size_t n = 0; n < scores.size(); ++n) {
        if (scores[n].marked < kClear) continue;
        if (only != nullptr) return nullptr;
        only = &choice.options[n].option;
    }
    return only;
}

}  // namespace

void decide(const forms::ChoicePlace& choice, const std::vector<OptionScore>& scores, bool one,
            forms::Reading& reading) {
    std::string marked;
    double confidence = 1;
    int count = 0;
    bool corrected = false;
    for (std::size_t n = 0; n < scores.size(); ++n) {
        const Likely likely = likeliest(scores[n]);
        confidence *= likely.probability;
        if (likely.state == State::struck) corrected = true;
        if (likely.state == State::marked) {
            marked += (marked.empty() ? "" : "|") + choice.options[n].option;
            ++count;
        }
        if (scores[n].unsure || likely.probability < (scores[n].seconded ? kSeconded : kSure))
            doubtBecause(reading, {"印があるかどうかはっきりしません", "it is not clear whether an option is marked"});
    }
    if (one && count > 1) {
        doubtBecause(reading, {"二つ以上に印があります", "more than one option is marked"});
        if (const auto* only = onlySure(choice, scores)) marked = *only;
    }
    if (corrected && count == 0)
        doubtBecause(reading,
                     {"印が消されていて、ほかに印がありません", "a mark was struck out and no other one stands there"});
    reading.candidates.push_back({marked, confidence});
    // The other explanations of the same ink, for the person who decides.
    for (std::size_t n = 0; n < scores.size(); ++n)
        if (choice.options[n].option != marked && scores[n].marked > 0.02)
            reading.candidates.push_back({choice.options[n].option, std::min(scores[n].marked, 1 - confidence)});
    reading.confidence = confidence;
}

}  // namespace toitsu::ocr
