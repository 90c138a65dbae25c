#include "ocr/recognizers/digits.h"

#include <algorithm>

#include "ocr/internal/mat.h"
#include "ocr/recognizers/crossing_line.h"
#include "ocr/recognizers/digit_cell.h"

// One digit per ruled cell: the printed lines are painted over, the network reads each cell by itself. An empty cell is
// a space in the text, so that the form's field type sees where the gaps are.

namespace toitsu::ocr {

namespace {

// Below this a person looks at the cell. Calibrated: of 1,000 such digits at most one is wrong.
constexpr double kSure = 0.985;

struct Cell {
    char best = ' ';
    double confidence = 0;
    char second = ' ';
    double secondConfidence = 0;
    bool noDigit = false;
};

Cell cellOf(const DigitProbabilities& p) {
    const auto characterOf = [](int index) {
        return index == kEmptyCell ? ' ' : index == kNoDigit ? '?' : static_cast<char>('0' + index);
    };
    int best = 0, second = 1;
    for (int n = 0; n < static_cast<int>(p.size()); ++n)
        if (p[static_cast<std::size_t>(n)] > p[static_cast<std::size_t>(best)]) best = n;
    if (best == second) second = 0;
    for (int n = 0; n < static_cast<int>(p.size()); ++n)
        if (n != best && p[static_cast<std::size_t>(n)] > p[static_cast<std::size_t>(second)]) second = n;
    return {characterOf(best), p[static_cast<std::size_t>(best)], characterOf(second),
            p[static_cast<std::size_t>(second)], best == kNoDigit};
}

}  // namespace

bool readsDigits(const Target& target) {
    const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place);
    if (text == nullptr || (*text)->cells == 0) return false;
    using forms::FieldType;
    switch (target.field->type) {
        case FieldType::digits:
        case FieldType::money:
        case FieldType::date:
        case FieldType::phone:
        case FieldType::postcode:
        case FieldType::municipalityCode:
        case FieldType::myNumber:
        case FieldType::corporateNumber:
            return true;
        default:
            return false;
    }
}

forms::Reading readDigits(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    std::vector<Picture> crops;
    for (const auto& cell : place.cellBoxes) crops.push_back(own(sheet.withoutPrint(grown(cell, kCellMarginMm))));
    const auto probabilities = engines.digits.read(crops, kReadDpi);

    forms::Reading reading;
    reading.version = engines.digits.version();
    reading.confidence = 1;
    std::string text;
    std::vector<Cell> cells;
    for (const auto& p : probabilities) {
        cells.push_back(cellOf(p));
        const Cell& cell = cells.back();
        text += cell.best;
        reading.confidence *= cell.confidence;
        if (cell.best != ' ' && crossedByLine(sheet, place.cellBoxes[cells.size() - 1])) {
            reading.doubt = true;
            reading.why = {"線が枠を横切っています", "a line runs across a cell"};
        }
        if (cell.noDigit) {
            reading.doubt = true;
            reading.why = {"数字でないものが書かれています", "something that is no digit is written in a cell"};
        } else if (cell.confidence < kSure && !reading.doubt) {
            reading.doubt = true;
            reading.why = {"読みにくい数字があります", "a digit is hard to read"};
        }
    }
    const bool empty = text.find_first_not_of(' ') == std::string::npos;
    if (!empty || reading.doubt) reading.candidates.push_back({text, reading.confidence});
    // Alternatives that differ in one cell, the likeliest first.
    for (std::size_t n = 0; n < cells.size(); ++n) {
        if (cells[n].secondConfidence < 0.001 || cells[n].confidence <= 0) continue;
        std::string other = text;
        other[n] = cells[n].second;
        reading.candidates.push_back({other, reading.confidence * cells[n].secondConfidence / cells[n].confidence});
    }
    const auto rest = reading.candidates.begin() + (reading.candidates.empty() ? 0 : 1);
    std::sort(rest, reading.candidates.end(), [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
    if (reading.candidates.size() > 5) reading.candidates.resize(5);
    if (empty && !reading.doubt) reading.candidates.clear();
    return reading;
}

}  // namespace toitsu::ocr
