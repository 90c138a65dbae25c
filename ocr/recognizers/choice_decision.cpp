#include "ocr/recognizers/choice_decision.h"

#include <algorithm>

namespace toitsu::ocr {

void doubtStrayInk(const Sheet& sheet, const forms::ChoicePlace& choice, double nearMm,
                   std::vector<OptionScore>& scores) {
    constexpr double strayMm2 = 1.2;
    constexpr double markReachMm = 4.5;  // how far a mark of its own may run out
    for (std::size_t n = 0; n < scores.size(); ++n) {
        if (scores[n].marked >= 0.5 || scores[n].cancelled || scores[n].unsure) continue;
        const Box window = grown(choice.options[n].box, nearMm);
        cv::Mat ink = sheet.newInk(window, false, true);
        for (std::size_t other = 0; other < scores.size(); ++other) {
            if (other == n || scores[other].marked < 0.5) continue;
            const Box own = grown(choice.options[other].box, markReachMm);
            const cv::Rect hidden(static_cast<int>((own.x - window.x) * kPixelsPerMm),
                                  static_cast<int>((own.y - window.y) * kPixelsPerMm),
                                  static_cast<int>(own.width * kPixelsPerMm),
                                  static_cast<int>(own.height * kPixelsPerMm));
            if (const cv::Rect there = hidden & cv::Rect({0, 0}, ink.size()); !there.empty()) ink(there).setTo(0);
        }
        scores[n].unsure = cv::countNonZero(ink) > strayMm2 * kPixelsPerMm * kPixelsPerMm;
    }
}

double ramp(double value, double no, double yes) {
    return std::clamp((value - no) / (yes - no), 0.0, 1.0);
}

namespace {

constexpr double kSure = 0.9;  // the grey zone lies between 1 − kSure and kSure

void doubtBecause(forms::Reading& reading, Wording why) {
    if (!reading.doubt) reading.why = std::move(why);
    reading.doubt = true;
}

}  // namespace

void decide(const forms::ChoicePlace& choice, const std::vector<OptionScore>& scores, bool one,
            forms::Reading& reading) {
    std::string marked;
    double confidence = 1;
    int count = 0;
    bool corrected = false;
    for (std::size_t n = 0; n < scores.size(); ++n) {
        const auto& score = scores[n];
        const double p = std::clamp(score.marked, 0.002, 0.998);
        const bool isMarked = score.marked >= 0.5 && !score.cancelled;
        confidence *= score.cancelled ? 0.9 : std::max(p, 1 - p);
        corrected = corrected || score.cancelled;
        if (isMarked) {
            marked += (marked.empty() ? "" : "|") + choice.options[n].option;
            ++count;
        }
        if (!score.cancelled && (score.unsure || (score.marked > 1 - kSure && score.marked < kSure)))
            doubtBecause(reading, {"印があるかどうかはっきりしません", "it is not clear whether an option is marked"});
    }
    if (one && count > 1) doubtBecause(reading, {"二つ以上に印があります", "more than one option is marked"});
    if (corrected && (count == 0 || choice.options.size() == 1))
        doubtBecause(reading,
                     {"印が塗りつぶされています。訂正かもしれません", "a mark is blackened: perhaps a correction"});
    reading.candidates.push_back({marked, confidence});
    // The other explanations of the same ink, for the person who decides.
    for (std::size_t n = 0; n < scores.size(); ++n)
        if (choice.options[n].option != marked && scores[n].marked > 0.02)
            reading.candidates.push_back({choice.options[n].option, std::min(scores[n].marked, 1 - confidence)});
    reading.confidence = confidence;
}

}  // namespace toitsu::ocr
