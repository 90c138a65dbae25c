// PAGE-XML 2019-07-15. A field is a TextRegion with one TextLine. `custom` has the form that Transkribus and OCR-D
// read: "field {id:…; value:…; status:…;}".

#include "ocr/formats/page_xml.h"

#include "ocr/formats/markup.h"

namespace toitsu::ocr {

namespace {

// The schema wants a time; this one says that none was asked for.
constexpr const char* kNoTime = "1970-01-01T00:00:00Z";

// Inside custom: what would end a value or the group is written as \u00XX, as Transkribus does.
std::string customValue(const std::string& text) {
    std::string out;
    for (const char c : text) switch (c) {
            case ';':
                out += "\\u003B";
                break;
            case '{':
                out += "\\u007B";
                break;
            case '}':
                out += "\\u007D";
                break;
            case '\\':
                out += "\\u005C";
                break;
            default:
                out += c;
        }
    return out;
}

std::string regionOf(const FieldText& field, const Picture& picture, const std::string& id) {
    const std::string coords = "<Coords" + attribute("points", points(field.quad, picture)) + "/>";
    const std::string equivalent = "<TextEquiv" + attribute("conf", plain(field.confidence, 4)) + "><Unicode>" +
                                   markup(field.text) + "</Unicode></TextEquiv>";
    const std::string custom = "field {id:" + customValue(field.id) + "; title:" + customValue(field.title) +
                               "; value:" + customValue(field.value) +
                               "; status:" + (field.doubt ? "doubt" : "accept") + ";}";
    std::string out = "<TextRegion" + attribute("id", "r" + id) + attribute("custom", custom) +
                      " type=\"other\" primaryLanguage=\"Japanese\">" + coords;
    if (!field.text.empty())
        out += "<TextLine" + attribute("id", "l" + id) + ">" + coords + equivalent + "</TextLine>" + equivalent;
    return out + "</TextRegion>\n";
}

class PageXml : public FormatWriter {
public:
    explicit PageXml(const FormatOptions& options)
        : software_(options.software), created_(options.created.empty() ? kNoTime : options.created) {}

    Result<void> add(const ReadPage& page) override {
        const Picture& picture = page.page.picture;
        std::string order, regions;
        int number = 0;
        for (const FieldText& field : fieldTexts(page)) {
            const std::string id = std::to_string(++number);
            order += "<RegionRefIndexed" + attribute("index", number - 1) + attribute("regionRef", "r" + id) + "/>";
            regions += regionOf(field, picture, id);
        }
        std::string custom = std::string("page {number:") + std::to_string(page.page.number) +
                             (page.page.sheet > 0 ? "; sheet:" + std::to_string(page.page.sheet) : std::string()) +
                             "; status:" + statusName(page.reading.status) + ";";
        if (page.record)
            custom += " form:" + page.reading.form + "; layout:" + page.reading.layout + ";";
        else
            custom += " code:" + page.reading.code + ";";
        out_ =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\" "
            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
            "xsi:schemaLocation=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15 "
            "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15/pagecontent.xsd\">\n"
            "<Metadata><Creator>" +
            markup(software_) + "</Creator><Created>" + markup(created_) + "</Created><LastChange>" + markup(created_) +
            "</LastChange></Metadata>\n<Page" + attribute("imageFilename", lastPart(page.page.file)) +
            attribute("imageWidth", picture.width) + attribute("imageHeight", picture.height) +
            resolution(page.page.dpi) + attribute("custom", custom + "}") +
            " primaryLanguage=\"Japanese\" readingDirection=\"left-to-right\">\n";
        if (number > 0)
            out_ += "<ReadingOrder><OrderedGroup id=\"order\">" + order + "</OrderedGroup></ReadingOrder>\n";
        out_ += regions + "</Page>\n</PcGts>\n";
        return {};
    }

    Result<std::string> finish() override { return out_; }

private:
    static std::string resolution(double dpi) {
        if (dpi <= 0) return {};
        const std::string number = plain(dpi, 2);
        return attribute("imageXResolution", number) + attribute("imageYResolution", number) +
               " imageResolutionUnit=\"PPI\"";
    }

    std::string software_, created_, out_;
};

}  // namespace

std::unique_ptr<FormatWriter> makePageXml(const FormatOptions& options) {
    return std::make_unique<PageXml>(options);
}

}  // namespace toitsu::ocr
