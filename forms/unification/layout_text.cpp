#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "base/xml.h"
#include "forms/page_places.h"
#include "forms/unification/template_text.h"

namespace toitsu::forms::unification {
namespace {

std::string mm(double value) {
    const double rounded = std::round(value * 100) / 100;
    return Decimal::fromDouble(rounded == 0 ? 0 : rounded).value_or(Decimal(0)).text();
}

std::string attribute(const char* name, const std::string& value) {
    return value.empty() ? "" : std::string(" ") + name + "=\"" + xml::escape(value) + "\"";
}

std::string boxed(const Box& box) {
    return attribute("box", mm(box.x) + " " + mm(box.y) + " " + mm(box.width) + " " + mm(box.height));
}

std::string pointed(const char* name, const Point& point) {
    return attribute(name, mm(point.x) + " " + mm(point.y));
}

const char* markName(Mark mark) {
    return mark == Mark::circle ? "circle" : mark == Mark::cross ? "cross" : "check";
}

class ContentText {
public:
    ContentText(std::string indent, std::string& out) : indent_(std::move(indent)), out_(out) {}

    void write(const PageContent& content) {
        for (const Printed& item : content.printed) std::visit(*this, item);
        for (const TextPlace& place : content.texts) write(place);
        for (const ChoicePlace& choice : content.choices) write(choice);
        for (const SealPlace& seal : content.seals) line("seal" + attribute("field", seal.field) + boxed(seal.box));
        for (const ImagePlace& image : content.images)
            line("image" + attribute("field", image.field) + boxed(image.box));
        for (const BarcodePlace& code : content.barcodes)
            line("barcode" + attribute("field", code.field) + boxed(code.box) + attribute("kind", code.kind));
        for (const FixedPart& fixed : content.fixed)
            line("fixed" + attribute("field", fixed.field) + attribute("part", fixed.part) +
                 attribute("value", fixed.value));
    }

    void operator()(const PrintedText& text) {
        out_ += indent_ + "<text" + boxed(text.box) + attribute("size", mm(text.size)) +
                (text.align == "left" ? "" : attribute("align", text.align)) +
                (text.bold ? attribute("bold", "true") : "") + (text.vertical ? attribute("vertical", "true") : "") +
                ">" + xml::escape(text.text) + "</text>\n";
    }
    void operator()(const PrintedLine& item) {
        line("line" + pointed("from", item.from) + pointed("to", item.to) + attribute("width", mm(item.width)));
    }
    void operator()(const PrintedFrame& frame) {
        line("frame" + boxed(frame.box) + attribute("width", mm(frame.width)));
    }
    void operator()(const PrintedCode& code) { line("mark" + attribute("kind", "qr") + boxed(code.box)); }

private:
    void line(const std::string& element) { out_ += indent_ + "<" + element + "/>\n"; }

    void write(const TextPlace& place) {
        const char* written = place.written == Written::hand      ? "hand"
                              : place.written == Written::printed ? "printed"
                                                                  : "either";
        line("place" + attribute("field", place.field) + attribute("part", place.part) + boxed(place.box) +
             (place.cells > 0 ? attribute("cells", std::to_string(place.cells)) : "") + attribute("written", written) +
             (place.rightAligned ? attribute("align", "right") : "") +
             (place.vertical ? attribute("vertical", "true") : ""));
    }

    void write(const ChoicePlace& choice) {
        const bool flag = choice.options.size() == 1 && choice.options.front().option == "true";
        if (flag)
            return line("flag" + attribute("field", choice.field) + attribute("mark", markName(choice.mark)) +
                        boxed(choice.options.front().box) + attribute("printed", choice.options.front().printed));
        out_ += indent_ + "<choice" + attribute("field", choice.field) + attribute("part", choice.part) +
                attribute("mark", markName(choice.mark)) + ">\n";
        for (const OptionPlace& option : choice.options)
            out_ += indent_ + "  <at" + attribute("option", option.option) + attribute("printed", option.printed) +
                    boxed(option.box) + "/>\n";
        out_ += indent_ + "</choice>\n";
    }

    std::string indent_;
    std::string& out_;
};

// What the page holds besides the rows that are written as a block: those of row n are the block's own, shifted.
LayoutPage withoutRows(const LayoutPage& page) {
    LayoutPage rest = page;
    LayoutPage rows;
    for (const RowBlock& block : page.rows) placeRows(block, rows);
    const auto cut = [](auto& from, const auto& what, const auto& same) {
        std::erase_if(from, [&](const auto& one) {
            return std::any_of(what.begin(), what.end(), [&](const auto& other) { return same(one, other); });
        });
    };
    const auto field = [](const auto& a, const auto& b) { return a.field == b.field; };
    eachPlaces([&](auto& from, const auto& what) { cut(from, what, field); }, rest, rows);
    cut(rest.printed, rows.printed, [](const Printed& a, const Printed& b) {
        const auto* textA = std::get_if<PrintedText>(&a);
        const auto* textB = std::get_if<PrintedText>(&b);
        if (textA && textB) return textA->text == textB->text && textA->box == textB->box;
        const auto* frameA = std::get_if<PrintedFrame>(&a);
        const auto* frameB = std::get_if<PrintedFrame>(&b);
        return frameA && frameB && frameA->box == frameB->box && frameA->width == frameB->width;
    });
    return rest;
}

std::string pageText(const LayoutPage& page) {
    const std::string name = paperName(page.width, page.height);
    const bool named = name == "A4" || name == "A4-landscape" || name == "A5" || name == "A5-landscape";
    std::string out =
        "  <page" + attribute("number", std::to_string(page.number)) +
        (named ? attribute("paper", name) : attribute("width", mm(page.width)) + attribute("height", mm(page.height))) +
        ">\n";
    ContentText("    ", out).write(withoutRows(page));
    for (const RowBlock& block : page.rows) {
        out += "    <rows" + attribute("group", block.group) +
               (block.first > 1 ? attribute("first", std::to_string(block.first)) : "") +
               attribute("count", std::to_string(block.count)) + pointed("pitch", block.pitch) + ">\n";
        ContentText("      ", out).write(block.row);
        out += "    </rows>\n";
    }
    return out + "  </page>\n";
}

}  // namespace

std::string layoutText(const Layout& layout) {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!-- toitsu unify が提案した共通の用紙。各団体は municipality と宛先を自分のものにして使う。 -->\n"
        "<layout xmlns=\"urn:toitsu:layout:1\"" +
        attribute("id", layout.id) + attribute("form", layout.form) + attribute("municipality", layout.municipality) +
        attribute("title", layout.title) + ">\n";
    for (const LayoutPage& page : layout.pages) out += pageText(page);
    return out + "</layout>\n";
}

}  // namespace toitsu::forms::unification
