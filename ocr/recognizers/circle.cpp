#include "ocr/recognizers/circle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/choice_decision.h"

// A circle round printed text. The network tells it from a neighbour's, from a tick and from what was struck out;
// besides, seen from the text's middle a circle has new ink in every direction: the share of 24 sectors with ink is
// measured, and where both disagree a person looks.

namespace toitsu::ocr {

namespace {

constexpr int kSectors = 24;
constexpr double kNone = 0.12, kFew = 0.42, kAllRound = 0.8, kFilled = 0.10, kFree = 0.06;
constexpr double kMiddle = 0.45, kNearMm = 0.0;
constexpr double kReachMm = 3.5;  // beyond the text, where people draw

struct Around {
    double sectors = 0;  // share with ink
    double fill = 0;     // share of the text's box that is new ink
    double middle = 0;   // share of the text's middle: a circle leaves it free
};

Around inkAround(const Sheet& sheet, const Box& text) {
    const Box window = grown(text, kReachMm);
    const cv::Mat ink = sheet.newInk(window, false);
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

}  // namespace

bool readsCircle(const Target& target) {
    const auto* const* choice = std::get_if<const forms::ChoicePlace*>(&target.place);
    return choice != nullptr && (*choice)->mark == forms::Mark::circle;
}

forms::Reading readCircle(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& choice = *std::get<const forms::ChoicePlace*>(target.place);
    const auto looks = lookAt(sheet, choice, engines.marks);
    std::vector<OptionScore> scores;
    for (std::size_t n = 0; n < looks.size(); ++n) {
        OptionScore score = scoreOf(looks[n]);
        if (looks[n].inked && !looks[n].redInked) {
            const Around around = inkAround(sheet, choice.options[n].box);
            const bool says = score.marked + score.struck >= 0.5;
            score.unsure = score.unsure || (says ? around.sectors + around.fill < kNone
                                                 : around.sectors > kAllRound || around.fill > kFilled);
            score.seconded = score.marked >= 0.5 ? around.sectors > kAllRound && around.middle < kFree
                                                 : !says && around.sectors + 2 * around.fill < kFew;
        }
        scores.push_back(score);
    }
    doubtStrayInk(sheet, choice, kNearMm, scores);
    forms::Reading reading;
    reading.version = engines.marks.version();
    decide(choice, scores, target.field->type != forms::FieldType::choices, reading);
    return reading;
}

}  // namespace toitsu::ocr
