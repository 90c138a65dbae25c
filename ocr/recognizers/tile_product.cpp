#include "ocr/recognizers/tile_product.h"

#include <cstring>

// The sums of all pixels and channels stay in registers: as many as there are, less what the weights and one input
// take. The compiler is asked for the same lines once for each width of registers. (With 512 bits it is no faster where
// it was measured: an AMD EPYC of the fourth generation.)

namespace toitsu::ocr {

namespace {

template <std::size_t bytes>
struct Register {
    using Type __attribute__((vector_size(bytes))) = float;
};

template <std::size_t bytes, std::size_t pixels, std::size_t across>
[[gnu::always_inline]] inline void product(const TileTask& task, const float* const* in, float* const* out) {
    using Floats = typename Register<bytes>::Type;
    constexpr std::size_t lanes = bytes / sizeof(float);
    Floats sums[pixels][across], weights[across];
    for (std::size_t v = 0; v < across; ++v) std::memcpy(&weights[v], task.bias + v * lanes, bytes);
    for (std::size_t p = 0; p < pixels; ++p)
        for (std::size_t v = 0; v < across; ++v) sums[p][v] = weights[v];
    const float* w = task.weights;
    for (const std::ptrdiff_t tap : *task.taps)
        for (std::size_t c = 0; c < task.channels; ++c, w += across * lanes) {
            for (std::size_t v = 0; v < across; ++v) std::memcpy(&weights[v], w + v * lanes, bytes);
#pragma GCC unroll 16
            for (std::size_t p = 0; p < pixels; ++p) {
                const float one = in[p][tap + static_cast<std::ptrdiff_t>(c)];
#pragma GCC unroll 2
                for (std::size_t v = 0; v < across; ++v) sums[p][v] += weights[v] * one;
            }
        }
    for (std::size_t p = 0; p < pixels; ++p)
        for (std::size_t v = 0; v < across; ++v) {
            if (task.rectify) sums[p][v] = sums[p][v] > 0 ? sums[p][v] : Floats{};
            std::memcpy(out[p] + v * lanes, &sums[p][v], bytes);
        }
}

void plain(const TileTask& task, const float* const* in, float* const* out) {
    product<16, 6, 2>(task, in, out);
}

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] void avx2(const TileTask& task, const float* const* in, float* const* out) {
    product<32, 6, 2>(task, in, out);
}
#endif

std::vector<TileProduct> possible() {
    std::vector<TileProduct> all;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0) all.push_back({6, 16, avx2});
#endif
    all.push_back({6, 8, plain});
    return all;
}

}  // namespace

const std::vector<TileProduct>& tileProducts() {
    static const std::vector<TileProduct> all = possible();
    return all;
}

}  // namespace toitsu::ocr
