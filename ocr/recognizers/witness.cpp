#include "ocr/recognizers/witness.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/character_cut.h"

// Digits go to the digit network, kana to the kana network, dashes are told by their shape. What no network knows stays
// unknown: silence is no agreement.

namespace toitsu::ocr {

namespace {

bool isDigit(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

bool isKana(char32_t c) {
    return (c >= U'ぁ' && c <= U'ゖ') || (c >= U'ァ' && c <= U'ヶ');
}

cv::Mat padded(const cv::Mat& grey, int above, int beside) {
    cv::Mat out;
    // Isolated: what stands beside the part is a neighbour's and becomes paper.
    cv::copyMakeBorder(grey, out, above, above, beside, beside, cv::BORDER_CONSTANT | cv::BORDER_ISOLATED,
                       cv::Scalar(255));
    return out;
}

// As if the digit stood in a cell of its own: a digit fills a little more than half of a cell's height.
Picture asCell(const cv::Mat& grey, const cv::Mat& ink) {
    const cv::Rect box = cv::boundingRect(ink);
    const int margin = std::max(6, box.height / 3);
    return own(padded(grey(box), margin, margin));
}

// A level stroke in the middle of the line; a neighbour's tip may reach into its place.
double dashLikeness(const cv::Mat& ink) {
    cv::Mat labels, stats, centroids;
    const int number = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8, CV_32S);
    int largest = 0, all = 0;
    for (int n = 1; n < number; ++n) {
        const int area = stats.at<int>(n, cv::CC_STAT_AREA);
        all += area;
        if (largest == 0 || area > stats.at<int>(largest, cv::CC_STAT_AREA)) largest = n;
    }
    if (largest == 0) return 0.01;
    const int* s = stats.ptr<int>(largest);
    const int width = s[cv::CC_STAT_WIDTH], height = s[cv::CC_STAT_HEIGHT], area = s[cv::CC_STAT_AREA];
    const double middle = (s[cv::CC_STAT_TOP] + height / 2.0) / ink.rows;
    const bool level = height <= 0.6 * width && height < 0.22 * ink.rows && area > 0.6 * width * height;
    return level && area > 0.65 * all && middle > 0.25 && middle < 0.75 ? 0.99 : 0.01;
}

// One segment, cut along a text, and what is to be said of it.
struct Hearing {
    const cv::Mat &grey, &ink;
    const LineCut& line;
    const std::u32string& text;
    Testimonies& out;

