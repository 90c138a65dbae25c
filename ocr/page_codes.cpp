#include "ocr/page_codes.h"

#include <charconv>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/codes.h"
#include "ocr/internal/reduced.h"

// Most pages carry no code, so the usual answer has to be cheap: the page is shrunk to about 150 dpi, where a module of
// 0.4 mm still has more than two pixels, and looked at once.

namespace toitsu::ocr {

namespace {

constexpr double kLookDpi = 150;
constexpr std::string_view kPrefix = "TOITSU:";

}  // namespace

std::vector<PageCode> codesOn(const Page& page) {
    if (page.picture.empty()) return {};
    const Reduced look = reduced(page, kLookDpi);
    cv::Mat small = look.mat;
    if (small.channels() == 3) {
        cv::Mat grey;
        cv::cvtColor(small, grey, cv::COLOR_BGR2GRAY);
        small = grey;
    }
    CodeSearch search;
    search.kind = "qr";
    search.turned = false;  // a QR code is found in any direction
    std::vector<PageCode> codes;
    for (FoundCode& found : findCodes(small, search)) {
        PageCode code{std::move(found.kind), std::move(found.text), {}};
        for (const Point& p : found.quad) code.quad.push_back({p.x * look.factor, p.y * look.factor});
        codes.push_back(std::move(code));
    }
    return codes;
}

std::optional<FormCode> formCode(std::string_view text) {
    if (text.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
    text.remove_prefix(kPrefix.size());
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    FormCode code;
    code.layout = text.substr(0, colon);
    const auto number = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), code.page);
    if (error != std::errc{} || end != number.data() + number.size() || code.page < 1) return std::nullopt;
    return code;
}

std::string formCodeText(std::string_view layout, int page) {
    return std::string(kPrefix) + std::string(layout) + ":" + std::to_string(page);
}

}  // namespace toitsu::ocr
