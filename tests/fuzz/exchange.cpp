// Any bytes as a table of fields, as PAGE-XML and as AIRead's definition: no crash, and what is made of them is a
// template that can be read.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "apps/cli/airead.h"
#include "apps/cli/field_list.h"
#include "apps/cli/layout_page_xml.h"
#include "base/csv.h"
#include "base/xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace toitsu;
    const std::string text(reinterpret_cast<const char*>(data), size);
    forms::Findings findings;
    const csv::Table table = csv::parseCells(text, "f.csv").value_or(csv::Table());
    const cli::FormHead head{"fuzz", "試験", "試験法第1条", "P1Y"};
    if (const auto xml = cli::formFromFieldList({table, "f.csv", table, "c.csv"}, head, findings)) {
        forms::Findings own;
        if (!forms::parseForm(*xml, "form.xml", own)) std::abort();
    }
    for (const auto& page : {cli::pageFromPageXml(text, "a.xml", 300, findings),
                             cli::pageFromAiread(text, "a.ini", nullptr, {210, 297, true}, findings)})
        if (page && !xml::parse(cli::importedLayout({"a", "b", "202088", ""}, {*page}), "layout.xml")) std::abort();
    return 0;
}
