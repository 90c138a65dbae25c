#include "ocr/recognizers/written_name.h"

#include "ocr/internal/lines.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/character_lattice.h"
#include "ocr/recognizers/digit_cell.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/name_decoder.h"

// Kanji by hand are read right far too seldom to be accepted; ten candidates that a lexicon of names put in order save
// the clerk typing, and tell whether フリガナ and 氏名 are one person's.

namespace toitsu::ocr {

namespace {

constexpr double kLowestLineMm = 2;
constexpr std::size_t kProposals = 10, kShapes = 10;

}  // namespace

bool readsWrittenName(const Target& target) {
    const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place);
    return text != nullptr && (*text)->written == forms::Written::hand &&
           target.field->type == forms::FieldType::personName;
}

forms::Reading readWrittenName(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    forms::Reading reading;
    reading.version = engines.kanji.version();
    if (isEmpty(sheet, place.box)) return emptyPlace(sheet, place.box, reading.version);
    Lattice lattice;
    if (place.cells > 0) {
        std::vector<Picture> crops;
        for (const auto& cell : place.cellBoxes) crops.push_back(own(sheet.withoutPrint(grown(cell, kCellMarginMm))));
        lattice = kanjiCells(engines.kanji.read(crops, CharacterCut::cell, kShapes));
    } else {
        const cv::Mat grey = sheet.withoutPrint(place.box), ink = sheet.newInk(place.box, false);
        for (const auto& line : textLines(ink, kPixelsPerMm)) {
            if (line.height < kLowestLineMm * kPixelsPerMm) continue;
            for (const auto& segment : line.segments) addKanjiLine(lattice, grey(segment), ink(segment), engines.kanji);
        }
    }
    reading.candidates =
        asCandidates(scoreName(lattice, NameScript::written, engines.names.get()), NameScript::written, kProposals);
    if (!reading.candidates.empty()) reading.confidence = reading.candidates.front().confidence;
    reading.doubt = true;
    reading.why = {"手書きの氏名は人が確かめます", "handwritten names are checked by a person"};
    return reading;
}

}  // namespace toitsu::ocr
