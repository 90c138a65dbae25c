#include "forms/address_book.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace toitsu::forms {

namespace {

// Two prefectures with a city of the same name, a village with one postcode, towns that share one.
constexpr const char* kBook =
    "# comment\n"
    "=長野県 長野市\n3800000\n928 若里\n1811 鶴賀\n 鶴賀東鶴賀町\n0838 県町\n4 諏訪町\n"
    "=長野県 北佐久郡軽井沢町\n3890100\n11 長倉\n"
    "=長野県 上伊那郡宮田村\n3994301\n"
    "=東京都 府中市\n1830000\n55 府中町\n"
    "=広島県 府中市\n7260000\n4 府川町\n"
    "=栃木県 鹿沼市\n3220000\n61 千渡\n"
    "=岩手県 花巻市\n0250000\n1 桜ヶ丘\n";

AddressBook book() {
    auto made = AddressBook::parse(kBook, "book");
    EXPECT_TRUE(made) << made.error().text(Language::en);
    return std::move(*made);
}

std::size_t lengthOf(const AddressBook& addresses, const std::string& address) {
    const auto found = addresses.find(text::decode(address));
    return found ? found->length : 0;
}

}  // namespace

TEST(AddressBook, FindsTheLongestPlaceThatAnAddressBeginsWith) {
    const AddressBook addresses = book();
    EXPECT_EQ(lengthOf(addresses, "長野県長野市若里三丁目1番"), 8u);
    EXPECT_EQ(lengthOf(addresses, "長野市若里三丁目1番"), 5u);
    EXPECT_EQ(lengthOf(addresses, "長野市鶴賀東鶴賀町12"), 9u);
    EXPECT_EQ(lengthOf(addresses, "長野市大字鶴賀12"), 7u);
    EXPECT_EQ(lengthOf(addresses, "長野市字鶴賀12"), 6u);
    EXPECT_EQ(lengthOf(addresses, "軽井沢町長倉1"), 6u) << "without 郡";
    EXPECT_EQ(lengthOf(addresses, "花巻市桜ケ丘3"), 6u) << "ケ for ヶ";
    EXPECT_EQ(lengthOf(addresses, "松本市中央1"), 0u);
    const auto city = addresses.find(U"長野市若松町1");
    ASSERT_TRUE(city);
    EXPECT_FALSE(city->town) << "a town that does not exist";
    EXPECT_EQ(city->length, 3u);
    EXPECT_TRUE(addresses.find(U"上伊那郡宮田村100")->town) << "a village with one postcode is its own town";
}

TEST(AddressBook, KnowsThePlacesOfAPostcode) {
    const AddressBook addresses = book();
    EXPECT_EQ(addresses.at("3800928"), std::vector<std::string>{"長野県長野市若里"});
    EXPECT_EQ(addresses.at("3801811"), (std::vector<std::string>{"長野県長野市鶴賀", "長野県長野市鶴賀東鶴賀町"}));
    EXPECT_TRUE(addresses.at("3809999").empty());
    EXPECT_TRUE(addresses.at("380-0928").empty()) << "digits only";
    EXPECT_TRUE(addresses.at("").empty());
}

TEST(AddressBook, TellsWhetherPostcodeAndAddressFit) {
    const AddressBook addresses = book();
    EXPECT_EQ(addresses.fit("380-0928", "長野市若里三丁目1番"), PostcodeFit::fits);
    EXPECT_EQ(addresses.fit("3800838", "長野市若里三丁目1番"), PostcodeFit::differs) << "another town";
    EXPECT_EQ(addresses.fit("3220061", "長野市若里三丁目1番"), PostcodeFit::differs) << "another prefecture";
    EXPECT_EQ(addresses.fit("3801811", "長野市鶴賀緑町"), PostcodeFit::fits);
    EXPECT_EQ(addresses.fit("3800838", "長野市大字鶴賀県町1"), PostcodeFit::unknown) << "the book has 県町 alone";
    EXPECT_EQ(addresses.fit("3800000", "長野市新しい町1"), PostcodeFit::unknown);
    EXPECT_EQ(addresses.fit("3999999", "長野市若里1"), PostcodeFit::unknown);
    EXPECT_EQ(addresses.fit("7260004", "府中市府川町1"), PostcodeFit::fits);
    EXPECT_EQ(addresses.fit("1830055", "府中市府川町1"), PostcodeFit::differs);
}

TEST(AddressBook, RefusesWhatIsNoList) {
    for (const char* broken : {"", "# nothing\n", "3800000 前\n", "=長野県\n", "=長野県 長野市\n380 若里\n",
                               "=長野県 長野市\n38000000 若里\n", "=長野県 長野市\nabc 若里\n", "\xff\xfe"}) {
        const auto made = AddressBook::parse(broken, "book");
        ASSERT_FALSE(made) << broken;
        EXPECT_EQ(made.error().code, "F060");
    }
    EXPECT_FALSE(AddressBook::load("/nowhere/postcodes.txt"));
}

TEST(AddressBook, TheShippedListIsWhole) {
    const auto addresses = AddressBook::load(TOITSU_SOURCE_DIR "/ocr/weights/postcodes.txt");
    ASSERT_TRUE(addresses) << addresses.error().text(Language::en);
    EXPECT_EQ(addresses->at("1000001"), std::vector<std::string>{"東京都千代田区千代田"});
    EXPECT_EQ(addresses->at("9071801"), std::vector<std::string>{"沖縄県八重山郡与那国町与那国"});
    EXPECT_EQ(addresses->fit("380-0928", "長野県長野市若里三丁目12番5号"), PostcodeFit::fits);
    for (const char* address :
         {"三重県四日市市諏訪町1", "広島県廿日市市阿品1", "東京都町田市中町1", "千葉県市川市八幡1",
          "石川県野々市市本町1", "奈良県大和郡山市北郡山町1", "青森県東津軽郡外ヶ浜町蟹田1"}) {
        const auto found = addresses->find(text::decode(address));
        ASSERT_TRUE(found) << address;
        EXPECT_EQ(found->length, text::length(address) - 1) << address;
    }
}

}  // namespace toitsu::forms
