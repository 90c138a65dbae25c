#include "ocr/draft/draft_picture.h"

#include <algorithm>
#include <memory>

#include <cairo.h>
#include <pango/pangocairo.h>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::ocr {

namespace {

constexpr double kPerMm = 150 / 25.4;
constexpr int kFoot = 34;

struct Destroyer {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroyer>;

struct Colour {
    double red, green, blue;
};

// Told apart without colour vision, too: what is uncertain is dashed, what has no field is dotted.
constexpr Colour kSure{0.00, 0.45, 0.25}, kLikely{0.75, 0.42, 0.00}, kUncertain{0.80, 0.05, 0.10},
    kNone{0.40, 0.40, 0.45};

class Drawing {
public:
    explicit Drawing(cv::Mat& canvas) {
        surface_.reset(cairo_image_surface_create_for_data(canvas.data, CAIRO_FORMAT_RGB24, canvas.cols, canvas.rows,
                                                           static_cast<int>(canvas.step)));
        context_.reset(cairo_create(surface_.get()));
        layout_.reset(pango_cairo_create_layout(context_.get()));
    }

    void question(const forms::Question& q) {
        const Colour colour = q.field.empty()        ? kNone
                              : q.confidence >= 0.7  ? kSure
                              : q.confidence >= 0.45 ? kLikely
                                                     : kUncertain;
        const double dash = q.field.empty() ? 2 : q.confidence >= 0.45 ? 0 : 6;
        bool named = false;
        const auto label = [&](const forms::Box& box, const std::string& words) {
            const std::string whole = (named             ? ""
                                       : q.field.empty() ? "?"
                                                         : q.field) +
                                      (words.empty() ? "" : (named ? "" : " ") + words);
            named = true;
            if (!whole.empty()) text(whole, box.x * kPerMm, box.y * kPerMm, colour);
        };
        for (const auto& part : q.parts) {
            if (part.box.width > 0) {
                frame(part.box, colour, 2, dash);
                for (const forms::Box& cell : part.cells) frame(cell, colour, 0.7, 0);
                label(part.box, q.parts.size() > 1 ? part.part : "");
            }
            for (const auto& option : part.options) {
                frame(option.box, colour, 1.5, dash);
                label(option.box, option.code);
            }
        }
        for (const auto& option : q.options) {
            frame(option.box, colour, 2, option.code.empty() ? 2 : dash);
            label(option.box, option.code.empty() ? "?" : option.code);
        }
    }

    void text(const std::string& words, double x, double y, Colour colour, double size = 11) {
        const Owned<PangoFontDescription> font(pango_font_description_from_string("Noto Sans CJK JP, sans-serif"));
        pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
        pango_layout_set_font_description(layout_.get(), font.get());
        pango_layout_set_text(layout_.get(), words.data(), static_cast<int>(words.size()));
        int width = 0, height = 0;
        pango_layout_get_pixel_size(layout_.get(), &width, &height);
        y = std::max(0.0, y - height * 0.62);
        cairo_set_source_rgba(context_.get(), 1, 1, 1, 0.85);
        cairo_rectangle(context_.get(), x, y + 1, width + 2, height - 3);
        cairo_fill(context_.get());
        cairo_set_source_rgb(context_.get(), colour.red, colour.green, colour.blue);
        cairo_move_to(context_.get(), x + 1, y - 1);
        pango_cairo_show_layout(context_.get(), layout_.get());
    }

    bool done() {
        cairo_surface_flush(surface_.get());
        return cairo_status(context_.get()) == CAIRO_STATUS_SUCCESS;
    }

private:
    void frame(const forms::Box& box, Colour colour, double width, double dash) {
        cairo_rectangle(context_.get(), box.x * kPerMm, box.y * kPerMm, box.width * kPerMm, box.height * kPerMm);
        cairo_set_dash(context_.get(), &dash, dash > 0 ? 1 : 0, 0);
        cairo_set_line_width(context_.get(), width);
        cairo_set_source_rgb(context_.get(), colour.red, colour.green, colour.blue);
        cairo_stroke(context_.get());
    }

    Owned<cairo_surface_t> surface_;
    Owned<cairo_t> context_;
    Owned<PangoLayout> layout_;
};

}  // namespace

Result<Picture> draftPicture(const Picture& upright, const std::vector<forms::Question>& questions, Language language) {
    cv::Mat small, page;
    cv::resize(view(upright), small, {}, 0.5, 0.5, cv::INTER_AREA);
    // Paler, so that frames and names stand out.
    small.convertTo(small, CV_8U, 0.6, 255 * 0.4);
    cv::cvtColor(small, page, cv::COLOR_GRAY2BGRA);
    cv::Mat canvas(page.rows + kFoot, page.cols, CV_8UC4, cv::Scalar(255, 255, 255, 255));
    page.copyTo(canvas(cv::Rect(0, 0, page.cols, page.rows)));
    Drawing drawing(canvas);
    for (const forms::Question& question : questions) drawing.question(question);
    drawing.text(language == Language::ja
                     ? "緑 0.7 以上、橙 0.45 以上、赤の破線 それ未満、灰の点線 項目が決まらない"
                     : "green: 0.7 or more; orange: 0.45 or more; red, dashed: less; grey, dotted: no field",
                 12, page.rows + 20, kNone, 15);
    if (!drawing.done())
        return fail(ErrorKind::internal, "S042",
                    {"下書きの図を描けません。空きメモリーを確かめてください",
                     "the picture of the draft cannot be drawn; check that memory is free"});
    cv::Mat out;
    cv::cvtColor(canvas, out, cv::COLOR_BGRA2BGR);
    return own(out);
}

}  // namespace toitsu::ocr
