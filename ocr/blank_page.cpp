#include "ocr/blank_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/reduced.h"

// At 150 dpi, relative to the paper around: everything darker than the noise is cut into connected marks, and every
// mark has to be explained. Specks are small, holes are round and stand in pairs by the edge, a streak runs across the
// page, and what shines through is pale and soft: paper scatters light, so its edges are several times wider than those
// of a pencil. A mark without an explanation is writing.

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 150;
constexpr double kDarkestPaper = 120;
constexpr double kMarginMm = 5;       // rollers, the scanner's lid, the edge of the sheet
constexpr double kEdgeShadowMm = 12;  // a shadow along the edge reaches no farther
constexpr double kPaleEdgeMm = 10;
constexpr double kSpeckMm = 1.0;      // dust
constexpr double kDarkSpeckMm = 1.3;  // the scanner blurs dark dust more visibly
constexpr double kClearlyWrittenMm2 = 250;
constexpr int kMostSpecks = 400;
constexpr int kMostStreaks = 6;
// Measured on generated pages of 150–300 dpi: pencil 35 grey levels below the paper has a softness of 0.4–0.8 mm, text
// of the other side scattered by 0.35 mm of paper 0.9–1.7 mm; and text comes in dozens of marks.
constexpr double kPale = 40;
constexpr double kSoftMm = 0.95;
constexpr double kShadingMm = 1.9;  // no stroke at all: unevenness of the paper or the lamp
constexpr int kFewestShiningThrough = 40;
// An edge that paper cannot have scattered: grey levels to the millimetre, above what noise does; as long as no grain
// of dust. One such edge within pale soft marks is a pencil that runs across what shines through.
constexpr double kSharpPerMm = 28;
constexpr double kSharpEdgeMm = 1.8;
constexpr double kNoisySlope = 0.6;  // of the noise's standard deviation, to the pixel

struct Mark {
    cv::Rect2d box;       // mm
    double area = 0;      // mm²
    double darkest = 0;   // below the paper around
    double softness = 0;  // mm: how wide its edges are
    bool sharp = false;   // somewhere in it is a longer edge that is not soft
};

// The darkest channel: a red seal and a blue pen are ink as well.
cv::Mat darkest(const cv::Mat& mat) {
    if (mat.channels() == 1) return mat;
    std::array<cv::Mat, 3> channels;
    cv::split(mat, channels.data());
    cv::min(channels[0], channels[1], channels[0]);
    cv::min(channels[0], channels[2], channels[0]);
    return channels[0];
}

