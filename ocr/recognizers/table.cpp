#include <algorithm>

#include "ocr/recognizers/barcode.h"
#include "ocr/recognizers/circle.h"
#include "ocr/recognizers/digits.h"
#include "ocr/recognizers/free_digits.h"
#include "ocr/recognizers/image.h"
#include "ocr/recognizers/kana.h"
#include "ocr/recognizers/mark.h"
#include "ocr/recognizers/printed.h"
#include "ocr/recognizers/recognizer.h"
#include "ocr/recognizers/seal.h"
#include "ocr/recognizers/signature.h"
#include "ocr/recognizers/written_line.h"
#include "ocr/recognizers/written_name.h"

namespace toitsu::ocr {

const std::vector<Recognizer>& recognizers() {
    static const std::vector<Recognizer> table{
        {"mark", readsMark, readMark},        // check and cross boxes
        {"circle", readsCircle, readCircle},  // circled option text
        {"seal", readsSeal, readSeal},
        {"signature", readsSignature, readSignature},
        {"image", readsImage, readImage},
        {"barcode", readsBarcode, readBarcode},
        {"digits", readsDigits, readDigits},                        // one digit per ruled cell
        {"free-digits", readsFreeDigits, readFreeDigits},           // numbers by hand without cells
        {"kana", readsKana, readKana},                              // by hand
        {"name", readsWrittenName, readWrittenName},                // a person's, by hand
        {"line", readsWrittenLine, readWrittenLine, hasLineModel},  // whole lines, if the user can
        {"printed", readsPrinted, readPrinted},
    };
    return table;
}

forms::Box boxOf(const Target& target) {
    if (const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place)) return (*text)->box;
    if (const auto* const* seal = std::get_if<const forms::SealPlace*>(&target.place)) return (*seal)->box;
    if (const auto* const* image = std::get_if<const forms::ImagePlace*>(&target.place)) return (*image)->box;
    if (const auto* const* code = std::get_if<const forms::BarcodePlace*>(&target.place)) return (*code)->box;
    const auto& options = std::get<const forms::ChoicePlace*>(target.place)->options;
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const auto& option : options) {
        left = std::min(left, option.box.x);
        top = std::min(top, option.box.y);
        right = std::max(right, option.box.right());
        bottom = std::max(bottom, option.box.bottom());
    }
    return {left, top, right - left, bottom - top};
}

const std::string& partOf(const Target& target) {
    static const std::string none;
    if (const auto* const* text = std::get_if<const forms::TextPlace*>(&target.place)) return (*text)->part;
    if (const auto* const* choice = std::get_if<const forms::ChoicePlace*>(&target.place)) return (*choice)->part;
    return none;
}

}  // namespace toitsu::ocr
