#include "forms/blank_canvas.h"

#include <pango/pango.h>

#include <algorithm>
#include <array>
#include <numbers>

// The same page must come out of the PDF that is printed and of the picture that scans are compared with. So glyphs are
// placed without hinting and without rounding to pixels: the lines of text are equally long at any resolution.

namespace toitsu::forms {
namespace {

// Fonts with Japanese shapes of the characters; a Chinese or Korean sister font would print other ones.
constexpr std::array kJapaneseFonts{"Noto Sans CJK JP", "Noto Sans JP", "Noto Serif CJK JP", "IPAexGothic",
                                    "IPAGothic",        "IPAPGothic",   "IPAexMincho",       "Source Han Sans JP",
                                    "BIZ UDGothic",     "TakaoGothic",  "VL Gothic"};

std::string usedFamily(PangoContext* context, const char* family) {
    const Cairo<PangoFontDescription> wanted(pango_font_description_new());
    pango_font_description_set_family(wanted.get(), family);
    pango_font_description_set_absolute_size(wanted.get(), 10 * PANGO_SCALE);
    PangoFont* font = pango_context_load_font(context, wanted.get());
    if (!font) return {};
    const Cairo<PangoFontDescription> used(pango_font_describe(font));
    const char* name = pango_font_description_get_family(used.get());
    std::string result = name ? name : "";
    g_object_unref(font);
    return result;
}

// Fonts that look written; OFL and free ones that Debian or their makers offer.
constexpr std::array kWrittenFonts{"Klee One", "Yusei Magic", "kiloji", "YOzN", "Kiwi Maru"};

template <std::size_t n>
std::string firstInstalled(PangoContext* context, const std::array<const char*, n>& families) {
    for (const char* family : families) {
        if (usedFamily(context, family) == family) return family;
    }
    return {};
}

double millimetres(int pangoUnits) {
    return static_cast<double>(pangoUnits) / PANGO_SCALE;
}

}  // namespace

BlankCanvas::BlankCanvas(Cairo<cairo_t> context, Cairo<PangoContext> pango, std::string family)
    : context_(std::move(context)), pango_(std::move(pango)), family_(std::move(family)) {}

void BlankCanvas::colour(double shade) {
    cairo_set_source_rgba(context_.get(), ink_.red, ink_.green, ink_.blue, shade);
}

Result<BlankCanvas> BlankCanvas::make(cairo_surface_t* surface, double unitsPerMm) {
    Cairo<cairo_t> context(cairo_create(surface));
    if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS) {
        const std::string reason = cairo_status_to_string(cairo_status(context.get()));
        return fail(ErrorKind::internal, "F302",
                    {"白紙を描けません(" + reason + ")。メモリーの空きを確かめてください。",
                     "The blank cannot be drawn (" + reason + "). Check that memory is free."});
    }
    cairo_scale(context.get(), unitsPerMm, unitsPerMm);
    Cairo<PangoContext> pango(pango_cairo_create_context(context.get()));
    const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
        cairo_font_options_create(), &cairo_font_options_destroy);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pango.get(), options.get());
    pango_context_set_round_glyph_positions(pango.get(), FALSE);
    pango_context_set_language(pango.get(), pango_language_from_string("ja"));
    std::string family = firstInstalled(pango.get(), kJapaneseFonts);
    if (family.empty()) {
        return fail(
            ErrorKind::unavailable, "F301",
            {"日本語のフォントがありません。fonts-noto-cjk をインストールしてください(apt install fonts-noto-cjk)。",
             "No Japanese font is installed. Install fonts-noto-cjk (apt install fonts-noto-cjk)."});
    }
    return BlankCanvas(std::move(context), std::move(pango), std::move(family));
}

void BlankCanvas::line(Point from, Point to, double width) {
    colour(1);
    cairo_set_line_width(context_.get(), width);
    cairo_move_to(context_.get(), from.x, from.y);
    cairo_line_to(context_.get(), to.x, to.y);
    cairo_stroke(context_.get());
}

void BlankCanvas::rectangle(const Box& box, double width) {
    colour(1);
    cairo_set_line_width(context_.get(), width);
    cairo_rectangle(context_.get(), box.x, box.y, box.width, box.height);
    cairo_stroke(context_.get());
}

void BlankCanvas::fill(const Box& box, double shade) {
    colour(shade);
    cairo_rectangle(context_.get(), box.x, box.y, box.width, box.height);
    cairo_fill(context_.get());
}

void BlankCanvas::ellipse(const Box& box, double width) {
    colour(1);
    cairo_save(context_.get());
    cairo_translate(context_.get(), box.centre().x, box.centre().y);
    cairo_scale(context_.get(), box.width / 2, box.height / 2);
    cairo_new_sub_path(context_.get());
    cairo_arc(context_.get(), 0, 0, 1, 0, 2 * std::numbers::pi);
    cairo_restore(context_.get());  // the path is scaled, the pen is not
    cairo_set_line_width(context_.get(), width);
    cairo_stroke(context_.get());
}

