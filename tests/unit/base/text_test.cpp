#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace toitsu::text {
namespace {

using ::testing::ElementsAre;

TEST(Text, KnowsWellFormedUtf8) {
    EXPECT_TRUE(validUtf8(""));
    EXPECT_TRUE(validUtf8("漢𠮷\U0010FFFF"));
    for (const char* bytes :
         {"\x80", "\xC0\x80", "\xC3", "\xE3\x81", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "a\xE0\x80\x80"})
        EXPECT_FALSE(validUtf8(bytes)) << bytes;
}

TEST(Text, DecodesIllFormedBytesAsReplacement) {
    EXPECT_EQ(decode("a\xFF"
                     "b"),
              U"a\uFFFDb");
    EXPECT_EQ(decode("\xE3\x81"), U"\uFFFD");
    EXPECT_EQ(decode("\xE3\x81"
                     "a"),
              U"\uFFFDa");
    EXPECT_EQ(decode("漢𠮷"), U"漢𠮷");
    EXPECT_EQ(encode(U"漢𠮷é\0"), "漢𠮷é");
    EXPECT_EQ(encode(std::u32string(1, 0xD800)), "\uFFFD");
    EXPECT_EQ(encode(std::u32string(1, 0x110000)), "\uFFFD");
    EXPECT_EQ(length("漢𠮷a"), 3u);
    EXPECT_EQ(length("か\u3099"), 2u);
}

TEST(Text, NfcComposesAndLeavesNamesAlone) {
    EXPECT_EQ(nfc("か\u3099"), "が");
    EXPECT_EQ(nfc("e\u0301"), "é");
    EXPECT_EQ(nfc("㈱ｶﾞ①"), "㈱ｶﾞ①");                    // no compatibility folding
    EXPECT_EQ(nfc("葛\U000E0100城"), "葛\U000E0100城");  // a variation selector stays
    EXPECT_EQ(nfc("\uFA19谷か\u3099\uFA10"),
              "\uFA19谷が\uFA10");  // compatibility ideographs are other shapes of a name
    EXPECT_EQ(nfc("\U0002F81A"), "\U0002F81A");
    EXPECT_EQ(nfc("髙﨑"), "髙﨑");
}

TEST(Text, Trims) {
    EXPECT_EQ(trim(" \t　山田　太郎　\r\n"), "山田　太郎");
    EXPECT_EQ(trim("　 "), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("a"), "a");
}

TEST(Text, HalfWidthAscii) {
    EXPECT_EQ(halfWidthAscii("Ａｚ０９！～　＠"), "Az09!~ @");
    EXPECT_EQ(halfWidthAscii("１２－３４‐５６―７８ー９０−１"), "12-34-56-78-90-1");
    EXPECT_EQ(halfWidthAscii("ローマ字ー１"), "ローマ字ー1");
    EXPECT_EQ(halfWidthAscii("１ー"), "1ー");
    EXPECT_EQ(halfWidthAscii("〜漢ｶ"), "〜漢ｶ");
    EXPECT_EQ(digitsOnly("〒３８４－８５０１ 代表"), "3848501");
    EXPECT_EQ(digitsOnly("٣"), "");
}

TEST(Text, FullWidthKanaJoinsVoicedMarks) {
    EXPECT_EQ(fullWidthKana("ｶﾞｷﾞﾊﾟﾊﾞｳﾞﾜﾞｦﾞ"), "ガギパバヴヷヺ");
    EXPECT_EQ(fullWidthKana("ﾔﾏﾀﾞ ﾀﾛｰ｡｢･｣､"), "ヤマダ タロー。「・」、");
    EXPECT_EQ(fullWidthKana("ｱﾞﾝﾟﾞ"), "ア゛ン゜゛");
    EXPECT_EQ(fullWidthKana("ｧｨｩｪｫｬｭｮｯ"), "ァィゥェォャュョッ");
    EXPECT_EQ(fullWidthKana("カﾞ"), "ガ");
    EXPECT_EQ(fullWidthKana("漢A１"), "漢A１");
}

TEST(Text, HalfWidthKanaSplitsVoicedMarks) {
    EXPECT_EQ(halfWidthKana("ガパヴヷヺ"), "ｶﾞﾊﾟｳﾞﾜﾞｦﾞ");
    EXPECT_EQ(halfWidthKana("ヤマダ　タロー・。"), "ﾔﾏﾀﾞ　ﾀﾛｰ･｡");
    EXPECT_EQ(halfWidthKana("ひらヰヱ漢"), "ひらヰヱ漢");
    EXPECT_EQ(halfWidthKana("カ\u3099"), "ｶﾞ");
}

TEST(Text, SwapsTheKana) {
    EXPECT_EQ(katakana("ぁがゔゖゝゞー漢A"), "ァガヴヶヽヾー漢A");
    EXPECT_EQ(hiragana("ァガヴヶヽヾーヷ"), "ぁがゔゖゝゞーヷ");
}

TEST(Text, KnowsScripts) {
    EXPECT_TRUE(isKatakana("ヤマダ　タロー・ヴ"));
    EXPECT_TRUE(isKatakana("ﾔﾏﾀﾞ ﾀﾛｰ"));
    for (const char* text : {"", " ", "ー・", "やまだ", "山田", "ヤマダ1", "ヤマ\xFF"})
        EXPECT_FALSE(isKatakana(text)) << text;
    for (const char* text : {"山", "aあ漢", "々", "〆", "〇", "𠮷", "\uFA19"}) EXPECT_TRUE(containsKanji(text)) << text;
    for (const char* text : {"", "あア", "Aー1", "ヶ", "\xFF"}) EXPECT_FALSE(containsKanji(text)) << text;
}

TEST(Cp932, WritesLikeWindows) {
    EXPECT_EQ(*toCp932("abc\\~"), "abc\\~");
    EXPECT_EQ(*toCp932("山田"), "\x8E\x52\x93\x63");
    EXPECT_EQ(*toCp932("髙"), "\xFB\xFC");  // IBM extension
    EXPECT_EQ(*toCp932("﨑"), "\xFA\xB1");
    EXPECT_EQ(*toCp932("①㈱"), "\x87\x40\x87\x8A");  // NEC row 13
    EXPECT_EQ(*toCp932("ｶﾞ"), "\xB6\xDE");
    EXPECT_EQ(*toCp932("表"), "\x95\x5C");  // second byte is a backslash
    EXPECT_EQ(*toCp932("\uFF5E"), "\x81\x60");
    EXPECT_EQ(*toCp932("\uFF0D\u2225\uFFE0\uFFE1\uFFE2\u2015"), "\x81\x7C\x81\x61\x81\x91\x81\x92\x81\xCA\x81\x5C");
    EXPECT_EQ(*toCp932("\uE000"), "\xF0\x40");  // 外字
    EXPECT_EQ(*toCp932(""), "");
    EXPECT_EQ(*toCp932("\x1A\x1C\x7F\r\n"), "\x1A\x1C\x7F\r\n");
}

TEST(Cp932, NamesWhatIsLost) {
    const auto lost = toCp932("𠮷田〜髙\u2212");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().characters, U"𠮷〜\u2212");  // wave dash and minus sign have only look-alikes
    EXPECT_EQ(toCp932("é").error().characters, U"é");
    EXPECT_EQ(toCp932("¥").error().characters, U"¥");
    EXPECT_EQ(toCp932("葛\U000E0100").error().characters, U"\U000E0100");
    EXPECT_EQ(toCp932("か\u3099").error().characters, U"\u3099");
    EXPECT_EQ(toCp932("\xFF").error().characters, U"\uFFFD");
}

