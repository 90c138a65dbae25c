#include "apps/station/scan_stack.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "ocr/page.h"
#include "tests/scanlab/scan_file.h"

namespace toitsu::station {
namespace {

namespace fs = std::filesystem;

class ScanStack : public ::testing::Test {
protected:
    // A page with a black bar as far down as its number says.
    std::string page(int number, int channels = 1, bool bilevel = false) {
        scanlab::Scan scan;
        scan.width = 400, scan.height = 600, scan.dpi = 200, scan.channels = channels, scan.bilevel = bilevel;
        scan.pixels.assign(static_cast<std::size_t>(400 * 600 * channels), 255);
        const auto row = static_cast<std::ptrdiff_t>(400 * channels);
        std::fill_n(scan.pixels.begin() + row * 50 * number, row * 20, std::uint8_t{0});
        if (channels == 3)
            for (std::size_t n = 0; n < 400 * 20; ++n) scan.pixels[n * 3 + 1] = 0;  // a purple head
        const std::string path = folder_.path() + "/" + std::to_string(number) + ".tif";
        EXPECT_TRUE(scanlab::writeScans({scan}, path));
        return path;
    }
    // Which bar a page of the file has.
    static int barOf(const ocr::Page& page) {
        for (int number = 1; number < 12; ++number) {
            const auto at = static_cast<std::size_t>(((50 * number + 10) * 400 + 200) * page.picture.channels);
            if ((*page.picture.pixels)[at] < 60) return number;
        }
        return 0;
    }
    std::vector<std::string> left() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_.path())) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-stack").value();
};

TEST_F(ScanStack, PagesBecomeOneFileInTheirOrder) {
    const std::vector<std::string> pages{page(3), page(1, 3), page(2, 1, true)};
    const auto written = writeStack(pages, folder_.path(), "scan-a", 1 << 30);
    ASSERT_TRUE(written) << written.error().text(Language::en);
    EXPECT_EQ(*written, std::vector<std::string>{folder_.path() + "/scan-a.tiff"});
    EXPECT_EQ(left(), std::vector<std::string>{"scan-a.tiff"});
    const auto read = ocr::load(written->front());
    ASSERT_TRUE(read) << read.error().text(Language::en);
    ASSERT_EQ(read->size(), 3u);
    for (std::size_t n = 0; n < 3; ++n) {
        EXPECT_EQ(barOf((*read)[n]), std::vector({3, 1, 2})[n]);
        EXPECT_EQ((*read)[n].picture.height, 600);
        EXPECT_NEAR((*read)[n].dpi, 200, 0.5);
    }
    EXPECT_EQ((*read)[1].picture.channels, 3) << "colour stays";
    EXPECT_LT(fs::file_size(written->front()), 20'000u) << "compressed";
}

TEST_F(ScanStack, AFileThatWouldBeTooLargeGoesOnInAnother) {
    std::vector<std::string> pages;
    for (int number = 1; number <= 7; ++number) pages.push_back(page(number));
    const auto alone = writeStack({page(9)}, folder_.path(), "one", 1 << 30);
    ASSERT_TRUE(alone);
    const std::uint64_t limit = fs::file_size(alone->front()) * 7 / 2;
    const auto written = writeStack(pages, folder_.path(), "scan-b", limit);
    ASSERT_TRUE(written) << written.error().text(Language::en);
    ASSERT_EQ(written->size(), 3u);
    EXPECT_EQ((*written)[1], folder_.path() + "/scan-b-2.tiff");
    int number = 0;
    for (const std::string& file : *written) {
        EXPECT_LE(fs::file_size(file), limit);
        const auto read = ocr::load(file);
        ASSERT_TRUE(read) << read.error().text(Language::en);
        for (const auto& one : *read) EXPECT_EQ(barOf(one), ++number);
    }
    EXPECT_EQ(number, 7) << "every page once";
    EXPECT_EQ(left().size(), 4u);
}

TEST_F(ScanStack, APageLargerThanTheLimitStandsAlone) {
    const auto written = writeStack({page(1), page(2)}, folder_.path(), "scan-c", 10);
    ASSERT_TRUE(written);
    EXPECT_EQ(written->size(), 2u) << "intake refuses such a file by name; here it is not lost";
}

TEST_F(ScanStack, ABrokenPageLeavesThePagesAndNoHalfFile) {
    const std::string good = page(1), broken = folder_.path() + "/2.tif";
    ASSERT_TRUE(files::writeAtomically(broken, "no TIFF"));
    const auto written = writeStack({good, broken}, folder_.path(), "scan-d", 1 << 30);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, "C108");
    EXPECT_EQ(left(), (std::vector<std::string>{"1.tif", "2.tif"}));
}

}  // namespace
}  // namespace toitsu::station
