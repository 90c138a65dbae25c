#include "apps/server/answer_store.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::server {
namespace {

TEST(AnswerStore, KeepsAnswersForADayAndAcrossARestart) {
    const auto folder = files::TemporaryFolder::make("toitsu-answers").value();
    Instant now = 1'796'000'000'000;
    const auto open = [&] {
        auto file = station::StationFile::open(folder.path() + "/station.sqlite", {AnswerStore::tables()});
        EXPECT_TRUE(file);
        return std::move(*file);
    };
    auto file = open();
    {
        AnswerStore answers(
            *file, [&] { return now; }, [](const std::string& plain) -> Result<std::string> { return plain; });
        EXPECT_FALSE(answers.begin("a", "k", "f").value());
        EXPECT_EQ(answers.begin("a", "k", "f").error().code, "V020") << "the same is at work";
        EXPECT_EQ(answers.begin("a", "k", "g").error().code, "V021") << "another with that key is";
        EXPECT_FALSE(answers.begin("b", "k", "g").value()) << "keys are each account's own";
        ASSERT_TRUE(answers.keep("a", "k", Response::json(Value("申請"), 201)));
        EXPECT_EQ(answers.begin("a", "k", "f").value()->body, "\"申請\"");
        EXPECT_EQ(answers.begin("a", "k", "f").value()->status, 201) << "as often as it is asked";
        EXPECT_EQ(answers.begin("a", "k", "g").error().code, "V021");
        answers.forget("b", "k");
        EXPECT_FALSE(answers.begin("b", "k", "g").value());
    }
    file.reset();
    file = open();
    AnswerStore answers(
        *file, [&] { return now; }, [](const std::string& plain) -> Result<std::string> { return plain; });
    EXPECT_EQ(answers.begin("a", "k", "f").value()->type, "application/json");
    EXPECT_FALSE(answers.begin("b", "k", "g").value()) << "what a dead process left behind goes on";
    now += 24 * 3'600'000;
    EXPECT_FALSE(answers.begin("a", "k", "other").value());
}

}  // namespace
}  // namespace toitsu::server
