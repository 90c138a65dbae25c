#pragma once

// Counting what was read against the truth.

#include <map>
#include <string>

#include "base/value.h"
#include "forms/record.h"

namespace toitsu::golden {

// The four quadrants: right or wrong, taken by the machine or sent to a person.
struct Quadrants {
    int right = 0, wrong = 0, doubtfulRight = 0, doubtfulWrong = 0;

    void count(bool isRight, bool doubt) {
        ++(doubt ? (isRight ? doubtfulRight : doubtfulWrong) : (isRight ? right : wrong));
    }
    int all() const { return right + wrong + doubtfulRight + doubtfulWrong; }
    double share(int n) const { return all() == 0 ? 1.0 : static_cast<double>(n) / all(); }
    Quadrants& operator+=(const Quadrants& other);
};

struct Boxes {
    int right = 0, all = 0;
    double share() const { return all == 0 ? 1.0 : static_cast<double>(right) / all; }
};

struct Score {
    std::map<std::string, Quadrants> fields;  // by kind: "mark", "circle", "digits", "printed", "hand", "seal"
    Boxes boxes;                              // digit cells, best reading against truth
    Boxes marks;                              // fields of marks and circles, best reading against truth
    // The same fields again, by how the answer stands on the paper, where the truth says so: "mark: correction",
    // "circle: faint", "digits: mnist", "hand: strokes".
    std::map<std::string, Quadrants> ways;

    Score& operator+=(const Score& other);
    std::string text() const;
};

// `truth`: of one page, as docs/library-files.md describes it. Fields without a reading are not counted. A question
// that wants one option and has two marked has no right value: only a doubt is right there.
Score score(const forms::Form& form, const forms::Layout& layout, const forms::Record& record, const Value& truth,
            const std::string& name, bool verbose);

}  // namespace toitsu::golden
