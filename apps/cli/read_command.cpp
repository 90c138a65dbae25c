#include "apps/cli/read_command.h"

#include "apps/cli/library_folder.h"
#include "apps/cli/page_json.h"
#include "apps/cli/places.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "forms/record.h"
#include "ocr/reader.h"

namespace toitsu::cli {

namespace {

std::string fixed(double number, int digits) {
    const auto decimal = Decimal::fromDouble(number);
    return decimal ? decimal->roundedHalfUp(digits).text() : std::string("-");
}

// For eyes: a head line per page and a table of its fields.
std::string pageText(const ocr::Page& page, const ocr::PageReading& reading, const forms::Record* record,
                     const forms::Form* form, const Terminal& terminal) {
    std::string out = "== " + page.file + " (" + std::to_string(page.number) + ")\n";
    if (record == nullptr)
        return out +
               terminal.say(reading.status == ocr::PageStatus::ambiguous
                                ? Wording{"どの帳票か決められません", "ambiguous"}
                                : Wording{"読み取りません", "rejected"}) +
               ": " + reading.code + " " + terminal.say(reading.reason) + "\n\n";
    out += reading.form + " / " + reading.layout + "  " + fixed(reading.residualMm, 3) + " mm  " +
           fixed(reading.identifyMillis + reading.placeMillis + reading.readMillis, 0) + " ms\n";
    Table table({terminal.say({"項目", "field"}), terminal.say({"値", "value"}), terminal.say({"記載", "as written"}),
                 terminal.say({"確信度", "confidence"}), terminal.say({"確認が必要な理由", "why a person must look"})});
    for (const forms::FieldValue& field : record->fields) {
        const forms::Field* known = form == nullptr ? nullptr : form->field(field.field);
        table.add({known != nullptr && terminal.language == Language::ja ? known->title : field.field,
                   forms::canonicalText(field.value), field.raw, fixed(field.confidence, 3),
                   field.doubt ? "● " + terminal.say(field.why) : ""});
    }
    return out + table.text() + "\n";
}

void readFile(const std::string& file, const ReadOptions& options, const forms::Library& library,
              const ocr::Reader& reader, Terminal& terminal) {
    auto pages = ocr::load(file);
    if (!pages) {
        terminal.report(pages.error());
        return;
    }
    for (const ocr::Page& page : *pages) {
        // Crops of files with the same last name must not overwrite each other, and the name itself may be personal.
        const std::string prefix = sha256Hex(file).substr(0, 12) + "-" + std::to_string(page.number) + "-";
        const ocr::PageReading reading = reader.read(page, prefix);
        const forms::Form* form = library.form(reading.form);
        const forms::Layout* layout = library.layout(reading.layout);
        std::optional<forms::Record> record;
        if (reading.status == ocr::PageStatus::read && form != nullptr && layout != nullptr)
            record = forms::unify(*form, *layout, reading.readings);
        const forms::Record* filled = record ? &*record : nullptr;
        if (options.format == "text")
            terminal.out << pageText(page, reading, filled, form, terminal);
        else
            terminal.out << json::write(pageValue(page, reading, filled, terminal.language)) << '\n';
        terminal.out.flush();
    }
}

}  // namespace

void read(const ReadOptions& options, Terminal& terminal) {
    const auto folder = libraryFolder(options.library);
    if (!folder) return terminal.report(folder.error());
    const auto weights = weightsFolder(options.weights);
    if (!weights) return terminal.report(weights.error());
    const auto library = openForms(*folder, terminal);
    if (!library) return terminal.report(library.error());
    if (!options.crops.empty())
        if (const auto made = files::makeFolders(options.crops); !made) return terminal.report(made.error());
    const auto reader = ocr::Reader::make(*library, {*weights, options.crops, ""});
    if (!reader) return terminal.report(reader.error());
    for (const std::string& file : options.files) readFile(file, options, *library, *reader, terminal);
}

}  // namespace toitsu::cli
