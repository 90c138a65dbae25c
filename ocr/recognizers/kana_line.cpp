#include "ocr/recognizers/kana_line.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/internal/mat.h"

// Columns without ink part a line into pieces. A kana is one to three neighbouring pieces (ハ, ル, い); every such
// group is read, and of all ways to cut the line the one with the greatest product of probabilities is taken.

namespace toitsu::ocr {

namespace {

constexpr std::size_t kMostPieces = 60;
constexpr std::size_t kMostJoined = 3;
constexpr double kWidest = 1.25;  // line heights: no kana is wider

bool isSmall(char32_t c) {
    static const std::u32string small = U"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    return small.find(c) != std::u32string::npos;
}

std::vector<std::pair<int, int>> piecesOf(const cv::Mat& ink) {
    cv::Mat columns;
    cv::reduce(ink > 0, columns, 0, cv::REDUCE_MAX);
    std::vector<std::pair<int, int>> pieces;
    for (int x = 0; x < columns.cols; ++x) {
        if (columns.at<std::uint8_t>(x) == 0) continue;
        if (!pieces.empty() && pieces.back().second == x)
            pieces.back().second = x + 1;
        else
            pieces.emplace_back(x, x + 1);
    }
    return pieces;
}

struct Group {
    std::size_t first = 0, count = 1;
    KanaReading reading;
    KanaCandidate best;
};

std::vector<Group> groupsOf(const cv::Mat& grey, const std::vector<std::pair<int, int>>& pieces,
                            const KanaNetwork& network, KanaScript script) {
    std::vector<Group> groups;
    std::vector<Picture> crops;
    const int side = std::max(1, grey.rows / 8);
    for (std::size_t n = 0; n < pieces.size(); ++n)
        for (std::size_t count = 1; count <= kMostJoined && n + count <= pieces.size(); ++count) {
            const int left = pieces[n].first, right = pieces[n + count - 1].second;
            if (count > 1 && right - left > kWidest * grey.rows) break;
            cv::Mat crop;
            cv::copyMakeBorder(grey.colRange(left, right), crop, 0, 0, side, side,
                               cv::BORDER_CONSTANT | cv::BORDER_ISOLATED, cv::Scalar(255));
            crops.push_back(own(crop));
            groups.push_back({n, count, {}, {}});
        }
    const auto readings = network.read(crops, KanaCut::character);
    for (std::size_t n = 0; n < groups.size(); ++n) {
        groups[n].reading = readings[n];
        const auto best = network.best(readings[n], script, 1);
        if (!best.empty()) groups[n].best = best[0];
    }
    return groups;
}

}  // namespace

std::string likelier(const KanaCandidate& candidate, const KanaReading& reading, double tallest) {
    const std::u32string shapes = text::decode(candidate.characters);
    if (shapes.empty()) return {};
    const bool small = shapes.size() > 1 && reading.height < 0.78 * tallest && reading.top > 0.15;
    for (const char32_t c : shapes)
        if (isSmall(c) == small) return text::encode(std::u32string(1, c));
    return text::encode(shapes.substr(0, 1));
}

KanaLine readKanaLine(const cv::Mat& grey, const cv::Mat& ink, const KanaNetwork& network, KanaScript script) {
    KanaLine line;
    const auto pieces = piecesOf(ink);
    if (pieces.empty() || pieces.size() > kMostPieces) return line;
    const auto groups = groupsOf(grey, pieces, network, script);
    // best[n]: the greatest sum of logarithms that explains the first n pieces, and the group it ends with.
    std::vector<std::pair<double, const Group*>> best(pieces.size() + 1, {-1e18, nullptr});
    best[0].first = 0;
    for (const auto& group : groups) {
        const double score = best[group.first].first + std::log(std::max(group.best.confidence, 1e-6));
        auto& end = best[group.first + group.count];
        if (score > end.first) end = {score, &group};
    }
    std::vector<const Group*> way;
    for (std::size_t n = pieces.size(); n > 0; n -= way.back()->count) {
        if (best[n].second == nullptr) return line;
        way.push_back(best[n].second);
    }
    std::reverse(way.begin(), way.end());
    double tallest = 0;
    for (const Group* group : way) tallest = std::max(tallest, group->reading.height);
    line.confidence = 1;
    for (const Group* group : way) {
        line.characters.push_back(group->best);
        // No word begins with a small kana.
        line.text += likelier(group->best, group->reading, line.text.empty() ? 0 : tallest);
        line.confidence = std::min(line.confidence, group->best.confidence);
    }
    return line;
}

bool agrees(const KanaLine& line, const std::string& text) {
    const std::u32string characters = text::decode(text);
    if (characters.empty() || characters.size() != line.characters.size()) return false;
    const std::u32string ours = text::decode(line.text);
    if (ours.size() != characters.size()) return false;
    for (std::size_t n = 0; n < characters.size(); ++n) {
        if (characters[n] == ours[n]) continue;
        const std::u32string shapes = text::decode(line.characters[n].characters);
        // The same shape in the other script may stand for it; the same shape in another size may not.
        if (shapes.find(characters[n]) == std::u32string::npos) return false;
        if (isSmall(characters[n]) != isSmall(ours[n])) return false;
    }
    return true;
}

}  // namespace toitsu::ocr
