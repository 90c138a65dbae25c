#include <algorithm>

#include "base/text.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/layout_parser.h"

namespace toitsu::forms {
namespace {

// The text of `<text>`: every line without the spaces of the file's indentation, no empty lines at the ends.
std::string printedLines(std::string_view raw) {
    std::vector<std::string> lines;
    std::string line;
    const auto take = [&] {
        const auto first = line.find_first_not_of(" \t\r");
        const auto last = line.find_last_not_of(" \t\r");
        lines.push_back(first == std::string::npos ? "" : line.substr(first, last - first + 1));
        line.clear();
    };
    for (const char c : raw) {
        if (c == '\n') {
            take();
        } else {
            line += c;
        }
    }
    take();
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
    return text::join(lines, "\n");
}

void readText(const xml::Element& element, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    PrintedText printed;
    const auto box = reader.box("box");
    printed.size = reader.number("size", 0.5, 50).value_or(printed.size);
    const std::vector<std::string> aligns{"left", "centre", "right"};
    printed.align = aligns[reader.oneOf("align", aligns, 0).value_or(0)];
    printed.bold = reader.boolean("bold").value_or(false);
    printed.vertical = reader.boolean("vertical").value_or(false);
    reader.finish({}, true);
    printed.text = printedLines(element.text);
    if (printed.text.empty()) {
        addError(findings, "F013",
                 {"<text> に印刷する文字がありません。文字を書くか、この要素を消してください。",
                  "<text> holds nothing to print. Write the text, or remove the element."},
                 element.place);
    }
    if (!box) return;
    checkOnPage(element, *box, page, findings);
    printed.box = *box;
    printed.place = element.place;
    page.printed.emplace_back(std::move(printed));
}

void readLine(const xml::Element& element, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    const auto from = reader.point("from");
    const auto to = reader.point("to");
    const double width = reader.number("width", 0.02, 10).value_or(0.25);
    reader.finish({});
    if (!from || !to) return;
    for (const auto& [name, point] : {std::pair{"from", *from}, std::pair{"to", *to}}) {
        if (point.x >= 0 && point.y >= 0 && point.x <= page.width && point.y <= page.height) continue;
        reader.error("F037", name,
                     {"線の端が紙の外です。座標を直してください。", "The line ends off the page. Correct the point."});
    }
    page.printed.emplace_back(PrintedLine{*from, *to, width, element.place});
}

void readFrame(const xml::Element& element, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    const auto box = reader.box("box");
    const double width = reader.number("width", 0.02, 10).value_or(0.25);
    reader.finish({});
    if (!box) return;
    checkOnPage(element, *box, page, findings);
    page.printed.emplace_back(PrintedFrame{*box, width, element.place});
}

void readMark(const xml::Element& element, const std::string& layout, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    reader.oneOf("kind", {"qr"}, 0);
    const auto box = reader.box("box");
    reader.finish({});
    if (!box) return;
    checkOnPage(element, *box, page, findings);
    constexpr double kSmallest = 12;  // mm: modules of 0.35 mm, which a fax still shows
    if (std::min(box->width, box->height) < kSmallest) {
        reader.error("F047", "box",
                     {"帳票の QR マークは 12 mm 四方より小さくできません。box を大きくしてください。",
                      "The form's QR mark cannot be smaller than 12 mm by 12 mm. Make the box larger."});
    }
    page.printed.emplace_back(PrintedCode{formMark(layout, page.number), *box, element.place});
}

}  // namespace

std::string formMark(const std::string& layout, int page) {
    return "TOITSU:" + layout + ":" + std::to_string(page);
}

void readPrinted(const xml::Element& element, const std::string& layout, LayoutPage& page, Findings& findings) {
    if (element.local == "text") readText(element, page, findings);
    if (element.local == "line") readLine(element, page, findings);
    if (element.local == "frame") readFrame(element, page, findings);
    if (element.local == "mark") readMark(element, layout, page, findings);
}

void checkOnPage(const xml::Element& element, const Box& box, const LayoutPage& page, Findings& findings) {
    constexpr double kTolerance = 0.01;  // mm, for sums of decimals
    if (box.x >= -kTolerance && box.y >= -kTolerance && box.right() <= page.width + kTolerance &&
        box.bottom() <= page.height + kTolerance)
        return;
    const xml::Attribute* attribute = element.attribute("box");
    const auto millimetres = [](double value) { return std::to_string(static_cast<long>(value)); };
    const std::string size = millimetres(page.width) + "×" + millimetres(page.height) + " mm";
    addError(findings, "F037",
             {"枠が紙(" + size + ")からはみ出しています。box=\"左 上 幅 高さ\" を直してください。",
              "The box lies off the page (" + size + "). Correct box=\"left top width height\"."},
             attribute ? attribute->place : element.place);
}

}  // namespace toitsu::forms
