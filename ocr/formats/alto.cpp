// ALTO 4.4. A field is a TextBlock that refers to a tag: the tag's label is the field's id, its description the title.
// Confidences: WC is the field's; CC repeats it for every character, because a field is calibrated as a whole.

#include "ocr/formats/alto.h"

#include <cmath>

#include "base/text.h"
#include "ocr/formats/markup.h"
#include "ocr/sheet_part.h"

namespace toitsu::ocr {

namespace {

std::string place(const PixelBox& box) {
    return attribute("HPOS", box.left) + attribute("VPOS", box.top) + attribute("WIDTH", box.right - box.left) +
           attribute("HEIGHT", box.bottom - box.top);
}

// 0 is sure and 9 unsure.
std::string characterConfidences(const FieldText& field) {
    const std::string one = std::to_string(std::lround((1 - field.confidence) * 9));
    std::string out;
    for (std::size_t i = 0; i < text::length(field.text); ++i) out += (i == 0 ? "" : " ") + one;
    return out;
}

class Alto : public FormatWriter {
public:
    explicit Alto(const FormatOptions& options) : software_(options.software), created_(options.created) {}

    Result<void> add(const ReadPage& page) override {
        const Picture& picture = page.page.picture;
        file_ = lastPart(page.page.file);
        const std::string id = "P" + pageLabel(page.page.number, page.page.sheet);
        const std::string size = attribute("WIDTH", picture.width) + attribute("HEIGHT", picture.height);
        pages_ += "<Page" + attribute("ID", id) + attribute("PHYSICAL_IMG_NR", page.page.number) + size +
                  attribute("PAGECLASS", page.record ? page.reading.layout : page.reading.code) +
                  " LANG=\"ja\"><PrintSpace" + place(partOf(page.page)) + ">\n";
        int number = 0;
        for (const FieldText& field : fieldTexts(page)) {
            const std::string own = id + "_F" + std::to_string(++number);
            const std::string status = field.doubt ? "doubt" : "accept";
            tags_ += "<StructureTag" + attribute("ID", "T_" + own) + " TYPE=\"field\"" + attribute("LABEL", field.id) +
                     attribute("DESCRIPTION", field.title) + "/>\n";
            const std::string box = place(boundsIn(field.quad, picture));
            const std::string shape =
                "<Shape><Polygon" + attribute("POINTS", points(field.quad, picture)) + "/></Shape>";
            pages_ += "<TextBlock" + attribute("ID", own) + attribute("TAGREFS", "T_" + own + " " + status) + box +
                      " LANG=\"ja\">" + shape;
            if (!field.text.empty())
                pages_ += "<TextLine" + attribute("ID", "L_" + own) + box + "><String" + attribute("ID", "S_" + own) +
                          box + attribute("CONTENT", field.text) + attribute("WC", plain(field.confidence, 4)) +
                          attribute("CC", characterConfidences(field)) + "/></TextLine>";
            pages_ += "</TextBlock>\n";
        }
        pages_ += "</PrintSpace></Page>\n";
        return {};
    }

    Result<std::string> finish() override {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" "
               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
               "xsi:schemaLocation=\"http://www.loc.gov/standards/alto/ns-v4# "
               "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd\" SCHEMAVERSION=\"4.4\">\n"
               "<Description><MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>" +
               markup(file_) +
               "</fileName></sourceImageInformation><Processing ID=\"OCR\">"
               "<processingCategory>contentGeneration</processingCategory>" +
               (created_.empty() ? "" : "<processingDateTime>" + markup(created_) + "</processingDateTime>") +
               "<processingSoftware><softwareName>" + markup(software_) +
               "</softwareName></processingSoftware></Processing></Description>\n<Tags>\n"
               "<OtherTag ID=\"accept\" TYPE=\"status\" LABEL=\"accept\"/>\n"
               "<OtherTag ID=\"doubt\" TYPE=\"status\" LABEL=\"doubt\" DESCRIPTION=\"要確認\"/>\n" +
               tags_ + "</Tags>\n<Layout>\n" + pages_ + "</Layout>\n</alto>\n";
    }

private:
    std::string software_, created_, file_, tags_, pages_;
};

}  // namespace

std::unique_ptr<FormatWriter> makeAlto(const FormatOptions& options) {
    return std::make_unique<Alto>(options);
}

}  // namespace toitsu::ocr
