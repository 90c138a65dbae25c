#include "ocr/recognizers/digits.h"

#include <opencv2/core.hpp>

#include "ocr/internal/mat.h"
#include "ocr/recognizers/crossing_line.h"
#include "ocr/recognizers/digit_cell.h"
#include "ocr/recognizers/digit_decision.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/number_text.h"

// One digit per ruled cell: the printed lines are painted over, the network reads each cell by itself, and the place's
// decision weighs all of them together with what its field can hold. An empty cell is a space in the text, so that the
// form's field type sees where the gaps are.

namespace toitsu::ocr {

namespace {

// Below this a person looks at the place. Of 6,042 accepted fields of 500 scans one was wrong: docs/reading.md.
constexpr double kSure = 0.985;

const Wording kCrossed{"線が枠を横切っています", "a line runs across a cell"};
const Wording kNoDigitThere{"数字でないものが書かれています", "something that is no digit is written in a cell"};
const Wording kUnfit{"読み取った数字がこの項目の決まり（桁数・検査数字・暦）に合いません",
                     "what was read breaks the field's rule: its length, check digit or the calendar"};
const Wording kReordered{"項目の決まりに合う別の読みのほうが確からしいため、人が確かめます",
                         "another reading fits the field's rule and is likelier; a person checks"};
const Wording kHard{"読みにくい数字があります", "a digit is hard to read"};

const Wording kAtTheEdge{"枠の端に書かれたものがあります", "something is written at the edge of a cell"};

constexpr double kNeighbourMm2 = 0.6;  // a neighbour's stroke reaches in with less

// Preparing a cell leaves out what lies at its edge, for that is mostly the neighbour's; a 1 may stand there as well.
bool leftOut(const Sheet& sheet, const forms::Box& cell, const Picture& cut) {
    if (cv::countNonZero(prepareCell(view(cut), kReadDpi)) > 0) return false;
    const double inked = cv::countNonZero(sheet.newInk(grown(cell, -0.3), false));
    return inked / (kPixelsPerMm * kPixelsPerMm) >= kNeighbourMm2;
}

void doubt(forms::Reading& reading, const Wording& why) {
    if (reading.doubt) return;
    reading.doubt = true;
    reading.why = why;
}

}  // namespace

bool readsDigits(const Target& target) {
    const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place);
    if (text == nullptr || (*text)->cells == 0) return false;
    return isNumberType(target.field->type);
}

std::vector<Picture> cutDigits(const forms::TextPlace& place, const Sheet& sheet) {
    std::vector<Picture> cells;
    for (const auto& cell : place.cellBoxes) cells.push_back(own(sheet.withoutPrint(grown(cell, kCellMarginMm))));
    return cells;
}

forms::Reading readDigitCells(const std::vector<Picture>& cells, const std::function<bool(std::size_t)>& crossed,
                              const forms::Field& field, const forms::TextPlace& place, const DigitNetwork& network) {
    const DigitDecision decision =
        decideDigits(network.read(cells, kReadDpi), DigitForm(field, place), place.rightAligned);
    forms::Reading reading;
    reading.version = network.version();
    reading.confidence = decision.confidence;
    if (!decision.candidates.empty()) {
        const std::string& text = decision.candidates.front().text;
        for (std::size_t n = 0; n < text.size(); ++n)
            if (text[n] != ' ' && crossed(n)) doubt(reading, kCrossed);
    }
    if (decision.noDigit) doubt(reading, kNoDigitThere);
    if (decision.reordered) doubt(reading, kReordered);
    if (decision.unfit) doubt(reading, kUnfit);
    if (decision.confidence < kSure) doubt(reading, kHard);
    if (!decision.empty || reading.doubt) reading.candidates = decision.candidates;
    return reading;
}

forms::Reading readDigits(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    const auto crossed = [&](std::size_t n) { return crossedByLine(sheet, place.cellBoxes[n]); };
    const auto cells = cutDigits(place, sheet);
    forms::Reading reading = readDigitCells(cells, crossed, *target.field, place, engines.digits);
    const std::string text = reading.candidates.empty() ? std::string() : reading.candidates.front().text;
    for (std::size_t n = 0; n < cells.size() && !reading.doubt; ++n) {
        if (n < text.size() && text[n] != ' ') continue;
        if (hasRedInk(sheet, place.cellBoxes[n])) doubt(reading, kRedInk);
        if (leftOut(sheet, place.cellBoxes[n], cells[n])) doubt(reading, kAtTheEdge);
    }
    return reading;
}

}  // namespace toitsu::ocr
