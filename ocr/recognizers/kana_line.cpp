#include "ocr/recognizers/kana_line.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "ocr/recognizers/line_pieces.h"

// A kana is one to three neighbouring pieces of the line (ハ, ル, い); every such group is read, and of all ways to cut
// the line the one with the greatest product of probabilities is taken.

namespace toitsu::ocr {

namespace {

constexpr std::size_t kMostJoined = 3;

bool isSmall(char32_t c) {
    static const std::u32string small = U"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    return small.find(c) != std::u32string::npos;
}

struct Group {
    std::size_t first = 0, count = 1;
    KanaReading reading;
    KanaCandidate best;
};

std::vector<Group> groupsOf(const LinePieces& pieces, const KanaNetwork& network, KanaScript script) {
    std::vector<Group> groups;
    std::vector<Picture> crops;
    for (const auto& group : pieces.groups) crops.push_back(group.crop);
    const auto readings = network.read(crops, KanaCut::character);
    for (std::size_t n = 0; n < readings.size(); ++n) {
        groups.push_back({pieces.groups[n].first, pieces.groups[n].count, readings[n], {}});
        const auto best = network.best(readings[n], script, 1);
        if (!best.empty()) groups.back().best = best[0];
    }
    return groups;
}

}  // namespace

std::string likelier(const KanaCandidate& candidate, const KanaReading& reading, double tallest) {
    const std::u32string shapes = text::decode(candidate.characters);
    if (shapes.empty()) return {};
    const bool small = shapes.size() > 1 && reading.ink.height < 0.78 * tallest && reading.ink.top > 0.15;
    for (const char32_t c : shapes)
        if (isSmall(c) == small) return text::encode(std::u32string(1, c));
    return text::encode(shapes.substr(0, 1));
}

KanaLine readKanaLine(const cv::Mat& grey, const cv::Mat& ink, const KanaNetwork& network, KanaScript script) {
    KanaLine line;
    const auto pieces = cutLine(grey, ink, kMostJoined);
    if (pieces.groups.empty()) return line;
    const auto groups = groupsOf(pieces, network, script);
    // best[n]: the greatest sum of logarithms that explains the first n pieces, and the group it ends with.
    std::vector<std::pair<double, const Group*>> best(pieces.count + 1, {-1e18, nullptr});
    best[0].first = 0;
    for (const auto& group : groups) {
        const double score = best[group.first].first + std::log(std::max(group.best.confidence, 1e-6));
        auto& end = best[group.first + group.count];
        if (score > end.first) end = {score, &group};
    }
    std::vector<const Group*> way;
    for (std::size_t n = pieces.count; n > 0; n -= way.back()->count) {
        if (best[n].second == nullptr) return line;
        way.push_back(best[n].second);
    }
    std::reverse(way.begin(), way.end());
    double tallest = 0;
    for (const Group* group : way) tallest = std::max(tallest, group->reading.ink.height);
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
