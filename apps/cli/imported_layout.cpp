#include "apps/cli/imported_layout.h"

#include <cmath>

#include "base/xml.h"

namespace toitsu::cli {

namespace {

std::string attribute(const char* name, const std::string& value) {
    return value.empty() ? "" : std::string(" ") + name + "=\"" + xml::escape(value) + "\"";
}

std::string boxAttribute(const forms::Box& box) {
    return attribute("box", millimetres(box.x) + " " + millimetres(box.y) + " " + millimetres(box.width) + " " +
                                millimetres(box.height));
}

std::string onePlace(const ImportedBox& box) {
    return "    <" + box.kind + attribute("field", box.field) + attribute("part", box.part) +
           (box.kind == "flag" ? attribute("mark", box.mark) : "") + boxAttribute(box.box) +
           attribute("cells", box.cells > 0 ? std::to_string(box.cells) : "") + "/>\n";
}

}  // namespace

std::string millimetres(double value) {
    long hundredths = std::lround(std::abs(value) * 100);
    std::string text = std::to_string(hundredths / 100);
    hundredths %= 100;
    if (hundredths != 0) {
        text += hundredths < 10 ? ".0" : ".";
        text += std::to_string(hundredths % 10 == 0 ? hundredths / 10 : hundredths);
    }
    return (value < 0 && text != "0" ? "-" : "") + text;
}

std::string importedLayout(const ImportedHead& head, const std::vector<ImportedPage>& pages) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<layout xmlns=\"urn:toitsu:layout:1\"" +
                      attribute("id", head.id) + attribute("form", head.form) +
                      attribute("municipality", head.municipality) + attribute("title", head.title) + ">\n";
    for (const ImportedPage& page : pages) {
        out += "  <page" + attribute("number", std::to_string(page.number)) +
               attribute("width", millimetres(page.width)) + attribute("height", millimetres(page.height)) + ">\n";
        for (std::size_t i = 0; i < page.boxes.size();) {
            const ImportedBox& box = page.boxes[i];
            if (box.kind != "choice") {
                out += onePlace(box);
                ++i;
                continue;
            }
            out += "    <choice" + attribute("field", box.field) + attribute("part", box.part) +
                   attribute("mark", box.mark) + ">\n";
            for (; i < page.boxes.size() && page.boxes[i].kind == "choice" && page.boxes[i].field == box.field &&
                   page.boxes[i].part == box.part;
                 ++i)
                out += "      <at" + attribute("option", page.boxes[i].option) +
                       attribute("printed", page.boxes[i].printed) + boxAttribute(page.boxes[i].box) + "/>\n";
            out += "    </choice>\n";
        }
        out += "  </page>\n";
    }
    return out + "</layout>\n";
}

}  // namespace toitsu::cli
