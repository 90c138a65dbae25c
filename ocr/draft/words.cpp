#include "ocr/draft/internal/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/upright_line.h"

// Pieces of ink in one ruled region that stand on a line with less than half a character between them are a word. In a
// region that is narrow and tall they stand below each other. A ・ between two words of a list parts them.

namespace toitsu::ocr {

namespace {

constexpr double kPerMm = 300 / 25.4;

struct Piece {
    cv::Rect box;
    int region = -1;
};

std::vector<Piece> piecesOf(const cv::Mat& ink, const std::vector<forms::Box>& regions) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    std::vector<Piece> pieces;
    for (int n = 1; n < count; ++n) {
        const cv::Rect box(stats.at<int>(n, 0), stats.at<int>(n, 1), stats.at<int>(n, 2), stats.at<int>(n, 3));
        if (std::max(box.width, box.height) < 3 || box.width > 40 * kPerMm || box.height > 40 * kPerMm) continue;
        const double x = (box.x + box.width / 2.0) / kPerMm, y = (box.y + box.height / 2.0) / kPerMm;
        Piece piece{box};
        double smallest = 1e9;
        for (std::size_t r = 0; r < regions.size(); ++r) {
            const auto& region = regions[r];
            if (x < region.x || x > region.right() || y < region.y || y > region.bottom()) continue;
            if (const double area = region.width * region.height; area < smallest) {
                smallest = area;
                piece.region = static_cast<int>(r);
            }
        }
        pieces.push_back(piece);
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.box.x < b.box.x; });
    return pieces;
}

class Groups {
public:
    explicit Groups(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t of(std::size_t n) {
        while (parent_[n] != n) n = parent_[n] = parent_[parent_[n]];
        return n;
    }
    void join(std::size_t a, std::size_t b) { parent_[of(a)] = of(b); }

private:
    std::vector<std::size_t> parent_;
};

// Narrow letters (フ, リ, 日) leave wide gaps.
double gapWithin(const cv::Rect& a, const cv::Rect& b) {
    return std::max(1.5 * kPerMm, 0.62 * std::min(std::max(a.height, b.height), static_cast<int>(8 * kPerMm)));
}

bool onOneLine(const cv::Rect& a, const cv::Rect& b) {
    const int shared = std::min(a.br().y, b.br().y) - std::max(a.y, b.y);
    return shared > 0.3 * std::min(a.height, b.height);
}

struct Word {
    cv::Rect box;
    int region = -1;
    std::vector<cv::Rect> pieces;
};

std::vector<Word> wordsOf(const std::vector<Piece>& pieces) {
    Groups groups(pieces.size());
    for (std::size_t a = 0; a < pieces.size(); ++a)
        for (std::size_t b = a + 1; b < pieces.size(); ++b) {
            const cv::Rect &left = pieces[a].box, &right = pieces[b].box;
            if (right.x > left.br().x + gapWithin(left, right)) {
                if (right.x > left.x + 40 * kPerMm) break;
                continue;
            }
            if (pieces[a].region == pieces[b].region && onOneLine(left, right)) groups.join(a, b);
        }
    std::vector<Word> words;
    std::vector<std::size_t> which(pieces.size(), pieces.size());
    for (std::size_t n = 0; n < pieces.size(); ++n) {
        const std::size_t group = groups.of(n);
        if (which[group] == pieces.size()) {
            which[group] = words.size();
            words.push_back({pieces[n].box, pieces[n].region, {}});
        }
        words[which[group]].box |= pieces[n].box;
        words[which[group]].pieces.push_back(pieces[n].box);
    }
    return words;
}

// 二 and ミ alone fall apart into strokes: what lies closely above each other and makes a square is one character.
void joinStrokes(std::vector<Word>& words) {
    for (bool again = true; again;) {
        again = false;
        for (std::size_t a = 0; a < words.size() && !again; ++a)
            for (std::size_t b = 0; b < words.size() && !again; ++b) {
                if (a == b || words[a].region != words[b].region) continue;
                const cv::Rect &up = words[a].box, &low = words[b].box;
                const cv::Rect both = up | low;
                const int shared = std::min(up.br().x, low.br().x) - std::max(up.x, low.x);
                // ニ is two strokes alone.
                const bool strokes = std::max(up.height, low.height) < 0.8 * kPerMm;
                if (low.y < up.y || low.y - up.br().y > (strokes ? 1.7 : 1.1) * kPerMm ||
                    shared < 0.6 * std::min(up.width, low.width))
                    continue;
                // 令 is two halves; its neighbours on the line say how tall a character is.
                const bool asNeighbour = std::any_of(words.begin(), words.end(), [&](const Word& other) {
                    return other.region == words[a].region && other.box != up && other.box != low &&
                           std::abs(other.box.y - both.y) < 0.45 * kPerMm &&
                           std::abs(other.box.br().y - both.br().y) < 0.45 * kPerMm;
                });
                const bool flat = asNeighbour || std::min(up.height, low.height) < 0.34 * both.height;
                if (!flat || both.height > 1.15 * both.width || both.width > 6 * kPerMm) continue;
                words[a].box = both;
                words[a].pieces.insert(words[a].pieces.end(), words[b].pieces.begin(), words[b].pieces.end());
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(b));
                again = true;
            }
    }
}

