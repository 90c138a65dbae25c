#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>

#include "ocr/internal/formats.h"
#include "ocr/internal/pdf.h"

// A scan in a PDF is drawn at the scan's own resolution: any other would blur every stroke once more, and a 200 dpi
// scan drawn at 300 dpi costs more than twice the pixels and shows nothing new. Poppler stretches an image to the pixel
// in which it ends, so one that ends exactly between two pixels is stretched by one and blurred all over. Drawn half a
// pixel smaller it ends within its last pixel, and every pixel comes out as it was scanned.

namespace toitsu::ocr {

namespace {

constexpr double kBornDigitalDpi = 300;
constexpr double kFinestDpi = 450;  // finer gains nothing and costs much

// "Page    3 size: 595.276 x 841.89 pts (A4)"
PdfPage sizeIn(const std::string& line, std::size_t at) {
    char* end = nullptr;
    PdfPage page;
    page.width = std::strtod(line.c_str() + at, &end);
    while (*end == ' ' || *end == 'x') ++end;
    page.height = std::strtod(end, nullptr);
    return page;
}

// The resolution at which `pixels` end half a pixel early. pdfimages tells a whole number; scanners use a few. Where
// the page was cut by rounding its size, the image also begins within the pixel before the first.
double exactly(double told, int pixels, double points, bool cutAtStart) {
    const double whole = std::round(told), onPage = points / 72 * whole;
    const bool usual = whole == 100 || whole == 150 || whole == 200 || whole == 240 || whole == 300 || whole == 400;
    const bool fills = std::abs(onPage - pixels) < 0.006 * pixels;
    if (!usual && fills) return (pixels - 0.5) * 72 / points;
    const bool cut = cutAtStart && fills && onPage < pixels - 0.02;
    return whole * (1 - (cut ? 1.5 : 0.5) / pixels);
}

}  // namespace

PdfInfo parsePdfInfo(const std::string& output) {
    PdfInfo info;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("Pages:", 0) == 0) info.pages = std::atoi(line.c_str() + 6);
        if (line.rfind("Page ", 0) != 0) continue;
        const auto size = line.find(" size:"), turn = line.find(" rot:");
        if (size != std::string::npos) info.sizes.push_back(sizeIn(line, size + 6));
        if (turn != std::string::npos && !info.sizes.empty()) {
            const int degrees = std::atoi(line.c_str() + turn + 5) % 360;
            info.sizes.back().turn = degrees < 0 ? degrees + 360 : degrees;
        }
    }
    return info;
}

// "   1     0 image    1654  2339  gray    1   8  jpeg   no         4  0   200   200  317K 8.4%"; inline images have
// "[inline]" for object and id.
std::vector<EmbeddedImage> parsePdfImages(const std::string& output) {
    std::vector<EmbeddedImage> images;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        EmbeddedImage image;
        std::string number, type, colour, components, bits, encoding, interpolated, object, id;
        if (!(words >> image.page >> number >> type >> image.width >> image.height)) continue;
        words >> colour >> components >> bits >> encoding >> interpolated >> object;
        if (object != "[inline]") words >> id;
        words >> image.dpiX >> image.dpiY;
        // A soft mask belongs to its image; a stencil may be the text layer of a compressed scan.
        const auto possible = [](double dpi) { return dpi >= 1 && dpi <= 10'000; };
        if (words && type != "smask" && image.width > 0 && image.height > 0 && possible(image.dpiX) &&
            possible(image.dpiY))
            images.push_back(image);
    }
    return images;
}

PdfDrawing drawingOf(const PdfPage& page, const std::vector<EmbeddedImage>& images) {
    const double pageArea = page.width / 72 * page.height / 72;
    std::map<std::pair<long, long>, double> areas;  // square inches by resolution
    for (const EmbeddedImage& image : images)
        areas[{std::lround(image.dpiX), std::lround(image.dpiY)}] +=
            image.width / image.dpiX * image.height / image.dpiY;
    // Of the layers that cover most of the page the finest: it holds the strokes.
    double dpi = 0;
    for (const auto& [resolution, area] : areas)
        if (area > 0.6 * pageArea)
            dpi = std::max(dpi, static_cast<double>(std::max(resolution.first, resolution.second)));
    if (dpi < 100) return {kBornDigitalDpi, kBornDigitalDpi};  // no scan, or a photograph spread over a page
    if (dpi > kFinestDpi) {
        const double fewer = dpi / std::ceil(dpi / kFinestDpi);
        return {fewer, fewer};
    }
    if (images.size() != 1) return {dpi, dpi};
    const EmbeddedImage& image = images.front();
    const bool turned = std::abs(page.width * image.height / (page.height * image.width) - 1) > 0.1;
    const bool lying = page.turn % 180 != 0;
    const double x = exactly(turned ? image.dpiY : image.dpiX, turned ? image.height : image.width, page.width, false);
    const double y =
        exactly(turned ? image.dpiX : image.dpiY, turned ? image.width : image.height, page.height, page.turn == 0);
    // Poppler means the directions of the page as it is shown.
    return lying ? PdfDrawing{y, x} : PdfDrawing{x, y};
}

Picture pictureOfPnm(std::string_view bytes) {
    if (bytes.size() < 9 || bytes[0] != 'P' || (bytes[1] != '5' && bytes[1] != '6')) return {};
    const int channels = bytes[1] == '6' ? 3 : 1;
    std::size_t at = 2;
    const auto number = [&] {
        while (at < bytes.size() && std::isspace(static_cast<unsigned char>(bytes[at])) != 0) ++at;
        std::int64_t value = 0;
        while (at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9' && value < 10'000'000)
            value = value * 10 + (bytes[at++] - '0');
        return value;
    };
    const auto width = number(), height = number(), most = number();
    ++at;  // one white space before the pixels
    if (width < 1 || height < 1 || most != 255 || width * height > 1'000'000'000) return {};
    const auto count = static_cast<std::size_t>(width * height * channels);
    if (at > bytes.size() || bytes.size() - at < count) return {};
    Pixels pixels = paper(static_cast<int>(width), static_cast<int>(height), channels);
    const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data()) + at;
    if (channels == 1)
        std::copy(in, in + count, pixels->begin());
    else
        for (std::size_t n = 0; n < count; n += 3) {
            (*pixels)[n] = in[n + 2];
            (*pixels)[n + 1] = in[n + 1];
            (*pixels)[n + 2] = in[n];
        }
    return {static_cast<int>(width), static_cast<int>(height), channels, pixels};
}

// Poppler fills what is missing of a JPEG with grey, and says nothing. The pictures of a scan stand in the file as they
// are: each is looked through for damage. (Encrypted ones are not found; a picture without a page matters to nobody.)
bool picturesAreWhole(std::string_view bytes, const Limits& limits) {
    using namespace std::string_view_literals;
    for (std::size_t at = 0; (at = bytes.find("stream"sv, at)) != std::string_view::npos;) {
        at += 6;
        std::size_t begin = at;
        if (bytes.substr(begin, 1) == "\r"sv) ++begin;
        if (bytes.substr(begin, 1) == "\n"sv) ++begin;
        if (begin == at || bytes.substr(begin, 3) != "\xff\xd8\xff"sv) continue;
        const std::size_t end = std::min(bytes.find("endstream"sv, begin), bytes.size());
        if (!soundJpeg(bytes.substr(begin, end - begin), limits)) return false;
        at = end;
    }
    return true;
}

}  // namespace toitsu::ocr
