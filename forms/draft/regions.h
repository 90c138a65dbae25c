#pragma once

// Region: a ruled area of a blank (or the open page around all areas) with what lies in it, and what the areas around
// it say. Used only by the finding of questions.

#include <string>
#include <vector>

#include "forms/draft/seen_page.h"

namespace toitsu::forms {

struct Region {
    Box box;
    bool open = false;                                                          // the page itself
    int block = -1;                                                             // areas that touch are one table
    bool holdsAreas = false;                                                    // a frame around others
    std::vector<std::size_t> texts, cells, squares, rings, underlines, inputs;  // indices in the page; from the top
    enum class Role { value, label, heading, options } role = Role::value;
    std::string words;                  // of all its texts
    std::vector<std::size_t> captions;  // small texts along its upper edge with room to write under each
    std::vector<std::string> parts;     // where a ・ parts them: 所在地・電話
};

struct Regions {
    std::vector<Region> all;  // the last one is the open page
    std::vector<Box> blocks;  // around each table

    struct Row {
        std::string head;                  // the nearest label left of it
        std::string part;                  // of that label, where it names several areas in a row
        bool beside = false;               // which it touches
        std::string other;                 // what stands in the areas between
        std::vector<std::string> further;  // labels left of that
    };
    Row leftOf(std::size_t region) const;
    // The column's head first; `beside`: whether the area touches it.
    std::vector<std::string> above(std::size_t region, bool& beside) const;
    std::vector<std::string> headingsOf(const SeenPage& page, const Box& box, int block) const;  // nearest first
};

// `optionWords`: as findQuestions.
Regions findRegions(const SeenPage& page, const std::vector<std::string>& optionWords);

bool isEra(const std::string& text, std::string* code = nullptr);
// Says that one of the words beside it is circled: 〇印, いずれかに〇.
bool asksForRing(const std::string& text);
// Words that are options wherever they stand: 男, 有, 要.
bool isUsualOption(const std::string& text);

}  // namespace toitsu::forms
