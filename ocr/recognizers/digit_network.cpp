#include "ocr/recognizers/digit_network.h"

#include "ocr/internal/mat.h"
#include "ocr/recognizers/digit_cell.h"
#include "ocr/recognizers/weights.h"

namespace toitsu::ocr {

struct DigitNetwork::Inner {
    Weights weights;
};

DigitNetwork::DigitNetwork(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
DigitNetwork::DigitNetwork(DigitNetwork&&) noexcept = default;
DigitNetwork& DigitNetwork::operator=(DigitNetwork&&) noexcept = default;
DigitNetwork::~DigitNetwork() = default;

const std::string& DigitNetwork::version() const {
    return inner_->weights.version;
}

Result<DigitNetwork> DigitNetwork::load(const std::string& folder) {
    auto weights = loadWeights(folder, "digits", 28);
    if (!weights) return fail(weights.error());
    return DigitNetwork(std::make_unique<Inner>(Inner{std::move(*weights)}));
}

namespace {

int columnOf(const std::string& character, int index) {
    if (index <= kNoDigit) return index;
    return character == "-" || character == "¥" ? kFillerCell : kNoDigit;
}

}  // namespace

std::vector<DigitProbabilities> DigitNetwork::read(const std::vector<Picture>& cells, double dpi) const {
    std::vector<cv::Mat> prepared;
    for (const auto& cell : cells) prepared.push_back(prepareCell(view(cell), dpi));
    const auto read = probabilities(inner_->weights, prepared);
    std::vector<DigitProbabilities> out(cells.size(), DigitProbabilities{});
    for (int row = 0; row < read.rows; ++row)
        for (int n = 0; n < read.cols; ++n) {
            const int column = columnOf(inner_->weights.classes[static_cast<std::size_t>(n)], n);
            out[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] += read(row, n);
        }
    return out;
}

}  // namespace toitsu::ocr
