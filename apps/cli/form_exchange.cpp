#include "apps/cli/form_exchange.h"

#include <filesystem>
#include <map>

#include "apps/authoring/template_files.h"
#include "apps/cli/airead.h"
#include "apps/cli/field_list.h"
#include "apps/cli/layout_head.h"
#include "apps/cli/layout_page_xml.h"
#include "apps/cli/record_schema.h"
#include "apps/cli/table_file.h"
#include "apps/cli/text_encoding.h"
#include "base/files.h"
#include "base/xlsx.h"
#include "base/xml.h"
#include "forms/form_parser.h"
#include "forms/format.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

const std::string kFieldsSheet = "survey", kChoicesSheet = "choices";  // as XLSForm calls them

void tell(const forms::Findings& findings, Terminal& terminal) {
    for (const Error& error : findings.errors) terminal.report(error);
    for (const Error& warning : findings.warnings) terminal.warn(warning);
}

// What an author has written is never overwritten by a machine.
bool writeNew(const std::string& path, const std::string& draft, Terminal& terminal) {
    const std::string content = forms::formatTemplate(draft, path).value_or(draft);
    if (path.empty()) {
        terminal.out << content;
        return true;
    }
    std::error_code failed;
    if (fs::exists(path, failed)) {
        terminal.report({ErrorKind::refused,
                         "C150",
                         {"すでにファイルがあるため書きません。別の --out を指定するか、先に移してください",
                          "there is a file already, and it is not overwritten; name another --out, or move it away"},
                         Place{path, 0, 0, 0}});
        return false;
    }
    const std::string folder = fs::path(path).parent_path().string();
    if (!folder.empty())
        if (const auto made = files::makeFolders(folder); !made) {
            terminal.report(made.error());
            return false;
        }
    if (const auto written = files::writeAtomically(path, content); !written) {
        terminal.report(written.error());
        return false;
    }
    terminal.out << path << '\n';
    return true;
}

// What is made from a template may be made again.
bool write(const std::string& path, const std::string& content, Terminal& terminal) {
    if (const auto written = files::writeAtomically(path, content); !written) {
        terminal.report(written.error());
        return false;
    }
    terminal.out << path << '\n';
    return true;
}

std::optional<forms::Form> loadForm(const std::string& file, Terminal& terminal) {
    const auto text = files::read(file);
    if (!text) {
        terminal.report(text.error());
        return std::nullopt;
    }
    forms::Findings findings;
    auto form = forms::parseForm(*text, file, findings);
    tell(findings, terminal);
    return form;
}

bool isForm(const std::string& file) {
    const auto document = xml::load(file);
    return document && document->root.space == forms::kFormNamespace;
}

void exportTables(const forms::Form& form, const std::string& stem, const FormExportOptions& options,
                  Terminal& terminal) {
    const FieldListRows tables = fieldListOf(form);
    if (options.as == "fields-xlsx") {
        const std::string name = stem + "-fields.xlsx";
        const auto written = xlsx::write(name, {{kFieldsSheet, tables.fields}, {kChoicesSheet, tables.choices}});
        if (!written) return terminal.report(written.error());
        terminal.out << name << '\n';
        return;
    }
    for (const auto& [name, rows] :
         {std::pair(stem + "-fields.csv", tables.fields), std::pair(stem + "-choices.csv", tables.choices)}) {
        std::string content;
        for (const csv::Row& row : rows) content += csv::write(row);
        const Encoded encoded = encodeText(content, parseEncoding(options.encoding));
        if (encoded.lost > 0) terminal.report(lostCharacters(encoded.lost, name));
        if (!write(name, encoded.bytes, terminal)) return;
    }
}

void exportLayout(const LoadedLayout& loaded, const FormExportOptions& options, Terminal& terminal) {
    const forms::Layout& layout = loaded.layout;
    for (const forms::LayoutPage& page : layout.pages) {
        const std::string stem = (fs::path(options.out) / layout.id).string() +
                                 (layout.pages.size() == 1 ? "" : "-" + std::to_string(page.number));
        forms::Findings findings;
        const bool airead = options.as == "airead";
        const std::string content =
            airead ? aireadOf(loaded.form, layout, page, findings) : pageXmlOf(loaded.form, layout, page);
        tell(findings, terminal);
        if (!write(stem + (airead ? "-AIRead_format.ini" : ".page.xml"), content, terminal)) return;
    }
}

