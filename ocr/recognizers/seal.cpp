#include "ocr/recognizers/seal.h"

#include <algorithm>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/mark_view.h"

// A seal is present or not: "true" or "false". Vermilion on a coloured scan is one by its hue. On a grey or black and
// white scan, and for purple and black stamps, the network tells a seal's ring from a name that runs across the place.

namespace toitsu::ocr {

namespace {

constexpr double kSquareMm = kPixelsPerMm * kPixelsPerMm;  // pixels
constexpr double kSure = 0.97, kSurest = 0.998;
constexpr double kRedSeal = 5, kNoInk = 1, kLittleInk = 3, kMuchInk = 6;  // mm²
constexpr double kLeftOver = 1.8;  // mm²: what a scan without colour may leave of a pale seal

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
    return std::holds_alternative<const forms::SealPlace*>(target.place) &&
           target.field->type != forms::FieldType::signature;
}

forms::Reading readSeal(const Target& target, const Sheet& sheet, const Engines& engines) {
    const Box box = boxOf(target);
    const cv::Mat view = withSurroundings(markView(sheet, box, true), sheet, box, true);
    const double seal = engines.marks.read({view}).front().seal;
    double present = std::clamp(seal, 1 - kSurest, kSurest);
    // People stamp beside the ring as well. A ring of 9 mm drawn with half a millimetre is 14 mm² of ink, its letters
    // as much again.
    const Box around = grown(box, 1.5);
    const double inked = cv::countNonZero(sheet.newInk(around, true)) / kSquareMm;
    const bool red = sheet.coloured() && redArea(sheet.colour(around)) > kRedSeal;
    if (red) present = kSurest;
    // An office's stamp that only passes by is as red.
    const bool beside = red && redArea(sheet.colour(box)) <= kRedSeal;
    if (inked < kNoInk) present = 1 - kSurest;
    forms::Reading reading;
    reading.version = engines.marks.version();
    const bool there = present >= 0.5;
    reading.confidence = there ? present : 1 - present;
    reading.candidates = {{there ? "true" : "false", reading.confidence},
                          {there ? "false" : "true", 1 - reading.confidence}};
    // So much ink and no seal: a stamp of a kind that the network does not know, or a name – or the other way round.
    const bool unlikely = there ? inked < kLittleInk && !red : inked > (sheet.coloured() ? kMuchInk : kLeftOver);
    if (reading.confidence < kSure || unlikely || beside) {
        reading.doubt = true;
        reading.why = {"印影があるかどうかはっきりしません", "it is not clear whether there is a seal"};
    }
    return reading;
}

}  // namespace toitsu::ocr