bool isDot(const cv::Rect& piece, const cv::Rect& word) {
    const double size = word.height, middle = piece.y + piece.height / 2.0 - word.y;
    return std::max(piece.width, piece.height) < 0.3 * size && std::abs(middle / size - 0.5) < 0.14;
}

// The parts of a list 男・女・その他.
void splitAtDots(const Word& word, std::vector<WordBox>& out) {
    std::vector<cv::Rect> pieces = word.pieces;
    std::sort(pieces.begin(), pieces.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.x < b.x; });
    cv::Rect part;
    bool after = false;
    const auto alone = [&](const cv::Rect& dot) {
        return std::none_of(pieces.begin(), pieces.end(), [&](const cv::Rect& other) {
            const int gap = std::max(dot.x - other.br().x, other.x - dot.br().x);
            return other != dot && gap < 0.1 * word.box.height;
        });
    };
    for (const cv::Rect& piece : pieces) {
        if (isDot(piece, word.box) && alone(piece)) {
            if (!part.empty()) out.push_back({part, false, after});
            part = {};
            after = true;
            continue;
        }
        part = part.empty() ? piece : part | piece;
    }
    if (!part.empty()) out.push_back({part, false, after});
}

}  // namespace

std::vector<WordBox> findWords(const cv::Mat& ink, const std::vector<forms::Box>& regions) {
    auto words = wordsOf(piecesOf(ink, regions));
    joinStrokes(words);
    std::vector<WordBox> found;
    std::vector<bool> done(words.size(), false);
    for (std::size_t r = 0; r < regions.size(); ++r) {
        const auto& region = regions[r];
        if (region.height < 1.5 * region.width || region.width > 14) continue;
        Word column{{}, static_cast<int>(r), {}};
        int widest = 0, count = 0;
        for (const Word& word : words)
            if (word.region == column.region) {
                column.box = column.box.empty() ? word.box : column.box | word.box;
                widest = std::max(widest, word.box.width);
                ++count;
            }
        if (count < 2 || column.box.width > 6.5 * kPerMm || column.box.width > 1.5 * widest ||
            column.box.height < 1.5 * column.box.width)
            continue;
        found.push_back({column.box, true, false});
        for (std::size_t n = 0; n < words.size(); ++n) done[n] = done[n] || words[n].region == column.region;
    }
    for (std::size_t n = 0; n < words.size(); ++n) {
        // A speck alone is none; a ・, － or 一 is.
        const cv::Rect& box = words[n].box;
        if (!done[n] && std::max(box.width, box.height) > 0.5 * kPerMm) splitAtDots(words[n], found);
    }
    return found;
}

forms::SeenText readWord(const cv::Mat& flat, const cv::Mat& ink, const WordBox& word, const TextEngine& engine) {
    forms::SeenText seen;
    seen.box = {word.box.x / kPerMm, word.box.y / kPerMm, word.box.width / kPerMm, word.box.height / kPerMm};
    seen.vertical = word.vertical;
    seen.afterDot = word.afterDot;
    if (!word.vertical && seen.box.height < 0.8 && seen.box.width > 2 * seen.box.height) {
        seen.text = "－";  // between the groups of a number
        return seen;
    }
    // Ruled lines and what else is no letter is left out: only ink of the word counts.
    cv::Mat crop(word.box.height + 24, word.box.width + 24, CV_8UC1, cv::Scalar(255)), near;
    cv::dilate(ink(word.box), near, cv::Mat::ones(3, 3, CV_8U));
    flat(word.box).copyTo(crop(cv::Rect(12, 12, word.box.width, word.box.height)), near);
    if (word.vertical) crop = uprightLines(crop, false).grey;
    const double letters = word.vertical ? word.box.width : word.box.height;
    const double scale = 30 / std::max(letters, 12.0);
    cv::Mat sized;
    cv::resize(crop, sized, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    const SegmentText read = engine.read(own(sized), TextPass::line);
    seen.text = read.text;
    seen.confidence = read.confidence;
    // A letter alone is no line to the engine; it then finds none, or two halves. Three times the same is one.
    const bool one = word.box.width < 1.35 * word.box.height && word.box.height < 1.6 * word.box.width;
    if (!word.vertical && one && (read.confidence < 90 || text::length(read.text) != 1)) {
        const int step = crop.cols - 16;
        cv::Mat row(crop.rows, crop.cols + 2 * step, CV_8UC1, cv::Scalar(255));
        for (int n = 0; n < 3; ++n) {
            cv::Mat part = row(cv::Rect(n * step, 0, crop.cols, crop.rows));
            cv::min(part, crop, part);
        }
        cv::resize(row, sized, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
        const SegmentText thrice = engine.read(own(sized), TextPass::line);
        if (const std::u32string three = text::decode(thrice.text); three.size() == 3 && three[1] == three[2]) {
            seen.text = text::encode(three.substr(1, 1));
            seen.confidence = thrice.confidence;
        }
    }
    // ニ alone is read as two dashes.
    if (seen.text == "ーー" && seen.box.height > 1.2 && seen.box.width < 2 * seen.box.height) seen.text = "ニ";
    if (seen.text.empty()) seen.text = "?";  // something stands there
    return seen;
}

}  // namespace toitsu::ocr
