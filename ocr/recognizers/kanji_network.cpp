#include "ocr/recognizers/kanji_network.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "base/text.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/character_cell.h"
#include "ocr/recognizers/weights.h"

namespace toitsu::ocr {

struct KanjiNetwork::Inner {
    Weights weights;
    std::unordered_set<char32_t> known;
};

KanjiNetwork::KanjiNetwork(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
KanjiNetwork::KanjiNetwork(KanjiNetwork&&) noexcept = default;
KanjiNetwork& KanjiNetwork::operator=(KanjiNetwork&&) noexcept = default;
KanjiNetwork::~KanjiNetwork() = default;

Result<KanjiNetwork> KanjiNetwork::load(const std::string& folder) {
    auto weights = loadWeights(folder, "kanji", {kKanjiInput.side, kKanjiInput.side});
    if (!weights) return fail(weights.error());
    std::unordered_set<char32_t> known;
    for (std::size_t n = 0; n + 2 < weights->classes.size(); ++n)
        for (const char32_t character : text::decode(weights->classes[n])) known.insert(character);
    return KanjiNetwork(std::make_unique<Inner>(Inner{std::move(*weights), std::move(known)}));
}

bool KanjiNetwork::knows(char32_t character) const {
    return inner_->known.count(character) > 0;
}

const std::string& KanjiNetwork::version() const {
    return inner_->weights.version;
}

std::vector<KanjiReading> KanjiNetwork::read(const std::vector<Picture>& crops, CharacterCut cut,
                                             std::size_t most) const {
    std::vector<KanjiReading> out(crops.size());
    std::vector<cv::Mat> inputs;
    for (std::size_t n = 0; n < crops.size(); ++n) {
        const auto prepared = prepareCharacter(view(crops[n]), cut, kKanjiInput);
        inputs.push_back(prepared.input);
        out[n].ink = prepared.extent(crops[n].height);
    }
    const auto read = probabilities(inner_->weights, inputs);
    const auto& classes = inner_->weights.classes;
    std::vector<int> order(classes.size() - 2);
    const std::size_t kept = std::min(most, order.size());
    for (int row = 0; row < read.rows; ++row) {
        auto& reading = out[static_cast<std::size_t>(row)];
        const double* p = read.ptr<double>(row);
        std::iota(order.begin(), order.end(), 0);
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                          [p](int a, int b) { return p[a] > p[b]; });
        for (std::size_t n = 0; n < kept; ++n)
            reading.best.push_back({classes[static_cast<std::size_t>(order[n])], p[order[n]]});
        reading.empty = p[read.cols - 2];
        reading.other = p[read.cols - 1];
    }
    return out;
}

}  // namespace toitsu::ocr
