// JPEG (grey, colour) and plain PNG go into a PDF byte by byte. What PDF does not know (TIFF, CMYK, interlaced, with
// alpha) is stored from the decoded pixels: G4 when there is only black and white, which gives a fax page back exactly,
// else PNG's compression.

#include "ocr/formats/pdf_image.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include <leptonica/allheaders.h>

#include <opencv2/imgcodecs.hpp>

#include "base/files.h"
#include "ocr/formats/big_endian.h"
#include "ocr/internal/formats.h"
#include "ocr/internal/mat.h"

namespace toitsu::ocr {

namespace {

tl::unexpected<Error> impossible(const Page& page) {
    return fail(ErrorKind::internal, "S040",
                {"ページを PDF にできません。toitsu の不具合です。お知らせください",
                 "a page cannot be put into a PDF; this is a defect of toitsu, please report it"},
                {page.file, 0, 0, page.number});
}

struct Frame {  // of a JPEG: ITU-T T.81, SOFn
    int bits = 0, width = 0, height = 0, components = 0;
};

std::optional<Frame> frameOf(std::string_view jpeg) {
    for (std::size_t at = 2; at + 9 < jpeg.size();) {
        if (get(jpeg, at, 1) != 0xFF) return std::nullopt;
        const unsigned marker = get(jpeg, at + 1, 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        // Baseline, extended and progressive Huffman coding: what DCTDecode reads.
        if (marker >= 0xC0 && marker <= 0xC2)
            return Frame{static_cast<int>(get(jpeg, at + 4, 1)), static_cast<int>(get(jpeg, at + 7, 2)),
                         static_cast<int>(get(jpeg, at + 5, 2)), static_cast<int>(get(jpeg, at + 9, 1))};
        if (marker == 0xDA || marker == 0xD9) return std::nullopt;
        const bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        at += alone ? 2 : 2 + get(jpeg, at + 2, 2);
    }
    return std::nullopt;
}

std::optional<PdfImage> fromJpeg(const std::string& bytes) {
    const auto frame = frameOf(bytes);
    if (!frame || frame->bits != 8 || (frame->components != 1 && frame->components != 3)) return std::nullopt;
    PdfImage image{PdfImage::Coding::jpeg, bytes, frame->width, frame->height, 8, frame->components, {}, 1};
    image.orientation = headerOfJpeg(bytes).orientation;
    return image;
}

// Pixels that are not square were evened out when the page was loaded: then the file no longer fits the fields.
bool fits(const PdfImage& image, const Picture& picture) {
    const bool turned = image.orientation >= 5;
    return (turned ? image.height : image.width) == picture.width &&
           (turned ? image.width : image.height) == picture.height;
}

// RFC 2083. Only what PDF can show by itself: no interlacing, no transparency.
std::optional<PdfImage> fromPng(std::string_view bytes) {
    PdfImage image;
    image.coding = PdfImage::Coding::png;
    unsigned colour = 0;
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::size_t length = get(bytes, at, 4);
        const std::string_view type = bytes.substr(at + 4, 4);
        if (length > bytes.size() - at - 12) return std::nullopt;
        const std::string_view data = bytes.substr(at + 8, length);
        if (type == "IHDR") {
            image.width = static_cast<int>(get(data, 0, 4));
            image.height = static_cast<int>(get(data, 4, 4));
            image.bits = static_cast<int>(get(data, 8, 1));
            colour = get(data, 9, 1);
            if (get(data, 12, 1) != 0 || image.bits > 8 || (colour != 0 && colour != 2 && colour != 3))
                return std::nullopt;
            image.components = colour == 2 ? 3 : 1;
        } else if (type == "PLTE" && colour == 3) {
            image.palette = data;
        } else if (type == "tRNS") {
            return std::nullopt;
        } else if (type == "IDAT") {
            image.data += data;
        } else if (type == "IEND") {
            break;
        }
        at += 12 + length;
    }
    if (image.data.empty() || (colour == 3 && image.palette.empty())) return std::nullopt;
    return image;
}

struct PixFree {
    void operator()(PIX* pix) const { pixDestroy(&pix); }
    void operator()(l_uint8* bytes) const { lept_free(bytes); }
};

bool bilevel(const Picture& picture) {
    return picture.channels == 1 && std::all_of(picture.pixels->begin(), picture.pixels->end(),
                                                [](std::uint8_t pixel) { return pixel == 0 || pixel == 255; });
}

// The only strip of a TIFF that Leptonica wrote just now, in this machine's byte order.
std::optional<std::string_view> onlyStrip(std::string_view tiff) {
    const bool big = tiff.substr(0, 2) == "MM";
    const auto number = [&](std::size_t at, int count) {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            const auto place = at + static_cast<std::size_t>(big ? i : count - 1 - i);
            value = value << 8 | (place < tiff.size() ? static_cast<unsigned char>(tiff[place]) : 0u);
        }
        return value;
    };
    const std::size_t directory = number(4, 4);
    std::size_t offset = 0, length = 0;
    for (std::size_t i = 0; i < number(directory, 2); ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        const auto tag = number(entry, 2);
        if (tag != 273 && tag != 279) continue;  // StripOffsets, StripByteCounts
        if (number(entry + 4, 4) != 1) return std::nullopt;
        (tag == 273 ? offset : length) = number(entry + 8, number(entry + 2, 2) == 3 ? 2 : 4);
    }
    if (length == 0 || offset + length > tiff.size()) return std::nullopt;
    return tiff.substr(offset, length);
}

std::optional<PdfImage> fromBilevel(const Picture& picture) {
    const std::unique_ptr<PIX, PixFree> pix(pixCreate(picture.width, picture.height, 1));
    if (!pix) return std::nullopt;
    l_uint32* line = pixGetData(pix.get());
    const std::uint8_t* pixel = picture.pixels->data();
    for (int y = 0; y < picture.height; ++y, line += pixGetWpl(pix.get()))
        for (int x = 0; x < picture.width; ++x, ++pixel)
            if (*pixel == 0) SET_DATA_BIT(line, x);
    l_uint8* bytes = nullptr;
    size_t size = 0;
    if (pixWriteMemTiff(&bytes, &size, pix.get(), IFF_TIFF_G4) != 0) return std::nullopt;
    const std::unique_ptr<l_uint8, PixFree> owner(bytes);
    const auto strip = onlyStrip({reinterpret_cast<const char*>(bytes), size});
    if (!strip) return std::nullopt;
    return PdfImage{PdfImage::Coding::g4, std::string(*strip), picture.width, picture.height, 1, 1, {}, 1};
}

}  // namespace

Result<PdfImage> pdfImage(const Page& page) {
    if (const auto bytes = files::read(page.file)) {
        const FileType type = fileTypeOf(*bytes);
        auto image = type == FileType::jpeg  ? fromJpeg(*bytes)
                     : type == FileType::png ? fromPng(*bytes)
                                             : std::optional<PdfImage>();
        if (image && fits(*image, page.picture)) return std::move(*image);
    }
    if (bilevel(page.picture))
        if (auto image = fromBilevel(page.picture)) return std::move(*image);
    std::vector<std::uint8_t> png;
    if (!page.picture.empty() && cv::imencode(".png", view(page.picture), png, {cv::IMWRITE_PNG_COMPRESSION, 4}))
        if (auto image = fromPng({reinterpret_cast<const char*>(png.data()), png.size()})) return std::move(*image);
    return impossible(page);
}

}  // namespace toitsu::ocr
