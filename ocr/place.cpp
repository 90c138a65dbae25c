#include "ocr/internal/place.h"

#include <algorithm>
#include <cmath>

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

#include "ocr/internal/creases.h"
#include "ocr/internal/field.h"
#include "ocr/internal/fold.h"
#include "ocr/internal/line_match.h"
#include "ocr/internal/surface.h"
#include "ocr/internal/warp.h"

// Placing goes from coarse to fine: lines or features give a homography; patches of the blank, looked for around where
// they should be (150 dpi, then 200 dpi), give displacements. While little is known, a robust field of low degree takes
// them up; then a homography anew and a surface as stiff as the paper turns out to be, which also says how uncertain
// every place is. A region where nothing was found is looked for again, further around where its neighbours point to.
// Where single patches lie beside the surface the paper may be folded: the strips that would run through them are
// looked at closely.
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
constexpr double kFlat = 0.05;              // mm: a residual that flat paper does not exceed
constexpr double kWide = 24, kNarrow = 15;  // mm between knots: of flat paper, of any other
constexpr double kLineWeight = 0.5;         // of a patch's

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

cv::Point2f seenAt(const Mapping& mapping, Point p) {
    const cv::Matx33d h(mapping.homography.data());
    const cv::Vec3d q = h * cv::Vec3d(p.x, p.y, 1);
    return {static_cast<float>(q[0] / q[2]), static_cast<float>(q[1] / q[2])};
}

// The homography that suits the matches best, and no field: what is left is the paper's doing.
void straighten(Mapping& mapping, std::vector<Match>& matches) {
    std::vector<cv::Point2f> from, to;
    for (const auto& m : matches) {
        const Point smooth = mapping.displacement(m.at);
        if (std::hypot(m.by.x - smooth.x, m.by.y - smooth.y) > kMostPull) continue;
        from.emplace_back(static_cast<float>(m.at.x), static_cast<float>(m.at.y));
        to.push_back(seenAt(mapping, {m.at.x + m.by.x, m.at.y + m.by.y}));
    }
    if (from.size() < 12) return;
    const cv::Mat h = cv::findHomography(from, to);
    if (h.empty()) return;
    const cv::Matx33d back = cv::Matx33d(h.ptr<double>()).inv() * cv::Matx33d(mapping.homography.data());
    for (auto& m : matches) {
        const cv::Vec3d q = back * cv::Vec3d(m.at.x + m.by.x, m.at.y + m.by.y, 1);
        m.by = {q[0] / q[2] - m.at.x, q[1] / q[2] - m.at.y};
    }
    std::copy(h.ptr<double>(), h.ptr<double>() + 9, mapping.homography.begin());
    mapping.degree = 0;
    mapping.fieldX.clear();
    mapping.fieldY.clear();
}

// What was found of the paper, and what surface and folds make of it.
struct Paper {
    std::vector<Match> matches;
    std::vector<LineMatch> lines;
    SurfaceFit fit;
    Folds folds;
    std::vector<Pull> pulls;
};

std::vector<Observation> observationsOf(const Paper& paper) {
    std::vector<Observation> data;
    for (const auto& m : paper.matches) data.push_back({m.at, m.by, m.score * m.score});
    for (const auto& m : paper.lines)
        data.push_back({m.at, {m.across ? 0 : m.by, m.across ? m.by : 0}, kLineWeight, !m.across, m.across});
    return data;
}

// The paper's surface through what was found, the folds taken out; false when there is too little of it.
bool takeUpPaper(Mapping& mapping, Paper& paper, double step) {
    std::vector<Observation> data = observationsOf(paper);
    for (auto& d : data) {
        const Point fold = paper.folds.at(d.at);
        d.by = {d.by.x - fold.x, d.by.y - fold.y};
    }
    auto found = fitSurface(data, mapping.width, mapping.height, step, paper.fit.stiffness);
    if (!found) return false;
    paper.fit = std::move(*found);
    mapping.surface = paper.fit.surface;
    paper.pulls.clear();
    mapping.creases = {};
    return true;
}

