#pragma once

// Inside ocr only: kanji and katakana that are the same strokes (二 ニ, 八 ハ, 一 ー). No reader of shapes tells them
// apart; a book, a lexicon or their neighbours do.

namespace toitsu::ocr {

char32_t sameStrokes(char32_t c);  // the other one of the pair; 0: it has no double

}  // namespace toitsu::ocr
