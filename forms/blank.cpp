#include "forms/blank.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "forms/blank_canvas.h"
#include "forms/blank_png.h"
#include "forms/qr_code.h"

namespace toitsu::forms {
namespace {

constexpr double kMmPerInch = 25.4;
constexpr double kPointsPerMm = 72.0 / kMmPerInch;
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

Result<void> drawPage(BlankCanvas& canvas, const LayoutPage& page) {
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

Place named(const Layout& layout, int page) {
    Place place = layout.place;
    place.line = 0;
    place.column = 0;
    place.page = page;
    return place;
}

Error at(Error error, Place place) {
    if (error.place.file.empty()) error.place = std::move(place);
    return error;
}

cairo_status_t append(void* text, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<BlankPicture> drawBlank(const Layout& layout, const LayoutPage& page, double dpi) {
    if (!(dpi >= 20 && dpi <= 1200)) {
        return fail(ErrorKind::usage, "F303",
                    {"解像度は 20–1200 dpi で指定してください。", "The resolution must be 20–1200 dpi."});
    }
    BlankPicture picture;
    picture.width = static_cast<int>(std::lround(page.width / kMmPerInch * dpi));
    picture.height = static_cast<int>(std::lround(page.height / kMmPerInch * dpi));
    // White and opaque, so that a scanned blank may bring its own greys.
    const Cairo<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height));
    {
        const Cairo<cairo_t> white(cairo_create(surface.get()));
        cairo_set_source_rgb(white.get(), 1, 1, 1);
        cairo_paint(white.get());
    }
    auto canvas = BlankCanvas::make(surface.get(), dpi / kMmPerInch);
    if (!canvas) return fail(at(canvas.error(), named(layout, page.number)));
    if (const auto drawn = drawPage(*canvas, page); !drawn) return fail(at(drawn.error(), named(layout, page.number)));
    cairo_surface_flush(surface.get());
    picture.pixels = greyPixels(surface.get());
    return picture;
}

Result<void> writeBlankPng(const Layout& layout, const LayoutPage& page, double dpi, const std::string& path) {
    const auto picture = drawBlank(layout, page, dpi);
    if (!picture) return fail(picture.error());
    return files::writeAtomically(path, encodeGreyPng(*picture, dpi));
}

Result<void> writeBlankPdf(const Layout& layout, const std::string& path) {
    std::string pdf;
    const Cairo<cairo_surface_t> surface(
        cairo_pdf_surface_create_for_stream(append, &pdf, 210 * kPointsPerMm, 297 * kPointsPerMm));
    const std::string title = layout.title.empty() ? layout.id : layout.title;
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Toitsu");
    // Not today: the same layout gives the same file.
    const std::string created = layout.from.value_or(Date{2000, 1, 1}).iso() + "T00:00:00Z";
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
    auto canvas = BlankCanvas::make(surface.get(), kPointsPerMm);
    if (!canvas) return fail(at(canvas.error(), named(layout, 0)));
    for (const LayoutPage& page : layout.pages) {
        cairo_pdf_surface_set_size(surface.get(), page.width * kPointsPerMm, page.height * kPointsPerMm);
        if (const auto drawn = drawPage(*canvas, page); !drawn)
            return fail(at(drawn.error(), named(layout, page.number)));
        canvas->nextPage();
    }
    cairo_surface_finish(surface.get());
    const cairo_status_t status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS) {
        const std::string reason = cairo_status_to_string(status);
        return fail(ErrorKind::internal, "F302",
                    {"PDF を作れません(" + reason + ")。メモリーの空きを確かめてください。",
                     "The PDF cannot be made (" + reason + "). Check that memory is free."},
                    named(layout, 0));
    }
    return files::writeAtomically(path, pdf);
}

}  // namespace toitsu::forms
