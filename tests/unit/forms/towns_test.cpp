#include "forms/towns.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "forms/address_book.h"
#include "towns_sample.h"

namespace toitsu::forms {
namespace {

TEST(Towns, readTheAddressBaseRegistry) {
    const Towns towns = sample::towns();
    ASSERT_EQ(towns.municipalities().size(), 11U);
    const TownMunicipality& nagano = towns.municipalities()[7];
    EXPECT_EQ(nagano.lgCode, "202011");
    EXPECT_EQ(nagano.name(), "長野市");
    ASSERT_EQ(nagano.towns.size(), 8U);
    EXPECT_EQ(nagano.towns[0].machiazaId, "0052003");
    EXPECT_EQ(nagano.towns[0].chome, "三丁目");
    EXPECT_TRUE(nagano.towns[0].residential);
    EXPECT_EQ(nagano.towns[3].koaza, "幅下");
    EXPECT_EQ(towns.municipalities()[8].name(), "北佐久郡軽井沢町");
}

// KEN_ALL is CP932, has fifteen columns and no names, and breaks long brackets over several rows.
constexpr std::string_view kPost =
    "20201,\"380  "
    "\",\"3800900\",\"ﾅｶﾞﾉｹﾝ\",\"ﾅｶﾞﾉｼ\",\"ｲｶﾆｹｲｻｲｶﾞﾅｲﾊﾞｱｲ\",\"長野県\","
    "\"長野市\",\"以下に掲載がない場合\",0,0,0,0,0,0\r\n"
    "20201,\"380  "
    "\",\"3800928\",\"ﾅｶﾞﾉｹﾝ\",\"ﾅｶﾞﾉｼ\",\"ﾜｶｻﾄ\",\"長野県\",\"長野市\","
    "\"若里\",0,0,1,0,0,0\r\n"
    "20201,\"381  "
    "\",\"3812222\",\"ﾅｶﾞﾉｹﾝ\",\"ﾅｶﾞﾉｼ\",\"ﾜﾀｳﾁ(1-\",\"長野県\",\"長野市\","
    "\"綿内(仮)（１～９、\",1,0,0,0,0,0\r\n"
    "20201,\"381  "
    "\",\"3812222\",\"ﾅｶﾞﾉｹﾝ\",\"ﾅｶﾞﾉｼ\",\"10)\",\"長野県\",\"長野市\","
    "\"１０）\",1,0,0,0,0,0\r\n"
    "20321,\"38901\",\"3890100\",\"ﾅｶﾞﾉｹﾝ\",\"ｷﾀｻｸｸﾞﾝｶﾙｲｻﾞﾜﾏﾁ\",\"\","
    "\"長野県\",\"北佐久郡軽井沢町\",\"以下に掲載がない場合\",0,0,0,0,0,0\r\n"
    "01101,\"060  "
    "\",\"0600042\",\"ﾎｯｶｲﾄﾞｳ\",\"\",\"\",\"北海道\",\"札幌市中央区\","
    "\"大通西（１～１９丁目）\",1,0,1,0,0,0\r\n"
    "07203,\"963  "
    "\",\"9638000\",\"\",\"\",\"\",\"福島県\",\"郡山市\",\"堂前町\",0,0,0,0,0,"
    "0\r\n";

TEST(Towns, readJapanPostAndCompleteItsCodes) {
    const auto cp932 = text::toCp932(kPost);
    ASSERT_TRUE(cp932);
    for (const std::string& bytes : {std::string(*cp932), std::string(kPost), "\xEF\xBB\xBF" + std::string(kPost)}) {
        const auto towns = Towns::read({{"KEN_ALL.CSV", bytes}});
        ASSERT_TRUE(towns) << towns.error().text(Language::en);
        ASSERT_EQ(towns->municipalities().size(), 4U);
        const TownMunicipality& nagano = towns->municipalities()[0];
        EXPECT_EQ(nagano.lgCode, "202011");
        ASSERT_EQ(nagano.towns.size(), 3U);
        EXPECT_EQ(nagano.towns[0].oaza, "");
        EXPECT_EQ(nagano.towns[2].oaza, "綿内(仮)");
        EXPECT_EQ(towns->municipalities()[1].county, "北佐久郡");
        EXPECT_EQ(towns->municipalities()[1].city, "軽井沢町");
        EXPECT_EQ(towns->municipalities()[2].ward, "中央区");
        EXPECT_EQ(towns->municipalities()[3].city, "郡山市");
    }
}

TEST(Towns, becomeAnAddressBook) {
    const auto post = Towns::read({{"KEN_ALL.CSV", std::string(kPost)}});
    ASSERT_TRUE(post);
    const auto book = AddressBook::parse(post->addressBook());
    ASSERT_TRUE(book) << book.error().text(Language::en);
    EXPECT_EQ(book->at("3800928"), std::vector<std::string>{"長野県長野市若里"});
    EXPECT_EQ(book->fit("380-0928", "長野県長野市若里3-12"), PostcodeFit::fits);
    EXPECT_EQ(book->fit("060-0042", "長野県長野市若里3-12"), PostcodeFit::differs);
    const auto registry = AddressBook::parse(sample::towns().addressBook());
    ASSERT_TRUE(registry);
    EXPECT_EQ(registry->at("3890111"), std::vector<std::string>{"長野県北佐久郡軽井沢町大字長倉"});
}

TEST(Towns, refuseWhatIsNoList) {
    const auto refused = [](const std::string& bytes) {
        const auto towns = Towns::read({{"x.csv", bytes}});
        return towns ? std::string() : towns.error().code + ":" + std::to_string(towns.error().place.line);
    };
    EXPECT_EQ(refused(""), "F238:1");
    EXPECT_EQ(refused("a,b\n1,2\n"), "F238:1");
    EXPECT_EQ(refused("lg_code,city\n202011,長野市\n202012,誤り市\n"), "F238:3");
    EXPECT_EQ(refused("lg_code,pref\n"), "F238:1");
    EXPECT_EQ(refused("\x81"), "F238:1");
}

}  // namespace
}  // namespace toitsu::forms
