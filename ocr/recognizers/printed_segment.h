#pragma once

// Inside ocr only: the printed segments of a place, each read only as often as somebody asks for it.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ocr/recognizers/text_engine.h"
#include "ocr/recognizers/witness.h"

namespace toitsu::ocr {

class PrintedSegment {
public:
    // Views of the place's crop: paper white; 0 and 255; 255 where there is ink.
    PrintedSegment(cv::Mat grey, cv::Mat binary, cv::Mat ink, const Engines& engines);

    const SegmentText& read(TextPass pass);  // by the print engine
    // A network looks at each place once, whatever is supposed to stand there.
    Testimonies testify(const std::u32string& text, const AskKanji& kanji);
    std::u32string seenNumber() const;  // by the digit network alone
    const cv::Mat& grey() const { return grey_; }
    const cv::Mat& ink() const { return ink_; }

private:
    cv::Mat grey_, binary_, ink_;
    const Engines* engines_;
    std::array<std::optional<SegmentText>, 2> read_;
    PlaceAnswers answers_;
};

struct PrintedSegments {
    std::vector<PrintedSegment> all;
    // A stroke that stands alone and was not read: a rule's remains or dirt, or the name 一.
    bool strokeLeftOut = false;
    // Letters stand on what the blank prints, a ruled line mostly; a level stroke that lies on it is gone with it.
    bool onPrint = false;
    bool uprightStroke = false;  // in a column, where it may be a 1 or a dash
};

// Line by line, cut at wide gaps; dust and what is left of ruled lines is left out. `print`: 255 where `grey` was
// painted over; may be empty.
PrintedSegments printedSegments(const cv::Mat& grey, const cv::Mat& print, const Engines& engines);

}  // namespace toitsu::ocr
