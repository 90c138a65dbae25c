// Pages side by side: they come out in order, errors in their places, pictures are let go, and stopping stops.

#include "apps/station/page_pipeline.h"

#include <gtest/gtest.h>

#include <optional>

#include "base/files.h"
#include "ocr/page.h"

namespace toitsu::station {
namespace {

class PagePipeline : public ::testing::Test {
protected:
    void SetUp() override {
        for (int i = 0; i < 12; ++i) {
            const std::string file = folder.path() + "/" + std::to_string(i) + ".png";
            const ocr::Picture picture{40 + i, 30, 1, std::make_shared<std::vector<std::uint8_t>>((40 + i) * 30, 255)};
            if (i % 5 == 3)
                ASSERT_TRUE(files::writeAtomically(file, "no picture"));
            else
                ASSERT_TRUE(ocr::writePng(picture, file));
            scans.push_back(file);
        }
        scans.push_back(folder.path() + "/gone.png");
        // Without layouts every page is rejected at once: it is the order that counts here.
        auto made = ocr::Reader::make(library, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""});
        ASSERT_TRUE(made) << made.error().text(Language::en);
        reader = std::move(*made);
    }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-pipeline-").value();
    std::vector<std::string> scans;
    forms::Library library;
    std::optional<ocr::Reader> reader;
};

TEST_F(PagePipeline, HandsPagesAndErrorsOnInOrder) {
    std::size_t next = 0;
    std::weak_ptr<const std::vector<std::uint8_t>> before;
    readPages(scans, library, *reader, 4, {}, [&](PipelinePage& page) {
        EXPECT_TRUE(before.expired());  // the page before is no longer in memory
        EXPECT_EQ(page.file, next);
        EXPECT_TRUE(page.lastOfFile());
        EXPECT_LE(page.expected, scans.size());
        if (next % 5 == 3) {
            EXPECT_EQ(page.error.value_or(Error{}).code, "S003");
        } else if (next == 12) {
            EXPECT_EQ(page.error.value_or(Error{}).code, "S001");
        } else {
            EXPECT_FALSE(page.error);
            EXPECT_EQ(page.read.page.picture.width, 40 + static_cast<int>(next));
            EXPECT_EQ(page.read.reading.status, ocr::PageStatus::rejected);
            before = page.read.page.picture.pixels;
        }
        ++next;
        return true;
    });
    EXPECT_EQ(next, scans.size());
}

TEST_F(PagePipeline, StopsWhenNobodyTakesPagesAnyMore) {
    int taken = 0;
    readPages(scans, library, *reader, 4, {}, [&](PipelinePage&) { return ++taken < 3; });
    EXPECT_EQ(taken, 3);
}

TEST_F(PagePipeline, EndsWithoutFiles) {
    int pages = 0;
    readPages({}, library, *reader, 4, {}, [&](PipelinePage&) {
        ++pages;
        return true;
    });
    EXPECT_EQ(pages, 0);
}

TEST(JobCount, IsNoMoreThanThereCanBePages) {
    EXPECT_EQ(jobCount(8, {"a.png", "b.jpg"}), 2);
    EXPECT_EQ(jobCount(8, {"a.png", "b.tif"}), 8);  // may hold many pages
    EXPECT_EQ(jobCount(3, {"a.png", "b.jpg", "c.jpg", "d.jpg"}), 3);
    EXPECT_EQ(jobCount(0, {"a.png"}), 1);
    EXPECT_GE(jobCount(0, {"a.pdf"}), 1);
    EXPECT_EQ(jobCount(8, {}), 1);
}

}  // namespace
}  // namespace toitsu::station