// How much darker than the paper around it each pixel is.
cv::Mat darkness(const cv::Mat& grey) {
    constexpr int step = 8;
    cv::Mat paper;
    cv::resize(grey, paper, {std::max(1, grey.cols / step), std::max(1, grey.rows / step)}, 0, 0, cv::INTER_AREA);
    cv::dilate(paper, paper, cv::Mat::ones(5, 5, CV_8U));  // over the strokes
    cv::blur(paper, paper, {7, 7});
    cv::resize(paper, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat dark;
    cv::subtract(paper, grey, dark);
    return dark;
}

// The usual difference between neighbours, as a standard deviation: strokes are too few to matter.
double noiseOf(const cv::Mat& grey) {
    std::array<int, 256> counts{};
    int total = 0;
    for (int y = 1; y < grey.rows; y += 5) {
        const auto* row = grey.ptr<std::uint8_t>(y);
        for (int x = 2; x < grey.cols; x += 3, ++total)
            ++counts[static_cast<std::size_t>(std::abs(row[x] - row[x - 2]))];
    }
    int seen = 0, median = 0;
    while (median < 255 && (seen += counts[static_cast<std::size_t>(median)]) * 2 < total) ++median;
    return median / (0.6745 * 1.4142);
}

std::vector<Mark> marksOf(const cv::Mat& dark, double least, double noise, double perMm) {
    cv::Mat mask = dark > least;
    const int margin = static_cast<int>(kMarginMm * perMm);
    cv::Mat inner(mask.size(), CV_8U, cv::Scalar(0));
    const cv::Rect inside(margin, margin, std::max(0, mask.cols - 2 * margin), std::max(0, mask.rows - 2 * margin));
    if (inside.empty()) return {};
    mask(inside).copyTo(inner(inside));
    // The dots of a broken pencil line, up to a millimetre apart, are one mark.
    const int gap = 2 * static_cast<int>(perMm / 2) + 1;
    cv::Mat joined;
    cv::morphologyEx(inner, joined, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {gap, gap}));
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres, 8, CV_32S);
    cv::Mat smooth;
    cv::GaussianBlur(dark, smooth, {3, 3}, 0.6);
    std::vector<Mark> marks(static_cast<std::size_t>(count));
    std::vector<double> slopes(marks.size()), heights(marks.size());
    cv::Mat steep(labels.size(), CV_8U, cv::Scalar(0));
    const double steepest = (kSharpPerMm + kNoisySlope * noise * perMm) / perMm;
    for (int y = 1; y + 1 < labels.rows; ++y) {
        const auto* label = labels.ptr<int>(y);
        const auto *above = smooth.ptr<std::uint8_t>(y - 1), *here = smooth.ptr<std::uint8_t>(y),
                   *below = smooth.ptr<std::uint8_t>(y + 1);
        const auto* ink = inner.ptr<std::uint8_t>(y);
        for (int x = 1; x + 1 < labels.cols; ++x) {
            if (label[x] == 0) continue;
            const auto n = static_cast<std::size_t>(label[x]);
            const double dx = here[x + 1] - here[x - 1], dy = below[x] - above[x];
            const double slope = std::sqrt(dx * dx + dy * dy) / 2;
            slopes[n] += slope;
            if (slope > steepest) steep.at<std::uint8_t>(y, x) = 255;
            heights[n] += here[x];
            marks[n].darkest = std::max(marks[n].darkest, static_cast<double>(here[x]));
            if (ink[x] != 0) marks[n].area += 1 / (perMm * perMm);
        }
    }
    for (std::size_t n = 1; n < marks.size(); ++n) {
        const int* s = stats.ptr<int>(static_cast<int>(n));
        marks[n].box = {s[cv::CC_STAT_LEFT] / perMm, s[cv::CC_STAT_TOP] / perMm, s[cv::CC_STAT_WIDTH] / perMm,
                        s[cv::CC_STAT_HEIGHT] / perMm};
        marks[n].softness = slopes[n] > 0 ? heights[n] / slopes[n] / perMm : 0;
    }
    cv::Mat edges, edgeStats;
    cv::morphologyEx(steep, steep, cv::MORPH_CLOSE, cv::Mat::ones(3, 3, CV_8U));
    const int edgeCount = cv::connectedComponentsWithStats(steep, edges, edgeStats, centres, 8, CV_32S);
    for (int e = 1; e < edgeCount; ++e) {
        const int* s = edgeStats.ptr<int>(e);
        if (std::max(s[cv::CC_STAT_WIDTH], s[cv::CC_STAT_HEIGHT]) < kSharpEdgeMm * perMm) continue;
        const cv::Rect box(s[cv::CC_STAT_LEFT], s[cv::CC_STAT_TOP], s[cv::CC_STAT_WIDTH], s[cv::CC_STAT_HEIGHT]);
        for (int y = box.y; y < box.br().y; ++y)
            for (int x = box.x; x < box.br().x; ++x)
                if (edges.at<int>(y, x) == e) marks[static_cast<std::size_t>(labels.at<int>(y, x))].sharp = true;
    }
    if (!marks.empty()) marks.erase(marks.begin());  // the paper
    return marks;
}

double longer(const Mark& mark) {
    return std::max(mark.box.width, mark.box.height);
}
double shorter(const Mark& mark) {
    return std::min(mark.box.width, mark.box.height);
}

// From the mark's far side to the nearest edge of the page.
double reach(const Mark& mark, const cv::Size2d& page) {
    return std::min({mark.box.br().x, mark.box.br().y, page.width - mark.box.x, page.height - mark.box.y});
}

