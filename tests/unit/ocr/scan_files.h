#pragma once

// Small scan files of every kind, made for the tests of loading: what cannot be had from a library at the wanted detail
// (a PNG's chunks, a PDF's objects) is put together byte by byte.

#include <tiffio.h>
#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "base/files.h"

namespace toitsu::ocr::scan_files {

// A page with ruled lines, text-like strokes and, when coloured, a red ring.
inline cv::Mat page(int width, int height, int channels = 1) {
    cv::Mat mat(height, width, channels == 3 ? CV_8UC3 : CV_8UC1, cv::Scalar::all(250));
    for (int y = height / 8; y < height; y += std::max(4, height / 8))
        cv::line(mat, {width / 10, y}, {width * 9 / 10, y}, cv::Scalar::all(30), 2);
    for (int n = 0; n < 60; ++n)
        cv::line(mat, {(n * 37) % width, (n * 91) % height}, {(n * 37 + 15) % width, (n * 91 + 9) % height},
                 cv::Scalar::all(n % 3 * 40), 1);
    if (channels == 3) cv::circle(mat, {width / 2, height / 2}, std::min(width, height) / 6, {40, 40, 220}, 3);
    return mat;
}

inline cv::Mat bilevel(const cv::Mat& grey) {
    cv::Mat out;
    cv::threshold(grey, out, 128, 255, cv::THRESH_BINARY);
    return out;
}

inline std::string encoded(const std::string& extension, const cv::Mat& mat, const std::vector<int>& options = {}) {
    std::vector<std::uint8_t> bytes;
    cv::imencode(extension, mat, bytes, options);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline std::string bigEndian(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16 & 0xff), static_cast<char>(value >> 8 & 0xff),
            static_cast<char>(value & 0xff)};
}

inline std::string deflated(const std::string& data) {
    uLongf size = compressBound(static_cast<uLong>(data.size()));
    std::string out(size, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()),
              static_cast<uLong>(data.size()), 9);
    out.resize(size);
    return out;
}

inline std::string chunk(const std::string& type, const std::string& body) {
    const std::string named = type + body;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(named.data()), static_cast<uInt>(named.size()));
    return bigEndian(static_cast<std::uint32_t>(body.size())) + named + bigEndian(static_cast<std::uint32_t>(sum));
}

// `colour`: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. `rows` with their filter bytes, not packed
// yet.
inline std::string png(int width, int height, int depth, int colour, const std::string& rows,
                       const std::string& between = {}, int interlace = 0) {
    using namespace std::string_literals;
    const std::string header = bigEndian(static_cast<std::uint32_t>(width)) +
                               bigEndian(static_cast<std::uint32_t>(height)) + static_cast<char>(depth) +
                               static_cast<char>(colour) + "\0\0"s + static_cast<char>(interlace);
    return "\x89PNG\r\n\x1a\n"s + chunk("IHDR", header) + between + chunk("IDAT", deflated(rows)) + chunk("IEND", "");
}

struct TiffKind {
    int compression = COMPRESSION_CCITTFAX4;
    int bits = 1;
    float dpiX = 300, dpiY = 300;
    int rowsPerStrip = 0;  // 0: one strip
    int tile = 0;          // side of tiles
    int orientation = 1;
    bool thumbnailFirst = false;
};

