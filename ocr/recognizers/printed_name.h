#pragma once

// Inside ocr only: a printed person's name, decoded from everything that is known of it – what both passes of the print
// engine read, what the networks see in every character alone, and how usual such a name is.

#include <functional>
#include <string>
#include <vector>

#include "ocr/recognizers/lattice.h"
#include "ocr/recognizers/printed_segment.h"
#include "ocr/recognizers/printed_verdict.h"

namespace toitsu::ocr {

// One segment of a line behind what the lattice has, after a gap when there is something: for each character that the
// engine supposed and the networks looked at, what may stand there. `other` is the engine's second text; its votes
// count where it is as long. `engineKnows`: whether the engine can say a character at all; one that it lacks (髙) it
// reads as a look-alike, which speaks against nothing.
void addPrintedName(Lattice& lattice, const std::vector<Testimony>& characters, const std::u32string& other,
                    const std::function<bool(char32_t)>& engineKnows);

// Accepted as any other printed text is, never because the lexicon has it. What is not accepted, a person sees in the
// order of all evidence.
void readPrintedName(std::vector<PrintedSegment>& segments, const Engines& engines, Verdict& verdict);

}  // namespace toitsu::ocr
