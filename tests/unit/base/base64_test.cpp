#include "base/base64.h"

#include <gtest/gtest.h>

namespace toitsu {
namespace {

TEST(Base64, TheVectorsOfRfc4648) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64(std::string("\0\xFF\xFE", 3)), "AP/+");
}

}  // namespace
}  // namespace toitsu
