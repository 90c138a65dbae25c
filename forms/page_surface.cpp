#include "forms/page_surface.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include <cmath>

#include "forms/blank_png.h"

namespace toitsu::forms {
namespace {

constexpr double kMmPerInch = 25.4;
constexpr double kPointsPerMm = 72.0 / kMmPerInch;

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

Result<void> finish(cairo_surface_t* surface, const char* kind, const Place& place) {
    cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    if (status == CAIRO_STATUS_SUCCESS) return {};
    const std::string reason = std::string(kind) + ": " + cairo_status_to_string(status);
    return fail(ErrorKind::internal, "F302",
                {"帳票を描けません(" + reason + ")。メモリーの空きを確かめてください。",
                 "The page cannot be drawn (" + reason + "). Check that memory is free."},
                place);
}

}  // namespace

Result<std::string> pdfOf(const Layout& layout, const PageDrawer& draw) {
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
        if (const auto drawn = draw(*canvas, page); !drawn) return fail(at(drawn.error(), named(layout, page.number)));
        canvas->nextPage();
    }
    if (const auto done = finish(surface.get(), "PDF", named(layout, 0)); !done) return fail(done.error());
    return pdf;
}

Result<std::string> svgOf(const Layout& layout, const LayoutPage& page, const PageDrawer& draw) {
    std::string svg;
    const Cairo<cairo_surface_t> surface(
        cairo_svg_surface_create_for_stream(append, &svg, page.width * kPointsPerMm, page.height * kPointsPerMm));
    auto canvas = BlankCanvas::make(surface.get(), kPointsPerMm);
    if (!canvas) return fail(at(canvas.error(), named(layout, page.number)));
    if (const auto drawn = draw(*canvas, page); !drawn) return fail(at(drawn.error(), named(layout, page.number)));
    if (const auto done = finish(surface.get(), "SVG", named(layout, page.number)); !done) return fail(done.error());
    return svg;
}

Result<Cairo<cairo_surface_t>> pixelsOf(const Layout& layout, const LayoutPage& page, double dpi,
                                        const PageDrawer& draw) {
    if (!(dpi >= 20 && dpi <= 1200)) {
        return fail(ErrorKind::usage, "F303",
                    {"解像度は 20–1200 dpi で指定してください。", "The resolution must be 20–1200 dpi."});
    }
    const int width = static_cast<int>(std::lround(page.width / kMmPerInch * dpi));
    const int height = static_cast<int>(std::lround(page.height / kMmPerInch * dpi));
    // White and opaque, so that a scanned blank may bring its own greys.
    Cairo<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    {
        const Cairo<cairo_t> white(cairo_create(surface.get()));
        cairo_set_source_rgb(white.get(), 1, 1, 1);
        cairo_paint(white.get());
    }
    auto canvas = BlankCanvas::make(surface.get(), dpi / kMmPerInch);
    if (!canvas) return fail(at(canvas.error(), named(layout, page.number)));
    if (const auto drawn = draw(*canvas, page); !drawn) return fail(at(drawn.error(), named(layout, page.number)));
    cairo_surface_flush(surface.get());
    return surface;
}

std::string encodeColourPng(cairo_surface_t* pixels, double dpi) {
    std::string png;
    cairo_surface_write_to_png_stream(pixels, append, &png);
    return withResolution(std::move(png), dpi);
}

}  // namespace toitsu::forms
