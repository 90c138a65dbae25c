// Left the page, upright, with a numbered frame for each field; right a list under the same numbers. Values do not
// stand in the page itself: a form has dozens of places, and their labels would hide what they explain.

#include "ocr/formats/explain.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <cairo.h>
#include <pango/pangocairo.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/formats/markup.h"
#include "ocr/internal/mat.h"

namespace toitsu::ocr {

namespace {

constexpr double kLongest = 1600;
constexpr int kPanel = 760;
constexpr int kHead = 170;       // of the list
constexpr int kLeastRow = 20;    // still to be read
constexpr double kReason = 0.8;  // of a row: why a field is in doubt stands below it

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

// Accepted; in doubt although it is probably right; in doubt and uncertain. Told apart without colour vision, too:
// a doubtful field's frame is dashed.
Colour colourOf(const FieldText& field) {
    if (!field.doubt) return {0.00, 0.45, 0.25};
    return field.confidence >= 0.9 ? Colour{0.80, 0.45, 0.00} : Colour{0.80, 0.05, 0.10};
}

cv::Mat turned(const Picture& picture, int turns, double scale) {
    cv::Mat small, colour;
    cv::resize(view(picture), small, {}, scale, scale, cv::INTER_AREA);
    cv::cvtColor(small, colour, small.channels() == 1 ? cv::COLOR_GRAY2BGRA : cv::COLOR_BGR2BGRA);
    if (turns == 0) return colour;
    cv::Mat out;
    cv::rotate(colour, out,
               turns == 1   ? cv::ROTATE_90_COUNTERCLOCKWISE
               : turns == 2 ? cv::ROTATE_180
                            : cv::ROTATE_90_CLOCKWISE);
    return out;
}

class Drawing {
public:
    Drawing(cv::Mat& canvas, const ReadPage& page, int turns, double scale, Language language)
        : page_(page), turns_(turns), scale_(scale), language_(language), pageWidth_(canvas.cols - kPanel) {
        surface_.reset(cairo_image_surface_create_for_data(canvas.data, CAIRO_FORMAT_RGB24, canvas.cols, canvas.rows,
                                                           static_cast<int>(canvas.step)));
        context_.reset(cairo_create(surface_.get()));
        layout_.reset(pango_cairo_create_layout(context_.get()));
    }

    bool draw() {
        const auto fields = fieldTexts(page_);
        // A turned page's corners lie beyond the picture: they must not run through the list.
        cairo_rectangle(context_.get(), 0, 0, pageWidth_, cairo_image_surface_get_height(surface_.get()));
        cairo_clip(context_.get());
        if (page_.record) polygon(page_.reading.corners, {0.1, 0.3, 0.9}, 1.5, false);
        for (const FoundAnchor& anchor : page_.reading.anchors) dot(anchor);
        int number = 0;
        for (const FieldText& field : fields) {
            polygon(field.quad, colourOf(field), 2, field.doubt);
            const forms::Point at = shown(field.quad[0]);
            badge(at, std::to_string(++number), colourOf(field));
        }
        cairo_reset_clip(context_.get());
        panel(fields);
        cairo_surface_flush(surface_.get());
        return cairo_status(context_.get()) == CAIRO_STATUS_SUCCESS;
    }

private:
    std::string say(const char* ja, const char* en) const { return language_ == Language::ja ? ja : en; }

    // Scan pixel → pixel of the turned and shrunk page.
    forms::Point shown(forms::Point p) const {
        const double w = page_.page.picture.width, h = page_.page.picture.height;
        if (turns_ == 1) p = {p.y, w - p.x};
        if (turns_ == 2) p = {w - p.x, h - p.y};
        if (turns_ == 3) p = {h - p.y, p.x};
        return {p.x * scale_, p.y * scale_};
    }

    void ink(Colour colour) { cairo_set_source_rgb(context_.get(), colour.red, colour.green, colour.blue); }