TEST(Cp932, ReadsEveryCodeOfOneCharacter) {
    EXPECT_EQ(*fromCp932("\x81\x60"), "\uFF5E");
    EXPECT_EQ(*fromCp932("\xFB\xFC"), "髙");
    EXPECT_EQ(*fromCp932("\xEE\xE0"), "髙");  // as NEC selected it
    EXPECT_EQ(*fromCp932("\x5C\x7E"), "\\~");
    EXPECT_EQ(*fromCp932(std::string_view("\0", 1)), std::string(1, '\0'));
}

std::string problem(std::string_view bytes) {
    const auto out = fromCp932(bytes);
    return out ? "fine" : out.error().code + " " + out.error().message.en;
}

TEST(Cp932, SaysWhichByteIsWrong) {
    EXPECT_EQ(problem("ab\x81"), "X020 byte 2 is no character of Shift_JIS (CP932); check the encoding");
    for (const char* bytes : {"\x80", "\xA0", "\xFD", "\xFE", "\xFF", "\x81\x20", "\x81\xFF", "\x85\x40", "\x81\x7F"})
        EXPECT_EQ(problem(bytes).substr(0, 11), "X020 byte 0") << bytes;
    EXPECT_NE(fromCp932("\x80").error().message.ja.find("0 バイト目"), std::string::npos);
}

