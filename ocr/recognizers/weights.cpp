#include "ocr/recognizers/weights.h"

#include <algorithm>
#include <cmath>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::ocr {

namespace {

tl::unexpected<Error> unusable(const std::string& file) {
    return fail(ErrorKind::input, "S031",
                {"文字認識の重みが読めないか、説明ファイルと合いません。ocr/weights を入れ直すか --weights "
                 "で場所を指定してください",
                 "the weights of a recognition network cannot be read or do not fit their description; restore "
                 "ocr/weights or name their folder with --weights"},
                {file, 0, 0, 0});
}

bool describe(const Value& about, const std::string& hash, Weights& weights) {
    const auto* named = about["onnx_sha256"].string();
    const auto* temperature = about["temperature"].number();
    const Value classesValue = about["classes"];
    const auto* classes = classesValue.list();
    if (named == nullptr || *named != hash || temperature == nullptr || classes == nullptr) return false;
    for (const auto& entry : *classes) {
        if (entry.string() == nullptr) return false;
        weights.classes.push_back(*entry.string());
    }
    weights.temperature = temperature->toDouble();
    weights.version = hash.substr(0, 12);
    return weights.temperature > 0 && !weights.classes.empty();
}

}  // namespace

Result<Weights> loadWeights(const std::string& folder, const std::string& name, cv::Size input) {
    const std::string onnx = folder + "/" + name + ".onnx", description = folder + "/" + name + ".json";
    const auto bytes = files::read(onnx);
    if (!bytes) return unusable(onnx);
    const auto text = files::read(description);
    if (!text) return unusable(description);
    const auto about = json::parse(*text, description);
    if (!about) return fail(about.error());
    Weights weights;
    if (!describe(*about, sha256Hex(*bytes), weights)) return unusable(description);
    try {
        weights.net = cv::dnn::readNetFromONNX(bytes->data(), bytes->size());
        weights.net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        weights.plain = PlainNetwork::from(weights.net, input, tileProducts().front());
        const auto columns = probabilities(weights, {cv::Mat::zeros(input, CV_32F)}).cols;
        if (columns != static_cast<int>(weights.classes.size())) return unusable(description);
    } catch (const cv::Exception&) {
        return unusable(onnx);
    }
    return weights;
}

cv::Mat_<double> probabilities(Weights& weights, const std::vector<cv::Mat>& inputs) {
    if (inputs.empty()) return {};
    cv::Mat logits;
    if (weights.plain) {
        logits = weights.plain->forward(inputs);
    } else {
        weights.net.setInput(cv::dnn::blobFromImages(inputs, 1.0, inputs.front().size(), {}, false, false, CV_32F));
        logits = weights.net.forward();
    }
    cv::Mat_<double> out(logits.rows, logits.cols);
    for (int row = 0; row < logits.rows; ++row) {
        const float* z = logits.ptr<float>(row);
        const double most = *std::max_element(z, z + logits.cols);
        double sum = 0;
        for (int n = 0; n < logits.cols; ++n) sum += out(row, n) = std::exp((z[n] - most) / weights.temperature);
        for (int n = 0; n < logits.cols; ++n) out(row, n) /= sum;
    }
    return out;
}

}  // namespace toitsu::ocr
