#include "ocr/recognizers/seal.h"

#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/choice_decision.h"

// A seal is present or not: red ink in the ring of a coloured scan, enough new ink of a grey one. "true" or "false".

namespace toitsu::ocr {

namespace {

constexpr double kSquareMm = kPixelsPerMm * kPixelsPerMm;  // pixels

double redArea(const cv::Mat& colour) {
    std::vector<cv::Mat> c;
    cv::split(colour, c);
    cv::Mat other;
    cv::max(c[0], c[1], other);
    cv::Mat red;
    cv::subtract(c[2], other, red);
    return cv::countNonZero(red > 35) / kSquareMm;
}

}  // namespace

bool readsSeal(const Target& target) {
    return std::holds_alternative<const forms::SealPlace*>(target.place);
}

forms::Reading readSeal(const Target& target, const Sheet& sheet, const Engines&) {
    // People stamp beside the ring as well.
    const Box window = grown(boxOf(target), 1.5);
    const cv::Mat ink = sheet.newInk(window, true);
    // A ring of 9 mm drawn with half a millimetre is 14 mm² of ink, its letters as much again.
    double present = ramp(cv::countNonZero(ink) / kSquareMm, 2.0, 9.0);
    if (sheet.coloured()) present = std::max(present, ramp(redArea(sheet.colour(window)), 1.0, 5.0));
    forms::Reading reading;
    const bool seal = present >= 0.5;
    reading.confidence = std::min(0.998, seal ? present : 1 - present);
    reading.candidates = {{seal ? "true" : "false", reading.confidence},
                          {seal ? "false" : "true", 1 - reading.confidence}};
    if (reading.confidence < 0.9) {
        reading.doubt = true;
        reading.why = {"印影があるかどうかはっきりしません", "it is not clear whether there is a seal"};
    }
    return reading;
}

}  // namespace toitsu::ocr
