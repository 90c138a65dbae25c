#pragma once

// Files that are whole and yet unusual, as real machines write them: for the tests that they are read right.

#include <cstdio>

#include <jpeglib.h>

#include <array>
#include <functional>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "tests/unit/ocr/scan_files.h"

namespace toitsu::ocr::odd_files {

// --- JPEG ----------------------------------------------------------------------------------------------------------

struct JpegKind {
    J_COLOR_SPACE given = JCS_EXT_BGR;  // of the picture's channels
    J_COLOR_SPACE stored = JCS_YCbCr;
    bool jfif = true, adobe = false, progressive = false;
    int restart = 0;             // MCUs
    int across = 2, down = 2;    // of the luminance for one of colour
    int unit = 0, x = 1, y = 1;  // JFIF's densities
};

inline std::string jpeg(const cv::Mat& mat, const JpegKind& kind) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = static_cast<JDIMENSION>(mat.cols);
    info.image_height = static_cast<JDIMENSION>(mat.rows);
    info.input_components = mat.channels();
    info.in_color_space = kind.given;
    jpeg_set_defaults(&info);
    jpeg_set_colorspace(&info, kind.stored);
    jpeg_set_quality(&info, 95, TRUE);
    info.write_JFIF_header = kind.jfif ? TRUE : FALSE;
    info.write_Adobe_marker = kind.adobe ? TRUE : FALSE;
    info.density_unit = static_cast<UINT8>(kind.unit);
    info.X_density = static_cast<UINT16>(kind.x);
    info.Y_density = static_cast<UINT16>(kind.y);
    info.restart_interval = static_cast<unsigned>(kind.restart);
    info.comp_info[0].h_samp_factor = kind.across;
    info.comp_info[0].v_samp_factor = kind.down;
    if (kind.progressive) jpeg_simple_progression(&info);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = const_cast<JSAMPROW>(mat.ptr(static_cast<int>(info.next_scanline)));
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    std::string out(reinterpret_cast<const char*>(bytes), size);
    std::free(bytes);
    return out;
}

// An APP1 segment behind the start marker. `dpi` 0: the directory says nothing of resolution. `unit` 2 inch, 3 cm.
inline std::string withExif(const std::string& jpegBytes, int orientation, bool little, unsigned perUnit = 0,
                            int unit = 2) {
    using namespace std::string_literals;
    const auto number = [&](unsigned value, int bytes) {
        std::string out;
        for (int n = 0; n < bytes; ++n) out += static_cast<char>(value >> 8 * (little ? n : bytes - 1 - n) & 0xff);
        return out;
    };
    const auto entry = [&](unsigned tag, unsigned type, const std::string& value) {
        return number(tag, 2) + number(type, 2) + number(1, 4) + value;
    };
    const unsigned entries = perUnit > 0 ? 4 : 1, behind = 8 + 2 + 12 * entries + 4;
    std::string tiff = (little ? "II*\0"s : "MM\0*"s) + number(8, 4) + number(entries, 2);
    tiff += entry(0x112, 3, number(static_cast<unsigned>(orientation), 2) + "\0\0"s);
    if (perUnit > 0)
        tiff += entry(0x11a, 5, number(behind, 4)) + entry(0x11b, 5, number(behind + 8, 4)) +
                entry(0x128, 3, number(static_cast<unsigned>(unit), 2) + "\0\0"s);
    tiff += number(0, 4);
    for (int n = 0; n < 2 && perUnit > 0; ++n) tiff += number(perUnit * 10, 4) + number(10, 4);
    const std::string body = "Exif\0\0"s + tiff;
    const auto length = static_cast<unsigned>(body.size() + 2);
    return jpegBytes.substr(0, 2) + "\xff\xe1" + static_cast<char>(length >> 8) + static_cast<char>(length & 0xff) +
           body + jpegBytes.substr(2);
}

// --- PNG -----------------------------------------------------------------------------------------------------------

