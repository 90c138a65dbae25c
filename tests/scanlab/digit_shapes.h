#pragma once

// Digits written by hand: MNIST's test images when they are there (the recogniser is trained on the other 60,000),
// otherwise fonts that look written.

#include <array>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/scanlab/lettering.h"

namespace toitsu::scanlab {

class DigitShapes {
public:
    // `folder` holds t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, gzipped (.gz) or not; "" means fonts.
    static Result<DigitShapes> load(const std::string& folder);

    bool fromMnist() const { return !shapes_[0].empty(); }

    // One digit about `height` pixels high, drawn with a stroke of about `pen` pixels.
    Mask draw(int digit, double height, double pen, const Hand& hand, Random& random) const;

private:
    std::array<std::vector<std::array<std::uint8_t, 784>>, 10> shapes_;
};

// As many people write them: a bar through the stem of a 7, a slash through a 0.
void barSeven(Mask& mask, double pen, Random& random);
void slashZero(Mask& mask, double pen, Random& random);

}  // namespace toitsu::scanlab
