// Intake over a form of two pages, with pages that a script reads: what becomes one case, what waits, and that a death
// between any two steps loses and doubles nothing.

#include "apps/station/intake.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "apps/station/file_result.h"
#include "apps/station/station.h"
#include "base/files.h"
#include "tests/scanlab/scan_file.h"

namespace toitsu::station {
namespace {

struct Killed {};

// A page as the reader would tell it.
struct Said {
    int layoutPage = 0;  // 0: fits no layout
    std::string number;  // what is written on every page; "" empty, "?…" in doubt
};

class IntakeTest : public ::testing::Test {
protected:
    IntakeTest() {
        const std::string source = TOITSU_SOURCE_DIR;
        forms::Findings findings;
        library_ = forms::Library::load(source + "/tests/e2e/two_pages", findings).value();
        EXPECT_TRUE(findings.errors.empty());
        library_.folder = source + "/templates";  // the flows
        decisions_ = std::make_shared<const Decisions>(
            Decisions::load(library_.folder, [](const Error& error) { ADD_FAILURE() << error.text(Language::en); }));
        addresses_ = forms::AddressBook::load(source + "/ocr/weights/postcodes.txt").value();
    }

    // Blank pictures: what they say is `stack`.
    std::string file(const std::string& name = "stack.tif") {
        std::vector<scanlab::Scan> scans;
        for (std::size_t n = 0; n < stack.size(); ++n) {
            scanlab::Scan scan;
            scan.width = 64 + static_cast<int>(n);
            scan.height = 64;
            scan.pixels.assign(static_cast<std::size_t>(scan.width) * 64, 255);
            scan.bilevel = true;
            scans.push_back(std::move(scan));
        }
        const std::string path = folder_.path() + "/" + name;
        EXPECT_TRUE(scanlab::writeScans(scans, path));
        return path;
    }

    ReadPage script() {
        return [this](const ocr::Page& page, const std::string&) {
            if (onOneGlass == 0) return std::vector<ocr::SheetReading>{{page, say(page)}};
            // All of the stack lies in the first picture.
            std::vector<ocr::SheetReading> sheets;
            for (int sheet = 1; sheet <= onOneGlass; ++sheet) {
                ocr::Page one = page;
                one.number = sheet;
                sheets.push_back({page, say(one)});
                sheets.back().page.sheet = sheet;
                sheets.back().page.part = {0, sheet * 10, 64, sheet * 10 + 10};
            }
            return sheets;
        };
    }
    ocr::PageReading say(const ocr::Page& page) {
        const Said& said = stack[static_cast<std::size_t>(page.number - 1)];
        ocr::PageReading reading;
        if (said.layoutPage == 0) {
            reading.code = "S021";
            reading.reason = {"どの帳票か決められません", "several layouts fit"};
            return reading;
        }
        reading.status = ocr::PageStatus::read;
        reading.form = library_.forms.front()->id;
        reading.layout = library_.layouts.front()->id;
        reading.layoutPage = said.layoutPage;
        const bool doubt = said.number.starts_with("?");
        add(reading, page.number, "insured.number", doubt ? said.number.substr(1) : said.number, doubt);
        if (said.layoutPage == 2) add(reading, page.number, "doctor.code", "1234567", false);
        return reading;
    }
    static void add(ocr::PageReading& reading, int page, const std::string& field, const std::string& text,
                    bool doubt) {
        forms::Reading one;
        one.field = field;
        one.page = page;
        one.candidates = {{text, 0.999}};
        one.confidence = 0.999;
        one.doubt = doubt;
        one.quad = {{{1, 1}, {2, 1}, {2, 2}, {1, 2}}};
        reading.readings.push_back(one);
    }

    Result<std::vector<Intake::Taken>> take(DataFolder& data, const std::string& path,
                                            std::function<void(const std::string&)> beforeStep = nullptr,
                                            Feeding feeding = Feeding::asFed) {
        Intake intake(data, library_, openEachTime(data, decisions_), "intake");
        if (auto deployed = intake.deployFlows(); !deployed) return fail(deployed.error());
        intake.feeding = feeding;
        if (beforeStep) intake.beforeStep = std::move(beforeStep);
        return intake.take(path, script(), addresses_);
    }

    // By a process that dies before its step `killAt`, and then a second one.
    Result<std::vector<Intake::Taken>> takenAfterDeath(DataFolder& data, const std::string& path, int killAt) {
        int count = 0;
        EXPECT_THROW(static_cast<void>(take(data, path,
                                            [&](const std::string&) {
                                                if (count++ == killAt) throw Killed{};
                                            })),
                     Killed);
        return take(data, path);
    }

