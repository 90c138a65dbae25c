#pragma once

// SeenPage: what is seen on the picture of an unfilled form before anybody knows what it asks – ruled cells, boxes for
// digits, squares to tick, rings for seals, printed texts. Millimetres from the upright page's upper left corner.

#include <string>
#include <vector>

#include "forms/geometry.h"

namespace toitsu::forms {

// One word or phrase on one line (or in one column): gaps wider than a character part it from the next.
struct SeenText {
    std::string text;
    Box box;                // of its ink
    double confidence = 0;  // the print engine's own, 0–100: not a probability
    bool vertical = false;
    bool afterDot = false;  // a ・ parts it from the text before: one of a list
};

// Cells of one size that touch: one character each.
struct SeenCells {
    Box box;
    std::vector<Box> cells;  // left to right
};

// A field of a fillable PDF (ISO 32000-1, 12.7).
struct SeenInput {
    std::string name;   // its full name
    std::string label;  // its alternate name (tooltip), where it has one
    enum class Kind { text, check, choice, signature } kind = Kind::text;
    std::string option;  // check: the name of its "on" state
    Box box;
    int cells = 0;  // text in a comb of so many
};

struct SeenPage {
    int number = 1;
    double width = 210, height = 297;
    std::vector<SeenText> texts;
    std::vector<Box> areas;        // ruled on all four sides, no cells for digits; smaller ones may lie inside
    std::vector<SeenCells> cells;  // also a single one
    std::vector<Box> squares;      // to tick
    std::vector<Box> rings;        // round, 6–16 mm
    std::vector<Box> underlines;   // level lines that bound no area; as high as they are thick
    std::vector<SeenInput> inputs;
};

}  // namespace toitsu::forms
