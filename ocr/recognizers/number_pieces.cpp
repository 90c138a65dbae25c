#include "ocr/recognizers/number_pieces.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/ink.h"

// Strokes that stand above each other are one piece (the bar of a 5, broken strokes, the roof of 年); a comma under a
// digit's foot is not. What is as wide as two digits is cut where its ink is thinnest, so that the lattice may part
// touching digits – and need not.

namespace toitsu::ocr {

namespace {

constexpr double kSpeckMm2 = 0.09;
constexpr double kLowestMm = 1.6, kHighestMm = 14;  // of a digit
constexpr std::size_t kMost = 36;
constexpr int kEdge = 2;  // pixels: what hangs at the crop's edge by more than half belongs to a neighbour

bool overlap(const cv::Rect& a, const cv::Rect& b) {
    const int shared = std::min(a.br().x, b.br().x) - std::max(a.x, b.x);
    return shared > 0 && 2 * shared >= std::min(a.width, b.width);
}

// A comma or a dot at the foot of the line.
bool atFoot(const cv::Rect& box, const Pieces& line) {
    return box.height < 0.5 * line.height && box.width < 0.55 * line.height &&
           box.y + box.height / 2.0 > line.baseline - 0.28 * line.height;
}

std::vector<Piece> components(const cv::Mat_<float>& ink, double perMm) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink >= 0.35f, labels, stats, centroids, 8, CV_32S);
    std::vector<Piece> out;
    for (int n = 1; n < count; ++n) {
        const cv::Rect box(stats.at<int>(n, cv::CC_STAT_LEFT), stats.at<int>(n, cv::CC_STAT_TOP),
                           stats.at<int>(n, cv::CC_STAT_WIDTH), stats.at<int>(n, cv::CC_STAT_HEIGHT));
        if (stats.at<int>(n, cv::CC_STAT_AREA) < kSpeckMm2 * perMm * perMm) continue;
        const bool above = box.y < kEdge && box.br().y < ink.rows / 4;
        const bool below = box.br().y > ink.rows - kEdge && box.y > ink.rows * 3 / 4;
        const bool aside = (box.x < kEdge || box.br().x > ink.cols - kEdge) && box.width < 0.8 * perMm;
        if (above || below || aside) continue;
        out.push_back({box, labels == n, Seam::gap});
        if (out.size() > 4 * kMost) return {};
    }
    std::sort(out.begin(), out.end(), [](const Piece& a, const Piece& b) { return a.box.x < b.box.x; });
    return out;
}

// A digit's height: that of the upper quarter of what is not small beside the highest.
void measure(const std::vector<Piece>& parts, Pieces& line) {
    std::vector<int> heights, feet;
    int highest = 0;
    for (const auto& part : parts) highest = std::max(highest, part.box.height);
    for (const auto& part : parts)
        if (2 * part.box.height >= highest) {
            heights.push_back(part.box.height);
            feet.push_back(part.box.br().y);
        }
    if (heights.empty()) return;
    std::sort(heights.begin(), heights.end());
    std::sort(feet.begin(), feet.end());
    line.height = heights[heights.size() * 3 / 4];
    line.baseline = feet[feet.size() / 2];
}

void merge(Piece& into, const Piece& other) {
    into.box |= other.box;
    into.mask |= other.mask;
}

std::vector<Piece> stacked(const std::vector<Piece>& parts, const Pieces& line) {
    std::vector<Piece> out;
    for (const auto& part : parts) {
        auto under = out.end();
        for (auto it = out.begin(); it != out.end(); ++it)
            if (overlap(it->box, part.box) && !atFoot(part.box, line) && !atFoot(it->box, line)) under = it;
        if (under == out.end())
            out.push_back({part.box, part.mask.clone(), Seam::gap});
        else
            merge(*under, part);
    }
    return out;
}

// Where a wide piece may fall apart: the columns with least ink, away from its ends and from each other.
std::vector<int> cutsOf(const Piece& piece, double height) {
    if (piece.box.width < 0.72 * height || piece.box.height < 0.5 * height) return {};
    cv::Mat counts;
    cv::reduce(piece.mask(piece.box) / 255, counts, 0, cv::REDUCE_SUM, CV_32F);
    cv::blur(counts, counts, {3, 1});
    const int most = std::min(3, static_cast<int>(piece.box.width / (0.45 * height)));
    const int apart = std::max(3, static_cast<int>(0.2 * height));
    std::vector<int> cuts;
    std::vector<bool> taken(static_cast<std::size_t>(counts.cols), false);
    for (int n = 0; n < most; ++n) {
        int best = -1;
        for (int x = apart; x < counts.cols - apart; ++x)
            if (!taken[static_cast<std::size_t>(x)] && (best < 0 || counts.at<float>(x) < counts.at<float>(best)))
                best = x;
        if (best < 0 || counts.at<float>(best) > 0.35 * height) break;
        cuts.push_back(best);
        for (int x = std::max(0, best - apart); x < std::min(counts.cols, best + apart + 1); ++x)
            taken[static_cast<std::size_t>(x)] = true;
    }
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

void addCut(const Piece& piece, double height, std::vector<Piece>& out) {
    auto cuts = cutsOf(piece, height);
    cuts.push_back(piece.box.width);
    int from = 0;
    for (const int to : cuts) {
        cv::Mat part = cv::Mat::zeros(piece.mask.size(), CV_8U);
        const cv::Rect columns(piece.box.x + from, piece.box.y, to - from, piece.box.height);
        piece.mask(columns).copyTo(part(columns));
        const cv::Rect box = cv::boundingRect(part);
        if (!box.empty()) out.push_back({box, part, from == 0 ? Seam::gap : Seam::cut});
        from = to;
    }
}

}  // namespace

Pieces piecesOf(const cv::Mat_<float>& ink, double pixelsPerMm) {
    Pieces line;
    auto parts = components(ink, pixelsPerMm);
    measure(parts, line);
    if (line.height < kLowestMm * pixelsPerMm || line.height > kHighestMm * pixelsPerMm) return line;
    const double top = line.baseline - line.height;
    const auto stray = [&](const Piece& part) {
        const double middle = part.box.y + part.box.height / 2.0;
        return middle < top - 0.3 * line.height || middle > line.baseline + 0.45 * line.height ||
               part.box.height > 1.8 * line.height;
    };
    line.strays = std::any_of(parts.begin(), parts.end(), stray);
    parts.erase(std::remove_if(parts.begin(), parts.end(), stray), parts.end());
    for (const auto& piece : stacked(parts, line)) addCut(piece, line.height, line.pieces);
    std::stable_sort(line.pieces.begin(), line.pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.box.x + a.box.br().x < b.box.x + b.box.br().x; });
    if (line.pieces.size() > kMost) line.pieces.clear();
    return line;
}

}  // namespace toitsu::ocr
