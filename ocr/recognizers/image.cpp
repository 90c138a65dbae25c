#include "ocr/recognizers/image.h"

// An image field is its crop: nothing is read, the reader keeps the picture.

namespace toitsu::ocr {

bool readsImage(const Target& target) {
    return std::holds_alternative<const forms::ImagePlace*>(target.place);
}

forms::Reading readImage(const Target&, const Sheet&, const Engines&) {
    forms::Reading reading;
    reading.confidence = 1;
    return reading;
}

}  // namespace toitsu::ocr
