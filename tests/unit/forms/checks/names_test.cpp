// Names and their kana: what is kept and what only a comparison folds.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "forms/checks/kana.h"
#include "forms/checks/kanji_variants.h"
#include "forms/checks/person_name.h"

namespace toitsu::forms {
namespace {

TEST(Kana, widthMarksAndDashes) {
    const auto kana = [](const char* text) { return checkKana(text).normalised; };
    EXPECT_EQ(kana("ながの　ﾀﾛｳ"), "ナガノ　タロウ");
    EXPECT_EQ(kana("ｳﾞｧﾙ"), "ヴァル");
    EXPECT_EQ(kana("ウ゛ァル"), "ヴァル");
    EXPECT_EQ(kana("カ゛キ゛"), "ガギ");
    EXPECT_EQ(kana("は゜た"), "パタ");
    EXPECT_EQ(kana("シヨウ ｼｮｳ"), "シヨウ ショウ");
    for (const char* dash : {"－", "-", "−", "‐", "‒", "–", "—", "─", "━", "―", "ｰ", "ー"})
        EXPECT_EQ(kana((std::string("コ") + dash + "ト").c_str()), "コート") << dash;
    EXPECT_EQ(kana("A-コ"), "A-コ");
    EXPECT_EQ(checkKana("長野").reason, "F202");
    EXPECT_EQ(checkKana("ナガノ★").reason, "F221");
    EXPECT_EQ(checkKana("ナガノ", 2).reason, "F201");
}

TEST(Kana, theKeyFollowsTheOrderOfTheDigitalAgency) {
    EXPECT_EQ(kanaKey("きょうこ"), "キヨウコ");
    EXPECT_EQ(kanaKey("ｳﾞｨﾂｷ"), "ヴイツキ");
    EXPECT_EQ(kanaKey("ヲヰヱ"), "オイエ");
    EXPECT_EQ(kanaKey("ㇰヵヶㇿ"), "クカケロ");
    EXPECT_EQ(kanaKey("ナガノ－タロー"), "ナガノータロー");
    EXPECT_EQ(kanaKey("成年後見人 ナガノ"), "ナガノ");
    EXPECT_EQ(kanaKey("成年被後見人ナガノ"), "ナガノ");
    EXPECT_EQ(kanaKey("ナガノ　タロウ"), kanaKey("ﾅｶﾞﾉ ﾀﾛｳ"));
}

rc::Gen<std::string> someKana() {
    static const std::u32string letters =
        U"アイウカガキさしすﾀﾁﾂﾊﾋﾌﾞﾟ゛゜ァィっ"
        U"ャュョヮヵヶーｰ－-ヲヰヱん　 ㇰㇿA1";
    return rc::gen::map(rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, letters.size())),
                        [](const std::vector<std::size_t>& picks) {
                            std::u32string text;
                            for (const std::size_t pick : picks) text += letters[pick];
                            return text::encode(text);
                        });
}

RC_GTEST_PROP(Kana, normalisingTwiceIsNormalisingOnce, ()) {
    const std::string once = checkKana(*someKana()).normalised;
    RC_ASSERT(checkKana(once).normalised == once);
}

TEST(PersonName, isKeptAsItIsWritten) {
    // IVS, a compatibility ideograph (NFC would make it 神), ①, which NFKC would make 1, half-width kana.
    for (const char* name : {"邉\U000E0104 太郎", "\uFA19田 花子", "山田①郎", "ﾅｶﾞﾉ", "𠮷田　次郎", "WANG XIAOMING"}) {
        const Checked checked = checkPersonName(name);
        EXPECT_EQ(checked.normalised, name);
        EXPECT_EQ(checked.status, CheckStatus::ok) << name;
    }
    EXPECT_EQ(checkPersonName("が").normalised, "が") << "a decomposed が is composed";
    const Checked own = checkPersonName("山\uE000 太郎");
    EXPECT_EQ(own.status, CheckStatus::warn);
    EXPECT_EQ(own.reason, "F220");
    EXPECT_EQ(own.normalised, "山\uE000 太郎");
}

TEST(PersonName, theKeyFoldsWhatOnlyLooksDifferent) {
    const std::pair<const char*, const char*> same[] = {{"髙橋", "高橋"},           {"山﨑", "山崎"},
                                                        {"渡邊", "渡辺"},           {"渡邉\U000E0105", "渡辺"},
                                                        {"齋藤", "斎藤"},           {"𠮷田", "吉田"},
                                                        {"\uFA19田", "神田"},       {"濵田", "浜田"},
                                                        {"長野　太郎", "長野太郎"}, {"Wang Xiao", "ＷＡＮＧ ＸＩＡＯ"}};
    for (const auto& [a, b] : same) EXPECT_EQ(nameKey(a), nameKey(b)) << a;
    EXPECT_NE(nameKey("斎藤"), nameKey("斉藤"));
    EXPECT_NE(nameKey("椙山"), nameKey("杉山"));
}

TEST(PersonName, noVariantLeadsToAnother) {
    for (char32_t c = 0x3400; c < 0x30000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        ASSERT_EQ(plainKanji(plainKanji(c)), plainKanji(c)) << std::hex << static_cast<unsigned>(c);
    }
}

RC_GTEST_PROP(PersonName, theKeyOfAKeyIsTheKey, ()) {
    static const std::u32string letters =
        U"髙高﨑崎邊邉辺齋斎澤沢濱浜國国\uFA19"
        U"神\U000E0100\uFE00ＡＢab 　山田太郎";
    std::u32string name;
    for (const std::size_t pick :
         *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, letters.size())))
        name += letters[pick];
    const std::string key = nameKey(text::encode(name));
    RC_ASSERT(nameKey(key) == key);
    RC_ASSERT(key.find("\xF3\xA0") == std::string::npos);
}

TEST(PersonName, hasTheNamesThatStandBesideIt) {
    const NameParts resident = nameParts("王小明＿ＷＡＮＧ　ＸＩＡＯＭＩＮＧ（山田明）");
    EXPECT_EQ(resident.name, "王小明");
    EXPECT_EQ(resident.beside, "ＷＡＮＧ　ＸＩＡＯＭＩＮＧ");
    EXPECT_EQ(resident.alias, "山田明");
    EXPECT_EQ(nameParts("山田［佐藤］花子").name, "山田花子");
    EXPECT_EQ(nameParts("山田［佐藤］花子").former, "佐藤");
    const NameParts both = nameParts("山田花子(旧氏：佐藤)(通称 鈴木花子)");
    EXPECT_EQ(both.former, "佐藤");
    EXPECT_EQ(both.alias, "鈴木花子");
    EXPECT_EQ(nameParts("長野 太郎").name, "長野 太郎");
    EXPECT_EQ(nameParts("長野 太郎").alias, "");
}

}  // namespace
}  // namespace toitsu::forms
