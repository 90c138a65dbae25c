#include "ocr/recognizers/printed_segment.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/lines.h"
#include "ocr/internal/mat.h"

// Each segment is blurred, thresholded and shrunk to letters of about 30 pixels: larger ones are read worse and slower.

namespace toitsu::ocr {

namespace {

constexpr double kLetterHeight = 30;     // pixels
constexpr int kAbove = 10, kBeside = 6;  // of paper around them; every pixel beside them costs as one of a letter does

cv::Mat blackOnWhite(const cv::Mat& grey) {
    cv::Mat soft, binary;
    cv::GaussianBlur(grey, soft, {5, 5}, 1.0);
    cv::threshold(soft, binary, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    return binary;
}

Picture readable(const cv::Mat& binary) {
    const double scale = std::clamp(kLetterHeight / binary.rows, 0.15, 1.0);
    cv::Mat small, framed;
    const cv::Size size(std::max(1, static_cast<int>(binary.cols * scale)),
                        std::max(1, static_cast<int>(binary.rows * scale)));
    cv::resize(binary, small, size, 0, 0, cv::INTER_AREA);
    cv::copyMakeBorder(small, framed, kAbove, kAbove, kBeside, kBeside, cv::BORDER_CONSTANT, cv::Scalar(255));
    return own(framed);
}

// A dash that stands alone after a gap is what is left of a ruled line, or dirt.
bool isRemnant(const cv::Mat& ink, const cv::Rect& segment, int lineHeight) {
    return cv::boundingRect(ink(segment)).height < 0.3 * lineHeight && segment.width < 1.5 * lineHeight;
}

// Whether ink of the segment ends, above or below, where something was painted over.
bool abuts(const cv::Mat& ink, const cv::Mat& print, const cv::Rect& segment) {
    constexpr int reach = 2, least = 4;  // pixels
    const cv::Rect around = cv::Rect(segment.x, segment.y - reach, segment.width, segment.height + 2 * reach) &
                            cv::Rect({0, 0}, ink.size());
    cv::Mat grown;
    cv::dilate(ink(around), grown, cv::Mat::ones(2 * reach + 1, 1, CV_8U));
    return cv::countNonZero(grown & print(around)) >= least;
}

}  // namespace

PrintedSegment::PrintedSegment(cv::Mat grey, cv::Mat binary, cv::Mat ink, const Engines& engines)
    : grey_(std::move(grey)), binary_(std::move(binary)), ink_(std::move(ink)), engines_(&engines) {}

const SegmentText& PrintedSegment::read(TextPass pass) {
    auto& text = read_.at(pass == TextPass::line ? 0 : 1);
    if (!text) text = engines_->text->read(readable(binary_), pass);
    return *text;
}

Testimonies PrintedSegment::testify(const std::u32string& text, const AskKanji& kanji) {
    return ocr::testify(grey_, ink_, text, *engines_, kanji, answers_);
}

std::u32string PrintedSegment::seenNumber() const {
    return ocr::seenNumber(grey_, ink_, engines_->digits);
}

PrintedSegments printedSegments(const cv::Mat& grey, const cv::Mat& print, const Engines& engines) {
    const cv::Mat binary = blackOnWhite(grey), ink = binary == 0;
    PrintedSegments segments;
    for (const auto& line : textLines(ink, kPixelsPerMm)) {
        if (line.height < 0.8 * kPixelsPerMm) continue;  // dust, remains of a rule
        for (const auto& box : line.segments) {
            if (box.width < 0.25 * kPixelsPerMm) continue;
            if (isRemnant(ink, box, line.height)) {
                segments.strokeLeftOut = segments.strokeLeftOut || box.width > 0.4 * line.height;
                continue;
            }
            PrintedSegment segment(grey(box), binary(box), ink(box), engines);
            if (box.width < line.height / 2 && segment.read(TextPass::line).text.empty()) {
                segments.strokeLeftOut =
                    segments.strokeLeftOut || cv::boundingRect(ink(box)).height > 0.4 * line.height;
                continue;
            }
            segments.onPrint = segments.onPrint || (!print.empty() && abuts(ink, print, box));
            segments.all.push_back(std::move(segment));
        }
    }
    return segments;
}

}  // namespace toitsu::ocr
