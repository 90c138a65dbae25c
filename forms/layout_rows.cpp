// Rows of a repeating group: the first row is read as a small page of its own, whose fields are those of the group;
// then its places are copied row by row.

#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/layout_parser.h"
#include "forms/page_places.h"

namespace toitsu::forms {
namespace {

Box shifted(Box box, Point by) {
    return {box.x + by.x, box.y + by.y, box.width, box.height};
}

void shift(PrintedText& text, Point by) {
    text.box = shifted(text.box, by);
}

void shift(PrintedLine& line, Point by) {
    line.from = {line.from.x + by.x, line.from.y + by.y};
    line.to = {line.to.x + by.x, line.to.y + by.y};
}

void shift(PrintedFrame& frame, Point by) {
    frame.box = shifted(frame.box, by);
}

void shift(PrintedCode& code, Point by) {
    code.box = shifted(code.box, by);
}

PageContent shifted(PageContent row, Point by) {
    for (TextPlace& place : row.texts) {
        place.box = shifted(place.box, by);
        for (Box& cell : place.cellBoxes) cell = shifted(cell, by);
    }
    for (ChoicePlace& choice : row.choices)
        for (OptionPlace& option : choice.options) option.box = shifted(option.box, by);
    for (SealPlace& seal : row.seals) seal.box = shifted(seal.box, by);
    for (ImagePlace& image : row.images) image.box = shifted(image.box, by);
    for (BarcodePlace& barcode : row.barcodes) barcode.box = shifted(barcode.box, by);
    for (Printed& printed : row.printed) std::visit([&](auto& item) { shift(item, by); }, printed);
    return row;
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from, const std::string& group, int row) {
    for (T place : from) {
        place.field = rowFieldId(group, row, place.field);
        to.push_back(std::move(place));
    }
}

Point offset(const RowBlock& block, int n) {
    return {block.pitch.x * n, block.pitch.y * n};
}

std::size_t countOf(const PageContent& content) {
    std::size_t options = 0;
    for (const ChoicePlace& choice : content.choices) options += choice.options.size();
    return content.texts.size() + options + content.choices.size() + content.seals.size() + content.images.size() +
           content.barcodes.size() + content.fixed.size() + content.printed.size();
}

bool inside(const LayoutPage& page, Point point) {
    constexpr double kTolerance = 0.01;  // mm, for sums of decimals
    return point.x >= -kTolerance && point.y >= -kTolerance && point.x <= page.width + kTolerance &&
           point.y <= page.height + kTolerance;
}

bool inside(const LayoutPage& page, const Box& box) {
    return inside(page, Point{box.x, box.y}) && inside(page, Point{box.right(), box.bottom()});
}

}  // namespace

bool standsOn(const LayoutPage& page, const PageContent& row) {
    bool good = true;
    const auto look = [&](const auto& places) {
        for (const auto& place : places) good = good && inside(page, place.box);
    };
    look(row.texts);
    look(row.seals);
    look(row.images);
    look(row.barcodes);
    for (const ChoicePlace& choice : row.choices) look(choice.options);
    for (const Printed& printed : row.printed) {
        if (const auto* line = std::get_if<PrintedLine>(&printed))
            good = good && inside(page, line->from) && inside(page, line->to);
        if (const auto* text = std::get_if<PrintedText>(&printed)) good = good && inside(page, text->box);
        if (const auto* frame = std::get_if<PrintedFrame>(&printed)) good = good && inside(page, frame->box);
    }
    return good;
}

namespace {

// Where the first row lies off the page that is told of its own box.
void checkRowsOnPage(ElementReader& reader, const LayoutPage& page, const RowBlock& block) {
    if (!standsOn(page, block.row)) return;
    for (int n = 1; n < block.count; ++n) {
        if (standsOn(page, shifted(block.row, offset(block, n)))) continue;
        const std::string row = std::to_string(n + 1), fits = std::to_string(n);
        return reader.error(
            "F037", "count",
            {row + " 行目が紙からはみ出します。count=\"" + fits + "\" にするか pitch を直してください。",
             "Row " + row + " lies off the page. Write count=\"" + fits + "\", or correct pitch."});
    }
}

const Group* readGroupName(ElementReader& reader, const Form& form) {
    const auto id = reader.required("group");
    if (!id) return nullptr;
    if (const Group* group = form.group(*id)) return group;
    std::vector<std::string> ids;
    for (const Group& known : form.groups) ids.push_back(known.id);
    const Wording none{"様式に <group> はありません。", " The form has no <group>."};
    reader.error("F062", "group",
                 Wording{"様式「" + form.id + "」に繰り返し「" + shown(*id) + "」はありません。",
                         "Form \"" + form.id + "\" has no group \"" + shown(*id) + "\"."} +
                     (ids.empty() ? none : suggestion(*id, ids)));
    return nullptr;
}

void readHead(ElementReader& reader, const Group* group, RowBlock& block) {
    block.first = reader.whole("first", 1, 99).value_or(1);
    if (reader.required("count")) block.count = reader.whole("count", 1, 99).value_or(1);
    if (block.count > 1 || reader.has("pitch")) {
        if (const auto pitch = reader.point("pitch"))
            block.pitch = *pitch;
        else
            block.count = 1;  // without it the rows would only lie upon each other
    }
    const int last = block.first + block.count - 1;
    if (!group || last <= group->rows) return;
    const std::string rows = std::to_string(group->rows);
    const bool countTooLarge = block.first <= group->rows;
    const std::string fits = std::to_string(countTooLarge ? group->rows - block.first + 1 : 1);
    reader.error("F063", countTooLarge ? "count" : "first",
                 {"様式の「" + group->id + "」は " + rows + " 行までです。" +
                      (countTooLarge ? "count=\"" + fits + "\" 以下にするか、" : "first を小さくするか、") +
                      "様式の rows を増やしてください。",
                  "Group \"" + group->id + "\" has at most " + rows + " rows. " +
                      (countTooLarge ? "Write count=\"" + fits + "\" or less" : "Make first smaller") +
                      ", or raise rows in the form."});
}

}  // namespace

void placeRows(const RowBlock& block, PageContent& content) {
    for (int n = 0; n < block.count; ++n) {
        const PageContent row = shifted(block.row, offset(block, n));
        const int number = block.first + n;
        eachPlaces([&](auto& places, const auto& own) { append(places, own, block.group, number); }, content, row);
        content.printed.insert(content.printed.end(), row.printed.begin(), row.printed.end());
    }
}

void readRows(const xml::Element& element, const std::string& layout, const Form& form, LayoutPage& page,
              Findings& findings) {
    ElementReader reader(element, findings);
    RowBlock block;
    block.place = element.place;
    const Group* group = readGroupName(reader, form);
    readHead(reader, group, block);
    reader.finish({"place", "choice", "flag", "seal", "image", "barcode", "fixed", "text", "line", "frame"});
    if (!group) return;
    block.group = group->id;
    Form inside;
    inside.id = form.id + " <group id=\"" + group->id + "\">";
    inside.fields = group->fields;
    LayoutPage row;
    row.number = page.number;
    row.width = page.width;
    row.height = page.height;
    for (const xml::Element& child : element.children) {
        if (child.space != element.space) continue;
        if (tooManyPlaces(child, row, 1, findings)) return;
        if (isFieldElement(child.local))
            readFieldElement(child, inside, row, findings);
        else if (child.local != "mark")
            readPrinted(child, layout, row, findings);
    }
    block.row = static_cast<PageContent&&>(row);
    if (tooManyPlaces(element, page, countOf(block.row) * static_cast<std::size_t>(block.count), findings)) return;
    checkRowsOnPage(reader, page, block);
    placeRows(block, page);
    page.rows.push_back(std::move(block));
}

bool tooManyPlaces(const xml::Element& element, const PageContent& page, std::size_t more, Findings& findings) {
    if (countOf(page) + more <= kMostPlaces) return false;
    const std::string most = std::to_string(kMostPlaces);
    addError(findings, "F061",
             {"1ページの欄や線が多すぎます(" + most + " まで)。ページを分けてください。",
              "There is too much on one page (at most " + most + " places, lines and texts). Divide it."},
             element.place);
    return true;
}

}  // namespace toitsu::forms