// The folds in what the surface leaves over, and the surface anew; twice, since either took some of the other's.
bool takeUpFolds(Mapping& mapping, Paper& paper, double step) {
    for (int round = 0; round < 2; ++round) {
        std::vector<Observation> rest = observationsOf(paper);
        for (auto& d : rest) {
            const Point smooth = mapping.surface.at(d.at, mapping.width, mapping.height);
            d.by = {d.by.x - smooth.x, d.by.y - smooth.y};
        }
        paper.folds = fitFolds(rest, mapping.width, mapping.height);
        if (!takeUpPaper(mapping, paper, step)) return false;
    }
    mapping.creases = creasesOf({}, mapping.width, mapping.height, paper.folds);
    return true;
}

// Where matches lie beside surface and folds: the paper was crumpled there.
void takeUpCreases(Mapping& mapping, Paper& paper) {
    const auto rest = [&](Point at) {
        const Point smooth = mapping.surface.at(at, mapping.width, mapping.height), fold = paper.folds.at(at);
        return Point{smooth.x + fold.x, smooth.y + fold.y};
    };
    for (const auto& m : paper.matches) {
        const Point there = rest(m.at), left{m.by.x - there.x, m.by.y - there.y};
        if (m.score >= kTrustedScore && std::hypot(left.x, left.y) <= kMostPull) paper.pulls.push_back({m.at, left});
    }
    for (const auto& m : paper.lines) {
        const double left = m.by - (m.across ? rest(m.at).y : rest(m.at).x);
        if (std::abs(left) > kMostPull) continue;
        paper.pulls.push_back({m.at, {m.across ? 0 : left, m.across ? left : 0}, !m.across, m.across});
    }
    mapping.creases = creasesOf(paper.pulls, mapping.width, mapping.height, paper.folds);
}

// What is left of each match when neither the surface nor folds and creases have seen it.
void judge(Mapping& mapping, const Paper& paper) {
    mapping.anchors.clear();
    std::vector<double> errors;
    for (std::size_t n = 0, pull = 0; n < paper.matches.size(); ++n) {
        const Point at = paper.matches[n].at;
        const bool own = pull < paper.pulls.size() && paper.pulls[pull].at == at;
        const Point crease = pulled(paper.pulls, at, own ? pull : paper.pulls.size());
        pull += own ? 1 : 0;
        const Point fold = n < paper.folds.own.size() ? paper.folds.own[n] : Point{};
        const double error =
            std::hypot(paper.fit.left[n].x + fold.x - crease.x, paper.fit.left[n].y + fold.y - crease.y);
        mapping.anchors.push_back({at, error});
        errors.push_back(error);
    }
    std::sort(errors.begin(), errors.end());
    mapping.residualMm = errors[static_cast<std::size_t>(0.95 * static_cast<double>(errors.size() - 1))];
}

// Where a fold may run: through matches that lie beside the surface, and never one alone.
struct Strips {
    std::vector<double> across, down;  // mm: heights at which the paper is moved up or down; the same sideways

    static bool near(const std::vector<double>& all, double at, std::ptrdiff_t least = 1) {
        constexpr double reach = 14;  // mm
        return std::count_if(all.begin(), all.end(), [&](double one) { return std::abs(one - at) < reach; }) >= least;
    }
    bool holds(Point p) const { return near(across, p.y) || near(down, p.x); }
    bool holdsLine(Point p, bool lineAcross) const { return lineAcross ? near(across, p.y) : near(down, p.x); }
};

Strips stripsOf(const Paper& paper) {
    constexpr double beside = 0.08;  // mm
    Strips all, strips;
    for (std::size_t n = 0; n < paper.matches.size(); ++n) {
        const Point left = paper.fit.left[n], at = paper.matches[n].at;
        if (std::hypot(left.x, left.y) > kMostPull) continue;
        if (std::abs(left.y) > beside) all.across.push_back(at.y);
        if (std::abs(left.x) > beside) all.down.push_back(at.x);
    }
    const auto company = [](const std::vector<double>& from, std::vector<double>& to) {
        for (const double at : from)
            if (Strips::near(from, at, 2)) to.push_back(at);
    };
    company(all.across, strips.across);
    company(all.down, strips.down);
    return strips;
}

