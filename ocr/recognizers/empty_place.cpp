#include "ocr/recognizers/empty_place.h"

namespace toitsu::ocr {

namespace {

constexpr double kTraceMm2 = 1.5;  // more faint ink than this may be a pencil
constexpr double kPixelsPerMm2 = kPixelsPerMm * kPixelsPerMm;

}  // namespace

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
    }
    return reading;
}

}  // namespace toitsu::ocr
