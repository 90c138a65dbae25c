#include "ocr/recognizers/circle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/choice_decision.h"

// A circle round printed text: seen from the text's middle there is new ink in every direction. The share of 24 sectors
// with ink counts, plus twice the fill for those who tick or strike the text instead. A neighbour's circle touches a
// few sectors only.

namespace toitsu::ocr {

namespace {

constexpr int kSectors = 24;
constexpr double kNo = 0.42, kYes = 0.72, kClosed = 0.92;
constexpr double kMiddle = 0.45, kStruck = 0.06, kNearMm = 0.0;
constexpr double kReachMm = 3.5;  // beyond the text, where people draw

struct Around {
    double sectors = 0;  // share with ink
    double fill = 0;     // share of the text's box that is new ink
    double middle = 0;   // share of the text's middle: a circle leaves it free
};

Around inkAround(const Sheet& sheet, const Box& text, bool red) {
    const Box window = grown(text, kReachMm);
    const cv::Mat ink = sheet.newInk(window, red);
    const double cx = ink.cols / 2.0, cy = ink.rows / 2.0;
    const double a = text.width / 2 * kPixelsPerMm, b = text.height / 2 * kPixelsPerMm;
    std::array<int, kSectors> seen{};
    int filled = 0, middle = 0;
    for (int y = 0; y < ink.rows; ++y) {
        const auto* row = ink.ptr<std::uint8_t>(y);
        for (int x = 0; x < ink.cols; ++x) {
            if (row[x] == 0) continue;
            const double dx = x + 0.5 - cx, dy = y + 0.5 - cy;
            if (std::abs(dx) < a && std::abs(dy) < b) ++filled;
            // Near the middle a stroke crosses the text; it encircles nothing.
            const double u = dx / a, v = dy / b;
            if (u * u + v * v < kMiddle) {
                ++middle;
                continue;
            }
            // Sectors by the angle in the stretched frame, so that they cut a wide ellipse evenly.
            const double angle = std::atan2(v, u) + std::numbers::pi;
            const auto sector = static_cast<std::size_t>(angle / (2 * std::numbers::pi) * kSectors) % kSectors;
            ++seen[sector];
        }
    }
    const int least = 4;  // pixels
    const auto covered = std::count_if(seen.begin(), seen.end(), [](int n) { return n >= least; });
    return {static_cast<double>(covered) / kSectors, filled / std::max(1.0, 4 * a * b),
            middle / std::max(1.0, kMiddle * std::numbers::pi * a * b)};
}

double scoreOf(const Around& around) {
    return around.sectors + 2 * std::min(around.fill, 0.15);
}

}  // namespace

bool readsCircle(const Target& target) {
    const auto* const* choice = std::get_if<const forms::ChoicePlace*>(&target.place);
    return choice != nullptr && (*choice)->mark == forms::Mark::circle;
}

forms::Reading readCircle(const Target& target, const Sheet& sheet, const Engines&) {
    const auto& choice = *std::get<const forms::ChoicePlace*>(target.place);
    std::vector<double> raw;
    std::vector<OptionScore> scores;
    for (const auto& option : choice.options) {
        const Around around = inkAround(sheet, option.box, false);
        raw.push_back(scoreOf(around));
        OptionScore score;
        score.unsure = around.middle > kStruck;  // through the text: struck out, or a way of choosing that is none
        score.marked = ramp(raw.back(), kNo, kYes);
        if (sheet.coloured())
            score.unsure = score.unsure ||
                           (score.marked < 0.5 && ramp(scoreOf(inkAround(sheet, option.box, true)), kNo, kYes) > 0.5);
        scores.push_back(score);
    }
    // Where one option only may be circled and one stands out, its neighbours' touched sectors are its own ink.
    const bool one = target.field->type != forms::FieldType::choices;
    if (one && raw.size() > 1) {
        const auto best = static_cast<std::size_t>(std::max_element(raw.begin(), raw.end()) - raw.begin());
        for (std::size_t n = 0; n < raw.size(); ++n)
            if (n != best && raw[best] > 0.85 && raw[n] < 0.62 * std::min(raw[best], 1.0)) scores[n].marked = 0;
    }
    // Between two circles an option sees ink on both sides; a circle of its own closes all round.
    for (std::size_t n = 0; n < raw.size(); ++n)
        for (std::size_t other = 0; other < raw.size(); ++other)
            if (other != n && raw[n] > kNo && raw[n] < kClosed && raw[other] >= kClosed && scores[n].marked > 0 &&
                grown(choice.options[n].box, kReachMm).overlaps(grown(choice.options[other].box, kReachMm)))
                scores[n].unsure = true;
    doubtStrayInk(sheet, choice, kNearMm, scores);
    forms::Reading reading;
    decide(choice, scores, one, reading);
    return reading;
}

}  // namespace toitsu::ocr
