#include "apps/cli/record_command.h"

#include <algorithm>
#include <optional>

#include "apps/cli/layout_head.h"
#include "apps/cli/table_file.h"
#include "apps/cli/text_encoding.h"
#include "apps/station/library_folder.h"
#include "apps/station/places.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "base/xlsx.h"
#include "forms/doors/incoming.h"
#include "forms/doors/outgoing.h"
#include "forms/findings.h"

namespace toitsu::cli {

namespace {

using forms::operator+;

Error unknown(const Wording& what, const std::string& id, const std::vector<std::string>& ids) {
    return {ErrorKind::notFound,
            "C133",
            Wording{what.ja + "「" + forms::shown(id) + "」がひな型集にありません。",
                    "the library has no " + what.en + " \"" + forms::shown(id) + "\"."} +
                forms::suggestion(id, ids),
            {}};
}

Result<const forms::Form*> findForm(const forms::Library& library, const std::string& id) {
    if (const forms::Form* form = library.form(id)) return form;
    std::vector<std::string> ids;
    for (const auto& one : library.forms) ids.push_back(one->id);
    return fail(unknown({"様式", "form"}, id, ids));
}

// The paper that the records were written on, "" for none: one of this form.
Result<const forms::Layout*> findLayout(const forms::Library& library, const std::string& id, const forms::Form& form) {
    if (id.empty()) return nullptr;
    const forms::Layout* layout = library.layout(id);
    if (layout != nullptr && layout->form == form.id) return layout;
    std::vector<std::string> ids;
    for (const auto& one : library.layouts)
        if (one->form == form.id) ids.push_back(one->id);
    return fail(unknown({"様式「" + form.id + "」のレイアウト", "layout of \"" + form.id + "\","}, id, ids));
}

Result<forms::Library> open(const std::string& asked, Terminal& terminal) {
    const auto folder = station::libraryFolder(asked);
    if (!folder) return fail(folder.error());
    return station::openForms(*folder, terminal.reporter());
}

void tell(const forms::Findings& findings, Terminal& terminal) {
    for (const Error& error : findings.errors) terminal.report(error);
    for (const Error& warning : findings.warnings) terminal.warn(warning);
}

// Nothing without --map; an error was told when the mapping is wrong.
bool readMapping(const std::string& path, const forms::Form& form, std::optional<forms::Mapping>& mapping,
                 Terminal& terminal) {
    if (path.empty()) return true;
    const auto bytes = files::read(path);
    if (!bytes) return terminal.report(bytes.error()), false;
    const auto text = forms::decodedTable(*bytes);
    if (!text) return terminal.report(text.error()), false;
    forms::Findings findings;
    mapping = forms::parseMapping(*text, path, form, findings);
    tell(findings, terminal);
    return findings.errors.empty();
}

bool isJson(const std::string& text) {
    const auto at = text.find_first_not_of(" \t\r\n");
    return at != std::string::npos && (text[at] == '{' || text[at] == '[');
}

Error inLine(Error error, int line) {
    error.place.line = line;
    error.place.column = std::max(1, error.place.column);
    return error;
}

Error noRecord(Error error, const std::string& path) {
    error.place = Place{path, 0, 0, 0};
    return error;
}

// Records as import writes them: one on each line, or one JSON value.
Result<std::vector<forms::Record>> readRecords(const std::string& path) {
    auto text = files::read(path);
    if (!text) return fail(text.error());
    std::vector<Value> values;
    std::vector<int> lines;  // where each of them stands, in JSON Lines
    if (auto whole = json::parse(*text, path)) {
        if (const List* list = whole->list())
            values = *list;
        else
            values.push_back(std::move(*whole));
    } else {
        int number = 0;
        for (const std::string& line : text::split(*text, '\n')) {
            ++number;
            if (text::trim(line).empty()) continue;
            auto value = json::parse(line, path);
            if (!value && values.empty()) return fail(whole.error());  // not even a first line: no JSON Lines
            if (!value) return fail(inLine(std::move(value.error()), number));
            values.push_back(std::move(*value));
            lines.push_back(number);
        }
    }
    std::vector<forms::Record> records;
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto record = forms::fromValue(values[i]);
        if (!record) return fail(inLine(noRecord(record.error(), path), i < lines.size() ? lines[i] : 1));
        records.push_back(std::move(*record));
    }
    if (records.empty())
        return fail(ErrorKind::input, "C137",
                    {"レコードがありません。toitsu record import の出力を指定してください",
                     "there are no records; name what toitsu record import wrote"},
                    Place{path, 0, 0, 0});
    return records;
}

Result<void> put(const std::string& path, const std::string& bytes, Terminal& terminal) {
    if (!path.empty()) return files::writeAtomically(path, bytes);
    terminal.out << bytes;
    return {};
}

void tellImported(std::size_t records, std::size_t doubtful, Terminal& terminal) {
    terminal.line({std::to_string(records) + " 件を取り込みました。うち " + std::to_string(doubtful) +
                       " 件は人が確かめる項目があります",
                   "took " + std::to_string(records) + " records; " + std::to_string(doubtful) +
                       " of them have fields for a person"});
}

struct ExportReady {
    const forms::Form* form = nullptr;
    forms::Mapping mapping;
    forms::OutgoingOptions options;
};

bool prepare(const RecordExportOptions& options, const forms::Library& library,
             const std::vector<forms::Record>& records, ExportReady& ready, Terminal& terminal) {
    for (const forms::Record& record : records) {
        if (record.form == records.front().form) continue;
        terminal.report({ErrorKind::usage,
                         "C134",
                         {"1つの表に書けるのは1つの様式のレコードだけです。様式ごとに分けてください",
                          "a table holds records of one form; export each form by itself"},
                         {}});
        return false;
    }
    const auto form = findForm(library, records.empty() ? std::string() : records.front().form);
    if (!form) return terminal.report(form.error()), false;
    ready.form = *form;
    std::optional<forms::Mapping> mapping;
    if (!readMapping(options.map, **form, mapping, terminal)) return false;
    ready.mapping = mapping ? std::move(*mapping)
                            : forms::mappingOf(**form, options.headers == "ids" ? forms::ColumnNames::ids
                                                                                : forms::ColumnNames::titles);
    ready.options.cp932 = options.encoding == "cp932";
    ready.options.missing = options.missing == "dot"    ? forms::MissingCharacter::dot
                            : options.missing == "map"  ? forms::MissingCharacter::map
                            : options.missing == "fail" ? forms::MissingCharacter::fail
                                                        : forms::MissingCharacter::geta;
    if (options.characters.empty()) return true;
    const auto csv = files::read(options.characters);
    if (!csv) return terminal.report(csv.error()), false;
    auto characters = forms::parseCharacterMap(*csv, options.characters);
    if (!characters) return terminal.report(characters.error()), false;
    ready.options.characters = std::move(*characters);
    return true;
}

// Told, and listed in a file of its own; false when nothing may be written.
bool reportLosses(const RecordExportOptions& options, const forms::OutgoingTable& table, Terminal& terminal) {
    if (table.losses.empty()) return true;
    const std::string path = !options.losses.empty() ? options.losses
                             : options.out.empty()   ? ""
                                                     : options.out + ".losses.csv";
    const std::string count = std::to_string(table.losses.size());
    if (!path.empty()) {
        const auto done = files::writeAtomically(path, "\xEF\xBB\xBF" + forms::lossReport(table.losses));
        if (!done) return terminal.report(done.error()), false;
    }
    if (options.missing == "fail") {
        terminal.report({ErrorKind::refused,
                         "C136",
                         {"CP932 にない文字が " + count +
                              " 字あるため書きませんでした。--encoding utf-8-bom にするか --missing を選んでください",
                          count + " characters do not exist in CP932, and nothing was written; take --encoding "
                                  "utf-8-bom or choose --missing"},
                         {path, 0, 0, 0}});
        return false;
    }
    terminal.warn({ErrorKind::input,
                   "C135",
                   {"CP932 にない文字が " + count + " 字あり、置き換えました。" +
                        (path.empty() ? "--losses を付けると一覧を書きます" : "一覧を確かめてください"),
                    count + " characters do not exist in CP932 and were replaced; " +
                        (path.empty() ? "--losses FILE lists them" : "look at the list")},
                   {path, 0, 0, 0}});
    return true;
}

std::vector<forms::IncomingRecord> recordsOf(const std::string& file, const RecordImportOptions& options,
                                             const forms::Form& form, const forms::Mapping* mapping,
                                             const forms::IncomingOptions& incoming, forms::Findings& findings) {
    if (namesWorkbook(file)) {
        const auto table = readTable(file, options.sheet);
        if (table) return forms::recordsFromTable(*table, file, form, mapping, incoming, findings);
        findings.errors.push_back(table.error());
        return {};
    }
    const auto text = readTableText(file, options.encoding);
    if (!text) {
        findings.errors.push_back(text.error());
        return {};
    }
    return isJson(*text) ? forms::recordsFromJson(*text, file, form, mapping, incoming, findings)
                         : forms::recordsFromCsv(*text, file, form, mapping, incoming, findings);
}

Result<void> putWorkbook(const std::string& path, const std::string& csv) {
    const auto rows = csv::parse(csv, path);
    if (!rows) return fail(rows.error());
    return xlsx::write(path, {{"records", *rows}});
}

}  // namespace

