#include "forms/blank.h"

#include "base/files.h"
#include "forms/blank_page.h"
#include "forms/blank_png.h"
#include "forms/page_surface.h"

namespace toitsu::forms {

Result<BlankPicture> drawBlank(const Layout& layout, const LayoutPage& page, double dpi) {
    const auto surface = pixelsOf(layout, page, dpi, drawBlankPage);
    if (!surface) return fail(surface.error());
    BlankPicture picture;
    picture.width = cairo_image_surface_get_width(surface->get());
    picture.height = cairo_image_surface_get_height(surface->get());
    picture.pixels = greyPixels(surface->get());
    return picture;
}

Result<void> writeBlankPng(const Layout& layout, const LayoutPage& page, double dpi, const std::string& path) {
    const auto picture = drawBlank(layout, page, dpi);
    if (!picture) return fail(picture.error());
    return files::writeAtomically(path, encodeGreyPng(*picture, dpi));
}

Result<void> writeBlankPdf(const Layout& layout, const std::string& path) {
    const auto pdf = pdfOf(layout, drawBlankPage);
    if (!pdf) return fail(pdf.error());
    return files::writeAtomically(path, *pdf);
}

}  // namespace toitsu::forms
