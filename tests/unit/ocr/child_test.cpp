#include "ocr/internal/child.h"

#include <gtest/gtest.h>

namespace toitsu::ocr {

namespace {

TEST(RunChild, GivesWhatTheProgramSaidAndItsExitCode) {
    const auto ran = runChild({"sh", "-c", "echo one; echo two >&2; exit 3"}, 5);
    ASSERT_TRUE(ran);
    EXPECT_EQ(ran->output, "one\n");
    EXPECT_EQ(ran->errors, "two\n");
    EXPECT_EQ(ran->exitCode, 3);
    EXPECT_FALSE(ran->outOfTime);
}

TEST(RunChild, TellsThatTheProcessorTimeIsUsedUp) {
    const auto ran = runChild({"sh", "-c", "while :; do :; done"}, 1);
    ASSERT_TRUE(ran);
    EXPECT_TRUE(ran->outOfTime);
    EXPECT_NE(ran->exitCode, 0);
}

TEST(RunChild, EndsAProgramThatDoesNotListen) {
    const auto ran = runChild({"sh", "-c", "trap '' XCPU; while :; do :; done"}, 1);
    ASSERT_TRUE(ran);
    EXPECT_TRUE(ran->outOfTime);
    EXPECT_EQ(ran->exitCode, 128 + 9);
}

TEST(RunChild, AProgramThatIsNotInstalledIsToldByName) {
    const auto ran = runChild({"toitsu-no-such-program"}, 1);
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().code, "S009");
    EXPECT_NE(ran.error().message.en.find("toitsu-no-such-program"), std::string::npos);
}

}  // namespace

}  // namespace toitsu::ocr
