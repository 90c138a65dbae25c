#include "forms/qr_code.h"

#include <gtest/gtest.h>

#include "forms/blank.h"
#include "tests/unit/forms/example.h"

namespace toitsu::forms {
namespace {

TEST(QrCode, hasItsBorderAndItsThreeEyes) {
    const QrCode code = qrCode("TOITSU:komoro-2021:1");
    ASSERT_EQ(code.side, 25 + 8) << "version 2 and a border of four on each side";
    for (int n = 0; n < code.side; ++n)
        for (int edge : {0, 1, 2, 3, code.side - 1, code.side - 4})
            EXPECT_FALSE(code.dark(n, edge) || code.dark(edge, n));
    // 1 black, 1 white, 3 black, 1 white, 1 black across the middle of each eye.
    const auto eye = [&](int left, int top) {
        std::string row;
        for (int n = 0; n < 7; ++n) row += code.dark(left + n, top + 3) ? '#' : '.';
        return row;
    };
    EXPECT_EQ(eye(4, 4), "#.###.#");
    EXPECT_EQ(eye(code.side - 11, 4), "#.###.#");
    EXPECT_EQ(eye(4, code.side - 11), "#.###.#");
}

TEST(QrCode, aTextThatNoCodeHoldsGivesNone) {
    EXPECT_EQ(qrCode(std::string(5000, 'x')).side, 0);
}

TEST(QrCode, isDrawnWhereTheLayoutWantsIt) {
    const std::string xml =
        example::replaced(example::kLayout, "</page>", "<mark kind=\"qr\" box=\"10 10 20 20\"/></page>");
    Findings findings;
    const auto layout = parseLayout(xml, "layout.xml", example::form(), findings);
    ASSERT_TRUE(layout) << example::listed(findings);
    const auto blank = drawBlank(*layout, layout->pages[0], 254);  // 10 pixels to the millimetre
    ASSERT_TRUE(blank);
    const auto plain = parseLayout(example::kLayout, "layout.xml", example::form(), findings);
    const auto without = drawBlank(*plain, plain->pages[0], 254);
    int darker = 0, outside = 0;
    for (int y = 0; y < blank->height; ++y)
        for (int x = 0; x < blank->width; ++x) {
            const auto at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(blank->width) + static_cast<std::size_t>(x);
            if (blank->pixels[at] == without->pixels[at]) continue;
            ++darker;
            if (x < 100 || y < 100 || x > 300 || y > 300) ++outside;
        }
    EXPECT_GT(darker, 5000);  // of 40,000
    EXPECT_EQ(outside, 0);
}

TEST(QrCode, smallerThanTwelveMillimetresIsAMistake) {
    const std::string xml = example::replaced(example::kLayout, "</page>", "<mark box=\"10 10 8 20\"/></page>");
    Findings findings;
    EXPECT_FALSE(parseLayout(xml, "layout.xml", example::form(), findings));
    ASSERT_EQ(findings.errors.size(), 1u);
    EXPECT_EQ(findings.errors[0].code, "F047");
}

TEST(Barcode, isReadFromTheLayoutAndKnowsItsKinds) {
    const std::string xml =
        example::replaced(example::kLayout, "<place field=\"secret\" box=\"20 155 32 8\" cells=\"4\"/>",
                          "<barcode field=\"secret\" box=\"20 155 60 15\" kind=\"code128\"/>");
    Findings findings;
    const auto layout = parseLayout(xml, "layout.xml", example::form(), findings);
    ASSERT_TRUE(layout) << example::listed(findings);
    ASSERT_EQ(layout->pages[0].barcodes.size(), 1u);
    EXPECT_EQ(layout->pages[0].barcodes[0].kind, "code128");
    EXPECT_EQ(layout->pages[0].barcodes[0].field, "secret");
    const std::string wrong = example::replaced(xml, "code128", "code129");
    EXPECT_FALSE(parseLayout(wrong, "layout.xml", example::form(), findings));
    EXPECT_EQ(findings.errors.back().code, "F014");
    const std::string seal = example::replaced(xml, "<seal field=\"stamp\"", "<barcode field=\"stamp\"");
    findings = {};
    EXPECT_FALSE(parseLayout(seal, "layout.xml", example::form(), findings));
    EXPECT_EQ(findings.errors.back().code, "F036");
}

}  // namespace
}  // namespace toitsu::forms