TEST(Cp932, EveryCodeReadsAndWritesTheSameCharacter) {
    int characters = 0;
    for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
        for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
            const std::string bytes{static_cast<char>(lead), static_cast<char>(trail)};
            const auto read = fromCp932(bytes);
            if (!read || length(*read) != 1) continue;
            const auto written = toCp932(*read);
            ASSERT_TRUE(written) << *read;
            ASSERT_EQ(*fromCp932(*written), *read);
            ++characters;
        }
    }
    EXPECT_EQ(characters, 9604);
}

TEST(Text, SplitsAndJoins) {
    EXPECT_THAT(split("a,b,,c", ','), ElementsAre("a", "b", "", "c"));
    EXPECT_THAT(split("", ','), ElementsAre(""));
    EXPECT_THAT(split(",", ','), ElementsAre("", ""));
    EXPECT_EQ(join({"a", "", "b"}, "、"), "a、、b");
    EXPECT_EQ(join({}, ","), "");
}

TEST(Text, JsonishIsSafeForATerminal) {
    EXPECT_EQ(jsonish("漢字 ok"), "漢字 ok");
    EXPECT_EQ(jsonish("\x1B[31m\n\t\x7F"), "\\u001B[31m\\u000A\\u0009\\u007F");
    EXPECT_EQ(jsonish("a\u202Eb\u0085"), "a\\u202Eb\\u0085");
    EXPECT_EQ(jsonish("\xFF"), "\uFFFD");
    EXPECT_EQ(jsonish(std::string_view("\0", 1)), "\\u0000");
}

RC_GTEST_PROP(TextProperty, AnyBytesBecomeText, (std::string bytes)) {
    const std::string clean = encode(decode(bytes));
    RC_ASSERT(validUtf8(clean));
    RC_ASSERT(validUtf8(bytes) == (clean == bytes));
    RC_ASSERT(length(bytes) == decode(bytes).size());
    RC_ASSERT(validUtf8(nfc(clean)));
    RC_ASSERT(validUtf8(jsonish(bytes)));
    RC_ASSERT(trim(trim(clean)) == trim(clean));
}

RC_GTEST_PROP(TextProperty, CharactersReadBack, ()) {
    const auto characters = *rc::gen::container<std::u32string>(
        rc::gen::map(rc::gen::inRange<std::uint32_t>(0, 0x110000 - 0x800),
                     [](std::uint32_t n) { return static_cast<char32_t>(n < 0xD800 ? n : n + 0x800); }));
    RC_ASSERT(decode(encode(characters)) == characters);
}

RC_GTEST_PROP(TextProperty, AnyBytesAreAnsweredAsCp932, (std::string bytes)) {
    const auto read = fromCp932(bytes);
    if (!read) return;
    const auto written = toCp932(*read);
    RC_ASSERT(written.has_value());
    RC_ASSERT(*fromCp932(*written) == *read);
}

RC_GTEST_PROP(TextProperty, KanaReadBack, ()) {
    const auto kana = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 86));
    std::u32string text;
    for (const char each : kana) text.push_back(0x30A1 + static_cast<char32_t>(each));
    RC_ASSERT(katakana(hiragana(encode(text))) == encode(text));
    RC_ASSERT(fullWidthKana(halfWidthKana(encode(text))) == encode(text));
}

}  // namespace
}  // namespace toitsu::text
