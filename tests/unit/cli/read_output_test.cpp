// The small parts of `toitsu read`: names of output files, encodings, progress, folders as arguments.

#include <gtest/gtest.h>

#include <sstream>

#include "apps/cli/output_names.h"
#include "apps/cli/progress_line.h"
#include "apps/cli/scan_files.h"
#include "apps/cli/text_encoding.h"
#include "apps/station/page_pipeline.h"
#include "base/files.h"
#include "base/text.h"

namespace toitsu::cli {
namespace {

class OutputNamesTest : public ::testing::Test {
protected:
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-names-").value();
    std::string out = folder.path() + "/out";
};

TEST_F(OutputNamesTest, AreThoseOfTheScansAndNeverTheSameTwice) {
    auto names = OutputNames::make(out, {"x/a.jpg", "y/a.tif", "y/A.tif", "b.png"}, ".pdf").value();
    EXPECT_FALSE(names.oneFile());
    EXPECT_EQ(names.next(0, 1, 1, ".pdf").value(), out + "/a.jpg.pdf");
    EXPECT_EQ(names.next(1, 1, 1, ".pdf").value(), out + "/a.tif.pdf");
    EXPECT_EQ(names.next(2, 1, 1, ".pdf").value(), out + "/A.tif-2.pdf");
    EXPECT_EQ(names.next(3, 1, 1, ".pdf").value(), out + "/b.pdf");
    EXPECT_EQ(names.next(3, 12, 300, ".explained.png").value(), out + "/b-0012.explained.png");
}

TEST_F(OutputNamesTest, OneFileTakesOneOutput) {
    auto names = OutputNames::make(out + ".PDF", {"a.jpg", "b.jpg"}, ".pdf").value();
    EXPECT_TRUE(names.oneFile());
    EXPECT_EQ(names.next(0, 1, 1, ".pdf").value(), out + ".PDF");
    const auto second = names.next(1, 1, 1, ".pdf");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "C091");
    EXPECT_EQ(names.next(0, 1, 1, ".explained.png").value(), folder.path() + "/a.explained.png");
}

TEST_F(OutputNamesTest, NeverThatOfAScan) {
    const std::string scan = folder.path() + "/a.pdf";
    ASSERT_TRUE(files::writeAtomically(scan, "scan"));
    auto names =
        OutputNames::make(folder.path() + "/../" + folder.path().substr(folder.path().rfind('/') + 1), {scan}, ".pdf")
            .value();
    const auto refused = names.next(0, 1, 1, ".pdf");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "C092");
}

TEST(TextEncoding, KeepsOrCountsEveryCharacter) {
    EXPECT_EQ(encodeText("あ", Encoding::utf8).bytes, "あ");
    EXPECT_EQ(encodeText("あ", Encoding::utf8Bom).bytes,
              "\xEF\xBB\xBF"
              "あ");
    const Encoded all = encodeText("髙橋", Encoding::cp932);
    EXPECT_EQ(all.lost, 0u);
    EXPECT_EQ(text::fromCp932(all.bytes).value(), "髙橋");
    const Encoded lossy = encodeText("𠮷田 𠮷 é", Encoding::cp932);
    EXPECT_EQ(lossy.lost, 3u);
    EXPECT_EQ(text::fromCp932(lossy.bytes).value(), "〓田 〓 〓");
    EXPECT_EQ(lostCharacters(3, "a.csv").kind, ErrorKind::refused);
}

TEST(ProgressLine, TellsDoneRateAndRest) {
    EXPECT_EQ(progressText(12, 40, 4, Language::en), "12/40 pages  3.0/s  0:09 left");
    EXPECT_EQ(progressText(12, 400, 60, Language::ja), "12/400 ページ  0.2/秒  残り 32:20");
    EXPECT_EQ(progressText(40, 40, 10, Language::en), "40/40 pages  4.0/s");
    EXPECT_EQ(progressText(0, 3, 0, Language::en), "0/3 pages  0.0/s");
}

TEST(ProgressLine, IsDrawnOnATerminalOnlyAndCleared) {
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::en);
    ProgressLine(terminal, false).show(1, 2);
    EXPECT_EQ(err.str(), "");
    {
        ProgressLine progress(terminal, true);
        const auto begin = ProgressLine::Clock::now() + std::chrono::seconds(1);
        progress.show(1, 3, begin);
        progress.show(2, 3, begin + std::chrono::milliseconds(10));  // too soon
        EXPECT_EQ(err.str().find("2/3"), std::string::npos);
        progress.hide();
        EXPECT_EQ(err.str().substr(err.str().size() - 4), "\r\x1b[K");
    }
    EXPECT_NE(err.str().find("1/3 pages"), std::string::npos);
}

TEST(ScanFiles, OfAFolderAreItsScansByName) {
    const auto folder = files::TemporaryFolder::make("toitsu-scans-").value();
    for (const char* name : {"b.JPG", "a.tif", "c.json", "10.pdf"})
        ASSERT_TRUE(files::writeAtomically(folder.path() + "/" + name, "x"));
    ASSERT_TRUE(files::makeFolders(folder.path() + "/deeper.png"));
    std::ostringstream out, err;
    Terminal terminal(out, err, Language::en);
    const std::string& in = folder.path();
    EXPECT_EQ(scanFiles({"x.png", in}, terminal),
              (std::vector<std::string>{"x.png", in + "/10.pdf", in + "/a.tif", in + "/b.JPG"}));
    EXPECT_NE(err.str().find("1 files without"), std::string::npos) << err.str();
    EXPECT_EQ(terminal.exitStatus(), 0);
    EXPECT_TRUE(scanFiles({in + "/deeper.png"}, terminal).empty());
    EXPECT_EQ(terminal.exitStatus(), 3);
}

TEST(JobCount, LeavesACoreUnlessAsked) {
    EXPECT_EQ(station::jobCount(7, {"a.pdf"}), 7);
    EXPECT_GE(station::jobCount(0, {"a.pdf"}), 1);
}

}  // namespace
}  // namespace toitsu::cli
