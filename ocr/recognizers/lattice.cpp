#include "ocr/recognizers/lattice.h"

#include <algorithm>
#include <unordered_set>

namespace toitsu::ocr {

namespace {

constexpr double kHopeless = 18;  // so far behind the best, nothing that comes makes up for it: e^-18

}  // namespace

void Lattice::append(std::vector<LatticeSymbol> symbols) {
    edges.push_back({nodes - 1, nodes, std::move(symbols)});
    ++nodes;
}

void keepBest(std::vector<LatticePath>& paths, std::size_t most) {
    std::stable_sort(paths.begin(), paths.end(), [](const auto& a, const auto& b) { return a.guided > b.guided; });
    std::unordered_set<std::u32string> seen;
    const double least = paths.empty() ? 0 : paths.front().guided - kHopeless;
    std::vector<LatticePath> kept;
    for (auto& path : paths) {
        if (kept.size() == most || path.guided < least) break;
        if (seen.insert(path.text).second) kept.push_back(std::move(path));
    }
    paths = std::move(kept);
}

}  // namespace toitsu::ocr
