#pragma once

// Printed Japanese by Tesseract, one line segment at a time.

#include <memory>
#include <string>

#include "base/result.h"
#include "ocr/page.h"

namespace toitsu::ocr {

// Two ways of cutting the same line: they err differently, so that two equal readings are worth far more than either.
enum class TextPass { line, rawLine };

struct SegmentText {
    std::string text;
    double confidence = 0;  // the engine's own of its least certain character, 0–100
};

class TextEngine {
public:
    // S032 when Tesseract or its Japanese data is missing.
    static Result<std::unique_ptr<TextEngine>> make();
    ~TextEngine();

    // Black text on white, letters about 30 pixels high. Not for two threads at once.
    SegmentText read(const Picture& segment, TextPass pass) const;
    // Whether it can say this character at all; one that it lacks it reads as a look-alike.
    bool knows(char32_t character) const;
    const std::string& version() const;

private:
    struct Inner;
    explicit TextEngine(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
