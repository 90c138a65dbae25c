#include "ocr/recognizers/digit_network.h"

#include <algorithm>
#include <cmath>

#include <opencv2/dnn.hpp>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/digit_cell.h"

namespace toitsu::ocr {

struct DigitNetwork::Inner {
    cv::dnn::Net net;
    double temperature = 1;
    std::string version;
};

DigitNetwork::DigitNetwork(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
DigitNetwork::DigitNetwork(DigitNetwork&&) noexcept = default;
DigitNetwork& DigitNetwork::operator=(DigitNetwork&&) noexcept = default;
DigitNetwork::~DigitNetwork() = default;

const std::string& DigitNetwork::version() const {
    return inner_->version;
}

namespace {

tl::unexpected<Error> unusable(const std::string& file) {
    return fail(
        ErrorKind::input, "S031",
        {"数字認識の重みが読めないか、説明ファイルと合いません。ocr/weights を入れ直すか --weights "
         "で場所を指定してください",
         "the weights of the digit network cannot be read or do not fit their description; restore ocr/weights or name "
         "their folder with --weights"},
        {file, 0, 0, 0});
}

}  // namespace

Result<DigitNetwork> DigitNetwork::load(const std::string& folder) {
    const std::string onnx = folder + "/digits.onnx", description = folder + "/digits.json";
    const auto bytes = files::read(onnx);
    if (!bytes) return unusable(onnx);
    const auto text = files::read(description);
    if (!text) return unusable(description);
    const auto about = json::parse(*text, description);
    if (!about) return fail(about.error());
    const std::string hash = sha256Hex(*bytes);
    const auto* named = (*about)["onnx_sha256"].string();
    const auto* temperature = (*about)["temperature"].number();
    if (named == nullptr || *named != hash || temperature == nullptr) return unusable(description);
    auto inner = std::make_unique<Inner>();
    try {
        inner->net = cv::dnn::readNetFromONNX(bytes->data(), bytes->size());
    } catch (const cv::Exception&) {
        return unusable(onnx);
    }
    inner->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    inner->temperature = temperature->toDouble();
    inner->version = hash.substr(0, 12);
    return DigitNetwork(std::move(inner));
}

std::vector<DigitProbabilities> DigitNetwork::read(const std::vector<Picture>& cells, double dpi) const {
    std::vector<DigitProbabilities> out;
    if (cells.empty()) return out;
    std::vector<cv::Mat> prepared;
    for (const auto& cell : cells) prepared.push_back(prepareCell(view(cell), dpi));
    inner_->net.setInput(cv::dnn::blobFromImages(prepared, 1.0, {28, 28}, {}, false, false, CV_32F));
    const cv::Mat logits = inner_->net.forward();
    for (int row = 0; row < logits.rows; ++row) {
        const float* z = logits.ptr<float>(row);
        const double most = *std::max_element(z, z + 12);
        DigitProbabilities p{};
        double sum = 0;
        for (std::size_t n = 0; n < p.size(); ++n) sum += p[n] = std::exp((z[n] - most) / inner_->temperature);
        for (auto& value : p) value /= sum;
        out.push_back(p);
    }
    return out;
}

}  // namespace toitsu::ocr