    Picture cell(const cv::Rect& box) const { return asCell(grey(box), ink(box)); }
    Picture character(const cv::Rect& box) const { return own(padded(grey(box), 0, std::max(1, grey.rows / 8))); }
};

// Asks a network about every chosen place that it has not seen, all at once. `crop(box)` is what it looks at,
// `read(crops)` its answers.
template <class Answer, class Choose, class Crop, class Read>
std::vector<std::size_t> askOnce(const Hearing& hearing, std::map<PlaceAnswers::Place, Answer>& answers, Choose choose,
                                 Crop crop, Read read) {
    std::vector<std::size_t> chosen;
    std::vector<PlaceAnswers::Place> unseen;
    std::vector<Picture> crops;
    for (std::size_t n = 0; n < hearing.text.size(); ++n) {
        if (!choose(n)) continue;
        chosen.push_back(n);
        const cv::Rect& box = hearing.line.boxes[n];
        if (answers.count({box.x, box.width}) > 0) continue;
        unseen.emplace_back(box.x, box.width);
        crops.push_back(crop(box));
    }
    if (crops.empty()) return chosen;
    auto said = read(crops);
    for (std::size_t n = 0; n < unseen.size(); ++n) answers[unseen[n]] = std::move(said[n]);
    return chosen;
}

PlaceAnswers::Place placeOf(const Hearing& hearing, std::size_t at) {
    return {hearing.line.boxes[at].x, hearing.line.boxes[at].width};
}

void askDigits(const Hearing& hearing, const DigitNetwork& network, PlaceAnswers& answers) {
    const auto asked = askOnce(
        hearing, answers.digits, [&](std::size_t n) { return isDigit(hearing.text[n]); },
        [&](const cv::Rect& box) { return hearing.cell(box); },
        [&](const std::vector<Picture>& cells) { return network.read(cells, kReadDpi); });
    for (const std::size_t n : asked) {
        const DigitProbabilities& said = answers.digits.at(placeOf(hearing, n));
        Testimony& testimony = hearing.out.characters[n];
        const char32_t c = testimony.character;
        testimony.known = true;
        testimony.support = said[c >= U'０' ? c - U'０' : c - U'0'];
        const auto best = std::max_element(said.begin(), said.begin() + 10);
        testimony.other = U'0' + static_cast<char32_t>(best - said.begin());
        testimony.otherSupport = *best;
    }
}

bool isKanji(char32_t c) {
    return (c >= U'㐀' && c <= U'鿿') || (c >= U'豈' && c <= U'﫿') || c >= 0x20000 || c == U'々' || c == U'〇';
}

// Kanji that differ in a stroke or its length. One of them tells from another only for who knows them all: a network
// that knows 高 alone says 高 to 髙 with certainty.
constexpr std::array<std::u32string_view, 34> kLookAlikes{
    U"高髙",   U"崎﨑嵜",   U"浜濱濵", U"辺邊邉", U"柳栁", U"吉𠮷",   U"徳德", U"土士圡", U"未末",
    U"己已巳", U"斉斎齊齋", U"桑桒",   U"日曰",   U"沢澤", U"島嶋嶌", U"広廣", U"国國",   U"渡渉",
    U"隆隆",   U"祐裕",     U"千干于", U"戸戶",   U"内內", U"黒黑",   U"瀬瀨", U"橋槗",   U"富冨",
    U"塚塚",   U"恵惠",     U"静靜",   U"緑綠",   U"桧檜", U"梅楳",   U"藤籐"};

// Whether the network can tell the character from all that look alike.
bool distinguishes(const KanjiNetwork& network, char32_t c) {
    if (!network.knows(c)) return false;
    for (const std::u32string_view group : kLookAlikes)
        if (group.find(c) != std::u32string_view::npos)
            return std::all_of(group.begin(), group.end(), [&](char32_t other) { return network.knows(other); });
    return true;
}

void askKanji(const Hearing& hearing, const KanjiNetwork& network, const AskKanji& asked, PlaceAnswers& answers) {
    constexpr std::size_t kept = 8;
    const auto chosen = askOnce(
        hearing, answers.kanji, [&](std::size_t n) { return isKanji(hearing.text[n]) && asked(n); },
        [&](const cv::Rect& box) { return hearing.character(box); },
        [&](const std::vector<Picture>& crops) {
            std::vector<std::vector<CharacterCandidate>> said;
            for (auto& reading : network.read(crops, CharacterCut::character, kept))
                said.push_back(std::move(reading.best));
            return said;
        });
    for (const std::size_t n : chosen) {
        const auto& best = answers.kanji.at(placeOf(hearing, n));
        Testimony& testimony = hearing.out.characters[n];
        testimony.known = distinguishes(network, testimony.character);
        for (const auto& candidate : best)
            if (text::decode(candidate.characters).find(testimony.character) != std::u32string::npos)
                testimony.support = candidate.confidence;
        if (best.empty()) continue;
        testimony.other = text::decode(best.front().characters).front();
        testimony.otherSupport = best.front().confidence;
        testimony.seen = best;
    }
}

bool isSmall(char32_t c) {
    static const std::u32string small = U"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    return small.find(c) != std::u32string::npos;
}

// Ems that the larger side of the ink measures half-way between the small and the large kana, over nine typefaces:
// ョ is narrow, ヤ is not, so each has its own.
double middleSize(char32_t c) {
    struct Middle {
        std::u32string_view characters;
        double size;
    };
    static constexpr std::array<Middle, 7> middles{{{U"っつェエぃい", 0.745},
                                                    {U"ァアッツ", 0.715},
                                                    {U"ぁあぅうゥウぇえ", 0.765},
                                                    {U"ぉおょよォオィイャヤ", 0.757},
                                                    {U"ゃや", 0.80},
                                                    {U"ゅゆュユ", 0.785},
                                                    {U"ョヨ", 0.62}}};
    for (const Middle& middle : middles)
        if (middle.characters.find(c) != std::u32string_view::npos) return middle.size;
    return 0;
}

// Whether Japanese can have the small form of a kana there at all: ャ after キ but not after カ, ァ after フ, ッ inside
// a word and before a consonant.
bool smallPossible(const std::u32string& text, std::size_t at) {
    static constexpr std::u32string_view afterI = U"キギシジチヂニヒビピミリきぎしじちぢにひびぴみりフヴテデふゔてで";
    static constexpr std::u32string_view beforeVowel =
        U"フヴテデウトドツヅシジチイクグスズふゔてでうとどつづしじちいくぐすず";
    static constexpr std::u32string_view noDouble =
        U"アイウエオナニヌネノマミムメモヤユヨラリルレロワヲンーあいうえおなにぬねのまみむめもやゆよらりるれろわをん";
    if (at == 0) return false;
    const char32_t before = text[at - 1], c = text[at];
    if (std::u32string_view(U"ャュョヤユヨゃゅょやゆよ").find(c) != std::u32string_view::npos)
        return afterI.find(before) != std::u32string_view::npos;
    if (std::u32string_view(U"ッツっつ").find(c) != std::u32string_view::npos)
        return at + 1 < text.size() && noDouble.find(text[at + 1]) == std::u32string_view::npos;
    return beforeVowel.find(before) != std::u32string_view::npos;
}

// Of a kana whose shape comes in two sizes.
struct Size {
    bool small = false, large = false;  // certainly; neither: open
    double smallShare = 0.5;
};

int largerSide(const cv::Rect& box) {
    return std::max(box.width, box.height);
}

// The pitch is an em where every character takes one. Kana that are set proportionally stand closer than the tallest of
// them is high; their pitch says nothing certain then, and their height says roughly what an em is.
Size sizeOf(const cv::Mat& ink, const LineCut& line, std::size_t at, char32_t c) {
    constexpr double setClose = 0.96;    // ems that no full-width kana's ink exceeds
    constexpr double tallestEms = 0.86;  // that the largest kana of a word measures mostly
    constexpr double likelySmall = 0.8;  // where Japanese can have the small one at all
    int tallest = 0;
    for (const cv::Rect& box : line.boxes) tallest = std::max(tallest, largerSide(cv::boundingRect(ink(box))));
    const bool pitch = tallest <= setClose * line.em;
    const double em = pitch ? line.em : tallest / tallestEms;
    const double off = largerSide(cv::boundingRect(ink(line.boxes[at]))) / em - middleSize(c);
    // An em is known the better the more characters the line has.
    const double unsure = pitch ? 0.02 + 0.1 / static_cast<double>(line.boxes.size()) : 0.1;
    const double small = likelySmall, large = (1 - likelySmall) * std::exp(3 * off / unsure);
    return {pitch && off < -unsure, pitch && off > unsure, small / (small + large)};
}

// っ for つ and the reverse, among the characters of one class; 0: there is none.
char32_t inOtherSize(std::u32string_view shapes, char32_t c) {
    const bool katakana = c >= U'ァ';
    for (const char32_t other : shapes)
        if (isSmall(other) != isSmall(c) && (other >= U'ァ') == katakana) return other;
    return 0;
}

constexpr double kStraySmall = 0.01;  // of a small kana where Japanese has none: names from abroad

void askKana(const Hearing& hearing, const KanaNetwork& network, PlaceAnswers& answers) {
    constexpr std::size_t kept = 3;
    const auto asked = askOnce(
        hearing, answers.kana, [&](std::size_t n) { return isKana(hearing.text[n]); },
        [&](const cv::Rect& box) { return hearing.character(box); },
        [&](const std::vector<Picture>& crops) {
            std::vector<std::vector<CharacterCandidate>> said;
            for (const auto& reading : network.read(crops, CharacterCut::character))
                said.push_back(network.best(reading, KanaScript::both, kept));
            return said;
        });
    for (const std::size_t n : asked) {
        const auto& best = answers.kana.at(placeOf(hearing, n));
        Testimony& testimony = hearing.out.characters[n];
        testimony.known = true;
        for (const auto& candidate : best) {
            const std::u32string shapes = text::decode(candidate.characters);
            if (shapes.find(testimony.character) == std::u32string::npos) continue;
            testimony.support = candidate.confidence;
            // The shape is that of a large and a small kana: the word or the size tells them apart.
            const bool small = isSmall(testimony.character);
            if (middleSize(testimony.character) == 0) continue;
            const bool possible = smallPossible(hearing.text, n);
            const Size size = sizeOf(hearing.ink, hearing.line, n, testimony.character);
            testimony.resized = inOtherSize(shapes, testimony.character);
            const double smallShare = possible ? size.smallShare : kStraySmall * size.smallShare;
            testimony.resizedShare = small ? 1 - smallShare : smallShare;
            if (!small && !possible) continue;
            if (!(small ? size.small : size.large))
                testimony.support = std::min(testimony.support, size.small == size.large ? 0.4 : 0.1);
        }
        testimony.other = text::decode(best.front().characters).front();
        testimony.otherSupport = best.front().confidence;
        testimony.seen = best;
    }
}

}  // namespace

bool isDash(char32_t c) {
    static const std::u32string dashes = U"-－‐−―—–ー一";
    return dashes.find(c) != std::u32string::npos;
}

double Testimonies::least(bool unknownCounts) const {
    if (characters.empty()) return 0;
    double least = 1;
    for (const Testimony& testimony : characters)
        if (testimony.known || unknownCounts) least = std::min(least, testimony.known ? testimony.support : 0);
    return least;
}

Testimonies testify(const cv::Mat& grey, const cv::Mat& ink, const std::u32string& text, const Engines& engines,
                    const AskKanji& kanji, PlaceAnswers& answers) {
    Testimonies out;
    const LineCut line = cutAlong(ink, text);
    if (line.boxes.empty()) return out;
    for (std::size_t n = 0; n < text.size(); ++n) {
        out.characters.emplace_back().character = text[n];
        if (!isDash(text[n])) continue;
        out.characters[n].known = true;
        out.characters[n].support = dashLikeness(ink(line.boxes[n]));
    }
    const Hearing hearing{grey, ink, line, text, out};
    askDigits(hearing, engines.digits, answers);
    askKana(hearing, engines.kana, answers);
    askKanji(hearing, engines.kanji, kanji, answers);
    return out;
}

std::u32string seenNumber(const cv::Mat& grey, const cv::Mat& ink, const DigitNetwork& network) {
    constexpr double sure = 0.95;
    const auto pieces = piecesOf(ink);
    if (pieces.empty() || pieces.size() > 40) return {};
    std::u32string text;
    std::vector<Picture> cells;
    for (const cv::Rect& piece : pieces) {
        const cv::Rect box = cv::boundingRect(ink(piece));
        const bool comma = box.height < 0.35 * ink.rows && box.y > 0.55 * ink.rows && box.width < 0.3 * ink.rows;
        text += comma ? U',' : dashLikeness(ink(piece)) > 0.5 ? U'-' : U'?';
        if (text.back() == U'?') cells.push_back(asCell(grey(piece), ink(piece)));
    }
    const auto read = network.read(cells, kReadDpi);
    std::size_t cell = 0;
    for (char32_t& c : text) {
        if (c != U'?') continue;
        const auto& probabilities = read[cell++];
        const auto best = std::max_element(probabilities.begin(), probabilities.begin() + 10);
        if (*best < sure) return {};
        c = U'0' + static_cast<char32_t>(best - probabilities.begin());
    }
    return text;
}

}  // namespace toitsu::ocr
