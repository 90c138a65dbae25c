// ALTO and PAGE-XML by a validator, against schemas that say what the published ones demand of the elements we write
// (schema/). One element out of order or an attribute of the wrong type makes other programs refuse the whole file.

#include <sys/wait.h>

#include <cstdlib>

#include "base/files.h"
#include "tests/unit/ocr/formats/sample_page.h"

namespace toitsu::ocr {
namespace {

// 0 valid, 3 and 4 not valid (xmllint); other answers mean that the check itself failed.
int validate(const std::string& format, const std::string& text) {
    const std::string schema = format == "alto" ? "alto-4-4-used.xsd" : "page-2019-used.xsd";
    const auto folder = files::TemporaryFolder::make("toitsu-format-");
    if (!folder || !files::writeAtomically(folder->path() + "/file.xml", text)) return -1;
    const std::string command = "xmllint --nonet --noout --schema '" TOITSU_SOURCE_DIR
                                "/tests/unit/ocr/formats/schema/" +
                                schema + "' '" + folder->path() + "/file.xml' >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class FormatSchema : public ::testing::TestWithParam<const char*> {
protected:
    static std::string text(const ReadPage& page, const FormatOptions& options = {}) {
        return example::written(GetParam(), {page}, options);
    }
};

TEST_P(FormatSchema, AcceptsPagesOfEveryKind) {
    EXPECT_EQ(validate(GetParam(), text(example::page())), 0) << text(example::page());
    EXPECT_EQ(validate(GetParam(), text(example::rejected())), 0);
    EXPECT_EQ(
        validate(GetParam(), text(example::page(), {"toitsu 9 <&>", "2026-11-22T09:00:00Z", Language::en, false})), 0);
    EXPECT_EQ(validate(GetParam(), text(example::page("in/\x83\x7f\x01.jpg"))), 0);
}

TEST_P(FormatSchema, AcceptsPlacesAndConfidencesAtTheirLimits) {
    ReadPage page = example::page();
    auto& fields = page.record->fields;
    fields[0].confidence = 1;
    fields[1].confidence = 0;
    fields[2].confidence = 0.00004;  // must not become 4e-05 beside other numbers' decimals
    fields[5].value = Value("\x01\x02制御");
    fields[5].raw = "\x01\x02制御";
    // Wholly outside the picture, and beyond two of its corners.
    fields[0].readings[0].quad = example::rectangle(-90, -80, -10, -5);
    fields[2].readings[0].quad = example::rectangle(390, 590, 900, 800);
    page.page.dpi = 0;
    EXPECT_EQ(validate(GetParam(), text(page)), 0) << text(page);
    page.page.dpi = 299.9995;
    for (auto& field : fields) field.readings.clear();
    EXPECT_EQ(validate(GetParam(), text(page)), 0) << text(page);
}

struct Damage {
    const char *format, *from, *to;
};

// The schemas must be able to say no. (Where references lead, xmllint does not look; markup_formats_test does.)
TEST(FormatSchemas, RefuseWhatThePublishedOnesRefuse) {
    for (const auto& [format, from, to] :
         {Damage{"alto", "PHYSICAL_IMG_NR=\"1\"", ""}, Damage{"alto", "WC=\"0.8\"", "WC=\"1.2\""},
          Damage{"alto", "TAGREFS=\"T_P1_F1", "TAGREFS=\"1"}, Damage{"alto", "<Shape>", "<Shape/><Shape>"},
          Damage{"alto", "<Tags>", "<Tags/><Tags>"}, Damage{"page-xml", "<LastChange>", "<LastChange/><LastChange>"},
          Damage{"page-xml", "regionRef=\"r1\"", "regionRef=\"1\""},
          Damage{"page-xml", "points=\"0,50", "points=\"-2,50"}, Damage{"page-xml", "conf=\"0.8\"", "conf=\"80\""},
          Damage{"page-xml", "imageWidth=\"400\"", "imageWidth=\"400.0\""},
          Damage{"page-xml", "type=\"other\"", "type=\"field\""}}) {
        std::string text = example::written(format, {example::page()});
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, std::string(from).size(), to);
        const int answer = validate(format, text);
        EXPECT_TRUE(answer == 3 || answer == 4) << from << " → " << to << ": " << answer;
    }
}

INSTANTIATE_TEST_SUITE_P(Each, FormatSchema, ::testing::Values("alto", "page-xml"));

}  // namespace
}  // namespace toitsu::ocr
