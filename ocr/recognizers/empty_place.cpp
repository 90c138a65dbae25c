#include "ocr/recognizers/empty_place.h"

namespace toitsu::ocr {

namespace {

constexpr double kTraceMm2 = 1.5;  // more faint ink than this may be a pencil
constexpr double kPixelsPerMm2 = kPixelsPerMm * kPixelsPerMm;

}  // namespace

const Wording kRedInk{"赤い文字か印影があります", "there is red writing or a seal"};

bool hasRedInk(const Sheet& sheet, const Box& box) {
    if (!sheet.coloured()) return false;
    const Box inside = grown(box, -0.5);  // red rules of the form itself may lie a little off
    const double all = cv::countNonZero(sheet.newInk(inside, true)),
                 kept = cv::countNonZero(sheet.newInk(inside, false));
    return (all - kept) / kPixelsPerMm2 >= kEmptyInkMm2;
}

bool isEmpty(const Sheet& sheet, const Box& box) {
    return cv::countNonZero(sheet.newInk(box, false)) / kPixelsPerMm2 < kEmptyInkMm2;
}

forms::Reading emptyPlace(const Sheet& sheet, const Box& box, const std::string& version) {
    forms::Reading reading;
    reading.version = version;
    reading.confidence = 0.998;
    const cv::Mat trace = sheet.newInk(grown(box, -0.5), false, true);
    if (cv::countNonZero(trace) / kPixelsPerMm2 > kTraceMm2) {
        reading.confidence = 0.5;
        reading.doubt = true;
        reading.why = {"薄い文字か汚れがあります", "there is faint writing or dirt"};
    } else if (hasRedInk(sheet, box)) {
        reading.confidence = 0.5;
        reading.doubt = true;
        reading.why = kRedInk;
    }
    return reading;
}

}  // namespace toitsu::ocr
