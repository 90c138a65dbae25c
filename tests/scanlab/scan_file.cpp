#include "tests/scanlab/scan_file.h"

#include <tiffio.h>
#include <zlib.h>

#include <filesystem>
#include <memory>
#include <opencv2/imgcodecs.hpp>

#include "base/files.h"

namespace toitsu::scanlab {
namespace {

cv::Mat view(const Scan& scan) {
    return cv::Mat(scan.height, scan.width, scan.channels == 3 ? CV_8UC3 : CV_8UC1,
                   const_cast<std::uint8_t*>(scan.pixels.data()));
}

std::string bigEndian(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}

// OpenCV writes a JFIF header without resolution: units (1 = per inch) at byte 13, then both densities.
std::string jpeg(const Scan& scan, int quality) {
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", view(scan), bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    if (bytes.size() > 18 && bytes[6] == 'J' && bytes[7] == 'F') {
        bytes[13] = 1;
        bytes[14] = bytes[16] = static_cast<std::uint8_t>(scan.dpi >> 8);
        bytes[15] = bytes[17] = static_cast<std::uint8_t>(scan.dpi & 255);
    }
    return {bytes.begin(), bytes.end()};
}

// The pHYs chunk (pixels per metre) goes right after IHDR, which ends at byte 33.
std::string png(const Scan& scan) {
    std::vector<std::uint8_t> bytes;
    cv::imencode(".png", view(scan), bytes, {cv::IMWRITE_PNG_COMPRESSION, 6});
    const auto perMetre = static_cast<std::uint32_t>(scan.dpi / 0.0254 + 0.5);
    const std::string body = "pHYs" + bigEndian(perMetre) + bigEndian(perMetre) + '\1';
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<unsigned>(body.size()));
    std::string file(bytes.begin(), bytes.end());
    return file.insert(33, bigEndian(9) + body + bigEndian(static_cast<std::uint32_t>(sum)));
}

struct CloseTiff {
    void operator()(TIFF* file) const { TIFFClose(file); }
};

bool writeTiffPage(TIFF* file, const Scan& scan) {
    const auto width = static_cast<std::uint32_t>(scan.width);
    TIFFSetField(file, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(file, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(scan.height));
    TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, scan.channels);
    TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, scan.bilevel ? 1 : 8);
    TIFFSetField(file, TIFFTAG_PHOTOMETRIC,
                 scan.bilevel         ? PHOTOMETRIC_MINISWHITE
                 : scan.channels == 3 ? PHOTOMETRIC_RGB
                                      : PHOTOMETRIC_MINISBLACK);
    TIFFSetField(file, TIFFTAG_COMPRESSION, scan.bilevel ? COMPRESSION_CCITTFAX4 : COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(scan.height));
    TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    TIFFSetField(file, TIFFTAG_XRESOLUTION, static_cast<double>(scan.dpi));
    TIFFSetField(file, TIFFTAG_YRESOLUTION, static_cast<double>(scan.dpi));
    std::vector<std::uint8_t> row;
    for (int y = 0; y < scan.height; ++y) {
        const std::uint8_t* source =
            scan.pixels.data() + static_cast<std::size_t>(y) * width * static_cast<std::size_t>(scan.channels);
        if (scan.bilevel) {
            row.assign((width + 7) / 8, 0);
            for (std::uint32_t x = 0; x < width; ++x) {
                if (source[x] < 128) row[x / 8] = static_cast<std::uint8_t>(row[x / 8] | 128 >> (x % 8));
            }
        } else {
            row.assign(source, source + width * static_cast<std::size_t>(scan.channels));
            for (std::size_t i = 0; scan.channels == 3 && i + 2 < row.size(); i += 3) std::swap(row[i], row[i + 2]);
        }
        if (TIFFWriteScanline(file, row.data(), static_cast<std::uint32_t>(y), 0) < 0) return false;
    }
    return TIFFWriteDirectory(file) == 1;
}

// A page is one JPEG as large as the paper: what a multifunction copier sends.
std::string pdf(const std::vector<Scan>& pages) {
    std::string file = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    const auto object = [&](const std::string& body) {
        offsets.push_back(file.size());
        file += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
    };
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(3 + 3 * i) + " 0 R ";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [ " + kids + "] >>");
    for (const Scan& page : pages) {
        const std::string number = std::to_string(offsets.size() + 2), contents = std::to_string(offsets.size() + 3);
        const std::string width = std::to_string(page.width * 72.0 / page.dpi),
                          height = std::to_string(page.height * 72.0 / page.dpi);
        object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + width + " " + height +
               "] /Resources << /XObject << /Im " + number + " 0 R >> >> /Contents " + contents + " 0 R >>");
        const std::string image = jpeg(page, page.jpegQuality > 0 ? page.jpegQuality : 92);
        object("<< /Type /XObject /Subtype /Image /Width " + std::to_string(page.width) + " /Height " +
               std::to_string(page.height) + " /ColorSpace " + (page.channels == 3 ? "/DeviceRGB" : "/DeviceGray") +
               " /BitsPerComponent 8 /Filter /DCTDecode /Length " + std::to_string(image.size()) + " >>\nstream\n" +
               image + "\nendstream");
        const std::string drawing = "q " + width + " 0 0 " + height + " 0 0 cm /Im Do Q";
        object("<< /Length " + std::to_string(drawing.size()) + " >>\nstream\n" + drawing + "\nendstream");
    }
    const std::size_t table = file.size();
    const std::string count = std::to_string(offsets.size() + 1);
    file += "xref\n0 " + count + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
        const std::string digits = std::to_string(offset);
        file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return file + "trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

}  // namespace

std::string naturalFormat(const Scan& scan) {
    return scan.bilevel ? "tif" : scan.jpegQuality == 0 ? "png" : "jpg";
}

Result<void> writeScans(const std::vector<Scan>& pages, const std::string& path) {
    const std::string ending = std::filesystem::path(path).extension().string();
    const bool several = ending == ".tif" || ending == ".pdf";
    if (pages.empty() || (!several && (pages.size() > 1 || (ending != ".jpg" && ending != ".png")))) {
        return fail(
            ErrorKind::usage, "T011",
            {"この種類のファイルには書けません。jpg か png（1ページ）、tif か pdf（何ページでも）にしてください。",
             "This kind of file cannot hold it. Use jpg or png (one page), tif or pdf (any number of pages)."},
            {path});
    }
    if (ending == ".jpg")
        return files::writeAtomically(path, jpeg(pages[0], pages[0].jpegQuality > 0 ? pages[0].jpegQuality : 92));
    if (ending == ".png") return files::writeAtomically(path, png(pages[0]));
    if (ending == ".pdf") return files::writeAtomically(path, pdf(pages));
    const std::unique_ptr<TIFF, CloseTiff> file(TIFFOpen(path.c_str(), "w"));
    bool good = file != nullptr;
    for (const Scan& page : pages) good = good && writeTiffPage(file.get(), page);
    if (good) return {};
    return fail(ErrorKind::input, "T010",
                {"TIFF を書けません。フォルダーと空き容量を確かめてください。",
                 "The TIFF cannot be written. Check the folder and the free space."},
                {path});
}

}  // namespace toitsu::scanlab
