#include "ocr/recognizers/upright_line.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "base/text.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/printed.h"
#include "ocr/recognizers/printed_address.h"
#include "ocr/recognizers/printed_name.h"
#include "ocr/recognizers/printed_text.h"
#include "tests/unit/ocr/all_engines.h"
#include "tests/unit/ocr/printed_word.h"

namespace toitsu::ocr {

namespace {

// A column as the library prints it, 300 dpi, a little out of focus.
cv::Mat column(const std::string& text) {
    forms::PrintedText printed;
    printed.text = text;
    printed.size = 3.6;
    printed.vertical = true;
    const cv::Mat whole = printedAlone(printed, 20, 120);
    cv::Mat soft;
    cv::GaussianBlur(whole, soft, {5, 5}, 0.9);
    return soft;
}

struct Read {
    std::string text;
    bool accepted = false;
};

Read read(const cv::Mat& grey, const std::string& kind) {
    auto segments = printedSegments(uprightLines(grey, kind != "address").grey, {}, allEngines()).all;
    Verdict verdict;
    if (kind == "name") {
        readPrintedName(segments, allEngines(), verdict);
    } else if (kind == "address") {
        readPrintedAddress(segments, allEngines(), verdict);
    } else {
        for (std::size_t n = 0; n < segments.size(); ++n) {
            if (n > 0) verdict.part();
            readPrintedKana(segments[n], allEngines(), verdict);
        }
    }
    const auto candidates = verdict.candidates();
    return {candidates.empty() ? "" : candidates.front().text, verdict.accepted};
}

std::u32string unspaced(const std::string& text) {
    std::u32string out;
    for (const char32_t c : text::decode(text))
        if (c != U'　' && c != U' ') out += c;
    return out;
}

struct Printed {
    const char *kind, *text;
};

}  // namespace

// A floor of right results, and none wrong that nobody looks at.
TEST(UprightLine, ColumnsAreReadAsLinesAre) {
    const std::vector<Printed> all{{"name", "佐藤　健一"},
                                   {"name", "長谷川　三郎"},
                                   {"name", "鈴木　さくら"},
                                   {"name", "二宮　エリー"},
                                   {"name", "渡邉　言子"},
                                   {"kana", "サトウ　ケンイチ"},
                                   {"kana", "ハセガワ　サブロウ"},
                                   {"kana", "ニノミヤ　エリー"},
                                   {"kana", "すずき　さくら"},
                                   {"kana", "ワタナベ　コトコ"},
                                   {"address", "長野県長野市若里三丁目十番五号"},
                                   {"address", "東京都千代田区丸の内二丁目三番"},
                                   {"address", "長野県小諸市相生町一丁目二番三号"}};
    std::size_t right = 0;
    for (const auto& [kind, text] : all) {
        const Read found = read(column(text), kind);
        const bool same = unspaced(found.text) == unspaced(text);
        right += same ? 1U : 0U;
        EXPECT_TRUE(same || !found.accepted) << text << " read as " << found.text;
        if (!same) RecordProperty(text, found.text);
    }
    EXPECT_GE(right, 11U) << "of " << all.size();
}

TEST(UprightLine, ColumnsGoFromRightToLeft) {
    const cv::Mat first = column("長野県長野市"), second = column("若里三丁目");
    cv::Mat both;
    cv::hconcat(second.colRange(40, 170), first.colRange(40, 170), both);
    auto segments = printedSegments(uprightLines(both, false).grey, {}, allEngines()).all;
    ASSERT_EQ(segments.size(), 2U);
    EXPECT_EQ(segments[0].read(TextPass::line).text, "長野県長野市");
    EXPECT_EQ(segments[1].read(TextPass::line).text, "若里三丁目");
}

TEST(UprightLine, AnUprightStrokeIsTurnedInKanaAndDoubtfulElsewhere) {
    const cv::Mat printed = column("エリー");
    EXPECT_FALSE(uprightLines(printed, true).strokeLeft);
    EXPECT_TRUE(uprightLines(printed, false).strokeLeft);
    EXPECT_EQ(read(printed, "kana").text, "エリー");
}

// From the placed page to the reading: beside a ruled line, which no column's characters touch.
TEST(UprightLine, APlaceOfColumnsIsReadFromItsPage) {
    const cv::Mat paper = column("長野県小諸市相生町三丁目五番");
    forms::LayoutPage page;
    page.width = paper.cols / kPixelsPerMm;
    page.height = paper.rows / kPixelsPerMm;
    Reference reference;
    reference.page = &page;
    reference.blank = cv::Mat(paper.size(), CV_8UC1, cv::Scalar(255));
    const Picture picture = own(paper);
    Mapping mapping;
    mapping.homography = {kPixelsPerMm, 0, 0, 0, kPixelsPerMm, 0, 0, 0, 1};
    mapping.width = page.width;
    mapping.height = page.height;
    const Sheet sheet(reference, picture, mapping);
    forms::Field field;
    field.type = forms::FieldType::address;
    forms::TextPlace place;
    place.box = {4, 4, 11, 112};
    place.written = forms::Written::printed;
    for (const bool vertical : {true, false}) {
        place.vertical = vertical;
        const auto reading = readPrinted({&field, nullptr, &place}, sheet, allEngines());
        const std::string first = reading.candidates.empty() ? "" : reading.candidates.front().text;
        EXPECT_EQ(unspaced(first) == U"長野県小諸市相生町三丁目五番", vertical) << first;
        EXPECT_TRUE(vertical || reading.doubt) << first;
    }
}

TEST(UprightLine, PaperHasNoLine) {
    EXPECT_EQ(uprightLines(cv::Mat(300, 80, CV_8UC1, cv::Scalar(255)), true).grey.total(), 1U);
}

}  // namespace toitsu::ocr
