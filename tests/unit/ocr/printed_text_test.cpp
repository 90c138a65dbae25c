#include "ocr/recognizers/printed_text.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace toitsu::ocr {

TEST(PrintedText, NeighboursTellKanjiAndKatakanaOfTheSameStrokesApart) {
    for (const char* sure : {"浩二", "タロウ", "東京都", "佐藤", ""})
        EXPECT_TRUE(scriptsDecide(text::decode(sure))) << sure;
    for (const char* open : {"一", "タ部", "ハナ子ニ", "ーノ瀬", "にー"})
        EXPECT_FALSE(scriptsDecide(text::decode(open))) << open;
}

TEST(PrintedText, ADashBesideKanjiMayBeOne) {
    EXPECT_FALSE(scriptsDecide(U"丸山健-"));
    EXPECT_FALSE(scriptsDecide(U"-ノ瀬"));
    EXPECT_TRUE(scriptsDecide(U"丸山健 A-1"));
    EXPECT_TRUE(scriptsDecide(U"0263-34"));
}

TEST(PrintedText, ALevelStrokeLessIsAnotherCharacter) {
    for (const char* open : {"十岐雄", "二丁目", "ニシノ"}) EXPECT_TRUE(lineMayHide(text::decode(open))) << open;
    for (const char* sure : {"中村", "渡邉", "コミコ", "さくら", ""})
        EXPECT_FALSE(lineMayHide(text::decode(sure))) << sure;
}

}  // namespace toitsu::ocr
