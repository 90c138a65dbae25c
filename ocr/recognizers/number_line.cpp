#include "ocr/recognizers/number_line.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"
#include "ocr/recognizers/ink.h"
#include "ocr/recognizers/number_pieces.h"

// A lattice: every run of up to four neighbouring pieces that is no wider than a character may be one. Each is read by
// the network; commas, dots, dashes and slashes are known by where they stand and how large they are. Texts are built
// from left to right, the likeliest kept; the ways that lead to the same text add up. A candidate's confidence is its
// weight among all texts, those with something unreadable in them included.

namespace toitsu::ocr {

namespace {

constexpr std::size_t kMostJoined = 4, kBeam = 96, kKept = 5;
constexpr double kWidest = 1.35;   // digit heights: no character is wider
constexpr double kAgainst = 0.02;  // a text that the field cannot hold
constexpr double kStain = 1e-4;    // of every character: misread whatever the network says
constexpr double kParted = 0.3;    // that a seam inside connected ink parts two characters
constexpr double kLikeliest = 1e-3;

struct Group {
    std::size_t first = 0, count = 1;
    cv::Rect box;
    double shape = 1;  // how likely these pieces are one character, by their seams
    std::vector<CharacterProbability> characters;
};

bool isDash(const cv::Rect& box, const Pieces& line) {
    const double middle = box.y + box.height / 2.0;
    return box.height < 0.3 * line.height && box.width > 0.2 * line.height && box.width > 1.6 * box.height &&
           middle > line.baseline - 0.8 * line.height && middle < line.baseline - 0.2 * line.height;
}

bool isFoot(const cv::Rect& box, const Pieces& line) {
    return box.height < 0.5 * line.height && box.width < 0.5 * line.height &&
           box.y + box.height / 2.0 > line.baseline - 0.25 * line.height;
}

// The slant of a bar that rises to the right, in heights of run per height; 0 when it is no bar.
double slantOf(const cv::Mat& mask, const cv::Rect& box) {
    std::vector<cv::Point> points;
    cv::findNonZero(mask(box), points);
    if (points.size() < 8) return 0;
    cv::Vec4f line;
    cv::fitLine(points, line, cv::DIST_L2, 0, 0.01, 0.01);
    if (std::abs(line[1]) < 0.3) return 0;
    double worst = 0;
    for (const auto& p : points)
        worst = std::max(worst, static_cast<double>(std::abs((static_cast<float>(p.x) - line[2]) * line[1] -
                                                             (static_cast<float>(p.y) - line[3]) * line[0])));
    return worst > 0.14 * box.height ? 0 : -line[0] / line[1];
}

// What its place and size say that the network, which sees it enlarged, cannot know.
void byPlace(Group& group, const Pieces& line) {
    const auto& box = group.box;
    if (group.count == 1 && isFoot(box, line)) {
        group.characters = {{",", 0.98}, {"?", 0.02}};
        return;
    }
    if (isDash(box, line)) {
        group.characters = {{"-", 0.98}, {"?", 0.02}};
        return;
    }
    for (auto& one : group.characters) {
        if (one.character == "other" || one.character == "empty") one.character = "?";
        // A dash elsewhere, or a character far smaller than the line's digits, is none.
        if (one.character == "-" || box.height < 0.45 * line.height) one.character = "?";
    }
    if (group.count == 1) {
        const double slant = slantOf(line.pieces[group.first].mask, box);
        const double slash = slant > 0.25 ? std::min(0.9, 1.5 * (slant - 0.25)) : 0;
        if (slash > 0 && box.height > 0.75 * line.height) {
            for (auto& one : group.characters) one.probability *= 1 - slash;
            group.characters.push_back({"/", slash});
        }
    }
}

// A seam that is kept together, and one that parts.
double joined(const Piece& left, const Piece& right, double height) {
    if (right.before == Seam::cut) return 1 - kParted;
    const double gap = std::max(0, right.box.x - left.box.br().x);
    return 0.2 * std::exp(-gap / (0.08 * height));
}

double parted(const Piece& left, const Piece& right, double height) {
    return 1 - joined(left, right, height);
}

std::vector<Group> groupsOf(const Pieces& line, const cv::Mat_<float>& ink, const DigitNetwork& network) {
    std::vector<Group> groups;
    std::vector<Picture> inputs;
    for (std::size_t first = 0; first < line.pieces.size(); ++first) {
        cv::Mat mask = cv::Mat::zeros(ink.size(), CV_8U);
        Group group{first, 0, {}, 1, {}};
        for (std::size_t n = first; n < line.pieces.size() && n < first + kMostJoined; ++n) {
            const Piece& piece = line.pieces[n];
            if (n > first) group.shape *= joined(line.pieces[n - 1], piece, line.height);
            mask |= piece.mask;
            group.box = group.count == 0 ? piece.box : group.box | piece.box;
            ++group.count;
            if (group.count > 1 && (group.box.width > kWidest * line.height || group.shape < 1e-5)) break;
            cv::Mat picture;
            // As in a cell that is 1.6 digits high.
            centred(ink.clone(), mask, 28, 20, 26 / line.height).convertTo(picture, CV_8U, 255);
            inputs.push_back(own(picture));
            groups.push_back(group);
        }
    }
    auto read = network.readPrepared(inputs);
    for (std::size_t n = 0; n < groups.size(); ++n) {
        groups[n].characters = std::move(read[n]);
        byPlace(groups[n], line);
    }
    return groups;
}

using Texts = std::map<std::string, double>;

void keepBest(Texts& texts) {
    if (texts.size() <= kBeam) return;
    std::vector<double> weights;
    for (const auto& [text, weight] : texts) weights.push_back(weight);
    std::nth_element(weights.begin(), weights.begin() + kBeam, weights.end(), std::greater<>());
    const double least = weights[kBeam];
    for (auto it = texts.begin(); it != texts.end();) it = it->second <= least ? texts.erase(it) : std::next(it);
}

// Every text that the lattice can say, as far as it is likely, with its weight.
Texts textsOf(const Pieces& line, const std::vector<Group>& groups) {
    const std::size_t count = line.pieces.size();
    std::vector<Texts> upTo(count + 1);
    upTo[0][""] = 1;
    for (const auto& group : groups) {  // ordered by their first piece
        auto& from = upTo[group.first];
        keepBest(from);
        double seam = group.shape;
        if (group.first > 0) seam *= parted(line.pieces[group.first - 1], line.pieces[group.first], line.height);
        for (const auto& [text, weight] : from)
            for (const auto& one : group.characters)
                if (one.probability > kLikeliest)
                    upTo[group.first + group.count][text + one.character] +=
                        weight * seam * (one.probability * (1 - kStain));
    }
    return upTo[count];
}

}  // namespace

NumberLine readNumberLine(const cv::Mat& grey, const DigitNetwork& network,
                          const std::function<bool(const std::string&)>& fits) {
    NumberLine out;
    const cv::Mat_<float> ink = inkStrength(grey);
    if (ink.empty()) return out;
    const Pieces line = piecesOf(ink, 300 / 25.4);
    out.strays = line.strays;
    if (line.pieces.empty()) {
        out.strays = out.strays || line.height > 0;
        return out;
    }
    const Texts texts = textsOf(line, groupsOf(line, ink, network));
    double total = 0;
    for (const auto& [text, weight] : texts) {
        const bool readable = text.find('?') == std::string::npos;
        const double here = weight * (!readable || fits(text) ? 1 : kAgainst);
        total += here;
        out.candidates.push_back({text, here});
    }
    total += kStain * static_cast<double>(line.pieces.size()) * total;
    for (auto& candidate : out.candidates) candidate.confidence /= total;
    std::stable_sort(out.candidates.begin(), out.candidates.end(),
                     [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
    if (out.candidates.size() > kKept) out.candidates.resize(kKept);
    return out;
}

}  // namespace toitsu::ocr
