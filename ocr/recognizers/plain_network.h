#pragma once

// Inside ocr only: a network that is a plain chain of convolutions and linear layers, as ours for single characters
// are, computed for many pictures at once. On one core it takes about half the time of OpenCV's DNN, which reads the
// file and computes everything else.

#include <optional>
#include <vector>

#include <opencv2/dnn.hpp>

#include "ocr/recognizers/tile_product.h"

namespace toitsu::ocr {

class PlainNetwork {
public:
    // The same network for pictures of that size, one channel; nothing when it has a layer or a branch of another kind.
    static std::optional<PlainNetwork> from(const cv::dnn::Net& net, cv::Size input, const TileProduct& product);

    // A row of logits for every picture (float, of that size).
    cv::Mat_<float> forward(const std::vector<cv::Mat>& inputs) const;

private:
    struct Layer {
        bool pooling = false;  // the greatest of each window; otherwise a convolution
        bool rectify = false;
        int kernelX = 1, kernelY = 1, strideX = 1, strideY = 1, padX = 0, padY = 0;
        int in = 1, out = 1;  // channels
        cv::Size size;        // of what comes out
        // Of a convolution, until all layers are known out×in×kernelY×kernelX.
        std::vector<float> weights, bias;
    };

    // Pictures side by side, channel by channel in each pixel, with a border of zeros for the layer that reads them.
    struct Activation {
        cv::Size size;  // with the border
        int border[2] = {0, 0};
        std::size_t stride = 1;  // floats from one pixel to the next
        std::vector<float> values;

        std::size_t at(std::size_t picture, int x, int y) const;
    };

    bool add(const cv::dnn::Layer& layer);
    bool addConvolution(const cv::dnn::Layer& layer);
    bool addLinear(const cv::dnn::Layer& layer);
    bool addPooling(const cv::dnn::Layer& layer);
    bool scaleLast(const cv::dnn::Layer& layer);
    void pack();
    Activation activationFor(std::size_t layer, std::size_t pictures) const;
    void convolve(const Layer& layer, const Activation& from, Activation& to, std::size_t pictures) const;
    static void pool(const Layer& layer, const Activation& from, Activation& to, std::size_t pictures);
    void forward(const std::vector<cv::Mat>& inputs, std::size_t first, std::size_t count, cv::Mat_<float>& out) const;

    cv::Size input_;
    TileProduct product_{};
    std::vector<Layer> layers_;
};

}  // namespace toitsu::ocr
