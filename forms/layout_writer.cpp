#include "forms/layout_writer.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <tuple>

#include "forms/element_writer.h"
#include "forms/form_writer.h"
#include "forms/format.h"
#include "forms/layout_parser.h"
#include "forms/layout_same.h"

namespace toitsu::forms {
namespace {

struct Item {
    std::string text;
    Place place;
};

constexpr std::array<const char*, 3> kWritten{"hand", "printed", "either"};
constexpr std::array<const char*, 3> kMarks{"check", "circle", "cross"};

std::string markOf(Mark mark) {
    return mark == Mark::check ? "" : kMarks[static_cast<std::size_t>(mark)];
}

bool equalShares(const TextPlace& place) {
    const double share = place.cells > 0 ? place.box.width / place.cells : 0;
    for (std::size_t n = 0; n < place.cellBoxes.size(); ++n)
        if (place.cellBoxes[n] !=
            Box{place.box.x + static_cast<double>(n) * share, place.box.y, share, place.box.height})
            return false;
    return true;
}

std::string element(const TextPlace& place) {
    ElementWriter out("place");
    out.attribute("field", place.field).optional("part", place.part).attribute("box", written(place.box));
    if (place.cells > 0 && equalShares(place)) out.attribute("cells", place.cells);
    if (place.written != Written::hand) out.attribute("written", kWritten[static_cast<std::size_t>(place.written)]);
    if (place.rightAligned) out.attribute("align", "right");
    if (place.vertical) out.attribute("vertical", "true");
    if (!equalShares(place))
        for (const Box& cell : place.cellBoxes) out.child(ElementWriter("cell").attribute("box", written(cell)).text());
    return out.text();
}

std::string element(const ChoicePlace& choice, bool flag) {
    ElementWriter out(flag ? "flag" : "choice");
    out.attribute("field", choice.field).optional("part", choice.part).optional("mark", markOf(choice.mark));
    if (flag)
        return out.attribute("box", written(choice.options.front().box))
            .optional("printed", choice.options.front().printed)
            .text();
    for (const OptionPlace& option : choice.options)
        out.child(ElementWriter("at")
                      .attribute("option", option.option)
                      .optional("printed", option.printed)
                      .attribute("box", written(option.box))
                      .text());
    return out.text();
}

std::string element(const BarcodePlace& place) {
    return ElementWriter("barcode")
        .attribute("field", place.field)
        .attribute("box", written(place.box))
        .optional("kind", place.kind == "any" ? "" : place.kind)
        .text();
}

std::string element(const FixedPart& fixed) {
    return ElementWriter("fixed")
        .attribute("field", fixed.field)
        .optional("part", fixed.part)
        .attribute("value", fixed.value)
        .text();
}

std::string element(const PrintedText& text) {
    return ElementWriter("text")
        .attribute("box", written(text.box))
        .optional("size", text.size == PrintedText().size ? "" : shortest(text.size))
        .optional("align", text.align == "left" ? "" : text.align)
        .optional("bold", text.bold ? "true" : "")
        .optional("vertical", text.vertical ? "true" : "")
        .content(text.text)
        .text();
}

std::string widthOf(double width) {
    return width == PrintedLine().width ? "" : shortest(width);
}

std::string element(const PrintedLine& line) {
    return ElementWriter("line")
        .attribute("from", written(line.from))
        .attribute("to", written(line.to))
        .optional("width", widthOf(line.width))
        .text();
}

std::string element(const PrintedFrame& frame) {
    return ElementWriter("frame").attribute("box", written(frame.box)).optional("width", widthOf(frame.width)).text();
}

std::string element(const PrintedCode& code) {
    return ElementWriter("mark").attribute("kind", "qr").attribute("box", written(code.box)).text();
}

bool isFlag(const Field* field) {
    return field != nullptr && field->type == FieldType::flag;
}

// `field` finds what an id of the content means: of the form on a page, of a group in its rows.
template <class F>
std::vector<std::vector<Item>> itemsOf(const PageContent& content, F&& field) {
    std::vector<std::vector<Item>> all(7);
    for (const Printed& printed : content.printed)
        std::visit([&](const auto& item) { all[0].push_back({element(item), item.place}); }, printed);
    for (const auto& place : content.fixed) all[1].push_back({element(place), place.place});
    for (const auto& place : content.texts) all[2].push_back({element(place), place.place});
    for (const auto& place : content.choices)
        all[3].push_back({element(place, isFlag(field(place.field))), place.place});
    const auto area = [](const char* name, const auto& place) {
        return Item{ElementWriter(name).attribute("field", place.field).attribute("box", written(place.box)).text(),
                    place.place};
    };
    for (const auto& place : content.seals) all[4].push_back(area("seal", place));
    for (const auto& place : content.images) all[5].push_back(area("image", place));
    for (const auto& place : content.barcodes) all[6].push_back({element(place), place.place});
    return all;
}

// In the order of the file, where that is the order of each kind; else kind by kind.
std::vector<std::string> inOrder(const std::vector<std::vector<Item>>& kinds) {
    std::vector<Item> all;
    bool ordered = true;
    const auto before = [](const Item& a, const Item& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    };
    for (const auto& kind : kinds) {
        ordered = ordered && std::is_sorted(kind.begin(), kind.end(), before);
        all.insert(all.end(), kind.begin(), kind.end());
    }
    if (ordered) std::stable_sort(all.begin(), all.end(), before);
    std::vector<std::string> texts;
    for (Item& item : all) texts.push_back(std::move(item.text));
    return texts;
}

Item rowsItem(const RowBlock& block, const Form& asked) {
    ElementWriter out("rows");
    out.attribute("group", block.group);
    if (block.first != 1) out.attribute("first", block.first);
    out.attribute("count", block.count);
    if (block.count > 1 || block.pitch != Point{}) out.attribute("pitch", written(block.pitch));
    const Group* group = asked.group(block.group);
    for (const std::string& child : inOrder(
             itemsOf(block.row, [&](const std::string& id) { return group == nullptr ? nullptr : group->field(id); })))
        out.child(child);
    return {out.text(), block.place};
}

void writeSize(const LayoutPage& page, ElementWriter& out) {
    for (const Paper& paper : papers()) {
        if (page.width != paper.width || page.height != paper.height) continue;
        out.attribute("paper", paper.name);
        return;
    }
    out.attribute("width", shortest(page.width)).attribute("height", shortest(page.height));
}

}  // namespace

std::string pageElement(const LayoutPage& page, const Form& asked) {
    ElementWriter out("page");
    out.attribute("number", page.number);
    writeSize(page, out);
    if (!page.blank.empty()) out.attribute("blank", std::filesystem::path(page.blank).filename().string());
    PageContent single = page;  // what no block of rows says
    for (const RowBlock& block : page.rows) {
        PageContent rows;
        placeRows(block, rows);
        takeAway(single, rows);
    }
    auto kinds = itemsOf(single, [&](const std::string& id) { return asked.field(id); });
    for (const RowBlock& block : page.rows) kinds.emplace_back().push_back(rowsItem(block, asked));
    for (const std::string& child : inOrder(kinds)) out.child(child);
    return out.text();
}

std::string writeLayout(const Layout& layout, const Form& form) {
    const Form& asked = askedForm(form, layout);
    ElementWriter root("layout");
    root.attribute("xmlns", kLayoutNamespace).attribute("id", layout.id);
    if (layout.version != 1) root.attribute("version", layout.version);
    root.attribute("form", layout.form).attribute("municipality", layout.municipality);
    root.optional("title", layout.title);
    root.optional("from", layout.from ? layout.from->iso() : "").optional("to", layout.to ? layout.to->iso() : "");
    root.optional("residual", layout.residualBound == 0.5 ? "" : shortest(layout.residualBound));
    for (const Field& field : layout.localFields) root.child(fieldElement(field));
    for (const LayoutPage& page : layout.pages) root.child(pageElement(page, asked));
    const auto text = formatTemplate(root.text(), "layout.xml");
    return text ? *text : root.text();
}

}  // namespace toitsu::forms
