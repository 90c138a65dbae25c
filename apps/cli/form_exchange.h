#pragma once

// toitsu form new, export, import: forms and layouts from and to what others use – tables, JSON Schema, PAGE-XML,
// AIRead's definition.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct FormNewOptions {
    std::string fields, choices;  // CSV
    std::string id, title, basis, retention;
    std::string out;  // file; a folder: <folder>/<id>/form.xml; "": standard output
};
void formNew(const FormNewOptions& options, Terminal& terminal);

struct FormExportOptions {
    std::string file;  // form.xml or a layout
    std::string as;    // fields-csv, fields-xlsx, json-schema, page-xml, airead
    std::string out = ".";
    std::string encoding = "utf-8-bom";  // of CSV
};
// C157 when a form is given where a layout is needed.
void formExport(const FormExportOptions& options, Terminal& terminal);

struct FormImportOptions {
    std::string file;
    std::string as;    // page-xml, airead
    std::string form;  // form.xml: names of fields
    std::string id, municipality, title;
    std::string paper = "A4";
    double dpi = 300;
    bool leaveOut = false;
    std::string out;  // file; "": standard output
};
void formImport(const FormImportOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
