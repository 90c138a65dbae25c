// hOCR 1.2 as well-formed XHTML, so that both HTML and XML tools read it. A field is an area with one paragraph, line
// and word: CJK text has no spaces, and a place that a recogniser read as a whole has no smaller boxes to tell of.

#include "ocr/formats/hocr.h"

#include <cmath>

#include "ocr/formats/markup.h"

namespace toitsu::ocr {

namespace {

std::string bbox(const PixelBox& box) {
    return "bbox " + std::to_string(box.left) + " " + std::to_string(box.top) + " " + std::to_string(box.right) + " " +
           std::to_string(box.bottom);
}

// hOCR strings stand in double quotes with \ before a quote.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

class Hocr : public FormatWriter {
public:
    explicit Hocr(const FormatOptions& options) {
        out_ =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
            "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"ja\" lang=\"ja\">\n<head>\n"
            "<meta charset=\"UTF-8\"/>\n<title>hOCR</title>\n<meta name=\"ocr-system\"" +
            attribute("content", options.software) +
            "/>\n<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line ocrx_word\"/>\n"
            "<meta name=\"ocr-langs\" content=\"ja\"/>\n<meta name=\"ocr-number-of-pages\" content=\"";
    }

    Result<void> add(const ReadPage& page) override {
        ++count_;
        const std::string id = std::to_string(count_);
        const PixelBox part = partOf(page.page);
        std::string title = "image " + quoted(lastPart(page.page.file)) + "; bbox " + std::to_string(part.left) + " " +
                            std::to_string(part.top) + " " + std::to_string(part.right) + " " +
                            std::to_string(part.bottom) + "; ppageno " + std::to_string(page.page.number - 1);
        if (page.page.dpi > 0) title += "; scan_res " + plain(page.page.dpi, 0) + " " + plain(page.page.dpi, 0);
        pages_ += "<div class=\"ocr_page\"" + attribute("id", "page_" + id) + attribute("title", title) +
                  attribute("data-status", statusName(page.reading.status));
        if (!page.record) pages_ += attribute("data-code", page.reading.code);
        if (!page.reading.layout.empty())
            pages_ += attribute("data-form", page.reading.form) + attribute("data-layout", page.reading.layout);
        pages_ += ">\n";
        int number = 0;
        for (const FieldText& field : fieldTexts(page))
            addField(field, page.page.picture, id + "_" + std::to_string(++number));
        pages_ += "</div>\n";
        return {};
    }

    Result<std::string> finish() override {
        return out_ + std::to_string(count_) + "\"/>\n</head>\n<body>\n" + pages_ + "</body>\n</html>\n";
    }

private:
    void addField(const FieldText& field, const Picture& picture, const std::string& id) {
        const std::string box = bbox(boundsIn(field.quad, picture));
        std::string poly = points(field.quad, picture);
        for (char& c : poly)
            if (c == ',') c = ' ';
        pages_ += "<div class=\"ocr_carea\"" + attribute("id", "block_" + id) +
                  attribute("title", box + "; poly " + poly) + attribute("data-field", field.id) +
                  attribute("data-title", field.title) + attribute("data-value", field.value) +
                  attribute("data-status", field.doubt ? "doubt" : "accept") + ">";
        if (!field.text.empty())
            pages_ += "<p class=\"ocr_par\" lang=\"ja\"" + attribute("id", "par_" + id) + attribute("title", box) +
                      "><span class=\"ocr_line\"" + attribute("id", "line_" + id) + attribute("title", box) +
                      "><span class=\"ocrx_word\"" + attribute("id", "word_" + id) +
                      attribute("title", box + "; x_wconf " + plain(field.confidence * 100, 0)) + ">" +
                      markup(field.text) + "</span></span></p>";
        pages_ += "</div>\n";
    }

    std::string out_, pages_;
    int count_ = 0;
};

}  // namespace

std::unique_ptr<FormatWriter> makeHocr(const FormatOptions& options) {
    return std::make_unique<Hocr>(options);
}

}  // namespace toitsu::ocr
