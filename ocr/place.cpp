#include "ocr/internal/place.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/field.h"
#include "ocr/internal/line_match.h"
#include "ocr/internal/warp.h"

// Placing goes from coarse to fine: features give a homography; patches of the blank, looked for around where they
// should be (150 dpi, then 200 dpi), give displacements; a robust smooth field of degree 4, then 6, takes them up.
// Every displacement is measured in the layout's own frame, so a page that stands on its head needs nothing special.

namespace toitsu::ocr {

namespace {

struct Match {
    Point at, by;  // mm
    double score = 0;
};

double parabola(float left, float middle, float right) {
    const double curve = left - 2.0 * middle + right;
    return curve < -1e-9 ? std::clamp((left - right) / (2 * curve), -0.5, 0.5) : 0;
}

// Whether the score hardly falls in some direction three pixels away: a lone line slides along itself.
bool slides(const cv::Mat& scores, cv::Point peak) {
    constexpr int ring = 3;
    const float bound = 0.96F * scores.at<float>(peak);
    for (int dy = -ring; dy <= ring; ++dy)
        for (int dx = -ring; dx <= ring; ++dx) {
            if (std::max(std::abs(dx), std::abs(dy)) != ring) continue;
            const cv::Point at(peak.x + dx, peak.y + dy);
            if (at.inside(cv::Rect({0, 0}, scores.size())) && scores.at<float>(at) > bound) return true;
        }
    return false;
}

// Looks for every patch of the blank within `reachMm` of where the mapping puts it.
std::vector<Match> matchPatches(const std::vector<cv::Point2d>& places, const cv::Mat& blank, const cv::Mat& scan,
                                const Mapping& mapping, double dpi, double patchMm, double reachMm, double least) {
    const double pixel = 25.4 / dpi;
    const int half = static_cast<int>(std::lround(patchMm / 2 / pixel));
    const int reach = static_cast<int>(std::lround(reachMm / pixel));
    std::vector<Match> matches;
    for (const auto& mm : places) {
        const int cx = static_cast<int>(mm.x / pixel), cy = static_cast<int>(mm.y / pixel);
        const cv::Rect rect(cx - half, cy - half, 2 * half + 1, 2 * half + 1);
        if ((rect & cv::Rect({0, 0}, blank.size())) != rect) continue;
        const int side = 2 * (half + reach) + 1;
        const Box window{(cx - half - reach) * pixel, (cy - half - reach) * pixel, side * pixel, side * pixel};
        cv::Mat there = cutOut(scan, mapping, window, dpi), scores;
        cv::GaussianBlur(there, there, {3, 3}, 0.8);
        cv::matchTemplate(there, blank(rect), scores, cv::TM_CCOEFF_NORMED);
        double best = 0;
        cv::Point peak;
        cv::minMaxLoc(scores, nullptr, &best, nullptr, &peak);
        if (!(best >= least) || peak.x < 1 || peak.y < 1 || peak.x > scores.cols - 2 || peak.y > scores.rows - 2)
            continue;
        // A second place as good as the first (a grid of cells) says nothing.
        cv::Mat others = scores.clone();
        cv::circle(others, peak, std::max(3, static_cast<int>(std::lround(1.0 / pixel))), cv::Scalar(-1), cv::FILLED);
        double second = -1;
        cv::minMaxLoc(others, nullptr, &second);
        if (second > 0.93 * best) continue;
        if (slides(scores, peak)) continue;
        const double dx = peak.x - reach +
                          parabola(scores.at<float>(peak.y, peak.x - 1), scores.at<float>(peak.y, peak.x),
                                   scores.at<float>(peak.y, peak.x + 1));
        const double dy = peak.y - reach +
                          parabola(scores.at<float>(peak.y - 1, peak.x), scores.at<float>(peak.y, peak.x),
                                   scores.at<float>(peak.y + 1, peak.x));
        const Point at{(cx + 0.5) * pixel, (cy + 0.5) * pixel};
        const Point moved{at.x + dx * pixel, at.y + dy * pixel};
        const Point before = mapping.displacement(moved);
        matches.push_back({at, {dx * pixel + before.x, dy * pixel + before.y}, best});
    }
    return matches;
}

int degreeFor(std::size_t matches, int most) {
    for (int degree = most; degree > 1; --degree)
        if (matches >= static_cast<std::size_t>((degree + 1) * (degree + 2))) return degree;
    return 1;
}

// A crease moves paper by some tenths of a millimetre; a patch that is off by more was found in the wrong place.
constexpr double kMostPull = 0.45;  // mm
constexpr double kTrustedScore = 0.6;
constexpr double kFlat = 0.05;  // mm: a residual that flat paper does not exceed

bool takeUp(Mapping& mapping, const std::vector<Match>& matches, int mostDegree) {
    std::vector<Displacement> data;
    for (const auto& m : matches) data.push_back({m.at, m.by, m.score * m.score});
    const auto field = fitField(data, mapping.width, mapping.height, degreeFor(matches.size(), mostDegree));
    if (!field) return false;
    mapping.degree = field->degree;
    mapping.fieldX = field->x;
    mapping.fieldY = field->y;
    return true;
}

void takeUpCreases(Mapping& mapping, const std::vector<Match>& matches, const std::vector<LineMatch>& lines) {
    const Field field{mapping.degree, mapping.fieldX, mapping.fieldY};
    mapping.pulls.clear();
    for (const auto& m : matches) {
        const Point smooth = valueOf(field, m.at, mapping.width, mapping.height);
        const Point rest{m.by.x - smooth.x, m.by.y - smooth.y};
        if (m.score >= kTrustedScore && std::hypot(rest.x, rest.y) <= kMostPull) mapping.pulls.push_back({m.at, rest});
    }
    for (const auto& m : lines) {
        const Point smooth = valueOf(field, m.at, mapping.width, mapping.height);
        const double rest = m.by - (m.across ? smooth.y : smooth.x);
        if (std::abs(rest) > kMostPull) continue;
        mapping.pulls.push_back({m.at, {m.across ? 0 : rest, m.across ? rest : 0}, !m.across, m.across});
    }
}

// What is left of each patch when neither the field nor the pulls have seen it.
void judge(Mapping& mapping, const std::vector<Match>& matches) {
    std::vector<Displacement> data;
    for (const auto& m : matches) data.push_back({m.at, m.by, m.score * m.score});
    const auto left = crossValidated(data, mapping.width, mapping.height, mapping.degree);
    std::vector<double> sorted;
    mapping.anchors.clear();
    for (std::size_t n = 0, pull = 0; n < matches.size(); ++n) {
        const bool own = pull < mapping.pulls.size() && mapping.pulls[pull].at == matches[n].at;
        const Point near = pulled(mapping.pulls, matches[n].at, own ? pull : mapping.pulls.size());
        pull += own ? 1 : 0;
        const double error = std::hypot(left[n].x - near.x, left[n].y - near.y);
        mapping.anchors.push_back({matches[n].at, error});
        sorted.push_back(error);
    }
    std::sort(sorted.begin(), sorted.end());
    mapping.residualMm = sorted[static_cast<std::size_t>(0.95 * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

std::optional<Mapping> refine(const Reference& reference, const cv::Mat& scan, const Mapping& first, bool close) {
    Mapping mapping = first;
    constexpr std::size_t fewest = 14;
    std::vector<Match> matches;
    // From afar: every round finds more patches than the one before, because the field has brought them within reach.
    for (std::size_t before = 0; !close;) {
        matches = matchPatches(reference.patches, reference.coarse, scan, mapping, kCoarseDpi, 6.0, 2.2, 0.5);
        if (matches.size() < fewest || !takeUp(mapping, matches, 3)) return std::nullopt;
        if (20 * matches.size() <= 21 * before) break;
        before = matches.size();
    }
    matches = matchPatches(reference.patches, reference.coarse, scan, mapping, kCoarseDpi, 5.0, 1.2, 0.5);
    if (matches.size() < fewest || !takeUp(mapping, matches, 5)) return std::nullopt;
    matches = matchPatches(reference.patches, reference.fine, scan, mapping, kFineDpi, 4.5, 0.8, 0.5);
    if (matches.size() < fewest || !takeUp(mapping, matches, 6)) return std::nullopt;

    mapping.support = static_cast<double>(matches.size()) / static_cast<double>(reference.patches.size());
    judge(mapping, matches);
    if (mapping.residualMm <= kFlat) return mapping;
    // Creased paper: four times as many patches, and what the field leaves over is taken up where it was measured.
    matches = matchPatches(reference.dense, reference.fine, scan, mapping, kFineDpi, 4.0, 0.8, 0.5);
    if (matches.size() < reference.patches.size() || !takeUp(mapping, matches, 6)) return mapping;
    takeUpCreases(mapping, matches, matchLines(reference, scan, mapping));
    judge(mapping, matches);
    return mapping;
}

}  // namespace toitsu::ocr
