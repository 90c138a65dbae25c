#include "ocr/recognizers/printed.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/internal/lines.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/kana_line.h"
#include "ocr/recognizers/text_engine.h"

// Printed text: the blank's own print painted over, lines and wide gaps found, each segment blurred, thresholded and
// shrunk to letters of about 30 pixels (larger ones are read worse and slower), then read twice in different ways. Two
// readings that agree are worth far more than the engine's own confidence.

namespace toitsu::ocr {

namespace {

constexpr double kLetterHeight = 30;   // pixels
constexpr double kSecondSource = 0.5;  // the network's certainty of each character that counts as agreeing

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
    if (isEmpty(sheet, place.box)) return emptyPlace(sheet, place.box, reading.version);
    if (place.written == forms::Written::hand) {
        // A print engine reads handwriting right in one of three fields; its guess would only mislead the person who
        // looks.
        reading.doubt = true;
        reading.why = {"手書きの文字は人が読みます", "handwritten letters are read by a person"};
        return reading;
    }
    const cv::Mat grey = sheet.withoutPrint(place.box), binary = blackOnWhite(grey);
    std::string text, other;
    double confidence = 1;
    bool seconded = true;  // kana that our own network reads alike
    const bool kana = target.field->type == forms::FieldType::kana;
    const cv::Mat black = binary == 0;
    const bool address = target.field->type == forms::FieldType::address;
    for (const auto& line : textLines(black, kPixelsPerMm)) {
        if (line.height < 0.8 * kPixelsPerMm) continue;  // dust, remains of a rule
        for (const auto& segment : line.segments) {
            if (segment.width < 0.25 * kPixelsPerMm || isRemnant(black, segment, line.height)) continue;
            auto read = engines.text->read(readable(binary, segment, line.height));
            if (read.text.empty() && segment.width < line.height / 2) continue;
            if (kana) {
                const KanaLine shapes = readKanaLine(grey(segment), black(segment), engines.kana, KanaScript::both);
                if (shapes.confidence >= kSecondSource && agrees(shapes, read.other)) std::swap(read.text, read.other);
                const bool agreed = shapes.confidence >= kSecondSource && agrees(shapes, read.text);
                seconded = seconded && agreed;
                confidence *= agreed ? (read.agree ? 0.998 : 0.99) : calibrated(read, false);
            } else {
                confidence *= calibrated(read, address);
            }
            const std::string space = text.empty() ? "" : "\u3000";  // what a typist puts between words

            other += space + (read.other.empty() ? read.text : read.other);
            text += space + read.text;
        }
    }
    if (!text.empty()) reading.candidates.push_back({text, confidence});
    if (!other.empty() && other != text) reading.candidates.push_back({other, std::min(1 - confidence, confidence)});
    reading.confidence = confidence;
    if (needsSecondSource(text) && !(kana && seconded)) {
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
