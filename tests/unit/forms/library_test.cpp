#include "forms/library.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "example.h"

namespace toitsu::forms {
namespace {

using example::find;
using example::replaced;

class LibraryFolder : public testing::Test {
protected:
    void SetUp() override {
        auto made = files::TemporaryFolder::make("library");
        ASSERT_TRUE(made);
        folder_ = std::make_unique<files::TemporaryFolder>(std::move(*made));
        write("forms/notice/form.xml", example::kForm);
        write("forms/notice/layouts/komoro-2021.xml", example::kLayout);
    }
    void write(const std::string& name, std::string_view content) {
        const std::string path = folder_->path() + "/" + name;
        ASSERT_TRUE(files::makeFolders(path.substr(0, path.rfind('/'))));
        ASSERT_TRUE(files::writeAtomically(path, content));
    }
    std::string path(const std::string& name = {}) const { return folder_->path() + name; }

    std::unique_ptr<files::TemporaryFolder> folder_;
    Findings findings_;
};

TEST_F(LibraryFolder, isLoadedWholeOrOneFormAlone) {
    const auto library = Library::load(path(), findings_);
    ASSERT_TRUE(library) << example::listed(findings_);
    EXPECT_TRUE(findings_.errors.empty()) << example::listed(findings_);
    ASSERT_TRUE(library->form("notice"));
    ASSERT_TRUE(library->layout("komoro-2021"));
    EXPECT_FALSE(library->form("other"));
    EXPECT_EQ(library->form("notice")->place.file, path("/forms/notice/form.xml"));
    const auto one = Library::load(path("/forms/notice"), findings_);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->layouts.size(), 1u);
}

TEST_F(LibraryFolder, aWrongFileLeavesTheOthersAlone) {
    write("forms/broken/form.xml", "<form");
    write("forms/broken/layouts/a.xml", example::kLayout);
    write("forms/notice/layouts/matsumoto.xml", replaced(example::kLayout, "202088", "202089"));
    write("forms/notice/layouts/readme.txt", "not a layout");
    const auto library = Library::load(path(), findings_);
    ASSERT_TRUE(library);
    EXPECT_EQ(library->forms.size(), 1u);
    EXPECT_EQ(library->layouts.size(), 1u);
    EXPECT_EQ(findings_.errors.size(), 2u) << example::listed(findings_);
    EXPECT_TRUE(find(findings_.errors, "X001"));
    ASSERT_TRUE(find(findings_.errors, "F041"));
    EXPECT_EQ(find(findings_.errors, "F041")->place.file, path("/forms/notice/layouts/matsumoto.xml"));
    EXPECT_TRUE(find(findings_.warnings, "F052"));
}

TEST_F(LibraryFolder, idsMustBeUnique) {
    write("forms/twin/form.xml", example::kForm);
    write("forms/notice/layouts/twin.xml", example::kLayout);
    const auto library = Library::load(path(), findings_);
    ASSERT_TRUE(library);
    EXPECT_TRUE(find(findings_.errors, "F053"));
    EXPECT_TRUE(find(findings_.errors, "F054"));
    EXPECT_EQ(library->forms.size(), 1u);
    EXPECT_EQ(library->layouts.size(), 1u);
}

TEST_F(LibraryFolder, withoutFormsIsNoLibrary) {
    for (const char* name : {"/forms/notice/layouts", "/nothing"}) {
        const auto library = Library::load(path(name), findings_);
        ASSERT_FALSE(library);
        EXPECT_EQ(library.error().code, "F001");
        EXPECT_EQ(library.error().kind, ErrorKind::notFound);
    }
}

// The library that we ship must be without mistakes.
TEST(ShippedLibrary, hasNoMistakes) {
    Findings findings;
    const auto library = Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library);
    EXPECT_TRUE(findings.errors.empty()) << example::listed(findings);
    EXPECT_FALSE(library->layouts.empty());
}

}  // namespace
}  // namespace toitsu::forms
