#pragma once

// Entry: the white part of a form where one field is filled in – how much room it needs, and its places when the room
// is given. Sizes follow what readers of handwriting want: cells of 5 mm and more, 7 mm high, 1 mm clear of every rule.

#include <string>

#include "forms/layout.h"
#include "forms/unification/proposal.h"

namespace toitsu::forms::unification {

struct Room {
    double width = 0;   // mm, least
    double height = 0;  // mm, at that width
};

class Entry {
public:
    // `field` as it is called on the paper: inside a group by its member's name.
    Entry(const Field& field, const ProposedItem& proposed, std::string fieldId);

    double least() const;                 // mm, width
    double heightAt(double width) const;  // mm
    void draw(const Box& area, LayoutPage& page) const;
    bool labelled() const;  // a flag brings its own words
    const Field& field() const { return field_; }

private:
    void drawCells(const Box& area, LayoutPage& page) const;
    void drawLine(const Box& area, LayoutPage& page) const;
    void drawDate(const Box& area, LayoutPage& page) const;
    void drawGroups(const Box& area, LayoutPage& page) const;  // phone, postcode
    void drawOptions(const Box& area, LayoutPage& page) const;
    double eraWidth() const;
    TextPlace text(const std::string& part, const Box& box, int cells) const;

    const Field& field_;
    const ProposedItem& proposed_;
    std::string id_;
};

// Millimetres that a line of text takes: a full-width character is as wide as it is high.
double textWidth(const std::string& text, double size);

// What stands on the blank as text, and where.
void print(LayoutPage& page, std::string text, const Box& box, double size, const char* align = "left",
           bool bold = false, bool vertical = false);

}  // namespace toitsu::forms::unification
