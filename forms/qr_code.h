#pragma once

// QR code: a text as black and white squares, with the white border that readers need.

#include <string>
#include <vector>

namespace toitsu::forms {

struct QrCode {
    int side = 0;               // squares, border included; 0 when the text is too long
    std::vector<bool> squares;  // row by row, true = black

    bool dark(int x, int y) const {
        return squares[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)];
    }
};

// Error correction M (15 % of a code may be soiled), border of four squares (ISO/IEC 18004).
QrCode qrCode(const std::string& text);

}  // namespace toitsu::forms
