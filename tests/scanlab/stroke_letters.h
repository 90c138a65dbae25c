#pragma once

// StrokeLetters: characters drawn stroke by stroke from KanjiVG's paths, each time deformed as a hand does it. Nearer
// to handwriting than a font: strokes lean, run on, miss each other. KanjiVG (Ulrich Apel, CC BY-SA 3.0) is read where
// it lies and never becomes part of the project.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/geometry.h"
#include "tests/scanlab/sheet.h"

namespace toitsu::scanlab {

class ZipFile;

// One thread at a time: what was read from the archive is kept.
class StrokeLetters {
public:
    // `path` is KanjiVG's zip as it is published. T030 when it cannot be read or is none.
    static Result<StrokeLetters> load(const std::string& path);
    StrokeLetters(StrokeLetters&&) noexcept;
    StrokeLetters& operator=(StrokeLetters&&) noexcept;
    ~StrokeLetters();

    // Whether every character of the text (but spaces) has its strokes.
    bool canWrite(const std::string& text) const;

    // One line, about `height` pixels high, drawn with a pen of that width.
    Mask write(const std::string& text, double height, double pen, Random& random) const;

private:
    using Strokes = std::vector<std::vector<forms::Point>>;  // in KanjiVG's box of 109 × 109
    explicit StrokeLetters(std::unique_ptr<ZipFile> file);
    const Strokes& strokes(char32_t character) const;

    std::unique_ptr<ZipFile> file_;
    mutable std::map<char32_t, Strokes> known_;  // as far as they were asked for
};

}  // namespace toitsu::scanlab
