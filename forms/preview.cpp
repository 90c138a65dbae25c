#include "forms/preview.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "forms/blank_page.h"
#include "forms/page_surface.h"

namespace toitsu::forms {
namespace {

struct Spot {
    int page = 0;
    Box box;
    std::string field;
};

std::string titleOf(const Form& form, const std::string& field) {
    const Field* known = form.field(field);
    return known == nullptr ? field : known->title;
}

void add(std::vector<PreviewBox>& boxes, const Form& form, const char* kind, const std::string& field,
         const std::string& part, const Box& box, const Place& place) {
    const Field* known = form.field(field);
    PreviewBox made;
    made.kind = kind;
    made.field = field;
    made.part = part;
    made.label = titleOf(form, field);
    made.type = known == nullptr ? "" : std::string(typeName(known->type));
    made.box = box;
    made.place = place;
    boxes.push_back(std::move(made));
}

void addChoice(std::vector<PreviewBox>& boxes, const Form& form, const ChoicePlace& choice) {
    const Field* field = form.field(choice.field);
    const bool flag = field != nullptr && field->type == FieldType::flag;
    for (const OptionPlace& option : choice.options) {
        add(boxes, form, flag ? "flag" : "choice", choice.field, choice.part, option.box, option.place);
        boxes.back().option = option.option;
        const Option* known = field == nullptr ? nullptr : field->option(option.option);
        if (!flag) boxes.back().label = known != nullptr ? known->title : option.printed;
    }
}

std::vector<PreviewBox> boxesOf(const Form& form, const LayoutPage& page) {
    std::vector<PreviewBox> boxes;
    for (const TextPlace& place : page.texts) {
        add(boxes, form, "text", place.field, place.part, place.box, place.place);
        if (place.cells > 0) boxes.back().cells = place.cellBoxes;
    }
    for (const ChoicePlace& choice : page.choices) addChoice(boxes, form, choice);
    for (const SealPlace& place : page.seals) add(boxes, form, "seal", place.field, "", place.box, place.place);
    for (const ImagePlace& place : page.images) add(boxes, form, "image", place.field, "", place.box, place.place);
    for (const BarcodePlace& place : page.barcodes)
        add(boxes, form, "barcode", place.field, "", place.box, place.place);
    return boxes;
}

// Rows from top to bottom: what begins above the middle of the row's first box belongs to the row.
std::map<std::string, int> readingOrder(const Form& form, const Layout& layout) {
    std::map<std::string, int> order;
    for (const LayoutPage& page : layout.pages) {
        std::vector<Spot> spots;
        for (const PreviewBox& box : boxesOf(form, page)) spots.push_back({page.number, box.box, box.field});
        std::stable_sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.box.y < b.box.y; });
        for (auto row = spots.begin(); row != spots.end();) {
            const double middle = row->box.centre().y;
            const auto end = std::find_if(row, spots.end(), [&](const Spot& spot) { return spot.box.y >= middle; });
            std::stable_sort(row, end, [](const Spot& a, const Spot& b) { return a.box.x < b.box.x; });
            for (; row != end; ++row) order.emplace(row->field, static_cast<int>(order.size()) + 1);
        }
    }
    return order;
}

std::map<std::string, int> keyboardOrder(const Form& form, const std::map<std::string, int>& standing) {
    std::map<std::string, int> order;
    for (const Field& field : form.fields)
        if (standing.count(field.id) != 0) order.emplace(field.id, static_cast<int>(order.size()) + 1);
    return order;
}

// Colours that people who see no red or green can tell apart (Okabe and Ito, darkened for thin lines).
Ink inkOf(const std::string& kind) {
    if (kind == "choice" || kind == "flag") return {0.72, 0.35, 0.0};
    if (kind == "seal") return {0.75, 0.1, 0.2};
    if (kind == "image" || kind == "barcode") return {0.4, 0.2, 0.6};
    return {0.0, 0.35, 0.65};
}

// Boxes for writing are empty on the blank: the tag stands inside. Options have their words inside: it stands below.
void drawBox(BlankCanvas& canvas, const PreviewBox& box, bool first) {
    canvas.setInk(inkOf(box.kind));
    canvas.fill(box.box, 0.13);
    canvas.rectangle(box.box, 0.3);
    for (std::size_t i = 1; i < box.cells.size(); ++i)
        canvas.line({box.cells[i].x, box.cells[i].y}, {box.cells[i].x, box.cells[i].bottom()}, 0.1);
    TextStyle style;
    style.size = 1.9;
    const std::string number = first ? std::to_string(box.reading) + " " : "";
    const bool inside = box.option.empty();
    // Of a yes-or-no square the last word of its field: office.pension → pension.
    const std::string code = box.kind == "flag" ? box.field.substr(box.field.rfind('.') + 1) : box.option;
    for (const std::string& text :
         {number + (inside ? box.field : code) + (box.part.empty() || !inside ? "" : "/" + box.part), number + box.part,
          number}) {
        if (canvas.textWidth(text, style) > std::max(box.box.width - 0.6, inside ? 0.0 : 16.0)) continue;
        const double y = inside ? box.box.y + 0.2 : box.box.bottom() - 0.1;
        canvas.text(text, {box.box.x + 0.4, y, 0, 1.9}, style);
        return;
    }
}

}  // namespace

std::vector<PreviewBox> previewBoxes(const Form& whole, const Layout& layout, const LayoutPage& page) {
    const Form& form = askedForm(whole, layout);
    const auto reading = readingOrder(form, layout);
    const auto keyboard = keyboardOrder(form, reading);
    std::vector<PreviewBox> boxes = boxesOf(form, page);
    for (PreviewBox& box : boxes) {
        box.reading = reading.at(box.field);
        const auto found = keyboard.find(box.field);
        box.keyboard = found == keyboard.end() ? 0 : found->second;
    }
    return boxes;
}

Result<std::string> blankSvg(const Layout& layout, const LayoutPage& page) {
    return svgOf(layout, page, drawBlankPage);
}

Result<void> writePreviewPng(const Form& form, const Layout& layout, const LayoutPage& page, double dpi,
                             const std::string& path) {
    const auto pixels = pixelsOf(layout, page, dpi, [&](BlankCanvas& canvas, const LayoutPage& one) -> Result<void> {
        if (const auto blank = drawBlankPage(canvas, one); !blank) return blank;
        std::set<std::string> numbered;
        for (const PreviewBox& box : previewBoxes(form, layout, one))
            drawBox(canvas, box, numbered.insert(box.field).second);
        if (const auto problem = canvas.problem()) return fail(*problem);
        return {};
    });
    if (!pixels) return fail(pixels.error());
    return files::writeAtomically(path, encodeColourPng(pixels->get(), dpi));
}

}  // namespace toitsu::forms
