#include "ocr/recognizers/digit_network.h"

#include <algorithm>

#include "ocr/internal/mat.h"
#include "ocr/recognizers/digit_cell.h"
#include "ocr/recognizers/weights.h"

namespace toitsu::ocr {

struct DigitNetwork::Inner {
    Weights weights;
    Weights second;  // of another build: where the first is not sure, both are asked
    std::string version;
};

DigitNetwork::DigitNetwork(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
DigitNetwork::DigitNetwork(DigitNetwork&&) noexcept = default;
DigitNetwork& DigitNetwork::operator=(DigitNetwork&&) noexcept = default;
DigitNetwork::~DigitNetwork() = default;

const std::string& DigitNetwork::version() const {
    return inner_->version;
}

Result<DigitNetwork> DigitNetwork::load(const std::string& folder) {
    auto weights = loadWeights(folder, "digits", {28, 28});
    if (!weights) return fail(weights.error());
    auto second = loadWeights(folder, "digits-second", {28, 28});
    if (!second) return fail(second.error());
    const std::string version = weights->version + "+" + second->version;
    return DigitNetwork(std::make_unique<Inner>(Inner{std::move(*weights), std::move(*second), version}));
}

namespace {

int columnOf(const std::string& character, int index) {
    if (index <= kNoDigit) return index;
    return character == "-" || character == "¥" ? kFillerCell : kNoDigit;
}

// Without any ink there is nothing to read: 3 of 6,000 made cells with a digit had lost it all by then.
constexpr double kInkless = 0.9995;

DigitProbabilities nothingThere() {
    DigitProbabilities p{};
    p.fill((1 - kInkless) / static_cast<double>(p.size() - 1));
    p[kEmptyCell] = kInkless;
    return p;
}

// A cell that the network is not sure of is read again a pixel further in every direction, by both networks: what
// depends on a pixel, or on how one network happened to learn, is not to be relied on. All ten readings are averaged.
constexpr double kSureAtOnce = 0.998;

void lookAgain(Weights& first, Weights& second, const std::vector<cv::Mat>& prepared, cv::Mat_<double>& read) {
    static const std::vector<cv::Point> steps{{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    std::vector<int> rows;
    std::vector<cv::Mat> moved, still;
    for (int row = 0; row < read.rows; ++row) {
        double most = 0;
        cv::minMaxLoc(read.row(row), nullptr, &most);
        if (most >= kSureAtOnce) continue;
        rows.push_back(row);
        const cv::Mat& cell = prepared[static_cast<std::size_t>(row)];
        still.push_back(cell);
        for (const auto& step : steps) {
            cv::Mat one = cv::Mat::zeros(cell.size(), cell.type());
            const cv::Rect all({0, 0}, cell.size()), there = (all + step) & all;
            cell(there - step).copyTo(one(there));
            moved.push_back(one);
        }
    }
    const auto add = [&](const cv::Mat_<double>& more, std::size_t each) {
        for (std::size_t n = 0; n < rows.size(); ++n)
            for (std::size_t k = 0; k < each; ++k) read.row(rows[n]) += more.row(static_cast<int>(n * each + k));
    };
    add(probabilities(first, moved), steps.size());
    add(probabilities(second, moved), steps.size());
    add(probabilities(second, still), 1);
    for (const int row : rows) read.row(row) /= 2.0 * static_cast<double>(steps.size() + 1);
}

}  // namespace

std::vector<DigitProbabilities> DigitNetwork::read(const std::vector<Picture>& cells, double dpi) const {
    std::vector<DigitProbabilities> out(cells.size(), nothingThere());
    std::vector<cv::Mat> prepared;
    std::vector<DigitProbabilities*> wanted;
    for (std::size_t n = 0; n < cells.size(); ++n) {
        const cv::Mat cell = prepareCell(view(cells[n]), dpi);
        if (cv::countNonZero(cell) == 0) continue;
        prepared.push_back(cell);
        wanted.push_back(&out[n]);
    }
    cv::Mat_<double> read = probabilities(inner_->weights, prepared);
    lookAgain(inner_->weights, inner_->second, prepared, read);
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        wanted[row]->fill(0);
        for (int n = 0; n < read.cols; ++n) {
            const int column = columnOf(inner_->weights.classes[static_cast<std::size_t>(n)], n);
            (*wanted[row])[static_cast<std::size_t>(column)] += read(static_cast<int>(row), n);
        }
    }
    return out;
}

std::vector<std::vector<CharacterProbability>> DigitNetwork::readPrepared(const std::vector<Picture>& inputs) const {
    std::vector<cv::Mat> prepared;
    for (const auto& input : inputs) {
        cv::Mat real;
        view(input).convertTo(real, CV_32F, 1.0 / 255);
        prepared.push_back(real);
    }
    const auto read = probabilities(inner_->weights, prepared);
    std::vector<std::vector<CharacterProbability>> out(inputs.size());
    for (int row = 0; row < read.rows; ++row) {
        auto& one = out[static_cast<std::size_t>(row)];
        for (int n = 0; n < read.cols; ++n)
            one.push_back({inner_->weights.classes[static_cast<std::size_t>(n)], read(row, n)});
        std::stable_sort(one.begin(), one.end(),
                         [](const auto& a, const auto& b) { return a.probability > b.probability; });
    }
    return out;
}

}  // namespace toitsu::ocr
