// The XML file of a calendar: what ships, what is refused and where.

#include "base/calendar_file.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"

namespace toitsu {
namespace {

const std::string library = TOITSU_SOURCE_DIR "/templates";

std::string calendarOf(const std::string& inside, const std::string& attributes = "") {
    return "<calendar xmlns=\"urn:toitsu:calendar:1\" id=\"x\" title=\"t\" " + attributes + ">\n" + inside +
           "\n</calendar>";
}
const std::string usual = "<hours days=\"mon tue wed thu fri\" from=\"08:30\" to=\"17:15\"/>";

int xmllint(const std::string& file) {
    const std::string command =
        "xmllint --nonet --noout --schema '" + library + "/schema/calendar.xsd' '" + file + "' >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(CalendarFile, ShippedOnesAreGood) {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(library + "/calendars")) {
        if (entry.path().extension() != ".xml") continue;
        std::vector<Error> mistakes;
        const auto calendar = loadCalendar(entry.path().string(), mistakes);
        EXPECT_TRUE(calendar) << (mistakes.empty() ? entry.path().string() : mistakes.front().text(Language::en));
        EXPECT_EQ(xmllint(entry.path().string()), 0) << entry.path();
        EXPECT_EQ(calendar ? calendar->rules().id : "", entry.path().stem().string());
        ++files;
    }
    EXPECT_GE(files, 2);
}

TEST(CalendarFile, MunicipalityExtendsTheCommonOne) {
    const auto common = findCalendar(library, "office", "202029");
    const auto own = findCalendar(library, "office", "202011");
    ASSERT_TRUE(common && own);
    EXPECT_NE(*common, *own);
    EXPECT_FALSE(findCalendar(library, "nowhere", ""));
    EXPECT_FALSE(findCalendar(library, "../calendars/office", ""));
    EXPECT_FALSE(findCalendar(library, "office", "../202011/.."));
    std::vector<Error> mistakes;
    const auto calendar = loadCalendar(*own, mistakes);
    ASSERT_TRUE(calendar);
    EXPECT_EQ(calendar->rules().municipality, "202011");
    EXPECT_EQ(calendar->closedBecause({2027, 8, 13}), "設備点検");
    EXPECT_EQ(calendar->closedBecause({2026, 12, 29}), "年末年始");
    const std::vector<OfficeHours> thursday{{510, 1140}};
    EXPECT_EQ(calendar->hours({2027, 4, 1}), thursday);
    const std::vector<OfficeHours> sunday{{510, 720}};
    EXPECT_EQ(calendar->hours({2027, 3, 28}), sunday);
}

TEST(CalendarFile, ReadsEveryElement) {
    std::vector<Error> mistakes;
    const auto rules = parseCalendar(
        calendarOf(
            usual +
                "<closed date=\"2027-08-12\" until=\"2027-08-16\" title=\"夏\"/>"
                "<closed day=\"12-29\" until=\"01-03\" title=\"年末年始\"/><closed day=\"02-29\" title=\"閏\"/>"
                "<closed weekday=\"mon\" week=\"3\" title=\"月\"/><closed weekday=\"fri\" week=\"last\" title=\"金\"/>"
                "<open date=\"2027-03-28\" from=\"08:30\" to=\"12:00\"/>"
                "<decreed date=\"2031-05-01\" effect=\"holiday\" title=\"即位の日\"/>",
            "holidays=\"open\""),
        "c.xml", mistakes);
    ASSERT_TRUE(rules) << mistakes.front().text(Language::en);
    EXPECT_EQ(rules->closed.size(), 5u);
    EXPECT_EQ(rules->yearly.size(), 9u);
    EXPECT_EQ(rules->open.size(), 1u);
    EXPECT_EQ(rules->decrees.size(), 1u);
    EXPECT_FALSE(rules->closedOnHolidays);
    EXPECT_EQ(BusinessCalendar(*rules).closedBecause({2028, 2, 29}), "閏");
}

TEST(CalendarFile, ALawOfTheFutureMovesItsNeighbours) {
    std::vector<Error> mistakes;
    const auto rules = parseCalendar(
        calendarOf(usual + "<decreed date=\"2031-05-01\" effect=\"holiday\" title=\"即位の日\"/>"), "c.xml", mistakes);
    ASSERT_TRUE(rules);
    EXPECT_EQ(BusinessCalendar(*rules).closedBecause({2031, 5, 2}), "国民の休日");
}

struct Bad {
    const char* inside;
    const char* code;
    int line;
    int column;
};

class CalendarFileRefuses : public testing::TestWithParam<Bad> {};

TEST_P(CalendarFileRefuses, WithThePlace) {
    std::vector<Error> mistakes;
    EXPECT_FALSE(parseCalendar(calendarOf(usual + "\n" + GetParam().inside), "c.xml", mistakes));
    ASSERT_EQ(mistakes.size(), 1u) << GetParam().inside;
    EXPECT_EQ(mistakes[0].code, GetParam().code) << mistakes[0].text(Language::en);
    EXPECT_EQ(mistakes[0].place.line, GetParam().line);
    EXPECT_EQ(mistakes[0].place.column, GetParam().column);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CalendarFileRefuses,
    testing::Values(Bad{"<shut/>", "X050", 3, 1},
                    Bad{"<hours days=\"mon\" from=\"18:00\" to=\"19:00\" x=\"1\"/>", "X050", 3, 43},
                    Bad{"<hours days=\"mon\" from=\"18:00\" to=\"19:00\">x</hours>", "X050", 3, 1},
                    Bad{"<hours days=\"mon\" from=\"18:00\"/>", "X051", 3, 1},
                    Bad{"<hours days=\"monday\" from=\"18:00\" to=\"19:00\"/>", "X051", 3, 8},
                    Bad{"<hours days=\"mon mon\" from=\"18:00\" to=\"19:00\"/>", "X051", 3, 8},
                    Bad{"<hours days=\"mon\" from=\"8:30\" to=\"19:00\"/>", "X051", 3, 19},
                    Bad{"<hours days=\"mon\" from=\"18:00\" to=\"24:01\"/>", "X051", 3, 32},
                    Bad{"<hours days=\"mon\" from=\"17:00\" to=\"19:00\"/>", "X052", 3, 1},
                    Bad{"<hours days=\"sat\" from=\"19:00\" to=\"17:00\"/>", "X052", 3, 1},
                    Bad{"<closed title=\"x\"/>", "X052", 3, 1}, Bad{"<closed date=\"2027-01-05\"/>", "X051", 3, 1},
                    Bad{"<closed date=\"2027-02-29\" title=\"x\"/>", "X051", 3, 9},
                    Bad{"<closed date=\"2151-01-01\" title=\"x\"/>", "X051", 3, 9},
                    Bad{"<closed date=\"2027-08-12\" until=\"2027-08-11\" title=\"x\"/>", "X051", 3, 27},
                    Bad{"<closed day=\"13-01\" title=\"x\"/>", "X051", 3, 9},
                    Bad{"<closed day=\"02-30\" title=\"x\"/>", "X051", 3, 9},
                    Bad{"<closed day=\"12-01\" date=\"2027-08-12\" title=\"x\"/>", "X052", 3, 1},
                    Bad{"<closed weekday=\"mon\" title=\"x\"/>", "X051", 3, 1},
                    Bad{"<closed weekday=\"mon\" week=\"6\" title=\"x\"/>", "X051", 3, 23},
                    Bad{"<open date=\"2027-03-28\" from=\"08:30\"/>", "X051", 3, 1},
                    Bad{"<decreed date=\"2031-05-01\" effect=\"holiday\"/>", "X051", 3, 1},
                    Bad{"<decreed date=\"2031-05-01\" effect=\"feast\" title=\"x\"/>", "X051", 3, 28}));

TEST(CalendarFile, NamesAllMistakesAtOnce) {
    std::vector<Error> mistakes;
    EXPECT_FALSE(parseCalendar("<calendar xmlns=\"urn:toitsu:calendar:1\"/>", "c.xml", mistakes));
    EXPECT_EQ(mistakes.size(), 3u) << "id, title, hours";
    mistakes.clear();
    EXPECT_FALSE(parseCalendar("<calendar/>", "c.xml", mistakes));
    EXPECT_EQ(mistakes.at(0).code, "X050");
    mistakes.clear();
    EXPECT_FALSE(parseCalendar("<calendar", "c.xml", mistakes));
    EXPECT_EQ(mistakes.at(0).code, "X001");
}

TEST(CalendarFile, ABaseHasNoBase) {
    const auto folder = files::TemporaryFolder::make("calendar");
    ASSERT_TRUE(folder);
    const std::string path = folder->path() + "/a.xml";
    ASSERT_TRUE(files::writeAtomically(path, calendarOf(usual, "base=\"a.xml\"")));
    std::vector<Error> mistakes;
    EXPECT_FALSE(loadCalendar(path, mistakes));
    EXPECT_EQ(mistakes.at(0).code, "X052");
    mistakes.clear();
    ASSERT_TRUE(files::writeAtomically(path, calendarOf(usual, "base=\"none.xml\"")));
    EXPECT_FALSE(loadCalendar(path, mistakes));
    EXPECT_EQ(mistakes.at(0).code, "X010");
}

}  // namespace
}  // namespace toitsu
