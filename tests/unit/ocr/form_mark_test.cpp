#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "forms/library.h"
#include "ocr/internal/identify.h"
#include "ocr/internal/mat.h"
#include "ocr/page_codes.h"
#include "ocr/reader.h"

namespace toitsu::ocr {

namespace {

forms::Library templates() {
    forms::Findings findings;
    auto loaded = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    EXPECT_TRUE(loaded);
    return std::move(*loaded);
}

cv::Mat scanOf(const forms::Layout& layout) {
    const auto blank = blankOf(layout, layout.pages[0], 200);
    EXPECT_TRUE(blank);
    cv::Mat scan;
    cv::GaussianBlur(*blank, scan, {3, 3}, 1.0);
    return scan;
}

}  // namespace

// A mark cut out of one form and stuck onto another: never read as what the mark says.
TEST(FormMark, OnAnotherFormItIsNotBelieved) {
    const forms::Library library = templates();
    const auto catalogue = Catalogue::make(library);
    ASSERT_TRUE(catalogue);
    std::vector<const Sketch*> first;
    for (const Sketch& sketch : (*catalogue)->sketches())
        if (sketch.page->number == 1) first.push_back(&sketch);
    ASSERT_GT(first.size(), 3U);
    // Papers of one form are neighbours in the library: each carries the mark of the next two, and of one further on.
    for (std::size_t n = 0; n < first.size(); ++n)
        for (const std::size_t further : {1U, 2U, 7U}) {
            const Sketch& shown = *first[n];
            const Sketch& marked = *first[(n + further) % first.size()];
            const auto found = identify(**catalogue, scanOf(*shown.layout), 200, &marked);
            ASSERT_TRUE(found.best);
            EXPECT_EQ(found.best->sketch, &shown);
            EXPECT_NE(std::find(found.rivals.begin(), found.rivals.end(), &marked), found.rivals.end())
                << shown.layout->id << " marked " << marked.layout->id;
        }
}

// From the picture to the record: twins that nothing but their marks tells apart.
TEST(FormMark, PrintedOnThePageItTellsTwinsApart) {
    forms::Library library = templates();
    const auto first = std::make_shared<forms::Layout>(*library.layout("nagano-2024"));
    const auto second = std::make_shared<forms::Layout>(*first);
    second->id = "twin";
    for (const auto& layout : {first, second})
        layout->pages[0].printed.emplace_back(
            forms::PrintedCode{formCodeText(layout->id, 1), {layout->pages[0].width - 17, 4, 12, 12}});
    library.layouts = {first, second};
    const auto reader = Reader::make(library, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""});
    ASSERT_TRUE(reader) << reader.error().text(Language::en);
    for (const auto& layout : {first, second}) {
        const auto reading = reader->read({"test", 1, own(scanOf(*layout)), 200, 0});
        EXPECT_EQ(reading.status, PageStatus::read) << reading.reason.en;
        EXPECT_EQ(reading.layout, layout->id);
    }
    // Where the mark is covered, a person chooses – or what is left of it tells; never the other one.
    cv::Mat covered = scanOf(*second);
    const auto pixels = [](double mm) { return static_cast<int>(mm * 200 / 25.4); };
    cv::rectangle(covered, {pixels(second->pages[0].width - 18), pixels(3)}, {covered.cols, pixels(17)},
                  cv::Scalar(255), cv::FILLED);
    EXPECT_EQ(reader->read({"test", 1, own(covered), 200, 0}).status, PageStatus::ambiguous);
}

}  // namespace toitsu::ocr
