#include "ocr/recognizers/mark.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/choice_decision.h"

// Check boxes: how much ink that the blank does not have stands in the square, and around it with a quarter of the
// weight (✓ leaks out of its box). A square that is black all over was either filled in, neatly, or scribbled out
// beyond its borders: then it is a correction.

namespace toitsu::ocr {

namespace {

struct Ink {
    double inside = 0;  // share of the square's inner area
    double around = 0;  // the same unit: ink area around the square by the square's area
    double core = 0;    // share of the square's middle, where the blank's own lines take no ink away
};

Ink inkOf(const Sheet& sheet, const Box& square, bool red) {
    const double reach = std::clamp(0.4 * square.height, 0.8, 2.0);
    const Box window = grown(square, reach);
    const cv::Mat ink = sheet.newInk(window, red);
    const int margin = static_cast<int>(std::lround(reach * kPixelsPerMm));
    const cv::Rect inner =
        cv::Rect(margin, margin, ink.cols - 2 * margin, ink.rows - 2 * margin) & cv::Rect({0, 0}, ink.size());
    if (inner.empty()) return {};
    const double area = std::max(1, inner.area());
    const double inside = cv::countNonZero(ink(inner)), all = cv::countNonZero(ink);
    const int shrink = static_cast<int>(0.15 * std::min(inner.width, inner.height));
    const cv::Rect core(inner.x + shrink, inner.y + shrink, std::max(1, inner.width - 2 * shrink),
                        std::max(1, inner.height - 2 * shrink));
    return {inside / area, (all - inside) / area, static_cast<double>(cv::countNonZero(ink(core))) / core.area()};
}

// Measured on generated scans: unmarked squares stay below 0.02, ticks begin at 0.06; crosses leave half of the middle
// white, scribbles a third.
constexpr double kNo = 0.022, kYes = 0.075;
constexpr double kBlack = 0.62, kLeak = 0.25, kDense = 0.28;
constexpr double kNearMm = 2.5;

}  // namespace

bool readsMark(const Target& target) {
    const auto* const* choice = std::get_if<const forms::ChoicePlace*>(&target.place);
    return choice != nullptr && (*choice)->mark != forms::Mark::circle;
}

forms::Reading readMark(const Target& target, const Sheet& sheet, const Engines&) {
    const auto& choice = *std::get<const forms::ChoicePlace*>(target.place);
    std::vector<OptionScore> scores;
    for (const auto& option : choice.options) {
        const Ink ink = inkOf(sheet, option.box, false);
        OptionScore score;
        score.marked = ramp(ink.inside + 0.25 * std::min(ink.around, 2 * ink.inside + 0.04), kNo, kYes);
        const bool black = ink.core > kBlack;
        score.cancelled = black && (ink.around > kLeak || choice.mark == forms::Mark::cross);
        // Dense and running out on all sides: a mark that was struck out looks like this, and so does a careless one.
        score.unsure = (black || (ink.inside > kDense && ink.around > kLeak)) && !score.cancelled;
        if (sheet.coloured()) {
            const Ink withRed = inkOf(sheet, option.box, true);
            // A red tick is a tick, a seal across the box is none: a person tells.
            score.unsure = score.unsure || (ramp(withRed.inside, kNo, kYes) > 0.5 && score.marked < 0.5);
        }
        scores.push_back(score);
    }
    doubtStrayInk(sheet, choice, kNearMm, scores);
    forms::Reading reading;
    decide(choice, scores, target.field->type == forms::FieldType::choice, reading);
    return reading;
}

}  // namespace toitsu::ocr
