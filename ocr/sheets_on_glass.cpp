#include "ocr/internal/sheets_on_glass.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/bright_sheets.h"
#include "ocr/internal/identify.h"
#include "ocr/internal/neighbour.h"

// No paper edge is needed: on a white lid there is none to be seen. A window is identified as a page is; a layout whose
// print is found again in its own size shows where its sheet lies. What no layout explains is a sheet of its own only
// where a dark lid shows all around it, for a cut between print and print might go through one sheet.

namespace toitsu::ocr {

namespace {

constexpr std::size_t kMost = 8;      // sheets
constexpr double kGrown = 12;         // mm: a room reaches so far under the upright box of a sheet that lies askew
constexpr double kHalf = 0.55;        // of a window: sheets do not end in its middle to the millimetre
constexpr double kCover = 1;          // mm around a sheet that was found
constexpr double kAround = 3;         // mm of a part around its sheet
constexpr double kMostOverlap = 1;    // mm
constexpr double kMostBeyond = 1000;  // mm² of bright paper to a page that was found on it: it is cut by hand
constexpr double kSameSize = 0.06;    // of the resolution

using Quad = std::array<cv::Point2f, 4>;

std::vector<cv::Point2f> grown(const Quad& quad, double by) {
    const cv::Point2f middle = (quad[0] + quad[1] + quad[2] + quad[3]) / 4;
    std::vector<cv::Point2f> out;
    for (const auto& p : quad) {
        const cv::Point2f away = p - middle;
        // Of a rectangle's corners, as if both its sides moved.
        out.push_back(p + away * static_cast<float>(by * std::sqrt(2.0) / std::max(1.0f, std::hypot(away.x, away.y))));
    }
    return out;
}

cv::Rect boxOf(const std::vector<cv::Point2f>& points) {
    return cv::boundingRect(points);
}

double common(const std::vector<cv::Point2f>& a, const std::vector<cv::Point2f>& b) {
    std::vector<cv::Point2f> both;
    return cv::intersectConvexConvex(a, b, both);
}

bool covers(const GlassSheet& a, const GlassSheet& b, double perMm) {
    return common(grown(a.quad, -kMostOverlap / 2 * perMm), grown(b.quad, -kMostOverlap / 2 * perMm)) > 1;
}

void cover(cv::Mat& picture, const std::vector<cv::Point2f>& around, cv::Point offset, const cv::Scalar& paper) {
    std::vector<cv::Point> polygon;
    for (const auto& p : around) polygon.push_back(cv::Point(p) - offset);
    cv::fillConvexPoly(picture, polygon, paper);
}

// What most of the picture is: paper.
cv::Scalar paperOf(const cv::Mat& picture) {
    cv::Mat small;
    cv::resize(picture, small, {16, 16}, 0, 0, cv::INTER_AREA);
    cv::Scalar paper;
    for (int c = 0; c < small.channels(); ++c) {
        std::vector<std::uint8_t> levels;
        for (int y = 0; y < small.rows; ++y)
            for (int x = 0; x < small.cols; ++x) levels.push_back(small.ptr(y)[x * small.channels() + c]);
        std::nth_element(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 3 / 4),
                         levels.end());
        paper[c] = levels[levels.size() * 3 / 4];
    }
    return paper;
}

class Search {
public:
    Search(const Catalogue& catalogue, const cv::Mat& scan, double dpi)
        : catalogue_(catalogue), scan_(scan), dpi_(dpi), perMm_(dpi / 25.4), paper_(paperOf(scan)) {
        for (const auto& sketch : catalogue.sketches()) {
            const double w = sketch.page->width, h = sketch.page->height;
            if (least_.empty() || w * h < least_.area()) least_ = {std::min(w, h), std::max(w, h)};
        }
    }

    OnGlass run() {
        OnGlass all;
        all.perMm = perMm_;
        while (all.sheets.size() < kMost) {
            auto next = one(all.sheets);
            if (!next) break;
            all.sheets.push_back(*next);
        }
        if (all.sheets.empty()) return all;
        all.apart = explained(all.sheets);
        for (std::size_t n = 1; n < all.sheets.size(); ++n)
            for (std::size_t k = 0; k < n; ++k)
                if (covers(all.sheets[n], all.sheets[k], perMm_)) all.apart = false;
        std::sort(all.sheets.begin(), all.sheets.end(), [](const auto& a, const auto& b) {
            const cv::Rect p = cv::boundingRect(a.quad), q = cv::boundingRect(b.quad);
            const int common = std::min(p.br().y, q.br().y) - std::max(p.y, q.y);
            return common > std::min(p.height, q.height) / 2 ? p.x < q.x : p.y < q.y;
        });
        return all;
    }

private:
    cv::Size pixels(double w, double h) const {
        return {static_cast<int>(std::lround(w * perMm_)), static_cast<int>(std::lround(h * perMm_))};
    }

    std::vector<cv::Rect> rooms(const std::vector<GlassSheet>& found) const {
        std::vector<cv::Rect> taken;
        for (const auto& sheet : found) taken.push_back(boxOf(grown(sheet.quad, kSheetMargin * perMm_)));
        return roomBeside(taken, scan_.size(), kNarrowestSheet * perMm_);
    }

