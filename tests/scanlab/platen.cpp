#include "tests/scanlab/platen.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace toitsu::scanlab {
namespace {

using forms::Point;

constexpr double kA4Wide = 216, kA4High = 305, kA3Wide = 432;  // mm: glass is a little larger than its paper

struct Slot {  // where a sheet lies, before chance moves it: mm
    double left, top, width, height;
};

struct Arrangement {
    double width, height;  // mm, of the glass
    std::vector<Slot> forms;
    bool receipt = false, dark = false, overlap = false;
};

std::optional<Arrangement> arrange(const std::string& kind, Random& random) {
    const double gap = random.between(1.5, 7);
    const Slot upper{2, 2, 210, 148};
    if (kind == "a5-pair") return Arrangement{kA4Wide, kA4High, {upper, {2, 150 + std::min(gap, 5.0), 210, 148}}};
    if (kind == "a4-pair") return Arrangement{kA3Wide, kA4High, {{2, 3, 210, 297}, {212 + gap, 3, 210, 297}}};
    if (kind == "a4-a5")
        return Arrangement{
            kA3Wide,
            kA4High,
            {{2, 3, 210, 297}, {212 + gap, 2, 210, 148}, {212 + gap, 150 + std::min(gap, 5.0), 210, 148}}};
    if (kind == "a5-four") {
        const double below = 150 + std::min(gap, 5.0), right = 212 + gap;
        return Arrangement{
            kA3Wide, kA4High, {upper, {right, 2, 210, 148}, {2, below, 210, 148}, {right, below, 210, 148}}};
    }
    if (kind == "a5-alone") return Arrangement{kA4Wide, kA4High, {upper}};
    if (kind == "receipt") return Arrangement{kA4Wide, kA4High, {upper}, true};
    if (kind == "receipt-dark") return Arrangement{kA4Wide, kA4High, {upper}, true, true};
    if (kind == "overlap")
        return Arrangement{kA4Wide, kA4High, {upper, {2, 150 - random.between(6, 45), 210, 148}}, false, false, true};
    return std::nullopt;
}

struct Lying {
    Point middle;    // mm on the glass
    double degrees;  // clockwise
};

cv::Mat motion(const Lying& lying, double width, double height) {
    const double angle = lying.degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    return (cv::Mat_<double>(2, 3) << c, -s, lying.middle.x - c * width / 2 + s * height / 2, s, c,
            lying.middle.y - s * width / 2 - c * height / 2);
}

void lay(cv::Mat& glass, const cv::Mat& paper, double perMm, double width, double height, const Lying& lying) {
    cv::Mat toGlass = motion(lying, width, height);
    // Pixel centres are half a pixel in.
    const double shift = 0.5;
    const double dx = toGlass.at<double>(0, 0) * shift + toGlass.at<double>(0, 1) * shift - shift;
    const double dy = toGlass.at<double>(1, 0) * shift + toGlass.at<double>(1, 1) * shift - shift;
    toGlass.at<double>(0, 2) = toGlass.at<double>(0, 2) * perMm + dx;
    toGlass.at<double>(1, 2) = toGlass.at<double>(1, 2) * perMm + dy;
    cv::Mat seen, there;
    cv::warpAffine(paper, seen, toGlass, glass.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::warpAffine(cv::Mat(paper.size(), CV_8U, cv::Scalar(255)), there, toGlass, glass.size(), cv::INTER_NEAREST);
    seen.copyTo(glass, there);
}

// A till's receipt: short lines of figures.
cv::Mat receipt(double perMm, Random& random, double& width, double& height) {
    width = random.between(58, 80), height = random.between(85, 130);
    cv::Mat paper(static_cast<int>(height * perMm), static_cast<int>(width * perMm), CV_8UC3, cv::Scalar::all(255));
    for (double y = 10; y < height - 8; y += random.between(4, 7)) {
        std::string line;
        for (int n = random.integer(6, 16); n > 0; --n) line += static_cast<char>('0' + random.integer(0, 9));
        cv::putText(paper, line, {static_cast<int>(6 * perMm), static_cast<int>(y * perMm)}, cv::FONT_HERSHEY_SIMPLEX,
                    perMm / 12, cv::Scalar::all(40), 3, cv::LINE_AA);
    }
    return paper;
}

using LayoutOfSize = std::pair<const forms::Layout*, const forms::LayoutPage*>;

std::vector<LayoutOfSize> fitting(const forms::Library& library, const Slot& slot) {
    std::vector<LayoutOfSize> all;
    const double longer = std::max(slot.width, slot.height), shorter = std::min(slot.width, slot.height);
    for (const auto& layout : library.layouts)
        for (const forms::LayoutPage& page : layout->pages)
            if (std::max(page.width, page.height) == longer && std::min(page.width, page.height) == shorter)
                all.emplace_back(layout.get(), &page);
    return all;
}

tl::unexpected<Error> cannot() {
    return fail(ErrorKind::usage, "T005",
                {"その名前の並べ方がないか、その大きさの帳票がひな型集にありません（scanlab --help）",
                 "there is no such way of lying on the glass, or the library has no layout of that size"});
}

}  // namespace

const std::vector<std::string>& platenKinds() {
    static const std::vector<std::string> kinds{"a5-pair",  "a4-pair", "a4-a5",        "a5-four",
                                                "a5-alone", "receipt", "receipt-dark", "overlap"};
    return kinds;
}

Result<Sample> makePlaten(const forms::Library& library, const std::string& kind, std::uint64_t seed,
                          const Order& order, const DigitShapes& digits) {
    const Random base = Random(seed).fork("platen " + kind);
    Random random = base.fork("glass"), profiles = base.fork("profile"), scanner = base.fork("scan");
    const auto drawn = profileFor(order, seed, profiles);
    if (!drawn) return fail(drawn.error());
    const auto arrangement = arrange(kind, random);
    if (!arrangement) return cannot();
    // Every sheet lies askew in its own way; the glass itself does not turn.
    Profile profile = *drawn;
    profile.skew = profile.shift = profile.scale = 0;
    const double dpi = std::max(300.0, static_cast<double>(profile.dpi)), perMm = dpi / 25.4;
    const int lid = arrangement->dark ? random.integer(30, 80) : 255;
    cv::Mat glass(static_cast<int>(std::lround(arrangement->height * perMm)),
                  static_cast<int>(std::lround(arrangement->width * perMm)), CV_8UC3, cv::Scalar::all(lid));
    std::vector<FilledPage> pages;
    std::vector<Lying> places;
    for (std::size_t n = 0; n < arrangement->forms.size(); ++n) {
        const Slot& slot = arrangement->forms[n];
        const auto layouts = fitting(library, slot);
        if (layouts.empty()) return cannot();
        const auto [layout, page] = random.pick(layouts);
        Order same = order;
        same.profile = profile.name;
        auto filled = fillPage(library, *layout, *page, seed * 8 + n, same, profile, digits);
        if (!filled) return fail(filled.error());
        const bool sideways = (page->width > page->height) != (slot.width > slot.height);
        const double quarter = (sideways ? 90 : 0) + (random.chance(0.3) ? 180 : 0);
        const Lying lying{{slot.left + slot.width / 2 + random.between(-0.5, 0.5),
                           slot.top + slot.height / 2 + random.between(-0.5, 0.5)},
                          quarter + random.between(-0.3, 0.3) * (arrangement->overlap ? 6 : 1)};
        const Sheet& sheet = filled->sheet;
        auto pixels = sheet.bgr();
        lay(glass, cv::Mat(sheet.height(), sheet.width(), CV_8UC3, pixels.data()), perMm, page->width, page->height,
            lying);
        pages.push_back(std::move(*filled));
        places.push_back(lying);
    }
    if (arrangement->receipt) {
        double width = 0, height = 0;
        const cv::Mat paper = receipt(perMm, random, width, height);
        lay(glass, paper, perMm, width, height, {{random.between(60, 150), 230}, random.between(-4, 4)});
    }
    const Sheet all(dpi, glass.cols, glass.rows, {glass.datastart, glass.dataend});
    Sample sample{scan(all, arrangement->width, arrangement->height, profile, scanner), {}, profile.name};
    List forms;
    for (std::size_t n = 0; n < pages.size(); ++n) {
        const cv::Mat toGlass = motion(places[n], pages[n].page->width, pages[n].page->height);
        Sample one{sample.scan, {}, profile.name};
        one.scan.toPixels = [toGlass, glassToPixels = sample.scan.toPixels](Point mm) {
            const auto row = [&](int r) {
                return toGlass.at<double>(r, 0) * mm.x + toGlass.at<double>(r, 1) * mm.y + toGlass.at<double>(r, 2);
            };
            return glassToPixels({row(0), row(1)});
        };
        const double w = pages[n].page->width, h = pages[n].page->height;
        one.scan.corners = {one.scan.toPixels({0, 0}), one.scan.toPixels({w, 0}), one.scan.toPixels({w, h}),
                            one.scan.toPixels({0, h})};
        forms.push_back(pages[n].truth(one));
    }
    sample.truth = Context{
        {"forms", forms}, {"platen", kind}, {"profile", profile.name}, {"seed", static_cast<std::int64_t>(seed)}};
    return sample;
}

}  // namespace toitsu::scanlab
