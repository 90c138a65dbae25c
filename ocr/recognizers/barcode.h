#pragma once

#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsBarcode(const Target& target);
forms::Reading readBarcode(const Target& target, const Sheet& sheet, const Engines& engines);
forms::Reading readBarcodeAt(const forms::BarcodePlace& place, const Sheet& sheet);

}  // namespace toitsu::ocr