// Rows of `depth`-bit samples with their filter bytes; `pick` gives the samples of a pixel. Interlaced: Adam7's passes.
inline std::string pngRows(int width, int height, int depth, bool interlaced,
                           const std::function<std::vector<unsigned>(int, int)>& pick) {
    struct Pass {
        int x, y, dx, dy;
    };
    const std::vector<Pass> passes = interlaced
                                         ? std::vector<Pass>{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                                             {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
                                         : std::vector<Pass>{{0, 0, 1, 1}};
    std::string out;
    for (const Pass& p : passes)
        for (int y = p.y; y < height && p.x < width; y += p.dy) {
            out += '\0';
            unsigned held = 0;
            int bits = 0;
            for (int x = p.x; x < width; x += p.dx)
                for (const unsigned sample : pick(x, y)) {
                    held = held << depth | sample;
                    for (bits += depth; bits >= 8; bits -= 8) out += static_cast<char>(held >> (bits - 8) & 0xff);
                }
            if (bits > 0) out += static_cast<char>(held << (8 - bits) & 0xff);
        }
    return out;
}

// --- TIFF ----------------------------------------------------------------------------------------------------------

// One page of raw rows, written as `tags` say (size, bits, samples and so on stand in them).
inline std::string tiff(const char* mode, const std::vector<std::function<void(TIFF*)>>& pages) {
    const auto folder = files::TemporaryFolder::make("toitsu-tiff");
    const std::string path = folder->path() + "/a.tif";
    TIFF* out = TIFFOpen(path.c_str(), mode);
    for (const auto& page : pages) {
        page(out);
        TIFFWriteDirectory(out);
    }
    TIFFClose(out);
    return *files::read(path);
}

struct TiffTags {
    int width = 0, height = 0, bits = 8, samples = 1;
    int photometric = PHOTOMETRIC_MINISBLACK, compression = COMPRESSION_NONE;
    int fillOrder = FILLORDER_MSB2LSB, planar = PLANARCONFIG_CONTIG, orientation = 1;
    int rowsPerStrip = 16, tile = 0, predictor = 0, groupThreeOptions = 0;
    int unit = 0;  // 0: no resolution at all
    float perUnit = 0;
    int extra = -1;                                     // EXTRASAMPLE_…
    std::vector<std::uint16_t> red{}, green{}, blue{};  // a palette
};

inline void setTags(TIFF* out, const TiffTags& t) {
    TIFFSetField(out, TIFFTAG_IMAGEWIDTH, t.width);
    TIFFSetField(out, TIFFTAG_IMAGELENGTH, t.height);
    TIFFSetField(out, TIFFTAG_BITSPERSAMPLE, t.bits);
    TIFFSetField(out, TIFFTAG_SAMPLESPERPIXEL, t.samples);
    TIFFSetField(out, TIFFTAG_PHOTOMETRIC, t.photometric);
    TIFFSetField(out, TIFFTAG_COMPRESSION, t.compression);
    TIFFSetField(out, TIFFTAG_FILLORDER, t.fillOrder);
    TIFFSetField(out, TIFFTAG_PLANARCONFIG, t.planar);
    TIFFSetField(out, TIFFTAG_ORIENTATION, t.orientation);
    if (t.predictor > 0) TIFFSetField(out, TIFFTAG_PREDICTOR, t.predictor);
    if (t.groupThreeOptions > 0) TIFFSetField(out, TIFFTAG_GROUP3OPTIONS, t.groupThreeOptions);
    if (t.unit > 0) {
        TIFFSetField(out, TIFFTAG_RESOLUTIONUNIT, t.unit);
        TIFFSetField(out, TIFFTAG_XRESOLUTION, t.perUnit);
        TIFFSetField(out, TIFFTAG_YRESOLUTION, t.perUnit);
    }
    if (t.extra >= 0) {
        const std::array<std::uint16_t, 1> kinds{static_cast<std::uint16_t>(t.extra)};
        TIFFSetField(out, TIFFTAG_EXTRASAMPLES, 1, kinds.data());
    }
    if (!t.red.empty()) TIFFSetField(out, TIFFTAG_COLORMAP, t.red.data(), t.green.data(), t.blue.data());
    if (t.tile > 0) {
        TIFFSetField(out, TIFFTAG_TILEWIDTH, t.tile);
        TIFFSetField(out, TIFFTAG_TILELENGTH, t.tile);
    } else {
        TIFFSetField(out, TIFFTAG_ROWSPERSTRIP, t.rowsPerStrip);
    }
}

// Samples of a pixel by `pick`, packed as the tags say: strips by rows, tiles, or a plane for each sample.
inline void writePage(TIFF* out, const TiffTags& t, const std::function<std::vector<unsigned>(int, int)>& pick) {
    setTags(out, t);
    const auto packed = [&](int x0, int y, int count, int plane) {
        std::string row;
        unsigned held = 0;
        int bits = 0;
        for (int x = x0; x < x0 + count; ++x) {
            const std::vector<unsigned> pixel = pick(std::min(x, t.width - 1), std::min(y, t.height - 1));
            for (int s = 0; s < t.samples; ++s) {
                if (plane >= 0 && s != plane) continue;
                const unsigned sample = pixel[static_cast<std::size_t>(s)];
                if (t.bits == 16) {
                    const auto word = static_cast<std::uint16_t>(sample);  // libtiff takes the machine's order
                    row.append(reinterpret_cast<const char*>(&word), 2);
                    continue;
                }
                held = held << t.bits | sample;
                for (bits += t.bits; bits >= 8; bits -= 8) row += static_cast<char>(held >> (bits - 8) & 0xff);
            }
        }
        if (bits > 0) row += static_cast<char>(held << (8 - bits) & 0xff);
        return row;
    };
    const int planes = t.planar == PLANARCONFIG_SEPARATE ? t.samples : 1;
    for (int plane = 0; plane < planes; ++plane) {
        const int only = planes > 1 ? plane : -1;
        if (t.tile > 0) {
            for (int y = 0; y < t.height; y += t.tile)
                for (int x = 0; x < t.width; x += t.tile) {
                    std::string tile;
                    for (int row = 0; row < t.tile; ++row) tile += packed(x, y + row, t.tile, only);
                    TIFFWriteTile(out, tile.data(), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), 0,
                                  static_cast<std::uint16_t>(plane));
                }
            continue;
        }
        for (int y = 0; y < t.height; ++y) {
            std::string row = packed(0, y, t.width, only);
            TIFFWriteScanline(out, row.data(), static_cast<std::uint32_t>(y), static_cast<std::uint16_t>(plane));
        }
    }
}

// --- PDF -----------------------------------------------------------------------------------------------------------

inline std::string stream(const std::string& dictionary, const std::string& body) {
    return "<<" + dictionary + "/Length " + std::to_string(body.size()) + ">>stream\n" + body + "\nendstream";
}

// Objects from number 1 on; the first is the catalogue.
inline std::string pdfOf(const std::vector<std::string>& objects, bool withTable = true) {
    std::string out = "%PDF-1.5\n", table;
    for (std::size_t n = 0; n < objects.size(); ++n) {
        const std::string offset = std::to_string(out.size());
        table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
        out += std::to_string(n + 1) + " 0 obj\n" + objects[n] + "\nendobj\n";
    }
    const std::string count = std::to_string(objects.size() + 1);
    const std::string trailer = "trailer<</Size " + count + "/Root 1 0 R>>\n";
    if (!withTable) return out + trailer + "%%EOF\n";
    return out + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + trailer + "startxref\n" +
           std::to_string(out.size()) + "\n%%EOF\n";
}

// A page that an image fills. `page` stands in the page's dictionary, `image` in the image's.
inline std::string pdfWithImage(const std::string& page, const std::string& image, const std::string& body, double wide,
                                double high, const std::vector<std::string>& further = {}) {
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R" + page + ">>",
        stream("", "q " + std::to_string(wide) + " 0 0 " + std::to_string(high) + " 0 0 cm /I Do Q"),
        stream("/Type/XObject/Subtype/Image" + image, body)};
    objects.insert(objects.end(), further.begin(), further.end());
    return pdfOf(objects);
}

}  // namespace toitsu::ocr::odd_files