    std::vector<cv::Rect> windows(const cv::Rect& room) const {
        const int by = pixels(kGrown, 0).width;
        const cv::Rect all = cv::Rect(room.x - by, room.y - by, room.width + 2 * by, room.height + 2 * by) &
                             cv::Rect({0, 0}, scan_.size());
        const int w = static_cast<int>(all.width * kHalf), h = static_cast<int>(all.height * kHalf);
        const int right = all.br().x - w, below = all.br().y - h;
        std::vector<cv::Rect> out{all,
                                  {all.x, all.y, w, all.height},
                                  {all.x, all.y, all.width, h},
                                  {right, all.y, w, all.height},
                                  {all.x, below, all.width, h},
                                  {all.x, all.y, w, h},
                                  {right, all.y, w, h},
                                  {all.x, below, w, h},
                                  {right, below, w, h}};
        std::erase_if(out, [&](const cv::Rect& window) {
            const double shorter = std::min(window.width, window.height) / perMm_;
            const double longer = std::max(window.width, window.height) / perMm_;
            return shorter < 0.97 * least_.width || longer < 0.97 * least_.height;
        });
        return out;
    }

    std::optional<GlassSheet> one(const std::vector<GlassSheet>& found) const {
        for (const cv::Rect& room : rooms(found)) {
            if (nothingIn(scan_(room), dpi_)) continue;
            for (const cv::Rect& window : windows(room))
                if (auto sheet = in(window, found)) return sheet;
        }
        return std::nullopt;
    }

    std::optional<GlassSheet> in(const cv::Rect& window, const std::vector<GlassSheet>& found) const {
        cv::Mat seen = scan_(window).clone();
        for (const auto& sheet : found) cover(seen, grown(sheet.quad, kCover * perMm_), window.tl(), paper_);
        const Identified identified = identifyAtResolution(catalogue_, seen, dpi_);
        if (!identified.best || !identified.best->refined || identified.failure) return std::nullopt;
        const Candidate& best = *identified.best;
        const forms::LayoutPage& page = *best.sketch->page;
        if (best.recall < kLeastRecall || best.mapping.support < 0.35 ||
            best.mapping.residualMm > best.sketch->layout->residualBound)
            return std::nullopt;
        // Of two layouts that cannot be told apart, one may be larger.
        for (const Sketch* rival : identified.rivals)
            if (rival->page->width != page.width || rival->page->height != page.height) return std::nullopt;
        GlassSheet sheet{best.sketch, {}};
        const std::array<Point, 4> corners{Point{0, 0}, {page.width, 0}, {page.width, page.height}, {0, page.height}};
        for (std::size_t n = 0; n < 4; ++n) {
            const Point p = best.mapping.toScan(corners[n]);
            sheet.quad[n] = {static_cast<float>(p.x + window.x), static_cast<float>(p.y + window.y)};
        }
        const double diagonal = cv::norm(sheet.quad[2] - sheet.quad[0]) / std::hypot(page.width, page.height);
        if (std::abs(diagonal / perMm_ - 1) > kSameSize) return std::nullopt;
        // What was covered already cannot be found once more.
        for (const auto& other : found)
            if (common(grown(sheet.quad, 0), grown(other.quad, 0)) > 0.5 * cv::contourArea(grown(sheet.quad, 0)))
                return std::nullopt;
        return sheet;
    }

    // Adds what lies by itself on a dark lid.
    bool explained(std::vector<GlassSheet>& sheets) const {
        const auto bright = brightSheets(scan_, dpi_);
        if (bright.empty()) {
            for (const cv::Rect& room : rooms(sheets))
                if (!nothingIn(scan_(room), dpi_)) return false;
            return true;
        }
        const std::size_t known = sheets.size();
        std::size_t lying = 0;  // known sheets that lie on paper that was seen
        for (const BrightSheet& paper : bright) {
            double covered = 0;
            std::size_t here = 0;
            const std::vector<cv::Point2f> outline(paper.quad.begin(), paper.quad.end());
            for (std::size_t n = 0; n < known; ++n) {
                const double area = common(outline, grown(sheets[n].quad, 0));
                covered += area;
                here += area > 0.5 * cv::contourArea(grown(sheets[n].quad, 0)) ? 1 : 0;
            }
            lying += here;
            const double most = kMostBeyond * perMm_ * perMm_;
            if (here > 0 ? paper.area - covered > most * static_cast<double>(here) : covered > 0.02 * paper.area)
                return false;
            if (here == 0 && !paper.blank) {
                if (!paper.whole) return false;
                sheets.push_back({nullptr, paper.quad});
            }
        }
        return lying == known;
    }

    const Catalogue& catalogue_;
    const cv::Mat& scan_;
    double dpi_, perMm_;
    cv::Scalar paper_;
    cv::Size2d least_;  // mm: of the smallest page, upright
};

}  // namespace

bool roomForTwo(const Catalogue& catalogue, cv::Size scan, double dpi) {
    if (dpi < 72 || dpi > 1200) return false;
    double least = 1e9;
    for (const auto& sketch : catalogue.sketches()) least = std::min(least, sketch.page->width * sketch.page->height);
    const double perMm = dpi / 25.4;
    return scan.width / perMm * (scan.height / perMm) > 1.9 * least;
}

OnGlass sheetsOnGlass(const Catalogue& catalogue, const cv::Mat& scan, double dpi) {
    return Search(catalogue, scan, dpi).run();
}

cv::Mat cutOut(const cv::Mat& picture, const OnGlass& all, std::size_t number, double scale, cv::Rect& part) {
    const auto quadOf = [&](std::size_t n) {
        Quad quad = all.sheets[n].quad;
        for (auto& p : quad) p *= static_cast<float>(scale);
        return quad;
    };
    const double perMm = all.perMm * scale;
    part = boxOf(grown(quadOf(number), kAround * perMm)) & cv::Rect({0, 0}, picture.size());
    cv::Mat out = picture(part).clone();
    const cv::Scalar paper = paperOf(out);
    for (std::size_t n = 0; n < all.sheets.size(); ++n)
        if (n != number) cover(out, grown(quadOf(n), kCover * perMm), part.tl(), paper);
    return out;
}

}  // namespace toitsu::ocr
