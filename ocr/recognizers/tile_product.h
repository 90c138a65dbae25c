#pragma once

// Inside ocr only: the one inner loop of our networks. A convolution at a few pixels at once is a product of what lies
// under its kernel there with the weights; it is done in the widest registers that the processor has.

#include <cstddef>
#include <vector>

namespace toitsu::ocr {

// What is to be multiplied at every pixel. `weights` holds kernel place by place, in each input channel by input
// channel, in each one `width` output channels.
struct TileTask {
    const std::vector<std::ptrdiff_t>* taps = nullptr;  // from a pixel's first input to that of each kernel place
    std::size_t channels = 0;                           // of the input, side by side
    const float* weights = nullptr;
    const float* bias = nullptr;  // `width` of them
    bool rectify = false;         // negative sums become 0
};

struct TileProduct {
    std::size_t pixels, width;  // how many of each it takes at once
    // `in` and `out`: one address for each pixel; the same pixel may stand there twice. Writes `width` channels.
    void (*run)(const TileTask& task, const float* const* in, float* const* out);
};

// Every kind that this processor can do, the fastest first; the last one any processor can.
const std::vector<TileProduct>& tileProducts();

}  // namespace toitsu::ocr