// A disc of 4–8 mm within 20 mm of an edge.
bool looksLikeHole(const Mark& mark, const cv::Size2d& page) {
    return longer(mark) < 8.5 && shorter(mark) > 4 && shorter(mark) / longer(mark) > 0.75 &&
           mark.area > 0.65 * mark.box.area() && reach(mark, page) < 20;
}

// Filing holes stand 80 mm apart (ISO 838), along an edge.
bool paired(const Mark& a, const Mark& b) {
    const cv::Point2d between = (a.box.tl() + a.box.br() - b.box.tl() - b.box.br()) / 2;
    const double along = std::max(std::abs(between.x), std::abs(between.y));
    const double across = std::min(std::abs(between.x), std::abs(between.y));
    return std::abs(along - std::round(along / 80) * 80) < 3 && along > 70 && across < 8;
}

bool looksLikeStreak(const Mark& mark, const cv::Size2d& page) {
    const double side = mark.box.width > mark.box.height ? page.width : page.height;
    return longer(mark) > 0.6 * side && shorter(mark) < 3 && mark.area / longer(mark) < 1.0;
}

// Dust, also two grains side by side. A pale trace of that size may be what is left of a pencil line.
bool looksLikeSpeck(const Mark& mark) {
    if (longer(mark) < kSpeckMm) return true;
    return mark.darkest >= kPale && (longer(mark) < kDarkSpeckMm || (longer(mark) < 2.6 && mark.area < 0.6));
}

bool looksLikeShineThrough(const Mark& mark) {
    return mark.darkest < kPale && mark.softness > kSoftMm && !mark.sharp;
}

}  // namespace

BlankCheck checkBlank(const Page& page) {
    BlankCheck check;
    if (page.picture.empty()) return check;
    const Reduced look = reduced(page, kDpi);
    const double perMm = look.dpi / 25.4;
    const cv::Mat grey = darkest(look.mat);
    const cv::Size2d size(grey.cols / perMm, grey.rows / perMm);
    const cv::Mat dark = darkness(grey);
    // Black from edge to edge is no paper but a scan that went wrong: for a person to see.
    if (cv::mean(grey)[0] < kDarkestPaper) return check;
    const int margin = static_cast<int>(kMarginMm * perMm);
    const cv::Rect inside(margin, margin, grey.cols - 2 * margin, grey.rows - 2 * margin);
    if (inside.width < 1 || inside.height < 1) return check;
    if (cv::countNonZero(dark(inside) > 60) > kClearlyWrittenMm2 * perMm * perMm) {
        check.strokes = 1;
        return check;
    }
    const double noise = noiseOf(grey), least = std::clamp(4.5 * noise + 6, 12.0, 40.0);
    const std::vector<Mark> marks = marksOf(dark, least, noise, perMm);
    std::vector<const Mark*> round;
    int pale = 0;  // specks
    for (const Mark& mark : marks) {
        if (looksLikeSpeck(mark))
            ++(mark.darkest < kPale ? pale : check.specks);
        else if (looksLikeHole(mark, size))
            round.push_back(&mark);
        else if (looksLikeStreak(mark, size) || (reach(mark, size) < kEdgeShadowMm && longer(mark) > 20))
            ++check.streaks;
        else if (mark.darkest < kPale && reach(mark, size) < kPaleEdgeMm)
            continue;  // where the sheet lifts off the glass
        else if (looksLikeShineThrough(mark))
            check.shineThrough += mark.softness < kShadingMm ? 1 : 0;
        else
            ++check.strokes;
    }
    for (const Mark* hole : round) {
        const bool filed = std::any_of(round.begin(), round.end(),
                                       [&](const Mark* other) { return other != hole && paired(*hole, *other); });
        ++(filed ? check.holes : check.strokes);
    }
    // A few soft marks are rather somebody's faint pencil than a page of text on the other side; so are pale specks.
    if (check.shineThrough < kFewestShiningThrough) {
        check.strokes += check.shineThrough;
        check.specks += pale;
        check.shineThrough = 0;
    }
    check.blank = check.strokes == 0 && check.streaks <= kMostStreaks && check.specks <= kMostSpecks;
    return check;
}

}  // namespace toitsu::ocr