    void polygon(const Quad& quad, Colour colour, double width, bool dashed) {
        cairo_t* to = context_.get();
        cairo_new_path(to);
        for (const forms::Point& point : quad) {
            const forms::Point at = shown(point);
            cairo_line_to(to, at.x, at.y);
        }
        cairo_close_path(to);
        const double dash = 6;
        cairo_set_dash(to, &dash, dashed ? 1 : 0, 0);
        cairo_set_line_width(to, width);
        ink(colour);
        cairo_stroke(to);
        cairo_set_dash(to, nullptr, 0, 0);
    }

    // Left edge and vertical middle at `at`; answers the width. `most`: width at which it is cut with an ellipsis.
    double text(const std::string& content, forms::Point at, double size, Colour colour, double most = -1) {
        const Owned<PangoFontDescription> font(pango_font_description_from_string("Noto Sans CJK JP, sans-serif"));
        pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
        pango_layout_set_font_description(layout_.get(), font.get());
        pango_layout_set_width(layout_.get(), most < 0 ? -1 : static_cast<int>(most * PANGO_SCALE));
        pango_layout_set_ellipsize(layout_.get(), most < 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
        pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
        pango_layout_set_text(layout_.get(), content.data(), static_cast<int>(content.size()));
        int width = 0, height = 0;
        pango_layout_get_pixel_size(layout_.get(), &width, &height);
        ink(colour);
        cairo_move_to(context_.get(), at.x, at.y - height / 2.0);
        pango_cairo_show_layout(context_.get(), layout_.get());
        return width;
    }

    // The residual where it was measured: the page's bound is usually 0.5 mm.
    void dot(const FoundAnchor& anchor) {
        const Colour colour = anchor.errorMm <= 0.15  ? Colour{0.20, 0.55, 0.90}
                              : anchor.errorMm <= 0.5 ? Colour{0.95, 0.60, 0.00}
                                                      : Colour{0.85, 0.00, 0.10};
        const forms::Point at = shown(anchor.at);
        cairo_new_path(context_.get());
        cairo_arc(context_.get(), at.x, at.y, anchor.errorMm <= 0.15 ? 2.5 : 4, 0, 2 * std::acos(-1.0));
        ink(colour);
        cairo_fill(context_.get());
    }

    void badge(forms::Point at, const std::string& number, Colour colour) {
        const double width = 6 + 8 * static_cast<double>(number.size());
        ink(colour);
        cairo_rectangle(context_.get(), at.x - 1, at.y - 15, width, 15);
        cairo_fill(context_.get());
        text(number, {at.x + 2, at.y - 7.5}, 13, {1, 1, 1});
    }

    std::string anchorText() const {
        const auto& anchors = page_.reading.anchors;
        if (anchors.empty()) return {};
        double most = 0;
        for (const FoundAnchor& anchor : anchors) most = std::max(most, anchor.errorMm);
        return say("（照合点 ", " (") + std::to_string(anchors.size()) + say(" か所、最大 ", " anchors, most ") +
               plain(most, 2) + say(" mm）", " mm)");
    }

    void panel(const std::vector<FieldText>& fields) {
        const double left = pageWidth_ + 16, width = kPanel - 32;
        double y = 24;
        const Colour black{0, 0, 0}, grey{0.35, 0.35, 0.35};
        const PageReading& reading = page_.reading;
        text(reading.layout.empty() ? say("帳票なし", "no layout") : reading.form + " / " + reading.layout, {left, y},
             22, black, width);
        if (!page_.record) {
            text(reading.code + " " + reading.reason.in(language_), {left, y += 30}, 17, {0.8, 0.05, 0.1}, width);
            for (const std::string& rival : reading.rivals) text(rival, {left, y += 24}, 16, grey, width);
        }
        if (page_.record || reading.residualMm > 0)
            text(say("位置のずれ ", "residual ") + plain(reading.residualMm, 3) + " mm" + anchorText(), {left, y += 28},
                 17, black, width);
        text(say("開く ", "load ") + plain(page_.page.loadMillis, 0) + say(" ms、見分ける ", " ms, identify ") +
                 plain(reading.identifyMillis, 0) + say(" ms、合わせる ", " ms, place ") +
                 plain(reading.placeMillis, 0) + say(" ms、読む ", " ms, read ") + plain(reading.readMillis, 0) + " ms",
             {left, y += 26}, 16, grey, width);
        text(say("緑 採用、黄の点線 要確認、赤の点線 要確認（確信度 0.9 未満）、青 照合点と用紙の縁",
                 "green: accepted; amber, dashed: doubt; red, dashed: doubt below 0.9; blue: anchors and the page's "
                 "edge"),
             {left, y += 24}, 13, grey, width);
        y += 14;
        if (fields.empty()) return;
        const double room = cairo_image_surface_get_height(surface_.get()) - y - 8;
        const auto doubts = std::count_if(fields.begin(), fields.end(), [](const FieldText& f) { return f.doubt; });
        const double rows = static_cast<double>(fields.size()) + kReason * static_cast<double>(doubts);
        const double step = std::clamp(room / rows, 8.0, 30.0), size = step * 0.62;
        int number = 0;
        for (const FieldText& field : fields) {
            y += step;
            const Colour colour = colourOf(field);
            text(std::to_string(++number), {left, y}, size, colour);
            text(field.title, {left + size * 2.2, y}, size, grey, width * 0.27);
            text(field.text.empty() ? "–" : field.text, {left + width * 0.36, y}, size, black, width * 0.45);
            text(plain(std::floor(field.confidence * 1000) / 10, 1) + " %" +
                     (field.doubt ? say(" 要確認", " doubt") : std::string()),
                 {left + width * 0.83, y}, size, colour, width * 0.17);
            const forms::FieldValue* value = field.doubt ? page_.record->find(field.id) : nullptr;
            if (value == nullptr) continue;
            y += kReason * step;
            text(value->why.in(language_), {left + size * 2.2, y - 0.1 * step}, size * 0.8, colour, width - size * 2.2);
        }
    }

    const ReadPage& page_;
    int turns_;
    double scale_;
    Language language_;
    double pageWidth_;
    Owned<cairo_surface_t> surface_;
    Owned<cairo_t> context_;
    Owned<PangoLayout> layout_;
};

}  // namespace

Result<Picture> explain(const ReadPage& read, Language language) {
    const ReadPage page = sheetAlone(read);
    const Picture& picture = page.page.picture;
    const int turns = quarterTurns(page);
    const double scale = std::min(1.0, kLongest / std::max(picture.width, picture.height));
    bool drawn = false;
    cv::Mat canvas;
    if (!picture.empty()) {
        const cv::Mat upright = turned(picture, turns, scale);
        // A form of a hundred fields has a list that is longer than its picture.
        double rows = static_cast<double>(page.reading.readings.size());
        if (page.record)
            for (const forms::FieldValue& value : page.record->fields) rows += value.doubt ? kReason : 0;
        const int list = kHead + static_cast<int>(kLeastRow * rows);
        canvas = cv::Mat(std::max({upright.rows, 700, list}), upright.cols + kPanel, CV_8UC4,
                         cv::Scalar(255, 255, 255, 255));
        upright.copyTo(canvas(cv::Rect(0, 0, upright.cols, upright.rows)));
        drawn = Drawing(canvas, page, turns, scale, language).draw();
    }
    if (!drawn)
        return fail(ErrorKind::internal, "S042",
                    {"説明の図を描けません。空きメモリーを確かめてください",
                     "the explaining picture cannot be drawn; check that memory is free"},
                    {page.page.file, 0, 0, page.page.number});
    cv::Mat out;
    cv::cvtColor(canvas, out, cv::COLOR_BGRA2BGR);
    return own(out);
}

}  // namespace toitsu::ocr
