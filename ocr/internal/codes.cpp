#include "ocr/internal/codes.h"

#define ZX_USE_UTF8 1  // text() gives UTF-8, as it does in every later version
#include <ZXing/DecodeHints.h>
#include <ZXing/ReadBarcode.h>
#include <ZXing/Result.h>

#include <algorithm>
#include <array>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

namespace {

using ZXing::BarcodeFormat;
using ZXing::BarcodeFormats;

// The names that a layout uses.
const auto& kinds() {
    static const std::array<std::pair<std::string_view, BarcodeFormats>, 13> table{{
        {"qr", BarcodeFormat::QRCode | BarcodeFormat::MicroQRCode},
        {"code128", BarcodeFormat::Code128},
        {"code39", BarcodeFormat::Code39},
        {"code93", BarcodeFormat::Code93},
        {"codabar", BarcodeFormat::Codabar},
        {"itf", BarcodeFormat::ITF},
        {"ean13", BarcodeFormat::EAN13},
        {"ean8", BarcodeFormat::EAN8},
        {"upc", BarcodeFormat::UPCA | BarcodeFormat::UPCE},
        {"databar", BarcodeFormat::DataBar | BarcodeFormat::DataBarExpanded},
        {"datamatrix", BarcodeFormat::DataMatrix},
        {"pdf417", BarcodeFormat::PDF417},
        // Aztec is left out: this ZXing looks for it in the middle of a picture only.
        {"any", BarcodeFormat::LinearCodes | BarcodeFormat::QRCode | BarcodeFormat::MicroQRCode |
                    BarcodeFormat::DataMatrix | BarcodeFormat::PDF417},
    }};
    return table;
}

BarcodeFormats formatsOf(std::string_view kind) {
    for (const auto& [name, formats] : kinds())
        if (name == kind) return formats;
    return BarcodeFormat::Any;
}

std::string kindOf(BarcodeFormat format) {
    for (const auto& [name, formats] : kinds())
        if (formats.testFlag(format)) return std::string(name);
    return "any";
}

// One look at one size. ZXing's own way of looking at smaller sizes as well compares what it found at each, and ends
// the program by an assertion where a linear code was seen in several rows at one size and in one row at another.
std::vector<FoundCode> look(const cv::Mat& grey, const CodeSearch& search) {
    const cv::Mat whole = grey.isContinuous() ? grey : grey.clone();
    ZXing::DecodeHints hints;
    hints.setFormats(formatsOf(search.kind));
    hints.setTryHarder(search.everyRow);
    hints.setTryRotate(search.turned);
    hints.setTryDownscale(false);
    hints.setMaxNumberOfSymbols(static_cast<std::uint8_t>(search.most));
    const ZXing::ImageView view(whole.data, whole.cols, whole.rows, ZXing::ImageFormat::Lum);
    std::vector<FoundCode> found;
    for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
        if (!result.isValid()) continue;
        FoundCode code{kindOf(result.format()), result.text(), {}};
        for (const auto& corner : result.position())
            code.quad.push_back({static_cast<double>(corner.x), static_cast<double>(corner.y)});
        found.push_back(std::move(code));
    }
    return found;
}

}  // namespace

std::vector<FoundCode> findCodes(const cv::Mat& grey, const CodeSearch& search) {
    if (grey.cols < 8 || grey.rows < 8) return {};
    std::vector<FoundCode> found = look(grey, search);
    constexpr int factor = 3, least = 500;
    if (!found.empty() || !search.turned || std::min(grey.cols, grey.rows) < least) return found;
    // Large modules with rough edges are smoother from farther away.
    cv::Mat small;
    cv::resize(grey, small, {grey.cols / factor, grey.rows / factor}, 0, 0, cv::INTER_AREA);
    found = look(small, search);
    for (FoundCode& code : found)
        for (Point& p : code.quad) p = {p.x * factor, p.y * factor};
    return found;
}

}  // namespace toitsu::ocr
