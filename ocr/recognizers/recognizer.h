#pragma once

// A recogniser reads one kind of place. One file pair and one line in table.cpp adds one. Inside ocr only.

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "forms/address_book.h"
#include "forms/form.h"
#include "forms/layout.h"
#include "forms/reading.h"
#include "ocr/name_lexicon.h"
#include "ocr/recognizers/digit_network.h"
#include "ocr/recognizers/kana_network.h"
#include "ocr/recognizers/kanji_network.h"
#include "ocr/recognizers/line_model.h"
#include "ocr/recognizers/mark_network.h"
#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

class TextEngine;

// A place on the layout's page together with the field that it belongs to.
struct Target {
    const forms::Field* field = nullptr;
    const forms::Field* counterpart = nullptr;  // the name whose reading this is, or the reverse; null without one
    std::variant<const forms::TextPlace*, const forms::ChoicePlace*, const forms::SealPlace*, const forms::ImagePlace*,
                 const forms::BarcodePlace*>
        place;
};

// What recognisers share: loaded once, kept for all pages.
struct Engines {
    DigitNetwork digits;
    KanaNetwork kana;
    KanjiNetwork kanji;
    MarkNetwork marks;
    std::shared_ptr<const NameLexicon> names;  // one for all sets
    std::unique_ptr<TextEngine> text;
    std::shared_ptr<const forms::AddressBook> addresses;  // one for all sets
    std::unique_ptr<LineModel> line = nullptr;            // only when the user brought one
};

struct Recognizer {
    std::string_view name;
    bool (*reads)(const Target& target);
    forms::Reading (*read)(const Target& target, const Sheet& sheet, const Engines& engines);
    bool (*ready)(const Engines& engines) = nullptr;  // whether it can read at all; nullptr: always
};

// In order: the first that reads a target has it.
const std::vector<Recognizer>& recognizers();

forms::Box boxOf(const Target& target);  // the place; around all options of a choice
const std::string& partOf(const Target& target);

}  // namespace toitsu::ocr
