#include <gtest/gtest.h>

#include <iostream>

#include "tests/marks/mark_pages.h"
#include "tests/marks/mark_tally.h"

// Pages full of questions, marked in every way that people have, and a page on which nobody marked anything: floors of
// what is read right, ceilings of what is accepted wrongly. `mark_sheets measure` does the same by the ten thousand.

namespace toitsu::golden {

namespace {

marks::MarkTally read(const std::string& kind, const char* profile, std::uint64_t seed) {
    marks::MarkTally tally;
    const auto library = scanlab::drawMarkSheet(seed);
    const auto reader = ocr::Reader::make(library, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""});
    if (!reader) {
        ADD_FAILURE() << reader.error().text(Language::en);
        return tally;
    }
    scanlab::MarkOrder order;
    order.kind = kind;
    order.litter = order.seals = kind != "nothing";
    const auto sheet = scanlab::fillMarkSheet(library, order, *scanlab::findProfile(profile), seed);
    tally.add(library, sheet, reader->read(marks::pageOf(sheet.scan)));
    return tally;
}

double share(int part, const marks::Outcome& of) {
    return static_cast<double>(part) / std::max(1, of.all());
}

}  // namespace

TEST(MarkSheets, MarkedInEveryWay) {
    marks::MarkTally tally;
    std::uint64_t seed = 64001;
    for (const char* profile : {"scan", "colour", "jpeg", "fold"}) tally += read("every", profile, seed++);
    std::cout << tally.text();
    EXPECT_EQ(tally.refused, 0);
    marks::Outcome boxes = tally.sum("check");
    boxes += tally.sum("cross");
    const marks::Outcome circles = tally.sum("circle"), seals = tally.sum("seal");
    for (const auto& [outcome, all] : {std::pair{boxes, 80}, {circles, 60}, {seals, 50}}) {
        ASSERT_GE(outcome.all(), all);
        EXPECT_GE(share(outcome.right + outcome.doubtRight, outcome), 0.92);
        EXPECT_LE(share(outcome.wrong, outcome), 0.01);
    }
    EXPECT_EQ(tally.falseAccepted, 0);
    EXPECT_LE(tally.calibrationError(), 0.05);
}

// A black and white scan drops what is paler than its threshold: marks by dry pens and pencils are not in the picture
// at all, and nobody who has only the picture can doubt them.
TEST(MarkSheets, BlackAndWhiteLosesPaleInkOnly) {
    const marks::MarkTally tally = read("every", "bilevel300", 64051);
    marks::Outcome all = tally.sum("check");
    for (const char* more : {"cross", "circle"}) all += tally.sum(more);
    ASSERT_GE(all.all(), 40);
    EXPECT_LE(share(all.wrong, all), 0.15);
    EXPECT_EQ(tally.falseAccepted, 0);
}

TEST(MarkSheets, NothingMarkedNothingRead) {
    marks::MarkTally tally;
    std::uint64_t seed = 64101;
    for (const char* profile : {"noise", "fold", "bilevel300"}) tally += read("nothing", profile, seed++);
    EXPECT_EQ(tally.refused, 0);
    ASSERT_GE(tally.empty, 300);
    EXPECT_EQ(tally.falseMarks, 0);
}

}  // namespace toitsu::golden
