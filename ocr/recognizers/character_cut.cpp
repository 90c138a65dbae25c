#include "ocr/recognizers/character_cut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <opencv2/imgproc.hpp>

// Print has a pitch: kanji and kana take one em, digits and Latin letters half of one, or a whole one where they are
// set full-width. So the text gives the places where its characters should part, and of all ways to cut the line in its
// gaps the one is taken whose steps are nearest to these. The widest gap may hold a space of half an em, which the text
// does not have. Characters that touch are cut where the ink is thinnest.

namespace toitsu::ocr {

namespace {

constexpr double kHalf = 0.54;        // ems that a digit or Latin letter takes
constexpr double kThroughInk = 0.12;  // what cutting through ink costs, beside (step − expected)²
constexpr double kGapIsWorth = 0.25;  // what a gap of one em saves; at most a third of an em counts
constexpr double kFarthest = 0.34;    // ems that a step may differ: more, and a character was left out or made up
constexpr double kSpace = 0.5;        // ems that a space takes
constexpr double kSpaceGap = 0.4;     // of at least so many ems may hold one
constexpr double kSpaceCosts = 0.1;
constexpr double kOverhang = 0.08;  // ems that ink may be wider than its place
constexpr double kWorstFit = 0.02;  // mean of (step − expected)²: more, and it is another text

struct Boundary {
    double x = 0;
    double gap = 0;  // pixels; 0: through ink
};

std::vector<int> columnsOf(const cv::Mat& ink) {
    cv::Mat sums;
    cv::reduce(ink > 0, sums, 0, cv::REDUCE_SUM, CV_32S);
    std::vector<int> columns(static_cast<std::size_t>(sums.cols));
    for (int x = 0; x < sums.cols; ++x) columns[static_cast<std::size_t>(x)] = sums.at<int>(x) / 255;
    return columns;
}

// Where a cut may be: in every gap, and in wide pieces where they are thin.
std::vector<Boundary> boundariesOf(const std::vector<int>& columns, int height, double em) {
    std::vector<Boundary> all;
    const int width = static_cast<int>(columns.size());
    const int thin = std::max(1, height / 8), reach = std::max(1, static_cast<int>(em / 8));
    for (int x = 0; x < width;) {
        int end = x;
        while (end < width && (columns[static_cast<std::size_t>(end)] == 0)) ++end;
        if (end > x) {  // a gap; those at both ends are none
            if (x > 0 && end < width) all.push_back({(x + end) / 2.0, static_cast<double>(end - x)});
            x = end;
            continue;
        }
        while (end < width && columns[static_cast<std::size_t>(end)] > 0) ++end;
        if (end - x > 0.62 * em)
            for (int at = x + reach; at < end - reach; ++at) {
                const int here = columns[static_cast<std::size_t>(at)];
                const auto from = columns.begin() + std::max(x, at - reach), to = columns.begin() + at + reach + 1;
                if (here <= thin && here == *std::min_element(from, to) && (all.empty() || at - all.back().x >= reach))
                    all.push_back({static_cast<double>(at), 0});
            }
        x = end;
    }
    return all;
}

struct Way {
    double cost = std::numeric_limits<double>::infinity();
    double em = 0;
    std::vector<double> steps;
    double spaceFrom = 1e9, space = 0;  // pixels: where a space begins, and its width
    std::vector<double> cuts;           // of boundaries, one more than there are characters
};

Way bestWay(const std::vector<Boundary>& boundaries, const std::vector<double>& steps, double em, double left,
            double right) {
    std::vector<Boundary> at{{left, em / 3}};
    at.insert(at.end(), boundaries.begin(), boundaries.end());
    at.push_back({right, em / 3});
    const std::size_t places = at.size(), characters = steps.size();
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<std::vector<double>> cost(characters + 1, std::vector<double>(places, never));
    std::vector<std::vector<std::size_t>> from(characters + 1, std::vector<std::size_t>(places, 0));
    cost[0][0] = 0;
    for (std::size_t n = 0; n < characters; ++n)
        for (std::size_t k = n; k < places; ++k) {
            if (cost[n][k] == never) continue;
            for (std::size_t j = k + 1; j < places; ++j) {
                // The first and the last character miss the paper beside them.
                const double beside = (k == 0 ? 0.05 : 0.0) + (j + 1 == places ? 0.05 : 0.0);
                const double off = (at[j].x - at[k].x) / em + beside - steps[n];
                if (off > kFarthest) break;
                if (off < -kFarthest) continue;
                const double cut = at[j].gap > 0 ? -kGapIsWorth * std::min(1.0 / 3, at[j].gap / em) : kThroughInk;
                const double sum = cost[n][k] + off * off + cut;
                if (sum < cost[n + 1][j]) {
                    cost[n + 1][j] = sum;
                    from[n + 1][j] = k;
                }
            }
        }
    Way way;
    way.cost = cost[characters][places - 1];
    if (way.cost == never) return way;
    for (std::size_t n = characters, j = places - 1;; j = from[n][j], --n) {
        way.cuts.insert(way.cuts.begin(), at[j].x);
        if (n == 0) break;
    }
    return way;
}

}  // namespace

namespace {

// Of the straight line through the points: pixels an em.
double slope(const std::vector<double>& x, const std::vector<double>& y) {
    const auto n = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n,
                 meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double across = 0, along = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        across += (x[i] - meanX) * (y[i] - meanY);
        along += (x[i] - meanX) * (x[i] - meanX);
    }
    return across / along;
}

}  // namespace

