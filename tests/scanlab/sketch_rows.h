#pragma once

// SketchRows: the rows of a sketch as elements of layout.xml. Everything in millimetres.

#include <string>

#include "forms/geometry.h"
#include "tests/scanlab/sketch.h"

namespace toitsu::scanlab {

std::string escaped(const std::string& text);              // for XML
double widthOfText(const std::string& text, double size);  // as set solid: ASCII is half as wide

// Collects the elements of one page.
class Elements {
public:
    void frame(const forms::Box& box, double width);
    void line(const forms::Point& from, const forms::Point& to, double width);
    // Shrinks what is too wide; below 2.2 mm it breaks into two lines instead.
    void text(const forms::Box& box, const std::string& text, double size, const std::string& align = "left",
              bool bold = false);
    void verticalText(const forms::Box& box, const std::string& text, double size);
    void add(const std::string& element) { body_ += "    " + element + "\n"; }
    const std::string& body() const { return body_; }

private:
    std::string body_;
};

// How high a row must be for a value column of that width, before scaling.
double rowHeight(const Row& row, const Style& style, double width);
// Whether two such rows may share a line, each with a value column of that width.
bool isShort(const Row& row, const Style& style, double width);

// What stands in the value column. `seal`: with a place for a seal at the right.
void setValue(Elements& page, const Row& row, const Style& style, const forms::Box& box, bool seal);

// A date as 令和 [ ][ ]年[ ][ ]月[ ][ ]日; `eras`: the era is chosen, otherwise it is printed.
void setDate(Elements& page, const std::string& field, const Style& style, const forms::Box& box, bool eras);

std::string boxText(const forms::Box& box);  // "12.5 40 30 8"

}  // namespace toitsu::scanlab
