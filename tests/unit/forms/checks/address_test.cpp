#include "forms/checks/address.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "forms/checks/address_text.h"
#include "tests/unit/forms/towns_sample.h"

namespace toitsu::forms {
namespace {

TEST(AddressText, unifiesSigns) {
    EXPECT_EQ(unifiedSigns("若里３－１２−１"), "若里3-12-1");
    EXPECT_EQ(unifiedSigns("若里3一12"), "若里3-12") << "一 between digits is a dash";
    EXPECT_EQ(unifiedSigns("若里三丁目ー12"), "若里三丁目ー12") << "behind 目 it is no number's";
    EXPECT_EQ(unifiedSigns("コーポ1"), "コーポ1");
    EXPECT_EQ(unifiedSigns("ＡＢＣ　 ビル"), "ABC ビル");
    for (const char* dash :
         {"-", "－", "﹣", "−", "‐", "⁃", "‑", "‒", "–", "—", "﹘", "―", "⎯", "⏤", "ー", "ｰ", "─", "━"})
        EXPECT_EQ(unifiedSigns(std::string("3") + dash + "12"), "3-12") << dash;
}

TEST(AddressText, dropsGapsQuotesAndBrackets) {
    EXPECT_EQ(withoutGaps("長野市 若里 三 丁目 12 ながのビル"), "長野市若里三丁目 12 ながのビル");
    EXPECT_EQ(withoutGaps("北佐久郡 軽井沢町 長倉 1"), "北佐久郡軽井沢町 長倉 1");
    EXPECT_EQ(withoutGaps("札幌市 中央区 大通西"), "札幌市中央区 大通西");
    EXPECT_EQ(withoutGaps("若里(旧 芹田)3-12"), "若里3-12");
    EXPECT_EQ(withoutGaps("東京都八丈島八丈町大賀郷"), "東京都八丈町大賀郷");
    EXPECT_EQ(withoutGaps("\"若里\""), "若里");
}

TEST(AddressText, readsNumbers) {
    const auto numbers = [](const char* rest) {
        const AddressNumbers read = addressNumbers(rest);
        std::string all = text::join(read.numbers, "-");
        return read.other.empty() ? all : all + "|" + read.other;
    };
    EXPECT_EQ(numbers("12番34号"), "12-34");
    EXPECT_EQ(numbers("12番地の34"), "12-34");
    EXPECT_EQ(numbers("12番地"), "12");
    EXPECT_EQ(numbers("12の3"), "12-3");
    EXPECT_EQ(numbers("十二番地の三"), "12-3");
    EXPECT_EQ(numbers("一二三番地"), "123");
    EXPECT_EQ(numbers("12-34-56号室"), "12-34|56号室");
    EXPECT_EQ(numbers("12-34-56 ながのビル201"), "12-34-56|ながのビル201");
    EXPECT_EQ(numbers("12番地三郎ビル"), "12|三郎ビル");
    EXPECT_EQ(numbers("番外地"), "|番外地");
    EXPECT_EQ(numbers("無番地"), "|無番地");
    EXPECT_EQ(numbers("流通センター1"), "|流通センター1");
    EXPECT_EQ(numbers(""), "");
}

TEST(AddressText, readsKanjiNumbers) {
    EXPECT_EQ(kanjiNumber(U"十二"), 12);
    EXPECT_EQ(kanjiNumber(U"二〇"), 20);
    EXPECT_EQ(kanjiNumber(U"百三"), 103);
    EXPECT_EQ(kanjiNumber(U"千二百三十四"), 1234);
    EXPECT_EQ(kanjiNumber(U"九九九九九九九"), 0);
    EXPECT_EQ(kanjiNumber(U"三郎"), 0);
}

struct Case {
    const char *text, *normalised, *codes,
        *reason;  // codes: lg_code/machiaza_id/level
};

class Addresses : public testing::TestWithParam<Case> {};

TEST_P(Addresses, areTakenApart) {
    const auto& [text, normalised, codes, reason] = GetParam();
    static const Towns towns = sample::towns();
    const auto [checked, parts] = checkAddress(text, towns);
    EXPECT_EQ(checked.normalised, normalised);
    EXPECT_EQ(parts.lgCode + "/" + parts.machiazaId + "/" + std::to_string(static_cast<int>(parts.level)), codes);
    EXPECT_EQ(checked.reason, reason);
    EXPECT_EQ(checkAddress(checked.normalised, towns).checked.normalised, normalised) << "twice";
}

INSTANTIATE_TEST_SUITE_P(
    Each, Addresses,
    testing::Values(
        Case{"長野県長野市若里三丁目12番1号", "長野県長野市若里三丁目12-1", "202011/0052003/4", ""},
        Case{"長野市若里３－１２－１　ながのビル２０１", "長野県長野市若里三丁目12-1 ながのビル201", "202011/0052003/4",
             ""},
        Case{"長野県長野市若里3丁目12-34-56号室", "長野県長野市若里三丁目12-34 56号室", "202011/0052003/4", ""},
        Case{"長野県 長野市 若里 四 丁目 12", "長野県長野市若里四丁目12", "202011/0052004/4", ""},
        Case{"長野県長野市大字南長野字幅下692番地の2", "長野県長野市大字南長野幅下692-2", "202011/0004102/4", ""},
        Case{"長野県長野市南長野1613", "長野県長野市大字南長野1613", "202011/0004000/3", ""},
        Case{"長野市緑1", "長野県長野市緑町1", "202011/0061000/3", ""},
        Case{"長野市桜枝1", "長野県長野市桜枝1", "202011/0063000/3", ""},
        Case{"長野市櫻枝町1", "長野県長野市桜枝町1", "202011/0062000/3", ""},
        Case{"長野市霞が浦とおり1", "長野県長野市霞ケ浦通り1", "202011/0064000/3", ""},
        Case{"長野市霞ヶ浦通り1", "長野県長野市霞ケ浦通り1", "202011/0064000/3", ""},
        Case{"軽井沢町長倉2381", "長野県北佐久郡軽井沢町大字長倉2381", "203211/0001000/3", ""},
        Case{"長野県北佐久郡 軽井沢町 大字長倉2381番地の1", "長野県北佐久郡軽井沢町大字長倉2381-1", "203211/0001000/3",
             ""},
        Case{"札幌市中央区大通西3-6", "北海道札幌市中央区大通西三丁目6", "011011/0020003/4", ""},
        Case{"千葉市中央区中央1-1-1", "千葉県千葉市中央区中央一丁目1-1", "121011/0050001/4", ""},
        Case{"千葉県千葉市中央区中央一丁目1", "千葉県千葉市中央区中央一丁目1", "121011/0050001/4", ""},
        Case{"塩釜市尾島町1", "宮城県塩竈市尾島町1", "042030/0001000/3", ""},
        Case{"東京都八丈島八丈町大賀郷2551", "東京都八丈町大賀郷2551", "134015/0001000/3", ""},
        Case{"府中市宮西町1-24", "東京都府中市宮西町一丁目24", "132063/0010001/4", ""},
        Case{"府中市府川町315", "広島県府中市府川町315", "342084/0001000/3", ""},
        Case{"京都市下京区烏丸通七条下る東塩小路町721-1", "京都府京都市下京区東塩小路町721-1", "261068/0100000/3", ""},
        Case{"長野市若●三丁目12", "長野県長野市若里三丁目12", "202011/0052003/4", "F237"},
        Case{"長野市●町1", "長野県長野市緑町1", "202011/0061000/3", "F237"},
        Case{"長野市若里●丁目12", "長野県長野市若里●丁目12", "202011//2", "F237"},
        Case{"長野市何処町1", "長野県長野市何処町1", "202011//2", "F235"},
        Case{"長野県何処市1", "長野県何処市1", "//1", "F236"}, Case{"長野県長野市", "長野県長野市", "202011//2", ""}));

TEST(Addresses, severalPlacesOfOneNameAreCandidates) {
    static const Towns towns = sample::towns();
    const auto [checked, parts] = checkAddress("府中市何処1", towns);
    EXPECT_EQ(checked.reason, "F234");
    EXPECT_EQ(checked.normalised, "府中市何処1");
    EXPECT_EQ(parts.lgCode, "") << "nobody chooses";
    EXPECT_EQ(checked.candidates, (std::vector<std::string>{"東京都府中市何処1", "広島県府中市何処1"}));
}

TEST(Addresses, haveTheColumnsOfTheRegistry) {
    static const Towns towns = sample::towns();
    const AddressParts block = checkAddress("長野市若里3-12-1-201 ビル", towns).parts;
    EXPECT_EQ(block.block + "/" + block.house + "/" + block.house2 + "/" + block.other, "12/1/201/ビル");
    EXPECT_EQ(block.parcel1, "");
    const AddressParts parcel = checkAddress("長野市大字南長野幅下692番地の2", towns).parts;
    EXPECT_EQ(parcel.parcel1 + "/" + parcel.parcel2 + "/" + parcel.koaza, "692/2/幅下");
    EXPECT_EQ(parcel.block, "");
}

RC_GTEST_PROP(Addresses, normalisingTwiceIsNormalisingOnce, ()) {
    static const Towns towns = sample::towns();
    static const std::vector<std::string> pieces{
        "長野県",   "長野市", "千葉",   "市",     "県",         "府中市", "若里", "三丁目", "3",    "-",
        "１２",     "番地",   "の",     "号",     "号室",       " ",      "　",   "ビル",   "大字", "字",
        "南長野",   "幅下",   "ー",     "一",     "十二",       "(",      ")",    "●",      "郡",   "北佐久郡",
        "軽井沢町", "町",     "京都市", "下京区", "東塩小路町", "通",     "A",    "201"};
    std::string address;
    for (const std::size_t pick :
         *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, pieces.size())))
        address += pieces[pick];
    const std::string once = checkAddress(address, towns).checked.normalised;
    RC_ASSERT(checkAddress(once, towns).checked.normalised == once);
}

}  // namespace
}  // namespace toitsu::forms
