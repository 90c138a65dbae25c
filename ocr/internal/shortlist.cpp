#include "ocr/internal/shortlist.h"

#include <algorithm>
#include <array>
#include <cmath>

// Lines vote: for each scale, every pair of a layout's line and a line of the scan that may be the same votes for the
// shift between them, with the shorter one's length. The lines across give the shift down the page and the lines down
// the shift across it, each by itself; the highest counts say how much of the ruling agrees.

namespace toitsu::ocr {

namespace {

constexpr double kBin = 2;                             // mm; votes are shared with the next bin
constexpr double kLeastShift = -60, kMostShift = 140;  // mm
constexpr int kBins = static_cast<int>((kMostShift - kLeastShift) / kBin) + 2;
constexpr std::array<double, 4> kOtherScales{0.97, 1.03, 0.945, 1.055};
constexpr double kExplained = 0.85;  // of the ruling of both
constexpr double kLongest = 80;      // mm: a frame's line says no more than that

double weight(const RuledLine& line) {
    return std::min(line.length(), kLongest);
}

double weightOf(const std::vector<RuledLine>& lines) {
    double sum = 0;
    for (const auto& line : lines) sum += weight(line);
    return sum;
}

// A scan's lines in one direction, the shortest first, as voting needs them.
struct Ordered {
    std::vector<double> lengths;
    std::vector<float> bins, weights;  // where each votes for a layout's line at 0; how much it counts
};

Ordered ordered(std::vector<RuledLine> lines) {
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.length() < b.length(); });
    Ordered out;
    for (const auto& line : lines) {
        out.lengths.push_back(line.length());
        out.bins.push_back(static_cast<float>((line.at - kLeastShift) / kBin));
        out.weights.push_back(static_cast<float>(weight(line)));
    }
    return out;
}

struct Vote {
    double score = 0, shift = 0;
};

Vote vote(const std::vector<RuledLine>& ours, const Ordered& theirs, double scale) {
    std::array<float, kBins> bins{};
    for (const auto& a : ours) {
        const double length = a.length() * scale;
        const auto at = static_cast<float>(a.at * scale / kBin), most = static_cast<float>(weight(a));
        const auto& lengths = theirs.lengths;
        const auto first = std::lower_bound(lengths.begin(), lengths.end(), 0.3 * length);
        const auto last = std::upper_bound(first, lengths.end(), 1.6 * length);
        const auto end = static_cast<std::size_t>(last - lengths.begin());
        for (auto n = static_cast<std::size_t>(first - lengths.begin()); n < end; ++n) {
            const float place = theirs.bins[n] - at;
            if (!(place >= 0 && place < kBins - 1)) continue;
            const auto bin = static_cast<std::size_t>(static_cast<int>(place));
            const float rest = place - static_cast<float>(static_cast<int>(place));
            const float counts = std::min(most, theirs.weights[n]);
            bins[bin] += counts * (1 - rest);
            bins[bin + 1] += counts * rest;
        }
    }
    Vote best;
    for (int n = 1; n + 1 < kBins; ++n) {
        const auto at = static_cast<std::size_t>(n);
        const double sum = bins[at] + 0.5 * (bins[at - 1] + bins[at + 1]);
        if (sum <= best.score) continue;
        best.score = sum;
        const double around = bins[at] + bins[at - 1] + bins[at + 1];
        best.shift = kLeastShift + kBin * (n + (bins[at + 1] - bins[at - 1]) / around);
    }
    return best;
}

// The frame's lines as they stand after `turns` quarter turns clockwise.
RuledLines turned(const Frame& frame, int turns) {
    RuledLines out;
    for (const auto& line : frame.lines.across) {
        const double x1 = line.from, x2 = line.to, y = line.at;
        if (turns == 0) out.across.push_back({y, x1, x2});
        if (turns == 1) out.down.push_back({frame.height - y, x1, x2});
        if (turns == 2) out.across.push_back({frame.height - y, frame.width - x2, frame.width - x1});
        if (turns == 3) out.down.push_back({y, frame.width - x2, frame.width - x1});
    }
    for (const auto& line : frame.lines.down) {
        const double y1 = line.from, y2 = line.to, x = line.at;
        if (turns == 0) out.down.push_back({x, y1, y2});
        if (turns == 1) out.across.push_back({x, frame.height - y2, frame.height - y1});
        if (turns == 2) out.down.push_back({frame.width - x, frame.height - y2, frame.height - y1});
        if (turns == 3) out.across.push_back({frame.width - x, y1, y2});
    }
    return out;
}

// mm of the upright frame → mm of the frame.
cv::Matx33d turnedBack(const Frame& frame, int turns) {
    if (turns == 1) return {0, 1, 0, -1, 0, frame.height, 0, 0, 1};
    if (turns == 2) return {-1, 0, frame.width, 0, -1, frame.height, 0, 0, 1};
    if (turns == 3) return {0, -1, frame.width, 1, 0, 0, 0, 0, 1};
    return cv::Matx33d::eye();
}

