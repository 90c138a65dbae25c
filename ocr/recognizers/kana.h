#pragma once

// Kana written by hand, in cells or on a line.

#include "ocr/recognizers/lattice.h"
#include "ocr/recognizers/recognizer.h"

namespace toitsu::ocr {

bool readsKana(const Target& target);
forms::Reading readKana(const Target& target, const Sheet& sheet, const Engines& engines);

// The candidates of what was seen, weighed by the lexicon (null: no person's name). The doubt is handwrittenKana(),
// which the name beside it can lift, only where the shapes alone say the same as with the lexicon; a reading that only
// the lexicon prefers would agree with the lexicon's own kanji and prove nothing.
void proposeKana(forms::Reading& reading, const Lattice& lattice, KanaScript asked, const NameLexicon* lexicon);

}  // namespace toitsu::ocr
