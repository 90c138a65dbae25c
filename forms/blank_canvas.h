#pragma once

// A cairo surface whose unit is the millimetre, and Japanese text on it. Private to the drawing of blanks.

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "forms/geometry.h"
#include "forms/qr_code.h"

namespace toitsu::forms {

struct CairoDestroyer {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
};
template <class T>
using Cairo = std::unique_ptr<T, CairoDestroyer>;

struct TextStyle {
    double size = 3.0;  // mm, height of the type body
    bool bold = false;
    bool wrap = false;      // break lines at the box's edge
    bool vertical = false;  // columns from right to left
    bool written = false;   // a font that looks written, where one is installed
    double shade = 1.0;     // 1 = black
    enum class Align { left, centre, right } align = Align::left;
};

struct Ink {  // 0–1 each
    double red = 0, green = 0, blue = 0;
};

class BlankCanvas {
public:
    // Draws on `surface` scaled so that one unit is a millimetre. F301 when no Japanese font is installed.
    static Result<BlankCanvas> make(cairo_surface_t* surface, double unitsPerMm);

    void setInk(const Ink& ink) { ink_ = ink; }  // of what is drawn from now on; black at first
    void line(Point from, Point to, double width);
    void rectangle(const Box& box, double width);
    void fill(const Box& box, double shade);
    void ellipse(const Box& box, double width);
    void ring(Point centre, double radius, double width, double shade);
    // Black squares that fill the box's smaller side, centred; no antialiased gaps between neighbours.
    void squares(const QrCode& code, const Box& box);
    // Centred in the box's height (for vertical text: in its width); aligned along the line by the style.
    void text(const std::string& content, const Box& box, const TextStyle& style);
    double textWidth(const std::string& content, const TextStyle& style);  // mm
    void image(cairo_surface_t* picture, double width, double height);     // over the whole page

    void nextPage();
    // The first thing that went wrong while drawing: F301 a character without a glyph, F302 the library.
    std::optional<Error> problem() const;

private:
    BlankCanvas(Cairo<cairo_t> context, Cairo<PangoContext> pango, std::string family);
    void colour(double shade);
    Cairo<PangoLayout> lay(const std::string& content, const TextStyle& style);

    Cairo<cairo_t> context_;
    Cairo<PangoContext> pango_;
    std::string family_, writtenFamily_;
    Ink ink_;
    int missingGlyphs_ = 0;
};

}  // namespace toitsu::forms
