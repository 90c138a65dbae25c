#include "ocr/recognizers/plain_network.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/dnn/all_layers.hpp>

// Everything is a convolution: a linear layer behind pictures is one whose kernel is as large as they are, one behind
// numbers has a kernel of one pixel. Pictures go through in small groups, so that what a layer writes is still in the
// processor's cache when the next one reads it.

namespace toitsu::ocr {

namespace {

constexpr std::size_t kGroup = 8;  // pictures

std::size_t roundedUp(std::size_t n, std::size_t to) {
    return (n + to - 1) / to * to;
}

std::vector<float> numbers(const cv::Mat& blob) {
    const cv::Mat flat = blob.reshape(1, 1);
    return {flat.ptr<float>(), flat.ptr<float>() + flat.total()};
}

bool isFloat(const cv::Mat& blob) {
    return blob.type() == CV_32F && blob.isContinuous();
}

}  // namespace

std::size_t PlainNetwork::Activation::at(std::size_t picture, int x, int y) const {
    const auto width = static_cast<std::size_t>(size.width), height = static_cast<std::size_t>(size.height);
    return ((picture * height + static_cast<std::size_t>(y)) * width + static_cast<std::size_t>(x)) * stride;
}

bool PlainNetwork::addConvolution(const cv::dnn::Layer& layer) {
    const auto& known = dynamic_cast<const cv::dnn::BaseConvolutionLayer&>(layer);
    const auto two = [](const std::vector<std::size_t>& v) { return v.size() == 2; };
    const cv::Mat weights = known.blobs.empty() ? cv::Mat() : known.blobs[0];
    if (!two(known.kernel_size) || !two(known.strides) || !two(known.pads_begin) || !two(known.dilations) ||
        known.pads_begin != known.pads_end || known.dilations != std::vector<std::size_t>{1, 1} || weights.dims != 4 ||
        !isFloat(weights) || known.blobs.size() != 2 || !isFloat(known.blobs[1]))
        return false;
    Layer next;
    next.kernelY = static_cast<int>(known.kernel_size[0]);
    next.kernelX = static_cast<int>(known.kernel_size[1]);
    next.strideY = static_cast<int>(known.strides[0]);
    next.strideX = static_cast<int>(known.strides[1]);
    next.padY = static_cast<int>(known.pads_begin[0]);
    next.padX = static_cast<int>(known.pads_begin[1]);
    const cv::Size before = layers_.empty() ? input_ : layers_.back().size;
    next.size = {(before.width + 2 * next.padX - next.kernelX) / next.strideX + 1,
                 (before.height + 2 * next.padY - next.kernelY) / next.strideY + 1};
    next.out = weights.size[0];
    next.in = weights.size[1];
    next.weights = numbers(weights);
    next.bias = numbers(known.blobs[1]);
    const int channels = layers_.empty() ? 1 : layers_.back().out;
    if (next.in != channels || weights.size[2] != next.kernelY || weights.size[3] != next.kernelX ||
        next.size.width < 1 || next.size.height < 1 || next.bias.size() != static_cast<std::size_t>(next.out))
        return false;
    layers_.push_back(std::move(next));
    return true;
}

bool PlainNetwork::addLinear(const cv::dnn::Layer& layer) {
    if (layers_.empty() || layer.blobs.size() != 2 || !isFloat(layer.blobs[0]) || !isFloat(layer.blobs[1]))
        return false;
    Layer next;
    next.kernelX = layers_.back().size.width;
    next.kernelY = layers_.back().size.height;
    next.size = {1, 1};
    next.in = layers_.back().out;
    next.out = layer.blobs[0].size[0];
    next.weights = numbers(layer.blobs[0]);
    next.bias = numbers(layer.blobs[1]);
    if (next.weights.size() != static_cast<std::size_t>(next.out) * static_cast<std::size_t>(next.in) *
                                   static_cast<std::size_t>(next.kernelX * next.kernelY) ||
        next.bias.size() != static_cast<std::size_t>(next.out))
        return false;
    layers_.push_back(std::move(next));
    return true;
}

bool PlainNetwork::addPooling(const cv::dnn::Layer& layer) {
    const auto& known = dynamic_cast<const cv::dnn::PoolingLayer&>(layer);
    const std::vector<std::size_t> none{0, 0};
    if (layers_.empty() || known.type != 0 || known.globalPooling || known.kernel_size.size() != 2 ||
        known.strides.size() != 2 || known.pads_begin != none || known.pads_end != none)
        return false;
    Layer next;
    next.pooling = true;
    next.kernelY = static_cast<int>(known.kernel_size[0]);
    next.kernelX = static_cast<int>(known.kernel_size[1]);
    next.strideY = static_cast<int>(known.strides[0]);
    next.strideX = static_cast<int>(known.strides[1]);
    const cv::Size before = layers_.back().size;
    next.size = {(before.width - next.kernelX) / next.strideX + 1, (before.height - next.kernelY) / next.strideY + 1};
    next.in = next.out = layers_.back().out;
    if (next.size.width < 1 || next.size.height < 1 || known.ceilMode) return false;
    layers_.push_back(std::move(next));
    return true;
}

// y = γ · (x − mean) / √(variance + ε) + β behind a convolution is another convolution.
bool PlainNetwork::scaleLast(const cv::dnn::Layer& layer) {
    const auto& known = dynamic_cast<const cv::dnn::BatchNormLayer&>(layer);
    if (layers_.empty() || layers_.back().pooling || layers_.back().rectify || !known.hasWeights || !known.hasBias ||
        known.blobs.size() != 4 || !std::all_of(known.blobs.begin(), known.blobs.end(), isFloat))
        return false;
    Layer& last = layers_.back();
    const auto mean = numbers(known.blobs[0]), variance = numbers(known.blobs[1]), gamma = numbers(known.blobs[2]),
               beta = numbers(known.blobs[3]);
    const std::size_t channels = last.bias.size(), each = last.weights.size() / channels;
    if (mean.size() != channels || variance.size() != channels || gamma.size() != channels || beta.size() != channels)
        return false;
    for (std::size_t n = 0; n < channels; ++n) {
        const float scale = gamma[n] / std::sqrt(variance[n] + known.epsilon);
        for (std::size_t k = 0; k < each; ++k) last.weights[n * each + k] *= scale;
        last.bias[n] = (last.bias[n] - mean[n]) * scale + beta[n];
    }
    return true;
}

bool PlainNetwork::add(const cv::dnn::Layer& layer) {
    if (layer.type == "Convolution") return addConvolution(layer);
    if (layer.type == "InnerProduct") return addLinear(layer);
    if (layer.type == "Pooling") return addPooling(layer);
    if (layer.type == "BatchNorm") return scaleLast(layer);
    if (layer.type == "ReLU") {
        if (layers_.empty() || layers_.back().pooling) return false;
        layers_.back().rectify = true;
        return true;
    }
    return layer.type == "Flatten" || layer.type == "Identity";
}

// From out×in×height×width to blocks of output channels, in each place by place.
void PlainNetwork::pack() {
    const std::size_t width = product_.width;
    for (Layer& layer : layers_) {
        if (layer.pooling) continue;
        const auto in = static_cast<std::size_t>(layer.in), out = static_cast<std::size_t>(layer.out),
                   places = static_cast<std::size_t>(layer.kernelX * layer.kernelY);
        const std::size_t padded = roundedUp(out, width);
        std::vector<float> packed(padded * in * places, 0.0F);
        for (std::size_t o = 0; o < out; ++o)
            for (std::size_t i = 0; i < in; ++i)
                for (std::size_t place = 0; place < places; ++place)
                    packed[((o / width * places + place) * in + i) * width + o % width] =
                        layer.weights[(o * in + i) * places + place];
        layer.weights = std::move(packed);
        layer.bias.resize(padded, 0.0F);
    }
}

std::optional<PlainNetwork> PlainNetwork::from(const cv::dnn::Net& net, cv::Size input, const TileProduct& product) {
    PlainNetwork plain;
    plain.input_ = input;
    plain.product_ = product;
    // In a chain every layer reads the one before it and nothing else. (OpenCV makes two of a Flatten.)
    cv::Ptr<cv::dnn::Layer> before;
    cv::dnn::Net asked = net;  // its accessors are not all const
    for (const auto& name : asked.getLayerNames()) {
        const int id = asked.getLayerId(name);
        const auto layer = asked.getLayer(id);
        const auto inputs = asked.getLayerInputs(id);
        if (inputs.size() != 1 || (before && inputs.front() != before) || !plain.add(*layer)) return std::nullopt;
        before = layer;
    }
    if (plain.layers_.empty() || plain.layers_.back().size != cv::Size(1, 1)) return std::nullopt;
    plain.pack();
    return plain;
}

PlainNetwork::Activation PlainNetwork::activationFor(std::size_t layer, std::size_t pictures) const {
    Activation activation;
    const cv::Size size = layer == 0 ? input_ : layers_[layer - 1].size;
    if (layer < layers_.size()) {
        activation.border[0] = layers_[layer].padX;
        activation.border[1] = layers_[layer].padY;
    }
    activation.size = {size.width + 2 * activation.border[0], size.height + 2 * activation.border[1]};
    const int channels = layer == 0 ? 1 : layers_[layer - 1].out;
    activation.stride = layer == 0 ? 1 : roundedUp(static_cast<std::size_t>(channels), product_.width);
    activation.values.assign(activation.at(pictures, 0, 0), 0.0F);
    return activation;
}

void PlainNetwork::convolve(const Layer& layer, const Activation& from, Activation& to, std::size_t pictures) const {
    std::vector<std::ptrdiff_t> taps;
    for (int y = 0; y < layer.kernelY; ++y)
        for (int x = 0; x < layer.kernelX; ++x) taps.push_back(static_cast<std::ptrdiff_t>(from.at(0, x, y)));
    std::vector<const float*> in;
    std::vector<float*> out;
    for (std::size_t picture = 0; picture < pictures; ++picture)
        for (int y = 0; y < layer.size.height; ++y)
            for (int x = 0; x < layer.size.width; ++x) {
                in.push_back(from.values.data() + from.at(picture, x * layer.strideX, y * layer.strideY));
                out.push_back(to.values.data() + to.at(picture, x + to.border[0], y + to.border[1]));
            }
    while (in.size() % product_.pixels != 0) {
        in.push_back(in.back());
        out.push_back(out.back());
    }
    const auto width = product_.width, channels = static_cast<std::size_t>(layer.in);
    std::vector<float*> block(product_.pixels);
    for (std::size_t first = 0; first < layer.bias.size(); first += width) {
        const TileTask task{&taps, channels, layer.weights.data() + first * taps.size() * channels,
                            layer.bias.data() + first, layer.rectify};
        for (std::size_t n = 0; n < in.size(); n += product_.pixels) {
            for (std::size_t p = 0; p < product_.pixels; ++p) block[p] = out[n + p] + first;
            product_.run(task, in.data() + n, block.data());
        }
    }
}

void PlainNetwork::pool(const Layer& layer, const Activation& from, Activation& to, std::size_t pictures) {
    for (std::size_t picture = 0; picture < pictures; ++picture)
        for (int y = 0; y < layer.size.height; ++y)
            for (int x = 0; x < layer.size.width; ++x) {
                float* most = to.values.data() + to.at(picture, x + to.border[0], y + to.border[1]);
                const float* first = from.values.data() + from.at(picture, x * layer.strideX, y * layer.strideY);
                std::copy(first, first + layer.out, most);
                for (int v = 0; v < layer.kernelY; ++v)
                    for (int u = 0; u < layer.kernelX; ++u) {
                        const float* one = first + from.at(0, u, v);
                        for (int c = 0; c < layer.out; ++c) most[c] = std::max(most[c], one[c]);
                    }
            }
}

void PlainNetwork::forward(const std::vector<cv::Mat>& inputs, std::size_t first, std::size_t count,
                           cv::Mat_<float>& out) const {
    Activation now = activationFor(0, count);
    for (std::size_t n = 0; n < count; ++n)
        for (int y = 0; y < input_.height; ++y) {
            const float* row = inputs[first + n].ptr<float>(y);
            std::copy(row, row + input_.width, now.values.data() + now.at(n, now.border[0], y + now.border[1]));
        }
    for (std::size_t n = 0; n < layers_.size(); ++n) {
        Activation next = activationFor(n + 1, count);
        if (layers_[n].pooling)
            pool(layers_[n], now, next, count);
        else
            convolve(layers_[n], now, next, count);
        now = std::move(next);
    }
    for (std::size_t n = 0; n < count; ++n) {
        const float* logits = now.values.data() + now.at(n, 0, 0);
        std::copy(logits, logits + out.cols, out.ptr<float>(static_cast<int>(first + n)));
    }
}

cv::Mat_<float> PlainNetwork::forward(const std::vector<cv::Mat>& inputs) const {
    cv::Mat_<float> out(static_cast<int>(inputs.size()), layers_.back().out);
    for (std::size_t first = 0; first < inputs.size(); first += kGroup)
        forward(inputs, first, std::min(kGroup, inputs.size() - first), out);
    return out;
}

}  // namespace toitsu::ocr
