#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>

#include "ocr/reader.h"
#include "tests/golden/stranger_library.h"

// A real paper form, really filled in and scanned (bilevel, 300 dpi): crosses, a scribbled-out correction, a number.

namespace toitsu::golden {

TEST(QuexfScan, CrossesCorrectionAndNumber) {
    const std::string data = TOITSU_SHARED_DIR "/data/quexf-scan";
    if (!std::filesystem::exists(data)) GTEST_SKIP() << "skipped: no data at " << data;
    const auto stranger = quexfLibrary(data);
    ASSERT_TRUE(stranger) << stranger.error().text(Language::en);
    forms::Findings findings;
    const auto library = forms::Library::load(stranger->path, findings);
    ASSERT_TRUE(library) << library.error().text(Language::en);
    for (const auto& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
    const auto reader = ocr::Reader::make(*library, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""});
    ASSERT_TRUE(reader) << reader.error().text(Language::en);
    const auto pages = ocr::load(data + "/test_filled_1.pdf");
    ASSERT_TRUE(pages) << pages.error().text(Language::en);
    ASSERT_EQ(pages->size(), 2u);

    // What a person reads on the two pages.
    const std::map<std::string, std::string> truth{{"a1-a", "o0"}, {"a1-b", "o1"}, {"b1-a", "o2"}, {"b1-b", "o1"},
                                                   {"b1-c", "o3"}, {"b3", "o1"},   {"c1", "o0"},   {"c2", "o0"}};
    std::size_t seen = 0;
    for (const auto& page : *pages) {
        const auto read = reader->read(page);
        ASSERT_EQ(read.status, ocr::PageStatus::read) << read.code << " " << read.reason.en;
        EXPECT_EQ(read.layoutPage, page.number);
        EXPECT_LE(read.residualMm, 0.5);
        std::cout << "page " << page.number << " residual " << read.residualMm << " mm\n";
        for (const auto& reading : read.readings) {
            const std::string got = reading.candidates.empty() ? "" : reading.candidates[0].text;
            std::cout << "  " << reading.field << " '" << got << "' " << reading.confidence
                      << (reading.doubt ? " doubt: " + reading.why.en : "") << "\n";
            if (const auto found = truth.find(reading.field); found != truth.end()) {
                ++seen;
                EXPECT_EQ(got, found->second) << reading.field;
            }
            if (reading.field == "b4") {
                EXPECT_TRUE(got == "  43" || reading.doubt) << got;
            }
        }
    }
    EXPECT_EQ(seen, truth.size());
}

}  // namespace toitsu::golden
