// PDF/A-2b (ISO 19005-2) by qpdf. A page is its picture and, above it, text in rendering mode 3, which is never drawn.
// The output intent is sRGB, the font is embedded, the metadata say what the file is; there is no date and the file's
// identifier follows from its content, so that the same scan gives the same bytes.

#include "ocr/formats/pdf.h"

#include <array>
#include <cmath>
#include <memory>

#define POINTERHOLDER_TRANSITION 4  // qpdf 11: std::shared_ptr only
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "ocr/formats/glyphless_font.h"
#include "ocr/formats/markup.h"
#include "ocr/formats/pdf_image.h"
#include "ocr/formats/srgb_profile.h"
#include "ocr/formats/text_layer.h"

namespace toitsu::ocr {

namespace {

using Object = QPDFObjectHandle;

tl::unexpected<Error> unwritable(const std::string& file) {
    return fail(ErrorKind::internal, "S041",
                {"PDF を作れません。toitsu の不具合です。お知らせください",
                 "the PDF cannot be made; this is a defect of toitsu, please report it"},
                {file, 0, 0, 0});
}

// Unit square → upright page (ISO 32000-1, 8.3.3), by what EXIF says must be done to the stored picture.
std::string placement(int orientation, double width, double height) {
    const std::string w = plain(width, 4), h = plain(height, 4);
    const std::array<std::string, 8> matrices{
        w + " 0 0 " + h + " 0 0",
        "-" + w + " 0 0 " + h + " " + w + " 0",
        "-" + w + " 0 0 -" + h + " " + w + " " + h,
        w + " 0 0 -" + h + " 0 " + h,
        "0 -" + h + " -" + w + " 0 " + w + " " + h,
        "0 -" + h + " " + w + " 0 0 " + h,
        "0 " + h + " " + w + " 0 0 0",
        "0 " + h + " -" + w + " 0 " + w + " 0",
    };
    return matrices[static_cast<std::size_t>(orientation >= 1 && orientation <= 8 ? orientation - 1 : 0)];
}

std::string metadata(const FormatOptions& options) {
    std::string out =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n"
        "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreatorTool>" +
        markup(options.software) + "</xmp:CreatorTool>";
    if (!options.created.empty()) out += "<xmp:CreateDate>" + markup(options.created) + "</xmp:CreateDate>";
    return out + "</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

class Pdf : public FormatWriter {
public:
    explicit Pdf(const FormatOptions& options) : options_(options) {
        pdf_.emptyPDF();
        font_ = pdf_.makeIndirectObject(Object::newDictionary());
    }

    Result<void> add(const ReadPage& read) override {
        const ReadPage page = sheetAlone(read);
        file_ = page.page.file;
        auto image = pdfImage(page.page);
        if (!image) return fail(image.error());
        try {
            addPage(page, std::move(*image));
        } catch (const std::exception&) {
            return unwritable(file_);
        }
        return {};
    }

    Result<std::string> finish() override {
        try {
            completeFont();
            completeCatalogue();
            QPDFWriter writer(pdf_);
            writer.setOutputMemory();
            writer.setDeterministicID(true);
            writer.setMinimumPDFVersion("1.7");
            writer.setObjectStreamMode(qpdf_o_disable);
            writer.write();
            const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
            return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
        } catch (const std::exception&) {
            return unwritable(file_);
        }
    }

private:
    Object stream(const std::string& data) { return Object::newStream(&pdf_, data); }

    Object imageObject(PdfImage image) {
        Object object = Object::newStream(&pdf_);
        Object dictionary = object.getDict();
        dictionary.replaceKey("/Type", Object::newName("/XObject"));
        dictionary.replaceKey("/Subtype", Object::newName("/Image"));
        dictionary.replaceKey("/Width", Object::newInteger(image.width));
        dictionary.replaceKey("/Height", Object::newInteger(image.height));
        dictionary.replaceKey("/BitsPerComponent", Object::newInteger(image.bits));
        Object colours = Object::newName(image.components == 3 ? "/DeviceRGB" : "/DeviceGray");
        if (!image.palette.empty())
            colours = Object::newArray({Object::newName("/Indexed"), Object::newName("/DeviceRGB"),
                                        Object::newInteger(static_cast<int>(image.palette.size() / 3) - 1),
                                        Object::newString(image.palette)});
        dictionary.replaceKey("/ColorSpace", colours);
        Object parameters = Object::newNull();
        std::string filter = "/DCTDecode";
        if (image.coding == PdfImage::Coding::g4) {
            filter = "/CCITTFaxDecode";
            parameters = Object::newDictionary({{"/K", Object::newInteger(-1)},
                                                {"/Columns", Object::newInteger(image.width)},
                                                {"/Rows", Object::newInteger(image.height)}});
        } else if (image.coding == PdfImage::Coding::png) {
            filter = "/FlateDecode";
            parameters = Object::newDictionary({{"/Predictor", Object::newInteger(15)},
                                                {"/Colors", Object::newInteger(image.components)},
                                                {"/BitsPerComponent", Object::newInteger(image.bits)},
                                                {"/Columns", Object::newInteger(image.width)}});
        }
        object.replaceStreamData(image.data, Object::newName(filter), parameters);
        return object;
    }

    void addPage(const ReadPage& page, PdfImage image) {
        const Picture& picture = page.page.picture;
        // Without a credible resolution the longer side is taken for A4's.
        const double dpi = page.page.dpi > 0 ? page.page.dpi : std::max(picture.width, picture.height) / (297 / 25.4);
        const double scale = 72 / dpi, width = picture.width * scale, height = picture.height * scale;
        const std::string content = "q\n" + placement(image.orientation, width, height) + " cm\n/Im Do\nQ\n" +
                                    textLayer(fieldTexts(page), height, scale, codes_);
        Object resources = Object::newDictionary();
        resources.replaceKey("/XObject", Object::newDictionary({{"/Im", imageObject(std::move(image))}}));
        resources.replaceKey("/Font", Object::newDictionary({{"/F", font_}}));
        const auto number = [](double value) { return Object::newReal(value, 4); };
        Object object = Object::newDictionary(
            {{"/Type", Object::newName("/Page")},
             {"/MediaBox", Object::newArray({number(0), number(0), number(width), number(height)})},
             {"/Resources", resources},
             {"/Contents", stream(content)}});
        if (const int turns = quarterTurns(page); turns != 0)
            object.replaceKey("/Rotate", Object::newInteger(360 - 90 * turns));
        QPDFPageDocumentHelper(pdf_).addPage(QPDFPageObjectHelper(pdf_.makeIndirectObject(object)), false);
    }

    void completeFont() {
        const std::string file = glyphlessFont();
        Object program = stream(file);
        program.getDict().replaceKey("/Length1", Object::newInteger(static_cast<int>(file.size())));
        const auto integers = [](std::initializer_list<int> values) {
            Object array = Object::newArray();
            for (const int value : values) array.appendItem(Object::newInteger(value));
            return array;
        };
        Object descriptor = pdf_.makeIndirectObject(Object::newDictionary({
            {"/Type", Object::newName("/FontDescriptor")},
            {"/FontName", Object::newName("/ToitsuGlyphless")},
            {"/Flags", Object::newInteger(5)},  // fixed pitch, symbolic
            {"/FontBBox", integers({0, -120, kGlyphlessUnits, 880})},
            {"/ItalicAngle", Object::newInteger(0)},
            {"/Ascent", Object::newInteger(880)},
            {"/Descent", Object::newInteger(-120)},
            {"/CapHeight", Object::newInteger(880)},
            {"/StemV", Object::newInteger(80)},
            {"/FontFile2", program},
        }));
        // Every character is drawn by the same empty glyph 1.
        std::string glyphs(2, '\0');
        for (std::size_t i = 0; i < codes_.size(); ++i) glyphs += std::string("\0\1", 2);
        Object descendant = pdf_.makeIndirectObject(Object::newDictionary({
            {"/Type", Object::newName("/Font")},
            {"/Subtype", Object::newName("/CIDFontType2")},
            {"/BaseFont", Object::newName("/ToitsuGlyphless")},
            {"/CIDSystemInfo", Object::newDictionary({{"/Registry", Object::newString("Adobe")},
                                                      {"/Ordering", Object::newString("Identity")},
                                                      {"/Supplement", Object::newInteger(0)}})},
            {"/FontDescriptor", descriptor},
            {"/DW", Object::newInteger(kGlyphlessUnits)},
            {"/CIDToGIDMap", stream(glyphs)},
        }));
        font_.replaceKey("/Type", Object::newName("/Font"));
        font_.replaceKey("/Subtype", Object::newName("/Type0"));
        font_.replaceKey("/BaseFont", Object::newName("/ToitsuGlyphless"));
        font_.replaceKey("/Encoding", Object::newName("/Identity-H"));
        font_.replaceKey("/DescendantFonts", Object::newArray({descendant}));
        font_.replaceKey("/ToUnicode", stream(codes_.toUnicode()));
    }

    void completeCatalogue() {
        Object profile = stream(srgbProfile());
        profile.getDict().replaceKey("/N", Object::newInteger(3));
        Object intent = Object::newDictionary({{"/Type", Object::newName("/OutputIntent")},
                                               {"/S", Object::newName("/GTS_PDFA1")},
                                               {"/OutputConditionIdentifier", Object::newString("sRGB")},
                                               {"/Info", Object::newString("sRGB")},
                                               {"/DestOutputProfile", profile}});
        Object information = stream(metadata(options_));
        information.getDict().replaceKey("/Type", Object::newName("/Metadata"));
        information.getDict().replaceKey("/Subtype", Object::newName("/XML"));
        Object root = pdf_.getRoot();
        root.replaceKey("/OutputIntents", Object::newArray({intent}));
        root.replaceKey("/Metadata", information);
        root.replaceKey("/Lang", Object::newString("ja"));
    }

    FormatOptions options_;
    QPDF pdf_;
    Object font_;
    GlyphCodes codes_;
    std::string file_;
};

}  // namespace

std::unique_ptr<FormatWriter> makePdf(const FormatOptions& options) {
    return std::make_unique<Pdf>(options);
}

}  // namespace toitsu::ocr
