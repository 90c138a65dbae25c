#pragma once

// The inside of svg.cpp: shapes, their signs, and words that fit.

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/drawing/svg.h"

namespace toitsu::workflows::drawing {

std::string num(double value);  // at most one decimal, the same on every machine

// SVG elements with what they have in common.
class Pen {
public:
    explicit Pen(std::ostream& out) : out_(out) {}

    void circle(Point middle, double radius, std::string_view attributes = {});
    void rect(const Rect& box, double corner, std::string_view attributes = {});
    void path(const std::string& data, std::string_view attributes = {});
    void raw(std::string_view text) { out_ << text; }

private:
    std::ostream& out_;
};

// Lines of at most `width` units at that size: Latin by words, Japanese by characters (行頭禁則 kept).
std::vector<std::string> wrapped(const std::string& words, double width, double size, std::size_t most);
double widthOf(const std::string& words, double size);

enum class Align { middle, left };
// In the middle of the box, or at its upper left corner.
void words(std::ostream& out, const std::string& text, const Rect& box, Align align, std::size_t mostLines = 5,
           double size = 12);

void drawShape(std::ostream& out, const Shape& shape);
void drawLabel(std::ostream& out, const Shape& shape);

// svg_symbols.cpp
void drawTrigger(Pen& pen, std::string_view trigger, Point middle, double radius, bool filled);
void drawTaskSign(Pen& pen, std::string_view kind, Point at, bool starts);
void drawMarkers(Pen& pen, const Shape& shape);  // at the foot of an activity

}  // namespace toitsu::workflows::drawing
