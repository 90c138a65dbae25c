#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "ocr/recognizers/recognizer.h"
#include "ocr/recognizers/text_engine.h"

namespace toitsu::ocr {

// Everything that recognisers share, with the shipped weights, loaded once.
inline const Engines& allEngines() {
    static const Engines all = [] {
        const std::string folder = TOITSU_SOURCE_DIR "/ocr/weights";
        auto digits = DigitNetwork::load(folder);
        auto kana = KanaNetwork::load(folder);
        auto kanji = KanjiNetwork::load(folder);
        auto marks = MarkNetwork::load(folder);
        auto names = NameLexicon::load(folder);
        auto text = TextEngine::make();
        auto book = forms::AddressBook::load(folder + "/postcodes.txt");
        EXPECT_TRUE(digits && kana && kanji && marks && names && text && book);
        return Engines{std::move(*digits),
                       std::move(*kana),
                       std::move(*kanji),
                       std::move(*marks),
                       std::make_shared<const NameLexicon>(std::move(*names)),
                       std::move(*text),
                       std::make_shared<const forms::AddressBook>(std::move(*book))};
    }();
    return all;
}

}  // namespace toitsu::ocr
