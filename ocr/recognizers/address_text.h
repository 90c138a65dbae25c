#pragma once

// Inside ocr only: an address in its parts – a place that the address book knows, the number of the house, what stands
// behind it (a building).

#include <string>

#include "forms/address_book.h"

namespace toitsu::ocr {

struct AddressText {
    std::u32string text;     // digits plain, level strokes between digits as '-', the rest as read
    std::size_t place = 0;   // characters that name a known place
    bool townKnown = false;  // a town, not only a municipality
    std::size_t house = 0;   // where the house number ends; equals `place` when there is none

    bool complete() const { return townKnown && house > place; }
};

// 丁目, 番地, 番, 号 in their order, or numbers with '-' or の between; kanji numbers before 丁目 only.
AddressText addressText(const std::u32string& read, const forms::AddressBook& book);

}  // namespace toitsu::ocr
