#include "ocr/formats/format.h"

#include "ocr/formats/alto.h"
#include "ocr/formats/csv.h"
#include "ocr/formats/hocr.h"
#include "ocr/formats/page_xml.h"
#include "ocr/formats/pdf.h"

namespace toitsu::ocr {

const std::vector<OutputFormat>& outputFormats() {
    static const std::vector<OutputFormat> table{
        {"csv", ".csv", Scope::run, false, &makeCsv},    {"hocr", ".hocr", Scope::scan, false, &makeHocr},
        {"alto", ".xml", Scope::page, false, &makeAlto}, {"page-xml", ".xml", Scope::page, false, &makePageXml},
        {"pdf", ".pdf", Scope::scan, true, &makePdf},
    };
    return table;
}

const OutputFormat* findOutputFormat(std::string_view name) {
    for (const OutputFormat& format : outputFormats())
        if (format.name == name) return &format;
    return nullptr;
}

}  // namespace toitsu::ocr
