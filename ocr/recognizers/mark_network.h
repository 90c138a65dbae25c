#pragma once

// Inside ocr only: the network that says what stands on one option – weights are data (ocr/weights/marks.onnx,
// marks.json), OpenCV runs them.

#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/result.h"

namespace toitsu::ocr {

// Calibrated probabilities of what an option's ink means; they sum to 1.
struct MarkMeaning {
    double nothing = 1;  // no ink, a neighbour's stroke, dirt, the remains of an eraser, a seal across the option
    double marked = 0;
    double struck = 0;  // was marked and taken back
    double filled = 0;  // of `marked`: blackened all over
    double seal = 0;    // of `nothing`: a seal lies there
};

class MarkNetwork {
public:
    // S031 when the weights are missing or are not the ones their description names.
    static Result<MarkNetwork> load(const std::string& folder);
    MarkNetwork(MarkNetwork&&) noexcept;
    MarkNetwork& operator=(MarkNetwork&&) noexcept;
    ~MarkNetwork();

    // Views as withSurroundings() makes them. Not for two threads at once.
    std::vector<MarkMeaning> read(const std::vector<cv::Mat>& views) const;
    const std::string& version() const;  // first 12 digits of the weights' sha-256

private:
    struct Inner;
    explicit MarkNetwork(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
