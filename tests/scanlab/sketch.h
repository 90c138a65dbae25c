#pragma once

// Sketch: how somebody in a town hall designed one paper – which rows under which headings in which style – before it
// is typeset. Changing a sketch a little gives the near-duplicates that town halls really have: another title, another
// label, two rows swapped, the neighbour town's name.

#include <string>
#include <vector>

#include "base/result.h"
#include "tests/scanlab/vocabulary.h"

namespace toitsu::scanlab {

struct Row {
    const Question* question = nullptr;  // nullptr: a row that the office fills in
    std::string label;
    std::vector<std::string> options;  // as printed, in the order of `codes`
    std::vector<std::string> codes;
};

struct Block {
    std::string heading;
    std::vector<Row> rows;
    std::vector<std::string> grid;  // not empty: a table with these columns instead of rows
    int gridRows = 0;
};

enum class HeadingStyle { none, bar, side };
enum class Marks { check, circle, cross };

struct Style {
    double width = 210, height = 297;  // mm of paper
    double margin = 15;
    int columns = 1;
    double label = 30;  // mm, width of the label column
    double rowScale = 1;
    double outline = 0.5, inner = 0.25;  // mm, lines
    HeadingStyle heading = HeadingStyle::none;
    Marks marks = Marks::check;
    bool titleCentred = true;
    double titleSize = 6;
    int applicant = -1;        // one of the common applicant tables; -1: the applicant's rows are a block like others
    int receipt = 0;           // 0 none, 1 upper right, 2 upper left, 3 lower right: where the receipt stamp goes
    double cell = 5.4;         // mm, a digit's box
    bool joinedCells = false;  // a date as one line instead of boxes
    bool freeDigits = false;   // numbers and amounts without boxes
    bool kanaCells = false;    // a box for every kana
    bool pairs = false;        // two short rows side by side
    double gap = 2;            // mm between blocks
};

struct Sketch {
    std::string id, form, title, number, year;
    Town town;
    Style style;
    std::vector<Row> applicant;
    std::vector<Block> blocks;
    std::vector<std::string> office;
    std::vector<std::string> notes;
};

// What a form asks: the applicant's questions and those of its procedure.
struct Topic {
    Procedure procedure;
    std::vector<const Question*> applicant, about;
};

Topic drawTopic(const Procedure& procedure, Random& random);
Sketch drawSketch(const Topic& topic, Random& random);

// Changes the sketch in one small way and says how: "title", "label", "option", "row", "two rows", "town", "number",
// "office". The change always shows on the paper.
std::string varySketch(Sketch& sketch, Random& random);

std::string formXml(const Topic& topic);
// The layout file. "" when the rows do not fit on the paper.
std::string layoutXml(const Sketch& sketch);

}  // namespace toitsu::scanlab
