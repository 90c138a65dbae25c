#include "base/files.h"

#include <filesystem>
#include <iterator>
#include <optional>

#include <sys/stat.h>

#include <gtest/gtest.h>

namespace toitsu::files {
namespace {

class Files : public ::testing::Test {
protected:
    void SetUp() override {
        auto made = TemporaryFolder::make("toitsu-files-");
        ASSERT_TRUE(made);
        folder_.emplace(std::move(*made));
    }
    std::string path(const std::string& name) const { return folder_->path() + "/" + name; }
    std::size_t count() const {
        const std::filesystem::directory_iterator entries(folder_->path());
        return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
    }

    std::optional<TemporaryFolder> folder_;
};

TEST_F(Files, WritesAndReads) {
    const std::string content("漢\0\xFF\r\n", 7);
    ASSERT_TRUE(writeAtomically(path("a"), content));
    EXPECT_EQ(*read(path("a")), content);
    ASSERT_TRUE(writeAtomically(path("a"), ""));
    EXPECT_EQ(*read(path("a")), "");
    EXPECT_EQ(count(), 1u);  // nothing is left beside it
}

TEST_F(Files, LargeContentSurvives) {
    const std::string content(3'000'001, 'x');
    ASSERT_TRUE(writeAtomically(path("large"), content));
    EXPECT_EQ(*read(path("large")), content);
}

TEST_F(Files, KeepsThePermissionsOfTheOldFile) {
    ASSERT_TRUE(writeAtomically(path("secret"), "old"));
    ASSERT_EQ(::chmod(path("secret").c_str(), 0600), 0);
    ASSERT_TRUE(writeAtomically(path("secret"), "new"));
    struct stat about {};
    ASSERT_EQ(::stat(path("secret").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 07777, 0600u);
}

TEST_F(Files, ReadingSaysWhatIsWrong) {
    ASSERT_TRUE(writeAtomically(path("a"), "12345"));
    EXPECT_EQ(read(path("none")).error().code, "X010");
    EXPECT_EQ(read(path("none")).error().kind, ErrorKind::notFound);
    EXPECT_EQ(read(path("none")).error().place.file, path("none"));
    EXPECT_EQ(read(path("a/b")).error().code, "X010");
    EXPECT_EQ(read("").error().code, "X010");
    EXPECT_EQ(*read(path("a"), 5), "12345");
    EXPECT_EQ(read(path("a"), 4).error().code, "X011");
    EXPECT_EQ(read(path("a"), 4).error().kind, ErrorKind::limit);
    EXPECT_EQ(read(folder_->path()).error().code, "X012");
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    EXPECT_EQ(read(path("pipe")).error().code, "X012");  // and does not wait for a writer
    EXPECT_EQ(read("/dev/zero").error().code, "X012");
}

TEST_F(Files, AFileLargerThanItsSizeSaysIsStillLimited) {
    EXPECT_EQ(read("/proc/self/status", 10).error().code, "X011");  // its size reads as 0
}

TEST_F(Files, WritingSaysWhatIsWrongAndLeavesNothing) {
    ASSERT_TRUE(writeAtomically(path("plain"), "x"));
    EXPECT_EQ(writeAtomically(path("plain/below"), "y").error().code, "X013");
    EXPECT_EQ(writeAtomically(path("missing/below"), "y").error().code, "X013");
    ASSERT_TRUE(makeFolders(path("folder")));
    EXPECT_EQ(writeAtomically(path("folder"), "y").error().code, "X013");
    EXPECT_EQ(writeAtomically(path(std::string(300, 'n')), "y").error().code, "X013");
    EXPECT_EQ(count(), 2u);
    EXPECT_EQ(*read(path("plain")), "x");
    EXPECT_EQ(writeAtomically("/dev/full/x", "y").error().code, "X013");
}

TEST_F(Files, MakesFolders) {
    ASSERT_TRUE(makeFolders(path("a/b/c")));
    ASSERT_TRUE(makeFolders(path("a/b/c")));
    ASSERT_TRUE(makeFolders(path("a/b/c/")));
    ASSERT_TRUE(writeAtomically(path("a/b/c/file"), "x"));
    EXPECT_EQ(makeFolders(path("a/b/c/file")).error().code, "X014");
    EXPECT_EQ(makeFolders(path("a/b/c/file/d")).error().code, "X014");
}

TEST(TemporaryFolderTest, RemovesItselfOnce) {
    std::string first;
    std::string second;
    {
        auto a = TemporaryFolder::make("toitsu-a-");
        auto b = TemporaryFolder::make("toitsu-b-");
        ASSERT_TRUE(a && b);
        first = a->path();
        second = b->path();
        ASSERT_TRUE(makeFolders(first + "/deep/er"));
        ASSERT_TRUE(writeAtomically(first + "/deep/er/file", "x"));
        TemporaryFolder moved = std::move(*a);
        EXPECT_EQ(moved.path(), first);
        *b = std::move(moved);
        EXPECT_EQ(b->path(), first);
        EXPECT_TRUE(std::filesystem::exists(first));
    }
    EXPECT_FALSE(std::filesystem::exists(first));
    EXPECT_FALSE(std::filesystem::exists(second));
    EXPECT_EQ(TemporaryFolder::make("missing/below-").error().code, "X014");
}

}  // namespace
}  // namespace toitsu::files
