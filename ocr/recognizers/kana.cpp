#include "ocr/recognizers/kana.h"

#include <algorithm>

#include "ocr/internal/lines.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/digit_cell.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/kana_line.h"

// The network was trained on strokes and fonts, not on the hands of our clients: what it reads is put before a person
// as a proposal, never accepted by itself. An empty place is empty, as for print.

namespace toitsu::ocr {

namespace {

constexpr double kLowestLineMm = 1.5;

void propose(forms::Reading& reading, const std::string& text, double confidence) {
    if (!text.empty()) reading.candidates.push_back({text, confidence});
    reading.confidence = confidence;
    reading.doubt = true;
    reading.why = {"手書きのかなは人が確かめます", "handwritten kana are checked by a person"};
}

void readCells(forms::Reading& reading, const forms::TextPlace& place, const Sheet& sheet, const KanaNetwork& network) {
    std::vector<Picture> crops;
    for (const auto& cell : place.cellBoxes) crops.push_back(own(sheet.withoutPrint(grown(cell, kCellMarginMm))));
    const auto readings = network.read(crops, KanaCut::cell);
    double tallest = 0;
    for (const auto& r : readings)
        if (r.empty < 0.5) tallest = std::max(tallest, r.height);
    std::string text, gap;
    double confidence = 1;
    for (const auto& r : readings) {
        if (r.empty >= 0.5) {
            confidence = std::min(confidence, r.empty);
            gap = "\u3000";
            continue;
        }
        const auto best = network.best(r, KanaScript::both, 1);
        if (best.empty()) continue;
        const bool begins = text.empty() || !gap.empty();  // no word begins with a small kana
        if (!text.empty()) text += gap;                    // an empty cell between two words
        gap.clear();
        text += likelier(best[0], r, begins ? 0 : tallest);
        confidence = std::min(confidence, best[0].confidence);
    }
    propose(reading, text, confidence);
}

void readFree(forms::Reading& reading, const forms::TextPlace& place, const Sheet& sheet, const KanaNetwork& network) {
    const cv::Mat grey = sheet.withoutPrint(place.box), ink = sheet.newInk(place.box, false);
    std::string text;
    double confidence = 1;
    for (const auto& line : textLines(ink, kPixelsPerMm)) {
        if (line.height < kLowestLineMm * kPixelsPerMm) continue;
        for (const auto& segment : line.segments) {
            const KanaLine read = readKanaLine(grey(segment), ink(segment), network, KanaScript::both);
            if (read.text.empty()) continue;
            if (!text.empty()) text += "\u3000";
            text += read.text;
            confidence = std::min(confidence, read.confidence);
        }
    }
    propose(reading, text, text.empty() ? 0 : confidence);
}

}  // namespace

bool readsKana(const Target& target) {
    const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place);
    return text != nullptr && (*text)->written == forms::Written::hand && target.field->type == forms::FieldType::kana;
}

forms::Reading readKana(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    forms::Reading reading;
    reading.version = engines.kana.version();
    if (isEmpty(sheet, place.box)) return emptyPlace(sheet, place.box, reading.version);
    if (place.cells > 0)
        readCells(reading, place, sheet, engines.kana);
    else
        readFree(reading, place, sheet, engines.kana);
    return reading;
}

}  // namespace toitsu::ocr
