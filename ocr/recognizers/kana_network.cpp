#include "ocr/recognizers/kana_network.h"

#include <algorithm>

#include "base/text.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/character_cell.h"
#include "ocr/recognizers/weights.h"

namespace toitsu::ocr {

struct KanaNetwork::Inner {
    Weights weights;
};

KanaNetwork::KanaNetwork(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
KanaNetwork::KanaNetwork(KanaNetwork&&) noexcept = default;
KanaNetwork& KanaNetwork::operator=(KanaNetwork&&) noexcept = default;
KanaNetwork::~KanaNetwork() = default;

const std::vector<std::string>& KanaNetwork::classes() const {
    return inner_->weights.classes;
}

const std::string& KanaNetwork::version() const {
    return inner_->weights.version;
}

Result<KanaNetwork> KanaNetwork::load(const std::string& folder) {
    auto weights = loadWeights(folder, "kana", {kKanaInput.side, kKanaInput.side});
    if (!weights) return fail(weights.error());
    return KanaNetwork(std::make_unique<Inner>(Inner{std::move(*weights)}));
}

std::vector<KanaReading> KanaNetwork::read(const std::vector<Picture>& crops, KanaCut cut) const {
    std::vector<KanaReading> out;
    std::vector<cv::Mat> inputs;
    for (const auto& crop : crops) {
        const auto prepared = prepareCharacter(view(crop), cut, kKanaInput);
        inputs.push_back(prepared.input);
        KanaReading reading;
        reading.ink = prepared.extent(crop.height);
        out.push_back(reading);
    }
    const auto read = probabilities(inner_->weights, inputs);
    for (int row = 0; row < read.rows; ++row) {
        auto& reading = out[static_cast<std::size_t>(row)];
        reading.probabilities.assign(read.ptr<double>(row), read.ptr<double>(row) + read.cols);
        reading.empty = read(row, read.cols - 2);
        reading.other = read(row, read.cols - 1);
    }
    return out;
}

namespace {

bool belongs(char32_t character, KanaScript script) {
    if (script == KanaScript::both || character == U'ー' || character == U'・') return true;
    const bool isHiragana = character >= U'ぁ' && character <= U'ゖ';
    return isHiragana == (script == KanaScript::hiragana);
}

std::string ofScript(const std::string& characters, KanaScript script) {
    std::u32string kept;
    for (const char32_t character : text::decode(characters))
        if (belongs(character, script)) kept += character;
    return text::encode(kept);
}

}  // namespace

std::vector<KanaCandidate> KanaNetwork::best(const KanaReading& reading, KanaScript script, std::size_t most) const {
    std::vector<KanaCandidate> out;
    double rest = reading.empty + reading.other;
    for (std::size_t n = 0; n + 2 < reading.probabilities.size(); ++n) {
        auto characters = ofScript(classes()[n], script);
        if (characters.empty()) continue;
        rest += reading.probabilities[n];
        out.push_back({std::move(characters), reading.probabilities[n]});
    }
    const std::size_t kept = std::min(most, out.size());
    std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(kept), out.end(),
                      [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
    out.resize(kept);
    for (auto& candidate : out) candidate.confidence = rest > 0 ? candidate.confidence / rest : 0;
    return out;
}

}  // namespace toitsu::ocr