// Places further than that from all that was found (mm): a region was lost.
std::vector<cv::Point2d> lost(const std::vector<cv::Point2d>& places, const std::vector<Match>& matches) {
    constexpr double far = 22;
    std::vector<cv::Point2d> alone;
    for (const auto& p : places) {
        const bool near = std::any_of(matches.begin(), matches.end(),
                                      [&](const Match& m) { return std::hypot(m.at.x - p.x, m.at.y - p.y) < far; });
        if (!near) alone.push_back(p);
    }
    return alone;
}

// Looks closely at the strips where a fold may run. False when they are most of the page: then it is no fold.
bool lookAtStrips(const Reference& reference, const cv::Mat& scan, Mapping& mapping, Paper& paper) {
    const Strips strips = stripsOf(paper);
    std::vector<cv::Point2d> places;
    for (const auto& p : reference.dense)
        if (strips.holds({p.x, p.y})) places.push_back(p);
    if (places.empty()) return true;
    if (2 * places.size() > reference.dense.size()) return false;
    const auto more = matchPatches(places, reference.fine, scan, mapping, kFineDpi, 4.0, 0.8, 0.5);
    paper.matches.insert(paper.matches.end(), more.begin(), more.end());
    paper.lines =
        matchLines(reference, scan, mapping, [&](Point at, bool across) { return strips.holdsLine(at, across); });
    if (takeUpFolds(mapping, paper, kWide)) judge(mapping, paper);
    return true;
}

// Four times as many patches and every ruled line, and what surface and folds leave over where it was measured.
void lookEverywhere(const Reference& reference, const cv::Mat& scan, Mapping& mapping, Paper& paper) {
    auto dense = matchPatches(reference.dense, reference.fine, scan, mapping, kFineDpi, 4.0, 0.8, 0.5);
    if (dense.size() < reference.patches.size()) return;
    paper.matches = std::move(dense);
    paper.lines = matchLines(reference, scan, mapping, [](Point, bool) { return true; });
    if (!takeUpPaper(mapping, paper, kNarrow) || !takeUpFolds(mapping, paper, kNarrow)) return;
    takeUpCreases(mapping, paper);
    mapping.whole = mapping.whole && lost(reference.patches, paper.matches).empty();
    judge(mapping, paper);
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
    straighten(mapping, matches);
    Paper paper{std::move(matches), {}, {}, {}, {}};
    if (!takeUpPaper(mapping, paper, kWide)) return std::nullopt;
    // From what was found towards what was not.
    for (int round = 0; round < 6; ++round) {
        const auto places = lost(reference.patches, paper.matches);
        if (places.size() < 2) break;
        const auto more = matchPatches(places, reference.coarse, scan, mapping, kCoarseDpi, 6.0, 2.2, 0.5);
        if (more.empty()) break;
        paper.matches.insert(paper.matches.end(), more.begin(), more.end());
        if (!takeUpPaper(mapping, paper, kWide)) break;
    }
    paper.matches = matchPatches(reference.patches, reference.fine, scan, mapping, kFineDpi, 4.5, 0.8, 0.5);
    if (paper.matches.size() < fewest || !takeUpPaper(mapping, paper, kWide)) return std::nullopt;
    mapping.support = static_cast<double>(paper.matches.size()) / static_cast<double>(reference.patches.size());
    mapping.whole = lost(reference.patches, paper.matches).empty();
    judge(mapping, paper);
    const bool folded = lookAtStrips(reference, scan, mapping, paper);
    if (!folded || mapping.residualMm > kFlat) lookEverywhere(reference, scan, mapping, paper);
    return mapping;
}

}  // namespace toitsu::ocr
