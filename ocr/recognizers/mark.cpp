#include "ocr/recognizers/mark.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/choice_decision.h"

// Check boxes. The network tells a mark from a struck-out one, a neighbour's stroke and dirt; how much ink stands in
// the square is measured besides, and where both disagree a person looks.

namespace toitsu::ocr {

namespace {

// Share of the box that is ink which the blank does not have.
double inkIn(const Sheet& sheet, const Box& box) {
    const cv::Mat ink = sheet.newInk(box, false);
    return static_cast<double>(cv::countNonZero(ink)) / std::max(1, ink.rows * ink.cols);
}

// Measured on generated scans: unmarked squares stay below 0.02, ticks begin at 0.06.
constexpr double kEmpty = 0.004, kNothing = 0.022, kFull = 0.075, kDense = 0.28;
constexpr double kNearMm = 2.5;

}  // namespace

bool readsMark(const Target& target) {
    const auto* const* choice = std::get_if<const forms::ChoicePlace*>(&target.place);
    return choice != nullptr && (*choice)->mark != forms::Mark::circle;
}

forms::Reading readMark(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& choice = *std::get<const forms::ChoicePlace*>(target.place);
    const auto looks = lookAt(sheet, choice, engines.marks);
    std::vector<OptionScore> scores;
    for (std::size_t n = 0; n < looks.size(); ++n) {
        OptionScore score = scoreOf(looks[n]);
        // Where a cross is asked for, a blackened square is a cross taken back.
        if (choice.mark == forms::Mark::cross && looks[n].inked) {
            const double filled = std::min(looks[n].meaning.filled, score.marked);
            score.marked -= filled;
            score.struck += filled;
        }
        if (looks[n].inked && !looks[n].redInked) {
            const Box& square = choice.options[n].box;
            const bool says = score.marked + score.struck >= 0.5;
            const double inside = inkIn(sheet, square);
            score.unsure =
                score.unsure || (says ? inkIn(sheet, grown(square, square.height / 2)) < kEmpty : inside > kFull);
            score.seconded = score.marked >= 0.5 ? inside > kFull && inside < kDense : !says && inside < kNothing;
        }
        scores.push_back(score);
    }
    doubtStrayInk(sheet, choice, kNearMm, scores);
    forms::Reading reading;
    reading.version = engines.marks.version();
    decide(choice, scores, target.field->type == forms::FieldType::choice, reading);
    return reading;
}

}  // namespace toitsu::ocr
