#include "apps/station/ended_cases.h"

#include <set>

#include "apps/station/case_search.h"
#include "tests/unit/station/retention/retention_station.h"

namespace toitsu::station {
namespace {

// Ends where it begins: nobody at the desk sees it.
constexpr const char* kFiled = R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"
  targetNamespace="urn:test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="filed" name="届出" isExecutable="true">
    <startEvent id="s"/><endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="e"/>
  </process>
</definitions>)";

class EndedCasesTest : public ::testing::Test, public RetentionStation {
protected:
    EndedCasesTest() {
        looksThrough = false;
        EXPECT_TRUE(station->engine().deploy(kFiled, "filed.bpmn", now));
    }
    std::string addFiled(const std::string& person) {
        forms::Record record;
        record.form = "trial";
        record.formVersion = 1;
        forms::FieldValue value;
        value.field = "name";
        value.value = person;
        record.fields.push_back(value);
        const Context variables = caseVariables(data->vault(), *library.form("trial"), record, person).value();
        return station->engine().start("filed", kMine, person, variables, ++now).value();
    }
    std::set<std::string> known() {
        std::set<std::string> out;
        for (const EndedCase& one : read([&](Database& database) { return ended_cases::of(database, kMine, now + 1); }))
            out.insert(one.id);
        return out;
    }
    std::vector<std::string> find(const std::string& term) {
        return read([&](Database& database) { return case_search::find(database, {kMine}, term, 10); });
    }
    // In the engine's own file, as a broken disk would.
    void history(const std::string& caseId, const char* sql) {
        const auto database = Database::open(path() + "/cases.sqlite", Database::Use::write).value();
        ASSERT_TRUE(database->run("DROP TRIGGER IF EXISTS events_are_not_changed"));
        const auto done = database->change(sql, caseId);
        ASSERT_TRUE(done) << done.error().text(Language::en);
        ASSERT_GT(*done, 0);
    }
};

TEST_F(EndedCasesTest, FormsAreThoseOfTheRecords) {
    const Value record = Context{{"form", "trial"}, {"version", 3}, {"fields", List{}}};
    const auto forms = ended_cases::formsOf(Context{{"a", "trial"},
                                                    {"record", record},
                                                    {"second", Context{{"form", "kept"}, {"fields", List{}}}},
                                                    {"third", Context{{"form", "no-record"}}}});
    ASSERT_EQ(forms.size(), 2u);
    EXPECT_EQ(forms.at(0).form, "trial");
    EXPECT_EQ(forms.at(0).version, 3);
    EXPECT_EQ(forms.at(1).form, "kept");
    EXPECT_TRUE(ended_cases::formsOf(Value()).empty());
    const EndedCase written{"c", kMine, 1, 2, "trial", "見本花子", forms}, bare{"d", kMine, 1, 3, "", "", {}};
    for (const EndedCase& one : {written, written, bare})
        write([&](Database& database) { return ended_cases::put(database, one); });
    const auto all = read([](Database& database) { return ended_cases::of(database, kMine, 4); });
    ASSERT_EQ(all.size(), 2u);
    for (const EndedCase& one : all)
        if (one.id == "c") {
            ASSERT_EQ(one.forms.size(), 2u);
            EXPECT_EQ(one.forms.at(0).version, 3);
            EXPECT_EQ(one.forms.at(1).form, "kept");
            EXPECT_EQ(one.ended, 2);
        } else {
            EXPECT_TRUE(one.forms.empty());
        }
    EXPECT_EQ(read([](Database& database) { return ended_cases::of(database, kMine, 3); }).size(), 1u)
        << "before, not at";
    const auto found = read([](Database& database) { return ended_cases::find(database, "c"); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->label, "見本花子");
    EXPECT_EQ(found->form, "trial");
    EXPECT_FALSE(read([](Database& database) { return ended_cases::find(database, "e"); }));
}

TEST_F(EndedCasesTest, KnowsAndFindsWhatNobodySaw) {
    const std::string seen = addCase("A").caseId;
    const std::string filed = addFiled("届出花子");
    const std::string open = station->engine().start("trial", kMine, "open", {}, now).value();
    EXPECT_TRUE(find("届出").empty());
    lookThrough();
    EXPECT_EQ(known(), (std::set<std::string>{seen, filed}));
    EXPECT_EQ(find("届出"), std::vector<std::string>{filed});
    EXPECT_EQ(find("ATERM"), std::vector<std::string>{seen}) << "what the desk has noted stays";
}

TEST_F(EndedCasesTest, FindsWhatIsDurableAfterLaterOnesAndGoesOnAfterARestart) {
    const std::string first = addFiled("一");
    lookThrough();
    now += 3'000'000;
    const std::string second = addFiled("二");
    lookThrough();
    const Instant later = now;
    now -= 600'000;
    const std::string late = addFiled("三");
    now = later;
    close();
    open();
    lookThrough();
    EXPECT_EQ(known(), (std::set<std::string>{first, second, late}));
}

TEST_F(EndedCasesTest, GoesOnWhereTheLastOneHasBeenDestroyedMeanwhile) {
    std::set<std::string> all;
    for (int n = 0; n < 45; ++n) all.insert(addFiled("届出" + std::to_string(n)));
    ASSERT_TRUE(ended->step(now).value());
    const auto begun = known();
    ASSERT_EQ(begun.size(), 20u);
    ASSERT_EQ(station->store().purgeCases({begun.begin(), begun.end()}).value(), 20);
    lookThrough();
    EXPECT_EQ(known(), all);
}

TEST_F(EndedCasesTest, AHistoryThatCannotBeReadIsToldAndHidesNoOther) {
    const std::string broken = addFiled("一"), sound = addFiled("二");
    history(broken,
            "UPDATE events SET detail = 'x' || detail WHERE case_number = (SELECT number FROM cases WHERE id = ?)");
    EXPECT_FALSE(ended->step(now));
    lookThrough();
    EXPECT_EQ(known(), std::set<std::string>{sound});
    EXPECT_EQ(retention->unknown(kMine, {2028, 4, 1}).value(), 1) << "it is missed";
    EXPECT_FALSE(ended->step(now)) << "and told again";
    lookThrough();
    history(broken,
            "UPDATE events SET detail = substr(detail, 2) WHERE case_number = (SELECT number FROM cases WHERE id = ?)");
    now += 10 * 3'600'000;
    lookThrough();
    EXPECT_EQ(known(), (std::set<std::string>{broken, sound})) << "no mark was set behind it";
}

}  // namespace
}  // namespace toitsu::station