void recordImport(const RecordImportOptions& options, Terminal& terminal) {
    if (!options.municipality.empty())
        if (const auto wrong = wrongMunicipality(options.municipality)) return terminal.report(*wrong);
    const auto library = open(options.library, terminal);
    if (!library) return terminal.report(library.error());
    const auto form = findForm(*library, options.form);
    if (!form) return terminal.report(form.error());
    const auto layout = findLayout(*library, options.layout, **form);
    if (!layout) return terminal.report(layout.error());
    const forms::Form& asked = *layout != nullptr ? forms::askedForm(**form, **layout) : **form;
    std::optional<forms::Mapping> mapping;
    if (!readMapping(options.map, asked, mapping, terminal)) return;
    forms::IncomingOptions incoming;
    incoming.kind = options.kind == "entered" ? forms::IncomingKind::entered : forms::IncomingKind::engine;
    incoming.confidence = options.confidence;
    incoming.source = options.source;
    incoming.layout = *layout;
    incoming.municipality = options.municipality;
    std::string lines;
    std::size_t count = 0, doubtful = 0;
    for (const std::string& file : options.files) {
        forms::Findings findings;
        const auto records = recordsOf(file, options, asked, mapping ? &*mapping : nullptr, incoming, findings);
        tell(findings, terminal);
        for (const forms::IncomingRecord& one : records) {
            lines += json::write(forms::toValue(one.record)) + "\n";
            doubtful += one.record.doubtful() ? 1 : 0;
        }
        count += records.size();
    }
    if (count == 0 && terminal.exitStatus() != 0) return;  // nothing came of it: what an earlier run wrote stays
    if (const auto done = put(options.out, lines, terminal); !done) return terminal.report(done.error());
    if (!options.out.empty()) tellImported(count, doubtful, terminal);
}