void BlankCanvas::ring(Point centre, double radius, double width, double shade) {
    colour(shade);
    cairo_set_line_width(context_.get(), width);
    cairo_new_sub_path(context_.get());
    cairo_arc(context_.get(), centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
    cairo_stroke(context_.get());
}

void BlankCanvas::squares(const QrCode& code, const Box& box) {
    if (code.side == 0) return;
    const double side = std::min(box.width, box.height), module = side / code.side;
    const double left = box.centre().x - side / 2, top = box.centre().y - side / 2;
    colour(1);
    for (int y = 0; y < code.side; ++y) {
        for (int x = 0; x < code.side; ++x) {
            if (!code.dark(x, y)) continue;
            int end = x;
            while (end < code.side && code.dark(end, y)) ++end;
            cairo_rectangle(context_.get(), left + x * module, top + y * module, (end - x) * module, module);
            x = end;
        }
    }
    cairo_fill(context_.get());  // one path: where rows touch, nothing shines through
}

Cairo<PangoLayout> BlankCanvas::lay(const std::string& content, const TextStyle& style) {
    pango_context_set_base_gravity(pango_.get(), style.vertical ? PANGO_GRAVITY_EAST : PANGO_GRAVITY_SOUTH);
    pango_context_set_gravity_hint(pango_.get(), PANGO_GRAVITY_HINT_NATURAL);
    Cairo<PangoLayout> layout(pango_layout_new(pango_.get()));
    const Cairo<PangoFontDescription> font(pango_font_description_new());
    if (style.written && writtenFamily_.empty()) {
        writtenFamily_ = firstInstalled(pango_.get(), kWrittenFonts);
        if (writtenFamily_.empty()) writtenFamily_ = family_;
    }
    pango_font_description_set_family(font.get(), (style.written ? writtenFamily_ : family_).c_str());
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), content.data(), static_cast<int>(content.size()));
    pango_layout_set_line_spacing(layout.get(), 1.1F);  // of the font's own height, which is already generous
    const std::array aligns{PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    pango_layout_set_alignment(layout.get(), aligns[static_cast<std::size_t>(style.align)]);
    return layout;
}

void BlankCanvas::text(const std::string& content, const Box& box, const TextStyle& style) {
    if (content.empty()) return;
    const Cairo<PangoLayout> layout = lay(content, style);
    const double along = style.vertical ? box.height : box.width;
    const double across = style.vertical ? box.width : box.height;
    if (style.wrap) {
        pango_layout_set_width(layout.get(), static_cast<int>(along * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    }
    missingGlyphs_ += pango_layout_get_unknown_glyphs_count(layout.get());
    PangoRectangle logical;
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    double start = 0;  // along the line; a wrapped layout aligns within its width by itself
    if (!style.wrap) {
        const double rest = along - millimetres(logical.width);
        start = style.align == TextStyle::Align::left ? 0 : style.align == TextStyle::Align::right ? rest : rest / 2;
        start -= millimetres(logical.x);
    }
    const double depth = (across - millimetres(logical.height)) / 2 - millimetres(logical.y);
    cairo_save(context_.get());
    colour(style.shade);
    if (style.vertical) {
        cairo_translate(context_.get(), box.right() - depth, box.y + start);
        cairo_rotate(context_.get(), std::numbers::pi / 2);
    } else {
        cairo_translate(context_.get(), box.x + start, box.y + depth);
    }
    cairo_move_to(context_.get(), 0, 0);
    pango_cairo_show_layout(context_.get(), layout.get());
    cairo_restore(context_.get());
}

double BlankCanvas::textWidth(const std::string& content, const TextStyle& style) {
    PangoRectangle logical;
    pango_layout_get_extents(lay(content, style).get(), nullptr, &logical);
    return millimetres(logical.width);
}

void BlankCanvas::image(cairo_surface_t* picture, double width, double height) {
    cairo_save(context_.get());
    cairo_scale(context_.get(), width / cairo_image_surface_get_width(picture),
                height / cairo_image_surface_get_height(picture));
    cairo_set_source_surface(context_.get(), picture, 0, 0);
    cairo_paint(context_.get());
    cairo_restore(context_.get());
}

void BlankCanvas::nextPage() {
    cairo_show_page(context_.get());
}

std::optional<Error> BlankCanvas::problem() const {
    if (missingGlyphs_ > 0) {
        const std::string count = std::to_string(missingGlyphs_);
        return Error{ErrorKind::unavailable,
                     "F301",
                     {"フォントにない文字が " + count +
                          " 個あります。その字を入れ替えるか、fonts-noto-cjk をインストールしてください。",
                      std::to_string(missingGlyphs_) +
                          " characters are in no installed font. Replace them, or install fonts-noto-cjk."},
                     {}};
    }
    const cairo_status_t status = cairo_status(context_.get());
    if (status == CAIRO_STATUS_SUCCESS) return {};
    const std::string reason = cairo_status_to_string(status);
    return Error{ErrorKind::internal,
                 "F302",
                 {"白紙を描けません(" + reason + ")。メモリーの空きを確かめてください。",
                  "The blank cannot be drawn (" + reason + "). Check that memory is free."},
                 {}};
}

}  // namespace toitsu::forms
