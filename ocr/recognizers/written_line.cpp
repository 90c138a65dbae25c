#include "ocr/recognizers/written_line.h"

#include <algorithm>

#include "ocr/internal/lines.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/line_model.h"

// Handwriting in words, by the line model that the user brought. Nobody of ours has measured that model, so what it
// reads is a proposal whatever it says of itself.

namespace toitsu::ocr {

namespace {

constexpr double kLowestLineMm = 1.5;
constexpr double kMarginMm = 0.6;    // of paper around a line
constexpr double kUnmeasured = 0.5;  // nothing better is known than that it may be right

}  // namespace

bool hasLineModel(const Engines& engines) {
    return engines.line != nullptr;
}

bool readsWrittenLine(const Target& target) {
    const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place);
    return text != nullptr && (*text)->written == forms::Written::hand;
}

forms::Reading readWrittenLine(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    forms::Reading reading;
    reading.version = engines.line->version();
    if (isEmpty(sheet, place.box)) return emptyPlace(sheet, place.box, reading.version);
    const cv::Mat grey = sheet.withoutPrint(place.box), ink = sheet.newInk(place.box, false);
    const int margin = static_cast<int>(kMarginMm * kPixelsPerMm);
    std::string text;
    double confidence = kUnmeasured;
    for (const auto& line : textLines(ink, kPixelsPerMm)) {
        if (line.height < kLowestLineMm * kPixelsPerMm || line.segments.empty()) continue;
        // The whole line: the model knows spaces, and a gap within a word is common by hand.
        cv::Rect whole = line.segments.front();
        for (const auto& segment : line.segments) whole |= segment;
        whole = cv::Rect(whole.x - margin, whole.y - margin, whole.width + 2 * margin, whole.height + 2 * margin) &
                cv::Rect({0, 0}, grey.size());
        const LineText read = engines.line->read(own(grey(whole)));
        text += read.text;
        confidence = std::min(confidence, read.certainty);
    }
    if (!text.empty()) reading.candidates.push_back({text, confidence});
    reading.confidence = text.empty() ? 0 : confidence;
    reading.doubt = true;
    reading.why = {"行認識のモデルの読みは人が確かめます", "what the line model reads is checked by a person"};
    return reading;
}

}  // namespace toitsu::ocr
