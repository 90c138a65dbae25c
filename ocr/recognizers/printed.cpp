#include "ocr/recognizers/printed.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/internal/lines.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/text_engine.h"

// Printed text: the blank's own print painted over, lines and wide gaps found, each segment blurred, thresholded and
// shrunk to letters of about 30 pixels (larger ones are read worse and slower), then read twice in different ways. Two
// readings that agree are worth far more than the engine's own confidence.

namespace toitsu::ocr {

namespace {

constexpr double kLetterHeight = 30;   // pixels
constexpr double kEmptyInkMm2 = 0.25;  // less new ink than this is dust
constexpr double kTraceMm2 = 1.5;      // more faint ink than this may be a pencil

cv::Mat blackOnWhite(const cv::Mat& grey) {
    cv::Mat soft, binary;
    cv::GaussianBlur(grey, soft, {5, 5}, 1.0);
    cv::threshold(soft, binary, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    return binary;
}

Picture readable(const cv::Mat& binary, const cv::Rect& segment, int lineHeight) {
    const double scale = std::clamp(kLetterHeight / lineHeight, 0.15, 1.0);
    cv::Mat small, framed;
    const cv::Size size(std::max(1, static_cast<int>(segment.width * scale)),
                        std::max(1, static_cast<int>(segment.height * scale)));
    cv::resize(binary(segment), small, size, 0, 0, cv::INTER_AREA);
    cv::copyMakeBorder(small, framed, 10, 10, 10, 10, cv::BORDER_CONSTANT, cv::Scalar(255));
    return own(framed);
}

// How often such readings were right on generated scans: two passes that agree are nine tenths of the evidence, and the
// least certain character's certainty the rest. In addresses the numbers fail (丁目10番 for 16番) whatever the engine
// says.
double calibrated(const SegmentText& segment, bool address) {
    if (segment.text.empty()) return 0;
    if (!segment.agree) return 0.45;
    if (address) return segment.confidence >= 88 ? 0.93 : 0.80;
    return segment.confidence >= 96 ? 0.995 : segment.confidence >= 90 ? 0.975 : segment.confidence >= 75 ? 0.95 : 0.80;
}

// The engine takes a character that it does not know for one that it knows, with full certainty (犀 for 屋, 髙 for 高:
// one segment of a hundred), and ブ for プ. No confidence shows that, so such text needs a second source or a person.
bool needsSecondSource(const std::string& text) {
    static const std::u32string voiced = U"バビブベボパピプペポ";
    for (const char32_t c : text::decode(text))
        if (voiced.find(c) != std::u32string::npos) return true;
    return text::containsKanji(text);
}

// A dash that stands alone after a gap is what is left of a ruled line, or dirt.
bool isRemnant(const cv::Mat& ink, const cv::Rect& segment, int lineHeight) {
    return cv::boundingRect(ink(segment)).height < 0.3 * lineHeight && segment.width < 1.5 * lineHeight;
}

}  // namespace

bool readsPrinted(const Target& target) {
    return std::holds_alternative<const forms::TextPlace*>(target.place);
}

forms::Reading readPrinted(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    forms::Reading reading;
    reading.version = engines.text->version();
    const cv::Mat ink = sheet.newInk(place.box, false);
    const double inked = cv::countNonZero(ink) / (kPixelsPerMm * kPixelsPerMm);
    if (inked < kEmptyInkMm2) {
        reading.confidence = 0.998;
        const cv::Mat trace = sheet.newInk(grown(place.box, -0.5), false, true);
        if (cv::countNonZero(trace) / (kPixelsPerMm * kPixelsPerMm) > kTraceMm2) {
            reading.confidence = 0.5;
            reading.doubt = true;
            reading.why = {"薄い文字か汚れがあります", "there is faint writing or dirt"};
        }
        return reading;
    }
    if (place.written == forms::Written::hand) {
        // A print engine reads handwriting right in one of three fields; its guess would only mislead the person who
        // looks.
        reading.doubt = true;
        reading.why = {"手書きの文字は人が読みます", "handwritten letters are read by a person"};
        return reading;
    }
    const cv::Mat binary = blackOnWhite(sheet.withoutPrint(place.box));
    std::string text, other;
    double confidence = 1;
    const cv::Mat black = binary == 0;
    const bool address = target.field->type == forms::FieldType::address;
    for (const auto& line : textLines(black, kPixelsPerMm)) {
        if (line.height < 0.8 * kPixelsPerMm) continue;  // dust, remains of a rule
        for (const auto& segment : line.segments) {
            if (segment.width < 0.25 * kPixelsPerMm || isRemnant(black, segment, line.height)) continue;
            const auto read = engines.text->read(readable(binary, segment, line.height));
            if (read.text.empty() && segment.width < line.height / 2) continue;
            const std::string space = text.empty() ? "" : "\u3000";  // what a typist puts between words

            other += space + (read.other.empty() ? read.text : read.other);
            text += space + read.text;
            confidence *= calibrated(read, address);
        }
    }
    if (!text.empty()) reading.candidates.push_back({text, confidence});
    if (!other.empty() && other != text) reading.candidates.push_back({other, std::min(1 - confidence, confidence)});
    reading.confidence = confidence;
    if (needsSecondSource(text)) {
        reading.doubt = true;
        reading.why = {"漢字や濁点は形の似た字と取り違えるため、人が確かめます",
                       "kanji and voiced kana are mistaken for look-alikes; a person checks them"};
    } else if (confidence < 0.985) {
        reading.doubt = true;
        reading.why = {"活字の読み取りに確信がありません", "the printed text was not read with certainty"};
    }
    return reading;
}

}  // namespace toitsu::ocr
