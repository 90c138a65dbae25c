#include "ocr/recognizers/printed.h"

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/number_text.h"
#include "ocr/recognizers/printed_address.h"
#include "ocr/recognizers/printed_name.h"
#include "ocr/recognizers/printed_text.h"
#include "ocr/recognizers/upright_line.h"

// A print engine proposes, a second source agrees or not: the networks for digits and kana, the address book for
// places, the shape of numbers. The engine's own certainty decides nothing – it takes a character that it does not know
// for one that it knows with full certainty (犀 for 屋, 髙 for 高, ブ for プ).

namespace toitsu::ocr {

namespace {

// A column's characters side by side are a line as any other.
PrintedSegments verticalSegments(const forms::Field& field, const forms::TextPlace& place, const Sheet& sheet,
                                 const Engines& engines) {
    const bool kana = field.type == forms::FieldType::kana || field.type == forms::FieldType::personName;
    const UprightLines upright = uprightLines(sheet.withoutPrint(place.box), kana);
    PrintedSegments segments = printedSegments(upright.grey, {}, engines);
    segments.uprightStroke = upright.strokeLeft;
    // Where in a column a character touches a ruled line, its place in the line no longer tells.
    cv::Mat touched;
    cv::dilate(sheet.print(place.box), touched, cv::Mat::ones(5, 5, CV_8U));
    segments.onPrint = cv::countNonZero(touched & sheet.newInk(place.box, false)) > 0;
    return segments;
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
    auto found = place.vertical ? verticalSegments(*target.field, place, sheet, engines)
                                : printedSegments(sheet.withoutPrint(place.box), sheet.print(place.box), engines);
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
            else if (target.field->type == forms::FieldType::kana ||
                     target.field->type == forms::FieldType::accountHolder)
                readPrintedKana(segments[n], engines, verdict);
            else if (const auto read = readPrintedText(segments[n], verdict);
                     spaceMayBeLost(segments[n].ink(), read.best.text))
                verdict.doubt(
                    0.6, {"字の間が広く、空白があるのかもしれません", "a wide gap between two letters may be a space"});
        }
    }
    if (verdict.text.empty()) verdict.doubt(0, kUncertain);
    if (found.uprightStroke)
        verdict.doubt(0.6,
                      {"縦書きの縦棒は 1 か横線か分かりません", "an upright stroke in a column may be a 1 or a dash"});
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
