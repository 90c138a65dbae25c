#include "apps/cli/page_table.h"

#include "ocr/sheet_part.h"

namespace toitsu::cli {

namespace {

std::string fixed(double number, int digits) {
    const auto decimal = Decimal::fromDouble(number);
    return decimal ? decimal->roundedHalfUp(digits).text() : std::string("-");
}

}  // namespace

std::string pageTable(const ocr::ReadPage& read, const Terminal& terminal) {
    const ocr::PageReading& reading = read.reading;
    std::string out = "== " + read.page.file + " (" + ocr::pageLabel(read.page.number, read.page.sheet) + ")\n";
    if (!read.record)
        return out +
               terminal.say(reading.status == ocr::PageStatus::ambiguous
                                ? Wording{"どの帳票か決められません", "ambiguous"}
                                : Wording{"読み取りません", "rejected"}) +
               ": " + reading.code + " " + terminal.say(reading.reason) + "\n\n";
    out += reading.form + " / " + reading.layout + "  " + fixed(reading.residualMm, 3) + " mm  " +
           fixed(reading.identifyMillis + reading.placeMillis + reading.readMillis, 0) + " ms\n";
    Table table({terminal.say({"項目", "field"}), terminal.say({"値", "value"}), terminal.say({"記載", "as written"}),
                 terminal.say({"確信度", "confidence"}), terminal.say({"確認が必要な理由", "why a person must look"})});
    for (const forms::FieldValue& field : read.record->fields) {
        const forms::Field* known = read.form == nullptr ? nullptr : read.form->field(field.field);
        table.add({known != nullptr && terminal.language == Language::ja ? known->title : field.field,
                   forms::canonicalText(field.value), field.raw, fixed(field.confidence, 3),
                   field.doubt ? "● " + terminal.say(field.why) : ""});
    }
    return out + table.text() + "\n";
}

}  // namespace toitsu::cli
