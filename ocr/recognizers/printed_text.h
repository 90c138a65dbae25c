#pragma once

// Inside ocr only: printed segments of numbers, kana and any other text, each added to the verdict of its field.

#include "ocr/recognizers/printed_segment.h"
#include "ocr/recognizers/printed_verdict.h"

namespace toitsu::ocr {

// Whether neighbours of one script tell every character that is the same strokes as another one, kanji or katakana:
// 浩二, タロウ. True where there is none.
bool scriptsDecide(const std::u32string& text);

// Whether one of the characters is another one without a level stroke at its foot or head: 十 may be 土, 干 or 士, 一
// may be 二 where such a stroke lies on a ruled line.
bool lineMayHide(const std::u32string& text);

// Whether a space between kanji may have been lost: a gap of more than half a letter that is no word gap yet (lines.h).
// `ink`: of one segment, 255 where there is ink. False for texts with kana or signs, whose letters leave such gaps.
bool spaceMayBeLost(const cv::Mat& ink, const std::u32string& text);

// `part`: of the place, as in the layout.
void readPrintedNumber(PrintedSegment& segment, const forms::Field& field, const std::string& part, Verdict& verdict);
void readPrintedKana(PrintedSegment& segment, const Engines& engines, Verdict& verdict);

// A segment as both passes of the engine read it, the likelier one first.
struct BothPasses {
    Hypothesis best, other;
};
BothPasses readPrintedText(PrintedSegment& segment, Verdict& verdict);

}  // namespace toitsu::ocr
