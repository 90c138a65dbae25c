#include "apps/server/target.h"

#include <gtest/gtest.h>

namespace toitsu::server {
namespace {

TEST(Target, IsDecodedOnce) {
    const auto target = parseTarget("/api/v1/cases/%E7%94%B3%E8%AB%8B?q=a+b%26c&after=&x");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/api/v1/cases/申請");
    EXPECT_EQ(target->query, (Pairs{{"q", "a b&c"}, {"after", ""}, {"x", ""}}));
    EXPECT_EQ(parseTarget("/")->path, "/");
    EXPECT_EQ(parseTarget("/a%2541")->path, "/a%41");
}

TEST(Target, WhatCouldBeReadTwoWaysIsNone) {
    for (const std::string target : {"",       "x",           "*",     "http://x/", "//x",      "/a//b",
                                     "/a/",    "/.",          "/..",   "/a/../b",   "/a/./b",   "/%2e%2e/etc/passwd",
                                     "/a%2Fb", "/a%2f..%2fb", "/a\\b", "/a%5cb",    "/%00",     "/a%00b",
                                     "/%0a",   "/%",          "/%4",   "/%zz",      "/%c0%ae",  "/%ff",
                                     "/a b",   "/a\tb",       "/a#b",  "/a?b=%00",  "/a?b=%ff", "/a?b=1&b=2",
                                     "/a?%=1", "/\x80"})
        EXPECT_FALSE(parseTarget(target)) << target;
    EXPECT_FALSE(parseTarget("/" + std::string(5000, 'a')));
    std::string many = "/a?";
    for (int i = 0; i < 100; ++i) many += "k" + std::to_string(i) + "=1&";
    EXPECT_FALSE(parseTarget(many));
}

}  // namespace
}  // namespace toitsu::server