    // "case 1 2" for every case in the order of its first page, then "wait 3 C110".
    std::string told(const DataFolder& data) const {
        const auto pages = data.pages().all();
        EXPECT_TRUE(pages);
        std::map<std::string, std::string> cases;
        std::map<int, std::string> inOrder;
        for (const PageRecord& page : *pages) {
            if (page.state == PageState::inCase) {
                std::string& all = cases[page.caseId];
                if (!all.empty()) continue;
                for (const std::string& id : page.together) all += " " + id.substr(id.find('-') + 1);
                inOrder[page.page] = "case" + (all.empty() ? " " + std::to_string(page.page) : all);
            } else {
                inOrder[page.page] = "wait " + std::to_string(page.page) + " " + page.code;
            }
        }
        std::string out;
        for (const auto& [number, text] : inOrder) out += (out.empty() ? "" : ", ") + text;
        return out;
    }
    std::vector<workflows::CaseView> cases(const DataFolder& data) const {
        auto station = Station::open(data, decisions_);
        EXPECT_TRUE(station);
        return station->engine().cases().value();
    }
    DataFolder data(const std::string& name = "data") const {
        return DataFolder::create(folder_.path() + "/" + name).value();
    }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-intake-").value();
    forms::Library library_;
    std::shared_ptr<const Decisions> decisions_;
    forms::AddressBook addresses_;
    std::vector<Said> stack;
    int onOneGlass = 0;  // sheets
};

TEST_F(IntakeTest, TwoPagesAreOneCaseWithTheFieldsOfBoth) {
    stack = {{1, "0123456789"}, {2, "0123456789"}};
    DataFolder kept = data();
    const auto taken = take(kept, file());
    ASSERT_TRUE(taken) << taken.error().text(Language::en);
    EXPECT_EQ(told(kept), "case 1 2");
    const auto all = cases(kept);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].businessKey, taken->front().record.id());
    const Value& fields = all[0].variables["fields"];
    EXPECT_EQ(*fields["insured"]["number"].string(), "0123456789");
    EXPECT_EQ(*fields["doctor"]["code"].string(), "1234567");
    EXPECT_EQ(all[0].variables["pages"].list()->size(), 2u);
    // Each page's record has its own fields, and what stands on both only once.
    std::set<std::string> seen;
    for (const Intake::Taken& page : *taken)
        for (const Value& field : *page.record.reading["fields"].list())
            EXPECT_TRUE(seen.insert(*field["field"].string()).second) << *field["field"].string();
    EXPECT_EQ(seen.size(), library_.forms.front()->fields.size());
}

TEST_F(IntakeTest, AStackFedBackToFrontGivesTheLayoutsOrder) {
    stack = {{2, ""}, {1, ""}, {2, ""}, {1, ""}};
    DataFolder kept = data();
    ASSERT_TRUE(take(kept, file()));
    EXPECT_EQ(told(kept), "case 2 1, case 4 3");
}

TEST_F(IntakeTest, PagesThatDoNotAddUpWaitAndAPersonMayLetOneGoOnAlone) {
    stack = {{1, ""}, {2, ""}, {1, ""}, {0, ""}};
    DataFolder kept = data();
    const auto taken = take(kept, file());
    ASSERT_TRUE(taken);
    EXPECT_EQ(told(kept), "wait 1 C111, wait 2 C111, wait 3 C110, wait 4 S021");
    EXPECT_TRUE(cases(kept).empty());
    for (const Intake::Taken& page : *taken) EXPECT_FALSE(page.record.reason.ja.empty());
    // Nothing of the other page stands in a waiting page's record as if it had been looked for.
    for (const Value& field : *(*taken)[0].record.reading["fields"].list())
        EXPECT_NE(*field["field"].string(), "doctor.code");
}

TEST_F(IntakeTest, TwoPersonsPagesAreNeverOneCase) {
    stack = {{1, "0123456789"}, {2, "9876543210"}};
    DataFolder kept = data();
    ASSERT_TRUE(take(kept, file()));
    EXPECT_EQ(told(kept), "wait 1 C112, wait 2 C112");
    // A number that is in doubt forbids nothing, and the case says that both differ.
    stack = {{1, "0123456789"}, {2, "?9876543210"}};
    DataFolder second = data("second");
    ASSERT_TRUE(take(second, file()));
    EXPECT_EQ(told(second), "case 1 2");
    const auto record = forms::fromValue(cases(second)[0].variables["record"]).value();
    EXPECT_TRUE(record.find("insured.number")->doubt);
}