void recordExport(const RecordExportOptions& options, Terminal& terminal) {
    std::vector<forms::Record> records;
    for (const std::string& file : options.files) {
        auto some = readRecords(file);
        if (!some) return terminal.report(some.error());
        records.insert(records.end(), some->begin(), some->end());
    }
    if (options.format == "json") {
        std::string lines;
        for (const forms::Record& record : records) lines += json::write(forms::plainValue(record)) + "\n";
        if (const auto done = put(options.out, lines, terminal); !done) return terminal.report(done.error());
        return;
    }
    const bool workbook = options.format == "xlsx";
    if (workbook && options.out.empty())
        return terminal.report({ErrorKind::usage,
                                "C138",
                                {"ブックは画面に書けません。--out にファイルを指定してください",
                                 "a workbook is not written to the terminal; name a file with --out"},
                                {}});
    const auto library = open(options.library, terminal);
    if (!library) return terminal.report(library.error());
    ExportReady ready;
    if (!prepare(options, *library, records, ready, terminal)) return;
    if (workbook) ready.options.cp932 = false;  // a workbook has every character
    const auto table = forms::tableOf(records, *ready.form, ready.mapping, ready.options);
    if (workbook) {
        if (const auto done = putWorkbook(options.out, table.utf8); !done) return terminal.report(done.error());
        return;
    }
    if (!reportLosses(options, table, terminal)) return;
    const Encoded encoded = encodeText(table.utf8, parseEncoding(options.encoding));
    if (const auto done = put(options.out, encoded.bytes, terminal); !done) return terminal.report(done.error());
}

}  // namespace toitsu::cli
