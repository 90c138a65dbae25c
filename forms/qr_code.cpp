#include "forms/qr_code.h"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <exception>

namespace toitsu::forms {

QrCode qrCode(const std::string& text) {
    QrCode code;
    try {
        constexpr int border = 4, correctionM = 4;  // ZXing's own scale: 2 L, 4 M, 6 Q, 8 H
        const ZXing::BitMatrix matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                            .setEccLevel(correctionM)
                                            .setMargin(border)
                                            .encode(text, 0, 0);
        code.side = matrix.width();
        for (int y = 0; y < code.side; ++y)
            for (int x = 0; x < code.side; ++x) code.squares.push_back(matrix.get(x, y));
    } catch (const std::exception&) {
        code = {};  // longer than the largest code; the header says so
    }
    return code;
}

}  // namespace toitsu::forms