inline void writeTiffPage(TIFF* tiff, const cv::Mat& mat, const TiffKind& kind, bool reduced) {
    const int samples = mat.channels();
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, mat.cols);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, mat.rows);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, kind.bits);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, kind.compression);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, kind.orientation);
    const bool jpegColour = samples == 3 && kind.compression == COMPRESSION_JPEG;
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
                 jpegColour       ? PHOTOMETRIC_YCBCR
                 : samples == 3   ? PHOTOMETRIC_RGB
                 : kind.bits == 1 ? PHOTOMETRIC_MINISWHITE
                                  : PHOTOMETRIC_MINISBLACK);
    if (jpegColour) TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, kind.dpiX);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, kind.dpiY);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    if (reduced) TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
    if (kind.tile > 0) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, kind.tile);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, kind.tile);
        std::vector<std::uint8_t> tile(static_cast<std::size_t>(TIFFTileSize(tiff)));
        for (int y = 0; y < mat.rows; y += kind.tile)
            for (int x = 0; x < mat.cols; x += kind.tile) {
                const cv::Rect there = cv::Rect(x, y, kind.tile, kind.tile) & cv::Rect({0, 0}, mat.size());
                cv::Mat out(kind.tile, kind.tile, mat.type(), tile.data());
                mat(there).copyTo(out(cv::Rect({0, 0}, there.size())));
                TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), 0, 0);
            }
        TIFFWriteDirectory(tiff);
        return;
    }
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, kind.rowsPerStrip > 0 ? kind.rowsPerStrip : mat.rows);
    cv::Mat ordered = mat.clone();
    if (samples == 3) cv::cvtColor(mat, ordered, cv::COLOR_BGR2RGB);
    for (int y = 0; y < mat.rows; ++y) {
        std::vector<std::uint8_t> row(ordered.ptr(y), ordered.ptr(y) + static_cast<std::size_t>(mat.cols * samples));
        if (kind.bits == 1) {
            std::vector<std::uint8_t> packed(static_cast<std::size_t>(mat.cols + 7) / 8);
            for (std::size_t x = 0; x < row.size(); ++x)
                if (row[x] < 128) packed[x / 8] = static_cast<std::uint8_t>(packed[x / 8] | (0x80 >> (x % 8)));
            row = packed;
        }
        TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0);
    }
    TIFFWriteDirectory(tiff);
}

inline std::string tiff(const std::vector<cv::Mat>& pages, const TiffKind& kind) {
    const auto folder = files::TemporaryFolder::make("toitsu-tiff");
    const std::string path = folder->path() + "/a.tif";
    TIFF* out = TIFFOpen(path.c_str(), "w");
    if (kind.thumbnailFirst) {
        cv::Mat small;
        cv::resize(pages.front(), small, {}, 0.1, 0.1, cv::INTER_AREA);
        writeTiffPage(out, small, kind, true);
    }
    for (const cv::Mat& page : pages) writeTiffPage(out, page, kind, false);
    TIFFClose(out);
    return *files::read(path);
}

// Pages that each show one JPEG, `points` wide and high, with something drawn over them.
struct PdfSheet {
    std::string jpeg;
    int width = 0, height = 0;  // of the JPEG
    bool colour = false;
    double pointsWide = 595.2, pointsHigh = 841.92;
    int turn = 0;
    std::string over;                     // content after the picture
    double imageWide = 0, imageHigh = 0;  // points; 0: as the page
};

inline std::string pdf(const std::vector<PdfSheet>& sheets) {
    std::vector<std::string> objects(3);
    objects[1] = "<</Type/Catalog/Pages 2 0 R>>";
    std::string kids;
    for (const PdfSheet& s : sheets) {
        const std::size_t first = objects.size();
        kids += std::to_string(first) + " 0 R ";
        const std::string size = std::to_string(s.pointsWide) + " " + std::to_string(s.pointsHigh);
        std::string resources = "<<>>", content = s.over;
        if (!s.jpeg.empty()) {
            resources = "<</XObject<</I " + std::to_string(first + 2) + " 0 R>>>>";
            content = "q " + std::to_string(s.imageWide > 0 ? s.imageWide : s.pointsWide) + " 0 0 " +
                      std::to_string(s.imageHigh > 0 ? s.imageHigh : s.pointsHigh) + " 0 0 cm /I Do Q " + s.over;
        }
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + size + "]/Rotate " + std::to_string(s.turn) +
                          "/Resources" + resources + "/Contents " + std::to_string(first + 1) + " 0 R>>");
        objects.push_back("<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream");
        if (!s.jpeg.empty())
            objects.push_back("<</Type/XObject/Subtype/Image/Width " + std::to_string(s.width) + "/Height " +
                              std::to_string(s.height) + "/BitsPerComponent 8/ColorSpace/" +
                              (s.colour ? "DeviceRGB" : "DeviceGray") + "/Filter/DCTDecode/Length " +
                              std::to_string(s.jpeg.size()) + ">>stream\n" + s.jpeg + "\nendstream");
    }
    objects[2] = "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(sheets.size()) + ">>";
    std::string out = "%PDF-1.4\n", table;
    for (std::size_t n = 1; n < objects.size(); ++n) {
        std::string offset = std::to_string(out.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        out += std::to_string(n) + " 0 obj\n" + objects[n] + "\nendobj\n";
    }
    const std::string count = std::to_string(objects.size());
    return out + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer<</Size " + count +
           "/Root 1 0 R>>\nstartxref\n" + std::to_string(out.size()) + "\n%%EOF\n";
}

}  // namespace toitsu::ocr::scan_files
