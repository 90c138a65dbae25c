#include "ocr/recognizers/character_lattice.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ocr/recognizers/line_pieces.h"
#include "ocr/recognizers/name_decoder.h"

// Small kana: the picture is the same as the large one's, so both are possible, the likelier by the height of the ink
// against the tallest of the field; the lexicon has the last word (ショウ, シヨウ).

namespace toitsu::ocr {

namespace {

constexpr std::size_t kKanaKept = 12, kKanjiKept = 10;
constexpr std::size_t kKanaJoined = 3, kKanjiJoined = 4;
constexpr double kLeast = 1e-6;

bool isSmall(char32_t c) {
    static const std::u32string small = U"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    return small.find(c) != std::u32string::npos;
}

// That the writer meant the small kana of this shape.
double smallness(const InkExtent& ink, double tallest) {
    if (tallest <= 0) return 0;
    const double ratio = ink.height / tallest;
    return std::clamp(1 / (1 + std::exp((ratio - 0.75) / 0.06)), 0.01, 0.97);
}

void add(std::vector<LatticeSymbol>& symbols, char32_t character, double probability) {
    if (probability > kLeast) symbols.push_back({character, std::log(probability)});
}

std::vector<LatticeSymbol> kanaSymbols(const KanaReading& reading, const KanaNetwork& network, double tallest) {
    std::vector<LatticeSymbol> symbols;
    for (const auto& candidate : network.best(reading, KanaScript::both, kKanaKept)) {
        const std::u32string shapes = text::decode(candidate.characters);
        const bool sized = std::any_of(shapes.begin(), shapes.end(), isSmall);
        const double small = sized ? smallness(reading.ink, tallest) : 0;
        for (const char32_t c : shapes) add(symbols, c, candidate.confidence * (isSmall(c) ? small : 1 - small));
    }
    return symbols;
}

std::vector<LatticeSymbol> kanjiSymbols(const KanjiReading& reading) {
    std::vector<LatticeSymbol> symbols;
    for (const auto& candidate : reading.best)
        for (const char32_t c : text::decode(candidate.characters)) add(symbols, c, candidate.confidence);
    return symbols;
}

template <class Reading, class Symbols>
void addGroups(Lattice& lattice, const LinePieces& pieces, const std::vector<Reading>& readings, Symbols&& symbolsOf) {
    if (pieces.groups.empty()) return;
    if (lattice.nodes > 1) lattice.append({{kGap, 0}});
    const std::size_t begin = lattice.nodes - 1;
    for (std::size_t n = 0; n < readings.size(); ++n) {
        const auto& group = pieces.groups[n];
        auto symbols = symbolsOf(readings[n]);
        if (!symbols.empty())
            lattice.edges.push_back({begin + group.first, begin + group.first + group.count, std::move(symbols)});
    }
    lattice.nodes += pieces.count;
}

std::vector<Picture> cropsOf(const LinePieces& pieces) {
    std::vector<Picture> crops;
    for (const auto& group : pieces.groups) crops.push_back(group.crop);
    return crops;
}

double tallestOf(const std::vector<KanaReading>& readings) {
    double tallest = 0;
    for (const auto& r : readings)
        if (r.empty < 0.5) tallest = std::max(tallest, r.ink.height);
    return tallest;
}

}  // namespace

Lattice kanaCells(const std::vector<KanaReading>& cells, const KanaNetwork& network) {
    Lattice lattice;
    const double tallest = tallestOf(cells);
    bool begins = true;
    for (const auto& cell : cells) {
        // No word begins with a small kana.
        auto symbols = kanaSymbols(cell, network, begins ? 0 : tallest);
        add(symbols, kGap, cell.empty);
        begins = cell.empty >= 0.5;
        lattice.append(std::move(symbols));
    }
    return lattice;
}

Lattice kanjiCells(const std::vector<KanjiReading>& cells) {
    Lattice lattice;
    for (const auto& cell : cells) {
        auto symbols = kanjiSymbols(cell);
        add(symbols, kGap, cell.empty);
        lattice.append(std::move(symbols));
    }
    return lattice;
}

void addKanaLine(Lattice& lattice, const cv::Mat& grey, const cv::Mat& ink, const KanaNetwork& network) {
    const auto pieces = cutLine(grey, ink, kKanaJoined);
    const auto readings = network.read(cropsOf(pieces), CharacterCut::character);
    const double tallest = tallestOf(readings);
    addGroups(lattice, pieces, readings, [&](const KanaReading& r) { return kanaSymbols(r, network, tallest); });
}

void addKanjiLine(Lattice& lattice, const cv::Mat& grey, const cv::Mat& ink, const KanjiNetwork& network) {
    const auto pieces = cutLine(grey, ink, kKanjiJoined);
    addGroups(lattice, pieces, network.read(cropsOf(pieces), CharacterCut::character, kKanjiKept), kanjiSymbols);
}

}  // namespace toitsu::ocr
