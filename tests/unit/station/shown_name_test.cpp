#include "apps/station/shown_name.h"

#include <gtest/gtest.h>

namespace toitsu::station {
namespace {

TEST(ShownName, IsWhatAPersonMayReadOfIt) {
    EXPECT_EQ(shownName("申請 (1).png"), "申請 (1).png");
    EXPECT_EQ(shownName("渡邊\U000E0100.tif"), "渡邊\U000E0100.tif") << "variants of characters are kept";
    EXPECT_EQ(shownName("../../etc/passwd"), "passwd");
    EXPECT_EQ(shownName("C:\\scans\\a.png"), "a.png");
    EXPECT_EQ(shownName(" a\r\n\t\x1b[2Jb\x7f "), "a[2Jb");
    EXPECT_EQ(shownName("\u202Egnp.exe"), "gnp.exe");
    EXPECT_EQ(shownName("\u2066a\u200F\u200E\u061C\u2029b\u2069"), "ab");
    EXPECT_EQ(shownName("<img src=x>=1+1"), "<img src=x>=1+1") << "what is only text stays";
}

TEST(ShownName, OrAWordForIt) {
    for (const std::string& name : {std::string(), std::string("/"), std::string("a/"), std::string("."),
                                    std::string("x/.."), std::string("\xff\xfe.png"), std::string("\xed\xa0\x80"),
                                    std::string(201, 'n'), std::string(10'000, 'n'), std::string(3, '\0')})
        EXPECT_EQ(shownName(name), "scan");
    EXPECT_EQ(shownName(std::string(200, 'n')).size(), 200u);
}

}  // namespace
}  // namespace toitsu::station
