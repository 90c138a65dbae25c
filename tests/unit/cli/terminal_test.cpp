#include "apps/cli/terminal.h"

#include <gtest/gtest.h>

#include <sstream>

namespace toitsu::cli {
namespace {

Error error(ErrorKind kind, const char* code) {
    return {kind, code, {"日本語", "English"}, Place{"a.png", 0, 0, 0}};
}

TEST(TerminalTest, TheFirstErrorDecidesTheExitCode) {
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::en);
    EXPECT_EQ(terminal.exitStatus(), 0);
    terminal.warn(error(ErrorKind::schema, "F001"));
    EXPECT_EQ(terminal.exitStatus(), 0);
    terminal.report(error(ErrorKind::input, "S004"));
    terminal.report(error(ErrorKind::internal, "X999"));
    EXPECT_EQ(terminal.exitStatus(), 3);
    EXPECT_EQ(err.str(), "a.png: warning F001: English\na.png: error S004: English\na.png: error X999: English\n");
}

TEST(TerminalTest, AnErrorWeighsMoreThanADifference) {
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::ja);
    terminal.differs();
    EXPECT_EQ(terminal.exitStatus(), 1);
    terminal.report(error(ErrorKind::unavailable, "B030"));
    EXPECT_EQ(terminal.exitStatus(), 9);
    terminal.differs();
    EXPECT_EQ(terminal.exitStatus(), 9);
    EXPECT_NE(err.str().find("日本語"), std::string::npos);
}

TEST(TerminalTest, EveryClassOfErrorHasItsOwnExitCode) {
    std::vector<int> codes;
    for (const ErrorKind kind :
         {ErrorKind::usage, ErrorKind::input, ErrorKind::schema, ErrorKind::notFound, ErrorKind::refused,
          ErrorKind::conflict, ErrorKind::limit, ErrorKind::unavailable, ErrorKind::internal})
        codes.push_back(static_cast<int>(exitCode(kind)));
    EXPECT_EQ(codes, (std::vector<int>{2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

TEST(TableTest, AKanjiTakesTwoColumns) {
    EXPECT_EQ(columns("abc"), 3);
    EXPECT_EQ(columns("氏名"), 4);
    EXPECT_EQ(columns("ｶﾅ"), 2);
    EXPECT_EQ(columns("葛\U000E0100"), 2);  // with a variation selector
    Table table({"項目", "値"});
    table.add({"a", "1"});
    EXPECT_EQ(table.text(), "項目  値\n--------\na     1\n");
}

}  // namespace
}  // namespace toitsu::cli
