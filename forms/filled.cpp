#include "forms/filled.h"

#include <algorithm>

#include "base/era.h"
#include "base/files.h"
#include "base/text.h"
#include "forms/blank_page.h"
#include "forms/page_surface.h"
#include "forms/place_text.h"
#include "forms/qr_code.h"

namespace toitsu::forms {
namespace {

constexpr Ink kPen{0.1, 0.2, 0.55}, kToner{0.08, 0.08, 0.08}, kSealRed{0.8, 0.15, 0.15};
constexpr double kPenWidth = 0.45;  // mm

std::string answerOf(const AnswerTexts& answers, const std::string& field) {
    const auto found = answers.find(field);
    return found == answers.end() ? "" : found->second;
}

void writeCells(BlankCanvas& canvas, const TextPlace& place, const std::string& text, TextStyle style) {
    const std::u32string characters = text::decode(text);
    const std::size_t cells = place.cellBoxes.size();
    const std::size_t first = place.rightAligned && characters.size() < cells ? cells - characters.size() : 0;
    style.align = TextStyle::Align::centre;
    for (std::size_t i = 0; i < characters.size() && first + i < cells; ++i) {
        const Box& cell = place.cellBoxes[first + i];
        style.size = std::min(cell.height * 0.72, cell.width * 0.95);
        canvas.text(text::encode(characters.substr(i, 1)), cell, style);
    }
}

void writeText(BlankCanvas& canvas, const TextPlace& place, const std::string& text) {
    TextStyle style;
    style.written = place.written != Written::printed;
    style.vertical = place.vertical;
    canvas.setInk(style.written ? kPen : kToner);
    if (place.cells > 0) return writeCells(canvas, place, text, style);
    constexpr double kMargin = 0.8;  // mm
    const Box room{place.box.x + kMargin, place.box.y, place.box.width - 2 * kMargin, place.box.height};
    style.size = std::min(style.vertical ? room.width * 0.8 : room.height * 0.72, style.written ? 4.8 : 3.8);
    style.align = place.rightAligned ? TextStyle::Align::right : TextStyle::Align::left;
    const double along = style.vertical ? room.height : room.width, wanted = canvas.textWidth(text, style);
    if (wanted > along) {
        // A long address goes on a second line where the box is high enough, else it is written smaller.
        style.wrap = !style.vertical && room.height >= 2 * style.size * 0.75 && wanted > along * 1.3;
        style.size *= style.wrap ? std::min(0.62, 1.7 * along / wanted) : along / wanted;
    }
    canvas.text(text, room, style);
}

void tick(BlankCanvas& canvas, const Box& box) {
    canvas.line({box.x + box.width * 0.1, box.y + box.height * 0.45},
                {box.x + box.width * 0.42, box.y + box.height * 0.85}, kPenWidth);
    canvas.line({box.x + box.width * 0.42, box.y + box.height * 0.85},
                {box.right() + box.width * 0.05, box.y - box.height * 0.05}, kPenWidth);
}

void cross(BlankCanvas& canvas, const Box& box) {
    canvas.line({box.x, box.y}, {box.right(), box.bottom()}, kPenWidth);
    canvas.line({box.right(), box.y}, {box.x, box.bottom()}, kPenWidth);
}

std::vector<std::string> chosen(const ChoicePlace& place, const std::string& text) {
    if (place.part != "era") return text::split(text, '|');
    const auto date = Date::parse(text);
    const auto wareki = date ? toWareki(*date) : std::nullopt;
    return wareki ? std::vector<std::string>{eraCode(wareki->era)} : std::vector<std::string>{};
}

void mark(BlankCanvas& canvas, const ChoicePlace& place, const std::vector<std::string>& codes) {
    canvas.setInk(kPen);
    for (const OptionPlace& option : place.options) {
        if (std::find(codes.begin(), codes.end(), option.option) == codes.end()) continue;
        if (place.mark == Mark::circle) {
            constexpr double kAround = 0.4;  // mm: a ring goes round the words
            canvas.ellipse({option.box.x - kAround, option.box.y - kAround, option.box.width + 2 * kAround,
                            option.box.height + 2 * kAround},
                           kPenWidth);
        } else if (place.mark == Mark::cross) {
            cross(canvas, option.box);
        } else {
            tick(canvas, option.box);
        }
    }
}

// The family name of the person beside it.
std::string sealName(const std::string& field, const AnswerTexts& answers) {
    const std::string owner = field.substr(0, field.rfind('.') + 1);
    std::string name = answerOf(answers, owner + "name");
    for (const std::string space : {"　", " "}) name = name.substr(0, name.find(space));
    return name.empty() || text::length(name) > 3 ? "印" : name;
}

void seal(BlankCanvas& canvas, const Box& box, const std::string& name) {
    canvas.setInk(kSealRed);
    const double diameter = std::min({box.width, box.height, 11.0});
    canvas.ring(box.centre(), diameter / 2 - 0.3, 0.5, 1);
    TextStyle style;
    style.vertical = text::length(name) > 1;
    style.size = diameter * 0.72 / static_cast<double>(std::max<std::size_t>(2, text::length(name)));
    style.align = TextStyle::Align::centre;
    const Point centre = box.centre();
    canvas.text(name, {centre.x - diameter / 2, centre.y - diameter / 2, diameter, diameter}, style);
}

void sign(BlankCanvas& canvas, const Box& box, const std::string& name) {
    canvas.setInk(kPen);
    TextStyle style;
    style.written = true;
    style.size = std::min(5.0, box.height * 0.75);
    canvas.text(name == "印" ? "山田" : name, {box.x + 1.5, box.y, box.width - 3, box.height}, style);
}

PageDrawer drawer(const Form& whole, const Layout& layout, const AnswerTexts& answers) {
    return [&form = askedForm(whole, layout), &answers](BlankCanvas& canvas, const LayoutPage& page) -> Result<void> {
        if (const auto blank = drawBlankPage(canvas, page); !blank) return blank;
        for (const TextPlace& place : page.texts) {
            const Field* field = form.field(place.field);
            const std::string text =
                field ? placeText(place, field->type, answerOf(answers, place.field), false) : std::string();
            if (!text.empty()) writeText(canvas, place, text);
        }
        for (const ChoicePlace& place : page.choices)
            mark(canvas, place, chosen(place, answerOf(answers, place.field)));
        canvas.setInk(kToner);
        for (const BarcodePlace& place : page.barcodes) {
            const std::string text = answerOf(answers, place.field);
            if (!text.empty() && (place.kind == "qr" || place.kind == "any")) canvas.squares(qrCode(text), place.box);
        }
        for (const SealPlace& place : page.seals) {
            if (answerOf(answers, place.field) != "true") continue;
            const std::string name = sealName(place.field, answers);
            if (place.signature)
                sign(canvas, place.box, name);
            else
                seal(canvas, place.box, name);
        }
        canvas.setInk({});
        if (const auto problem = canvas.problem()) return fail(*problem);
        return {};
    };
}

}  // namespace

Result<void> writeFilledPng(const Form& form, const Layout& layout, const LayoutPage& page, const AnswerTexts& answers,
                            double dpi, const std::string& path) {
    const auto pixels = pixelsOf(layout, page, dpi, drawer(form, layout, answers));
    if (!pixels) return fail(pixels.error());
    return files::writeAtomically(path, encodeColourPng(pixels->get(), dpi));
}

Result<void> writeFilledPdf(const Form& form, const Layout& layout, const AnswerTexts& answers,
                            const std::string& path) {
    const auto pdf = pdfOf(layout, drawer(form, layout, answers));
    if (!pdf) return fail(pdf.error());
    return files::writeAtomically(path, *pdf);
}

}  // namespace toitsu::forms
