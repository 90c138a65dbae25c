#pragma once

// The two networks that read one digit: weights are data (ocr/weights/digits.onnx, digits-second.onnx and their .json),
// OpenCV runs them.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "ocr/page.h"

namespace toitsu::ocr {

constexpr int kEmptyCell = 10;   // class: nothing written
constexpr int kNoDigit = 11;     // class: written, and no digit
constexpr int kFillerCell = 12;  // class: what people write before an amount, so that nobody adds to it: a dash or ¥

using DigitProbabilities = std::array<double, 13>;  // 0–9, empty, other, filler; calibrated; sums to 1

// Of one character among others that no cells part: "0"–"9", "other", and signs – 年 月 日 令 … 円 ¥ - R H.
struct CharacterProbability {
    std::string character;
    double probability = 0;
};

class DigitNetwork {
public:
    // S031 when the weights are missing or are not the ones their description names.
    static Result<DigitNetwork> load(const std::string& folder);
    DigitNetwork(DigitNetwork&&) noexcept;
    DigitNetwork& operator=(DigitNetwork&&) noexcept;
    ~DigitNetwork();

    // Grey crops of cells with their margin (digit_cell.h). Not for two threads at once.
    std::vector<DigitProbabilities> read(const std::vector<Picture>& cells, double dpi) const;
    // Inputs made ready one by one, as prepareCell() does: all classes of each, likeliest first.
    std::vector<std::vector<CharacterProbability>> readPrepared(const std::vector<Picture>& inputs) const;
    const std::string& version() const;  // first 12 digits of the sha-256 of each one's weights, joined by +

private:
    struct Inner;
    explicit DigitNetwork(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
