#include "forms/blank_page.h"

#include <algorithm>
#include <cmath>

#include "forms/blank_png.h"
#include "forms/qr_code.h"

namespace toitsu::forms {
namespace {

constexpr double kFrameWidth = 0.25;    // mm: cells' outline, squares
constexpr double kDividerWidth = 0.15;  // mm: between cells
constexpr double kOptionSize = 3.2;     // mm: type body of an option's text

void drawCells(BlankCanvas& canvas, const TextPlace& place) {
    const bool equalShares = std::all_of(place.cellBoxes.begin(), place.cellBoxes.end(), [&](const Box& cell) {
        return std::abs(cell.width - place.box.width / place.cells) < 1e-6 && cell.height == place.box.height;
    });
    if (!equalShares) {
        for (const Box& cell : place.cellBoxes) canvas.rectangle(cell, kFrameWidth);
        return;
    }
    for (std::size_t i = 1; i < place.cellBoxes.size(); ++i) {
        const Box& cell = place.cellBoxes[i];
        canvas.line({cell.x, cell.y}, {cell.x, cell.bottom()}, kDividerWidth);
    }
    if (place.cells > 0) canvas.rectangle(place.box, kFrameWidth);
}

void drawOption(BlankCanvas& canvas, Mark mark, const OptionPlace& option) {
    TextStyle style;
    if (mark == Mark::circle) {
        style.align = TextStyle::Align::centre;
        style.size = std::min(kOptionSize, option.box.height * 0.65);
        const double room = option.box.width * 0.9;
        const double width = canvas.textWidth(option.printed, style);
        if (width > room) style.size *= room / width;
        canvas.text(option.printed, option.box, style);
        return;
    }
    canvas.rectangle(option.box, kFrameWidth);
    style.size = std::clamp(option.box.height * 0.9, 2.2, kOptionSize);
    constexpr double kGap = 0.8;  // mm
    canvas.text(option.printed, {option.box.right() + kGap, option.box.y, 0, option.box.height}, style);
}

void drawSeal(BlankCanvas& canvas, const SealPlace& seal) {
    if (seal.signature) return;
    const double diameter = std::min(seal.box.width, seal.box.height);
    constexpr double kShade = 0.5;  // a seal in red ink must stay legible over it
    canvas.ring(seal.box.centre(), diameter / 2 - 0.1, 0.15, kShade);
    TextStyle style;
    style.size = diameter * 0.42;
    style.align = TextStyle::Align::centre;
    style.shade = kShade;
    canvas.text("印", seal.box, style);
}

void drawPrinted(BlankCanvas& canvas, const PrintedText& text) {
    TextStyle style;
    style.size = text.size;
    style.bold = text.bold;
    style.vertical = text.vertical;
    style.wrap = true;
    style.align = text.align == "right"    ? TextStyle::Align::right
                  : text.align == "centre" ? TextStyle::Align::centre
                                           : TextStyle::Align::left;
    canvas.text(text.text, text.box, style);
}

void drawPrinted(BlankCanvas& canvas, const PrintedLine& line) {
    canvas.line(line.from, line.to, line.width);
}

void drawPrinted(BlankCanvas& canvas, const PrintedFrame& frame) {
    canvas.rectangle(frame.box, frame.width);
}

void drawPrinted(BlankCanvas& canvas, const PrintedCode& code) {
    canvas.squares(qrCode(code.text), code.box);
}

}  // namespace

Result<void> drawBlankPage(BlankCanvas& canvas, const LayoutPage& page) {
    if (!page.blank.empty()) {
        const auto picture = readPngSurface(page.blank);
        if (!picture) return fail(picture.error());
        canvas.image(picture->get(), page.width, page.height);
    } else {
        for (const Printed& printed : page.printed)
            std::visit([&](const auto& item) { drawPrinted(canvas, item); }, printed);
        for (const TextPlace& place : page.texts) drawCells(canvas, place);
        for (const ChoicePlace& choice : page.choices) {
            for (const OptionPlace& option : choice.options) drawOption(canvas, choice.mark, option);
        }
        for (const SealPlace& seal : page.seals) drawSeal(canvas, seal);
        for (const BarcodePlace& barcode : page.barcodes) canvas.rectangle(barcode.box, kFrameWidth);
    }
    if (const auto problem = canvas.problem()) return fail(*problem);
    return {};
}

}  // namespace toitsu::forms
