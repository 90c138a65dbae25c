#pragma once

// MarkTally: what was read of mark sheets, against what was drawn, by kind of mark.

#include <map>
#include <string>

#include "ocr/reader.h"
#include "tests/scanlab/mark_sheet.h"

namespace toitsu::marks {

// right: accepted and right; doubt: sent to a person, its first candidate right or not; wrong: accepted and wrong.
struct Outcome {
    int right = 0, doubtRight = 0, doubtWrong = 0, wrong = 0;
    int all() const { return right + doubtRight + doubtWrong + wrong; }
    Outcome& operator+=(const Outcome& other);
};

// One bin of a reliability table: readings of about this confidence, and how many were right.
struct Bin {
    int all = 0, right = 0;
    double confidence = 0;  // sum
};

struct MarkTally {
    std::map<std::string, Outcome> kinds;  // "check: correction" … by place and kind; "seal: purple"
    std::map<std::string, int> wrongs;     // what was meant → what was accepted instead
    std::map<int, Bin> bins;               // by confidence: questions of marks and circles
    int empty = 0;                         // options on which and near which nobody drew anything
    int falseMarks = 0;                    // of them in the first candidate
    int falseAccepted = 0;                 // of them in an accepted one
    int pages = 0, refused = 0;

    void add(const forms::Library& library, const scanlab::MarkedSheet& sheet, const ocr::PageReading& read);
    MarkTally& operator+=(const MarkTally& other);
    Outcome sum(const std::string& prefix) const;  // of all kinds whose name begins so
    double calibrationError() const;               // expected, over the bins
    std::string text() const;
};

}  // namespace toitsu::marks
