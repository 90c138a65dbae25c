#include "ocr/recognizers/printed.h"

#include "base/text.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/number_text.h"
#include "ocr/recognizers/printed_address.h"
#include "ocr/recognizers/printed_name.h"
#include "ocr/recognizers/printed_text.h"

// A print engine proposes, a second source agrees or not: the networks for digits and kana, the address book for
// places, the shape of numbers. The engine's own certainty decides nothing – it takes a character that it does not know
// for one that it knows with full certainty (犀 for 屋, 髙 for 高, ブ for プ).

namespace toitsu::ocr {

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
    auto found = printedSegments(sheet.withoutPrint(place.box), sheet.print(place.box), engines);
    auto& segments = found.all;
    Verdict verdict;
    if (target.field->type == forms::FieldType::address) {
        readPrintedAddress(segments, engines, verdict);
    } else if (target.field->type == forms::FieldType::personName) {
        readPrintedName(segments, engines, verdict);
    } else {
        for (std::size_t n = 0; n < segments.size(); ++n) {
            if (n > 0) verdict.part();
            if (isNumberType(target.field->type))
                readPrintedNumber(segments[n], *target.field, place.part, verdict);
            else if (target.field->type == forms::FieldType::kana)
                readPrintedKana(segments[n], engines, verdict);
            else
                readPrintedText(segments[n], verdict);
        }
    }
    if (verdict.text.empty()) verdict.doubt(0, kUncertain);
    if (found.strokeLeftOut) verdict.doubt(0.6, kUncertain);
    if (found.onPrint && lineMayHide(text::decode(verdict.text)))
        verdict.doubt(0.6, {"罫線に重なった字があり、線に隠れた画は読めません",
                            "letters touch a ruled line; a stroke that lies on it cannot be seen"});
    reading.candidates = verdict.candidates();
    reading.confidence = reading.candidates.empty() ? verdict.confidence : reading.candidates.front().confidence;
    reading.doubt = !verdict.accepted;
    reading.why = verdict.why;
    return reading;
}

}  // namespace toitsu::ocr