bool isWide(char32_t c) {
    return (c >= U'ぁ' && c <= U'ヿ') || (c >= U'㐀' && c <= U'鿿') || (c >= U'豈' && c <= U'﫿') || c >= 0x20000 ||
           c == U'々' || c == U'〇' || c == U'〒';
}

std::vector<cv::Rect> piecesOf(const cv::Mat& ink) {
    const std::vector<int> columns = columnsOf(ink);
    std::vector<cv::Rect> pieces;
    for (int x = 0; x < ink.cols; ++x) {
        if (columns[static_cast<std::size_t>(x)] == 0) continue;
        if (!pieces.empty() && pieces.back().x + pieces.back().width == x)
            ++pieces.back().width;
        else
            pieces.emplace_back(x, 0, 1, ink.rows);
    }
    return pieces;
}

namespace {

struct Gap {
    int from = 0, width = 0;
};

Gap widestGap(const std::vector<int>& columns, const cv::Rect& box) {
    Gap widest, gap;
    for (int x = box.x; x < box.x + box.width; ++x) {
        if (columns[static_cast<std::size_t>(x)] > 0) {
            gap = {};
            continue;
        }
        if (gap.width++ == 0) gap.from = x;
        if (gap.width > widest.width) widest = gap;
    }
    return widest;
}

// With every digit `narrow` ems wide, and a space in the widest gap or none.
Way wayOf(const std::vector<int>& columns, const cv::Rect& box, int height, const std::u32string& text, double narrow,
          bool spaced) {
    Way none;
    std::vector<double> steps;
    double sum = spaced ? kSpace - 0.1 : -0.1;  // the paper beside the first and the last is not in the box
    for (const char32_t c : text) {
        steps.push_back(isWide(c) ? 1.0 : narrow);
        sum += steps.back();
    }
    const double em = box.width / std::max(0.3, sum);
    if (em < 0.6 * height || em > 2.6 * height) return none;
    const Gap gap = widestGap(columns, box);
    if (spaced && gap.width < kSpaceGap * em) return none;
    // The space is taken out, and put in again when the cuts are known.
    std::vector<int> closed = columns;
    const int space = spaced ? std::min(static_cast<int>(kSpace * em), gap.width - 2) : 0;
    closed.erase(closed.begin() + gap.from + 1, closed.begin() + gap.from + 1 + space);
    Way way = bestWay(boundariesOf(closed, height, em), steps, em, box.x, box.x + box.width - space);
    if (way.cuts.empty()) return none;
    double misfit = 0;
    for (std::size_t n = 0; n < steps.size(); ++n)
        misfit += std::pow((way.cuts[n + 1] - way.cuts[n]) / em - steps[n], 2);
    // The first and the last cut do not tell where their characters end.
    if (misfit > kWorstFit * (static_cast<double>(steps.size()) + 1.5)) return none;
    way.cost += spaced ? kSpaceCosts : 0;
    way.em = em;
    way.steps = std::move(steps);
    if (space > 0) {
        way.spaceFrom = gap.from + 1;
        way.space = space;
    }
    for (double& cut : way.cuts)
        if (cut > way.spaceFrom) cut += way.space;
    return way;
}

}  // namespace

LineCut cutAlong(const cv::Mat& ink, const std::u32string& text) {
    const cv::Rect box = cv::boundingRect(ink);
    if (text.empty() || box.empty() || text.size() > 80) return {};
    const std::vector<int> columns = columnsOf(ink);
    Way best;
    // Full-width digits are read as plain ones, and a space may be there or not: every way is tried.
    const bool allWide = std::all_of(text.begin(), text.end(), isWide);
    for (const double narrow : {kHalf, 1.0})
        for (const bool spaced : {false, true}) {
            if (allWide && narrow == kHalf) continue;
            Way way = wayOf(columns, box, ink.rows, text, narrow, spaced);
            if (way.cost < best.cost) best = std::move(way);
        }
    LineCut cut{{}, best.em, best.cost};
    std::vector<double> centres, places;  // of the ink in pixels, of the characters in ems
    std::vector<int> widths;              // of the ink
    double at = 0;
    for (std::size_t n = 0; n + 1 < best.cuts.size(); ++n) {
        const int left = static_cast<int>(std::floor(best.cuts[n])),
                  right = static_cast<int>(std::ceil(best.cuts[n + 1]));
        const cv::Rect cell = cv::Rect(left, 0, std::max(1, right - left), ink.rows) & cv::Rect({0, 0}, ink.size());
        if (cell.empty() || cv::countNonZero(ink(cell)) == 0) return {};
        cut.boxes.push_back(cell);
        const cv::Rect inked = cv::boundingRect(ink(cell));
        const double centre = cell.x + inked.x + inked.width / 2.0;
        centres.push_back(centre - (centre > best.spaceFrom ? best.space : 0));
        places.push_back(at + best.steps[n] / 2);
        at += best.steps[n];
        widths.push_back(inked.width);
    }
    if (centres.size() > 2) cut.em = slope(places, centres);
    // Wider than its place: two characters where one was supposed (1日 for 日).
    for (std::size_t n = 0; n < widths.size(); ++n)
        if (widths[n] > (best.steps[n] + kOverhang) * cut.em) return {};
    return cut;
}

}  // namespace toitsu::ocr