forms::Box paperSize(const std::string& paper) {
    static const std::map<std::string, forms::Box> sizes{{"A4", {0, 0, 210, 297}}, {"A4-landscape", {0, 0, 297, 210}},
                                                         {"A5", {0, 0, 148, 210}}, {"A5-landscape", {0, 0, 210, 148}},
                                                         {"A3", {0, 0, 297, 420}}, {"A3-landscape", {0, 0, 420, 297}}};
    const auto found = sizes.find(paper);
    return found == sizes.end() ? sizes.at("A4") : found->second;
}

}  // namespace

void formNew(const FormNewOptions& options, Terminal& terminal) {
    // A workbook holds both tables, as XLSForm has them.
    const bool workbook = namesWorkbook(options.fields);
    FieldListFiles tables;
    tables.fieldsFile = options.fields;
    tables.choicesFile = options.choices;
    auto fields = readTable(options.fields, workbook ? kFieldsSheet : "");
    if (!fields) return terminal.report(fields.error());
    tables.fields = std::move(*fields);
    if (!options.choices.empty() || workbook) {
        const bool same = options.choices.empty();
        if (same) tables.choicesFile = options.fields + "#" + kChoicesSheet;
        auto choices = readTable(same ? options.fields : options.choices,
                                 same || namesWorkbook(options.choices) ? kChoicesSheet : "");
        if (!choices) return terminal.report(choices.error());
        tables.choices = std::move(*choices);
    }
    forms::Findings findings;
    const auto form =
        formFromFieldList(tables, {options.id, options.title, options.basis, options.retention}, findings);
    tell(findings, terminal);
    if (!form) return;
    std::string out = options.out;
    // A name that does not end as a file of ours does is a folder of forms, there or not.
    if (!out.empty() && fs::path(out).extension() != ".xml") out = (fs::path(out) / options.id / "form.xml").string();
    writeNew(out, *form, terminal);
}

void formExport(const FormExportOptions& options, Terminal& terminal) {
    const bool ofLayout = options.as == "page-xml" || options.as == "airead";
    std::optional<LoadedLayout> layout;
    std::optional<forms::Form> form;
    if (!ofLayout && isForm(options.file)) {
        form = loadForm(options.file, terminal);
    } else {  // or, where the form is asked for, one of its layouts
        forms::Findings findings;
        layout = loadLayoutFile(options.file, findings);
        findings.warnings.clear();  // lint tells them
        tell(findings, terminal);
        if (layout) form = layout->form;
    }
    if (!form) return;
    if (const auto made = files::makeFolders(options.out); !made) return terminal.report(made.error());
    if (ofLayout) return exportLayout(*layout, options, terminal);
    const std::string stem = (fs::path(options.out) / form->id).string();
    if (options.as == "json-schema")
        write(stem + ".schema.json", recordSchema(*form), terminal);
    else
        exportTables(*form, stem, options, terminal);
}

void formImport(const FormImportOptions& options, Terminal& terminal) {
    if (const auto wrong = wrongLayoutId(options.id)) return terminal.report(*wrong);
    if (const auto wrong = wrongMunicipality(options.municipality)) return terminal.report(*wrong);
    std::optional<forms::Form> form;
    if (!options.form.empty()) {
        form = loadForm(options.form, terminal);
        if (!form) return;
    }
    const auto text = readTableText(options.file);
    if (!text) return terminal.report(text.error());
    forms::Findings findings;
    const forms::Box paper = paperSize(options.paper);
    const auto page = options.as == "airead" ? pageFromAiread(*text, options.file, form ? &*form : nullptr,
                                                              {paper.width, paper.height, options.leaveOut}, findings)
                                             : pageFromPageXml(*text, options.file, options.dpi, findings);
    tell(findings, terminal);
    if (!page) return;
    writeNew(options.out,
             importedLayout({options.id, form ? form->id : "form", options.municipality, options.title}, {*page}),
             terminal);
}

}  // namespace toitsu::cli
