#pragma once

// Inside ocr only: a network's weights are two data files, NAME.onnx and NAME.json (classes, temperature, SHA-256).

#include <optional>
#include <string>
#include <vector>

#include <opencv2/dnn.hpp>

#include "base/result.h"
#include "ocr/recognizers/plain_network.h"

namespace toitsu::ocr {

struct Weights {
    cv::dnn::Net net;
    std::optional<PlainNetwork> plain;  // the same network, quicker, where it is a plain chain
    std::vector<std::string> classes;
    double temperature = 1;
    std::string version;  // first 12 digits of the weights' sha-256
};

// S031 when a file is missing, the weights are not the ones their description names, or do not take 1×1×height×width.
Result<Weights> loadWeights(const std::string& folder, const std::string& name, cv::Size input);

// A row of calibrated probabilities, in the order of the classes, for every input (float, of that size).
cv::Mat_<double> probabilities(Weights& weights, const std::vector<cv::Mat>& inputs);

}  // namespace toitsu::ocr
