#pragma once

// Lattice: every way to cut writing into characters, and for every cut what each character may be. Nodes are the places
// where one may cut, edges the characters between them. A row of cells is a lattice that is a chain.

#include <cstddef>
#include <string>
#include <vector>

namespace toitsu::ocr {

struct LatticeSymbol {
    char32_t character = 0;
    double log = 0;  // of its probability
};

struct LatticeEdge {
    std::size_t from = 0, to = 1;  // nodes, from < to
    std::vector<LatticeSymbol> symbols;
};

struct Lattice {
    std::size_t nodes = 1;  // the first is 0, the last nodes − 1
    std::vector<LatticeEdge> edges;

    // One more character, or a gap between words, after everything that there is.
    void append(std::vector<LatticeSymbol> symbols);
};

struct LatticePath {
    std::u32string text;
    double log = 0;     // of the product of its symbols' probabilities
    double guided = 0;  // the same with what `following` said
};

// The likeliest texts, best first, by beam search with `most` texts kept at every node. `following(before, next)` is
// the logarithm of a prior for one character after another (before = 0 at the beginning); it guides the search only.
template <class Following>
std::vector<LatticePath> bestPaths(const Lattice& lattice, std::size_t most, Following&& following);

// What `guided` sorted at a node; the same text reached by two ways keeps the better one.
void keepBest(std::vector<LatticePath>& paths, std::size_t most);

template <class Following>
std::vector<LatticePath> bestPaths(const Lattice& lattice, std::size_t most, Following&& following) {
    std::vector<std::vector<LatticePath>> at(lattice.nodes);
    at.front().push_back({});
    for (std::size_t node = 0; node + 1 < lattice.nodes; ++node) {
        keepBest(at[node], most);
        for (const auto& edge : lattice.edges) {
            if (edge.from != node) continue;
            for (const auto& path : at[node])
                for (const auto& symbol : edge.symbols) {
                    const char32_t before = path.text.empty() ? 0 : path.text.back();
                    at[edge.to].push_back({path.text + symbol.character, path.log + symbol.log,
                                           path.guided + symbol.log + following(before, symbol.character)});
                }
        }
    }
    keepBest(at.back(), most);
    return std::move(at.back());
}

}  // namespace toitsu::ocr
