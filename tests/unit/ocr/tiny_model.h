#pragma once

// A network of ours for the line plug-in's tests, written as an ONNX file (protocol buffers) byte by byte: each eight
// columns of a line become one step; white ends the text, grey is the first character, black the second.

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace toitsu::ocr::tiny_model {

inline std::string varint(std::uint64_t value) {
    std::string out;
    for (; value >= 128; value >>= 7) out += static_cast<char>(value | 128);
    return out + static_cast<char>(value);
}

inline std::string number(int field, std::uint64_t value) {
    return varint(static_cast<std::uint64_t>(field) << 3) + varint(value);
}

inline std::string block(int field, const std::string& body) {
    return varint(static_cast<std::uint64_t>(field) << 3 | 2) + varint(body.size()) + body;
}

template <class T>
std::string tensor(const std::string& name, const std::vector<int>& sides, int type, const std::vector<T>& values) {
    std::string out;
    for (const int side : sides) out += number(1, static_cast<std::uint64_t>(side));
    std::string raw(values.size() * sizeof(T), '\0');
    std::memcpy(raw.data(), values.data(), raw.size());
    return out + number(2, static_cast<std::uint64_t>(type)) + block(8, name) + block(9, raw);
}

// A float tensor's name and sides.
inline std::string valueInfo(const std::string& name, const std::vector<int>& sides) {
    std::string shape;
    for (const int side : sides) shape += block(1, number(1, static_cast<std::uint64_t>(side)));
    return block(1, name) + block(2, block(1, number(1, 1) + block(2, shape)));
}

inline std::string integers(const std::string& name, const std::vector<int>& values) {
    std::string out = block(1, name);
    for (const int value : values) out += number(8, static_cast<std::uint64_t>(value));
    return block(5, out + number(20, 7));
}

inline std::string node(const std::string& type, const std::vector<std::string>& inputs, const std::string& output,
                        const std::string& attributes = {}) {
    std::string out;
    for (const std::string& input : inputs) out += block(1, input);
    return out + block(2, output) + block(4, type) + attributes;
}

// `channels`: 3 as the plug-in wants it.
inline std::string onnx(int height, int width, int channels = 3) {
    const int steps = width / 8, cells = channels * height * 8;
    // Of the mean m between −1 (ink) and 1 (paper): 4m − 2, 0 and −4m − 2.
    std::vector<float> weights;
    for (const float slope : {4.0F, 0.0F, -4.0F})
        weights.insert(weights.end(), static_cast<std::size_t>(cells), slope / static_cast<float>(cells));
    const std::string graph = block(1, node("Conv", {"line", "w", "b"}, "c",
                                            integers("kernel_shape", {height, 8}) + integers("strides", {height, 8}))) +
                              block(1, node("Reshape", {"c", "shape"}, "r")) +
                              block(1, node("Transpose", {"r"}, "scores", integers("perm", {0, 2, 1}))) +
                              block(2, "tiny") + block(5, tensor<float>("w", {3, channels, height, 8}, 1, weights)) +
                              block(5, tensor<float>("b", {3}, 1, {-2, 0, -2})) +
                              block(5, tensor<std::int64_t>("shape", {3}, 7, {1, 3, steps})) +
                              block(11, valueInfo("line", {1, channels, height, width})) +
                              block(12, valueInfo("scores", {1, steps, 3}));
    return number(1, 7) + block(7, graph) + block(8, number(2, 11));
}

}  // namespace toitsu::ocr::tiny_model
