#include "apps/cli/table_file.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/xlsx.h"

namespace toitsu::cli {
namespace {

class TableFile : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(folder_.has_value()); }
    std::string put(const std::string& name, const std::string& bytes) {
        const std::string path = folder_->path() + "/" + name;
        EXPECT_TRUE(files::writeAtomically(path, bytes).has_value());
        return path;
    }

    Result<files::TemporaryFolder> folder_ = files::TemporaryFolder::make("tables");
};

TEST_F(TableFile, ReadsWhatExcelWrites) {
    EXPECT_EQ(*readTableText(put("list.csv", "\xEF\xBB\xBFtype,name")), "type,name");
    const std::string name = put("list.csv", "\x8E\x81\x96\xBC");  // 氏名 in CP932
    EXPECT_EQ(*readTableText(name), "氏名");
    EXPECT_EQ(readTable(name)->front().front().text, "氏名");
    const auto neither = readTable(put("list.csv", "a\x80\xFF\xFF"));
    ASSERT_FALSE(neither.has_value());
    EXPECT_EQ(neither.error().code, "X020");
    EXPECT_EQ(neither.error().place.file, folder_->path() + "/list.csv");
}

TEST_F(TableFile, AnOpenQuotationMarkIsToldAtItsPlace) {
    const auto open = readTable(put("list.csv", "type,name,label\n\"text,a,甲\n"));
    ASSERT_FALSE(open.has_value());
    EXPECT_EQ(open.error().code, "X030");
    EXPECT_EQ(open.error().place.line, 2);
    EXPECT_EQ(open.error().place.column, 1);
}

TEST_F(TableFile, TakesTheSheetThatIsAskedFor) {
    const std::string book = folder_->path() + "/Book.XLSX";
    ASSERT_TRUE(xlsx::write(book, {{"survey", {{"a"}}}, {"choices", {{"b"}}}}).has_value());
    EXPECT_TRUE(namesWorkbook(book));
    EXPECT_FALSE(namesWorkbook("a.csv"));
    EXPECT_EQ(readTable(book)->front().front().text, "a");
    EXPECT_EQ(readTable(book, "choices")->front().front().text, "b");
    const auto none = readTable(book, "choice");
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().code, "X042");
    EXPECT_NE(none.error().text(Language::en).find("choices"), std::string::npos) << none.error().text(Language::en);
    const auto broken = readTable(put("broken.xlsx", "type,name"));
    ASSERT_FALSE(broken.has_value());
    EXPECT_EQ(broken.error().code, "X040");
}

}  // namespace
}  // namespace toitsu::cli