struct Linear {
    double scale = 1, shift = 0;
};

// Least squares through the pairs of lines that the vote brought together; nearest pairs only.
Linear fitted(const std::vector<RuledLine>& ours, const std::vector<RuledLine>& theirs, Linear start) {
    Linear best = start;
    for (const double reach : {4.0, 2.0}) {
        double w = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (const auto& a : ours) {
            const double expected = best.scale * a.at + best.shift;
            const RuledLine* nearest = nullptr;
            for (const auto& b : theirs)
                if (nearest == nullptr || std::abs(b.at - expected) < std::abs(nearest->at - expected)) nearest = &b;
            if (nearest == nullptr || std::abs(nearest->at - expected) > reach) continue;
            const double counts = std::min(weight(a), weight(*nearest));
            w += counts;
            x += counts * a.at;
            y += counts * nearest->at;
            xx += counts * a.at * a.at;
            xy += counts * a.at * nearest->at;
        }
        if (w <= 0) return start;
        const double spread = xx / w - x / w * (x / w);
        if (spread > 400)
            best.scale = std::clamp((xy / w - x / w * (y / w)) / spread, start.scale - 0.03, start.scale + 0.03);
        best.shift = y / w - best.scale * (x / w);
    }
    return best;
}

struct Scored {
    std::size_t sketch = 0;
    int turns = 0;
    double score = 0, scale = 1, shiftX = 0, shiftY = 0;
};

}  // namespace

std::vector<Guess> shortlist(std::span<const Sketch> sketches, const Frame& frame, std::size_t most) {
    std::array<RuledLines, 4> seen;
    std::array<Ordered, 4> seenAcross, seenDown;
    for (std::size_t turns = 0; turns < 4; ++turns) {
        seen[turns] = turned(frame, static_cast<int>(turns));
        seenAcross[turns] = ordered(seen[turns].across);
        seenDown[turns] = ordered(seen[turns].down);
    }
    const double theirs = weightOf(frame.lines.across) + weightOf(frame.lines.down);
    std::vector<Scored> all;
    const auto weigh = [&](Scored& one, double scale) {
        const RuledLines& ours = sketches[one.sketch].lines;
        const auto turn = static_cast<std::size_t>(one.turns);
        const Vote y = vote(ours.across, seenAcross[turn], scale), x = vote(ours.down, seenDown[turn], scale);
        const double both = (weightOf(ours.across) + weightOf(ours.down)) * std::max(theirs, 1.0);
        const double score = (x.score + y.score) / std::sqrt(both);
        if (score > one.score) one = {one.sketch, one.turns, score, scale, x.shift, y.shift};
    };
    for (std::size_t n = 0; n < sketches.size(); ++n) {
        const Sketch& sketch = sketches[n];
        if (sketch.lines.across.empty() && sketch.lines.down.empty()) continue;
        for (int turns = 0; turns < 4; ++turns) {
            // A sheet that would stick out of the picture by a third is not turned that way.
            const bool sideways = turns % 2 == 1;
            const double width = sideways ? frame.height : frame.width, height = sideways ? frame.width : frame.height;
            if (sketch.page->width > 1.33 * width || sketch.page->height > 1.33 * height) continue;
            all.push_back({n, turns, -1, 1, 0, 0});
            weigh(all.back(), 1);
        }
    }
    const auto better = [](const Scored& a, const Scored& b) { return a.score > b.score; };
    // Where most of some layout's ruling is there at its own size, the scan is at its own size: of the others only the
    // best are tried at more.
    auto tried = all.size();
    if (const auto best = std::min_element(all.begin(), all.end(), better);
        best != all.end() && best->score > kExplained) {
        tried = std::min(tried, 2 * most);
        std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(tried), all.end(), better);
    }
    for (std::size_t n = 0; n < tried; ++n)
        for (const double scale : kOtherScales) weigh(all[n], scale);
    const auto count = std::min(most, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(), better);
    std::vector<Guess> guesses;
    for (std::size_t n = 0; n < count; ++n) {
        const Scored& s = all[n];
        const auto& lines = seen[static_cast<std::size_t>(s.turns)];
        const Sketch& sketch = sketches[s.sketch];
        const Linear x = fitted(sketch.lines.down, lines.down, {s.scale, s.shiftX});
        const Linear y = fitted(sketch.lines.across, lines.across, {s.scale, s.shiftY});
        const cv::Matx33d upright(x.scale, 0, x.shift, 0, y.scale, y.shift, 0, 0, 1);
        guesses.push_back({&sketch, s.turns, s.score, turnedBack(frame, s.turns) * upright});
    }
    return guesses;
}

}  // namespace toitsu::ocr
