#include "ocr/recognizers/barcode.h"

#include <algorithm>
#include <set>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/codes.h"

// A code either has its checksum or is not read at all. Three pictures of the place are tried, each only when the one
// before shows no code: as scanned, without red ink (a seal over the code), and enlarged (narrow bars at 200 dpi).
// Kinds without a checksum of their own must say the same at two sizes.

namespace toitsu::ocr {

namespace {

constexpr double kEmptyInkMm2 = 1.0;
constexpr double kReadConfidence = 0.999;

bool selfChecking(const std::string& kind) {
    return kind != "itf" && kind != "code39" && kind != "codabar";
}

std::vector<FoundCode> lookFor(const cv::Mat& grey, const std::string& kind, double size) {
    cv::Mat picture = grey;
    if (size != 1) cv::resize(grey, picture, {}, size, size, cv::INTER_CUBIC);
    CodeSearch search;
    search.kind = kind;
    return findCodes(picture, search);
}

std::set<std::string> textsOf(const std::vector<FoundCode>& codes) {
    std::set<std::string> texts;
    for (const FoundCode& code : codes) texts.insert(code.text);
    return texts;
}

forms::Reading doubtful(Wording why) {
    forms::Reading reading;
    reading.doubt = true;
    reading.why = std::move(why);
    return reading;
}

}  // namespace

bool readsBarcode(const Target& target) {
    return std::holds_alternative<const forms::BarcodePlace*>(target.place);
}

forms::Reading readBarcode(const Target& target, const Sheet& sheet, const Engines&) {
    return readBarcodeAt(*std::get<const forms::BarcodePlace*>(target.place), sheet);
}

forms::Reading readBarcodeAt(const forms::BarcodePlace& place, const Sheet& sheet) {
    const Box window =
        grown(place.box, 2);  // stickers are not put down to the millimetre, and a code needs white around
    const cv::Mat grey = sheet.grey(window);
    std::vector<FoundCode> codes = lookFor(grey, place.kind, 1);
    if (codes.empty()) codes = lookFor(sheet.dropRed(window), place.kind, 1);
    if (codes.empty()) codes = lookFor(grey, place.kind, 2);
    if (codes.empty()) {
        const double inked = cv::countNonZero(sheet.newInk(place.box, true)) / (kPixelsPerMm * kPixelsPerMm);
        if (inked >= kEmptyInkMm2)
            return doubtful({"バーコードが読めません。汚れているか、この欄に決めた種類ではありません",
                             "there is something that cannot be read as a barcode: soiled, or of another kind than "
                             "the layout names"});
        forms::Reading empty;
        empty.confidence = kReadConfidence;
        return empty;
    }
    std::set<std::string> texts = textsOf(codes);
    if (std::any_of(codes.begin(), codes.end(), [](const FoundCode& code) { return !selfChecking(code.kind); }))
        texts.merge(textsOf(lookFor(grey, place.kind, 1.5)));
    if (texts.size() > 1) {
        forms::Reading several =
            doubtful({"この欄に異なるバーコードが複数あります", "several different codes stand here"});
        for (const std::string& text : texts)
            several.candidates.push_back({text, 1.0 / static_cast<double>(texts.size())});
        several.confidence = several.candidates.front().confidence;
        return several;
    }
    forms::Reading reading;
    reading.confidence = kReadConfidence;
    reading.candidates = {{*texts.begin(), kReadConfidence}};
    return reading;
}

}  // namespace toitsu::ocr