TEST_F(IntakeTest, WhoSaysHowTheStackWasFedGetsWhatWaited) {
    stack = {{1, ""}, {1, ""}, {2, ""}, {2, ""}};
    DataFolder kept = data();
    const std::string path = file();
    ASSERT_TRUE(take(kept, path));
    EXPECT_EQ(told(kept), "wait 1 C113, wait 2 C111, wait 3 C111, wait 4 C113");
    ASSERT_TRUE(take(kept, path)) << "the same file again changes nothing";
    EXPECT_EQ(told(kept), "wait 1 C113, wait 2 C111, wait 3 C111, wait 4 C113");
    ASSERT_TRUE(take(kept, path, nullptr, Feeding::frontsBacksBackwards));
    EXPECT_EQ(told(kept), "case 1 4, case 2 3");
    ASSERT_TRUE(take(kept, path, nullptr, Feeding::frontsBacks)) << "a case is a case";
    EXPECT_EQ(told(kept), "case 1 4, case 2 3");
    EXPECT_EQ(cases(kept).size(), 2u);
}

TEST_F(IntakeTest, SheetsOnOneGlassAreRecordsOfTheirOwnAndCounted) {
    stack = {{0, ""}};
    const std::string path = file();
    stack = {{0, ""}, {1, "0123456789"}, {2, "0123456789"}};
    onOneGlass = 3;
    DataFolder kept = data();
    const auto taken = take(kept, path);
    ASSERT_TRUE(taken) << taken.error().text(Language::en);
    ASSERT_EQ(taken->size(), 3u);
    for (std::size_t n = 0; n < 3; ++n) {
        const PageRecord& record = (*taken)[n].record;
        EXPECT_EQ(record.page, 1);
        EXPECT_EQ(record.sheet, static_cast<int>(n) + 1);
        EXPECT_EQ(record.label(), "1." + std::to_string(n + 1));
        EXPECT_EQ((*record.reading["part"].list())[1].number()->toInteger(), 10 * record.sheet);
        EXPECT_EQ(kept.pages().find(record.shortId()).value().id(), record.id());
    }
    EXPECT_EQ((*taken)[0].record.state, PageState::waiting);
    // Both pages of a form lay there: one case.
    ASSERT_EQ(cases(kept).size(), 1u);
    EXPECT_EQ((*taken)[1].record.together,
              (std::vector<std::string>{(*taken)[1].record.id(), (*taken)[2].record.id()}));
    const Value pages = cases(kept)[0].variables["pages"];
    EXPECT_EQ((*pages.list())[1]["sheet"].number()->toInteger(), 3);
    const FileResult result = fileResult(taken, "glass.tif");
    EXPECT_EQ(result.scanned, 3);
    EXPECT_EQ(result.scanned, result.inCases + result.waiting + result.dropped);
    const auto again = take(kept, path);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->size(), 3u);
    for (const Intake::Taken& one : *again) EXPECT_TRUE(one.known);
}

TEST_F(IntakeTest, KilledBetweenTheSheetsOfOneGlassNoneIsLostOrDoubled) {
    stack = {{0, ""}};
    const std::string path = file();
    stack = {{0, ""}, {1, "1111111111"}, {2, "1111111111"}, {0, ""}};
    onOneGlass = 4;
    for (int killAt = 0; killAt < 6; ++killAt) {
        DataFolder kept = data("killed" + std::to_string(killAt));
        const auto taken = takenAfterDeath(kept, path, killAt);
        ASSERT_TRUE(taken) << taken.error().text(Language::en);
        EXPECT_EQ(taken->size(), 4u) << "killed before step " << killAt;
        EXPECT_EQ(kept.pages().all()->size(), 4u);
        EXPECT_EQ(cases(kept).size(), 1u);
    }
}

// A process that dies between any two steps, then a second one: every page recorded once, every submission one case,
// and the same as without the death.
TEST_F(IntakeTest, KilledAtAnyMomentNothingIsLostOrDoubled) {
    stack = {{1, "1111111111"}, {2, "1111111111"}, {0, ""}, {2, "2222222222"}, {1, "3333333333"}, {2, "3333333333"}};
    const std::string path = file();
    DataFolder whole = data("whole");
    int steps = 0;
    ASSERT_TRUE(take(whole, path, [&](const std::string&) { ++steps; }));
    const std::string expected = told(whole);
    EXPECT_EQ(expected, "case 1 2, wait 3 S021, wait 4 C110, case 5 6");
    EXPECT_EQ(steps, 1 + 2 + 6);
    for (int killAt = 0; killAt < steps; ++killAt) {
        DataFolder kept = data("killed" + std::to_string(killAt));
        const auto taken = takenAfterDeath(kept, path, killAt);
        ASSERT_TRUE(taken) << taken.error().text(Language::en);
        EXPECT_EQ(taken->size(), stack.size());
        EXPECT_EQ(told(kept), expected) << "killed before step " << killAt;
        std::set<std::string> keys;
        for (const auto& one : cases(kept)) EXPECT_TRUE(keys.insert(one.businessKey).second);
        EXPECT_EQ(keys.size(), 2u) << "killed before step " << killAt;
    }
}

}  // namespace
}  // namespace toitsu::station
