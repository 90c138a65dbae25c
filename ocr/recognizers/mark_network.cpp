#include "ocr/recognizers/mark_network.h"

#include "ocr/recognizers/mark_view.h"
#include "ocr/recognizers/weights.h"

namespace toitsu::ocr {

struct MarkNetwork::Inner {
    Weights weights;
};

MarkNetwork::MarkNetwork(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
MarkNetwork::MarkNetwork(MarkNetwork&&) noexcept = default;
MarkNetwork& MarkNetwork::operator=(MarkNetwork&&) noexcept = default;
MarkNetwork::~MarkNetwork() = default;

const std::string& MarkNetwork::version() const {
    return inner_->weights.version;
}

Result<MarkNetwork> MarkNetwork::load(const std::string& folder) {
    auto weights = loadWeights(folder, "marks", {2 * kMarkSide, kMarkSide});
    if (!weights) return fail(weights.error());
    return MarkNetwork(std::make_unique<Inner>(Inner{std::move(*weights)}));
}

std::vector<MarkMeaning> MarkNetwork::read(const std::vector<cv::Mat>& views) const {
    const auto read = probabilities(inner_->weights, views);
    std::vector<MarkMeaning> out;
    for (int row = 0; row < read.rows; ++row) {
        MarkMeaning meaning;
        meaning.nothing = 0;
        for (int n = 0; n < read.cols; ++n) {
            const std::string& name = inner_->weights.classes[static_cast<std::size_t>(n)];
            const bool nothing = name == "none" || name == "stray" || name == "seal";
            (nothing ? meaning.nothing : name == "struck" ? meaning.struck : meaning.marked) += read(row, n);
            if (name == "fill") meaning.filled = read(row, n);
            if (name == "seal") meaning.seal = read(row, n);
        }
        out.push_back(meaning);
    }
    return out;
}

}  // namespace toitsu::ocr
