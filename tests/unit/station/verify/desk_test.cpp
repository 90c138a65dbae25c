// The desk from outside: what is handed to whom, what an entry does to the record, and what a restart leaves.

#include "tests/unit/station/verify/desk_sample.h"

namespace toitsu::station {
namespace {

constexpr Instant kLong = 5LL * 3600 * 1000;  // longer than a doubt is kept for somebody else

std::vector<std::string> fields(const Handed& handed) {
    std::vector<std::string> out;
    for (const ItemView& item : handed.items) out.push_back(item.field);
    return out;
}

TEST(Desk, AnExceptionPassIsTheDoubtfulFieldsOfOneCaseInTheFormsOrder) {
    DeskStation at;
    const std::string id = at.addCase({"total", "count"});
    at.addCase({"name"});
    at.tick();
    const auto handed = at.next("sato");
    ASSERT_TRUE(handed);
    EXPECT_EQ(fields(*handed), (std::vector<std::string>{"count", "total"}));
    EXPECT_EQ(handed->items[0].payload.text, "123");
    EXPECT_EQ(handed->items[0].payload.why.en, "faint");
    EXPECT_EQ(handed->items[0].payload.page, std::string(64, 'a') + "-1");
    EXPECT_EQ(at.say("sato", *handed, 0, accept()).state, "done");
    EXPECT_EQ(at.say("sato", *handed, 1, correct("９００")).state, "done");
    EXPECT_EQ(at.tick(), 0) << "until then it can be taken back";
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1);
    const forms::Record record = at.recordOf(id);
    EXPECT_EQ(record.find("count")->confirmedBy, "sato");
    EXPECT_EQ(forms::canonicalText(record.find("total")->value), "900");
    EXPECT_EQ(at.station->engine().findCase(id)->status, workflows::CaseStatus::completed);
    EXPECT_EQ(fields(*at.next("sato")), std::vector<std::string>{"name"});
}

TEST(Desk, WhatOneHoldsNobodyElseIsGivenUntilTheLeaseEnds) {
    DeskStation at;
    at.addCase({"count"});
    at.tick();
    const auto handed = at.next("sato");
    ASSERT_TRUE(handed);
    EXPECT_FALSE(at.next("suzuki"));
    at.now += kLeaseMillis - 1;
    EXPECT_EQ(at.desk->heartbeat("suzuki", handed->lease, at.now).error().code, "V125");
    EXPECT_TRUE(at.desk->heartbeat("sato", handed->lease, at.now));
    at.now += kLeaseMillis - 1;
    EXPECT_FALSE(at.next("suzuki"));
    at.now += 1;
    const auto other = at.next("suzuki");
    ASSERT_TRUE(other);
    EXPECT_EQ(at.desk->submit("sato", handed->lease, {about(handed->items[0])}, "", at.now).error().code, "V125");
    EXPECT_TRUE(at.desk->release("suzuki", other->lease, at.now));
    EXPECT_TRUE(at.next("sato"));
}

TEST(Desk, ACarouselGoesByFieldAndStaysInItsMunicipality) {
    DeskStation at;
    for (int n = 0; n < 15; ++n) at.addCase({"count"});
    for (int n = 0; n < 30; ++n) at.addCase({"name"}, "202029");
    at.addCase({"total"});
    at.tick();
    const auto handed = at.next("sato", Mode::carousel);
    ASSERT_TRUE(handed);
    EXPECT_EQ(handed->items.size(), 15u);
    for (const ItemView& item : handed->items) EXPECT_EQ(item.field + item.municipality, "count202011");
    const auto other = at.next("suzuki", Mode::carousel, {"202011", "202029"});
    ASSERT_TRUE(other);
    EXPECT_EQ(other->items.size(), 24u) << "many of one field before a single one";
    const auto counts = at.desk->counts({"202029"});
    ASSERT_EQ(counts.size(), 2u);
    EXPECT_EQ(counts[1].waiting, 6u);
}

TEST(Desk, TwoPersonsEnterAFieldThatTwoMustEnterAndTheSecondSeesNothing) {
    DeskStation at;
    const std::string id = at.addCase({"account"});
    at.tick();
    const auto first = at.next("sato");
    EXPECT_EQ(at.say("sato", *first, 0, correct("1111")).state, "second");
    EXPECT_FALSE(at.next("sato", Mode::blind)) << "never one's own";
    EXPECT_FALSE(at.next("suzuki")) << "it is no exception any more";
    const auto second = at.next("suzuki", Mode::blind);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->items[0].said.empty());
    EXPECT_EQ(at.say("suzuki", *second, 0, accept()).state, "refused");
    EXPECT_EQ(at.say("suzuki", *second, 0, correct("2222")).state, "compare");
    EXPECT_FALSE(at.next("sato", Mode::compare));
    EXPECT_FALSE(at.next("suzuki", Mode::compare));
    const auto third = at.next("tanaka", Mode::compare);
    ASSERT_TRUE(third);
    ASSERT_EQ(third->items[0].said.size(), 2u);
    EXPECT_EQ(third->items[0].said[1].text, "2222");
    EXPECT_EQ(at.say("tanaka", *third, 0, chosen(3)).state, "refused");
    EXPECT_EQ(at.say("tanaka", *third, 0, chosen(2)).state, "done");
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1);
    EXPECT_EQ(forms::canonicalText(at.recordOf(id).find("account")->value), "2222");
    EXPECT_EQ(at.recordOf(id).find("account")->confirmedBy, "tanaka");
}

TEST(Desk, AThirdValueNeedsSomebodyWhoEntersTheSame) {
    DeskStation at;
    const std::string id = at.addCase({"account"});
    at.tick();
    at.say("a", *at.next("a"), 0, correct("1111"));
    at.say("b", *at.next("b", Mode::blind), 0, correct("2222"));
    EXPECT_EQ(at.say("c", *at.next("c", Mode::compare), 0, correct("3333")).state, "second");
    EXPECT_EQ(at.say("d", *at.next("d", Mode::blind), 0, correct("3333")).state, "done");
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1);
    EXPECT_EQ(forms::canonicalText(at.recordOf(id).find("account")->value), "3333");
}

TEST(Desk, WhoeverHasDoneTheOneIsNotGivenTheOther) {
    DeskStation at;
    const std::string id = at.addCase({"count"}, "202011", {{"twice", true}});
    at.tick();
    at.say("sato", *at.next("sato"), 0, accept());
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1);
    EXPECT_FALSE(at.next("sato")) << "four eyes";
    const auto other = at.next("suzuki");
    ASSERT_TRUE(other);
    EXPECT_EQ(other->items.size(), 4u) << "a record without doubts that came back: any field may be the wrong one";
    std::vector<Saying> all;
    for (const ItemView& item : other->items) all.push_back(about(item));
    const auto heard = at.desk->submit("suzuki", other->lease, all, "", at.now);
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->entries[2].state, "second") << "the account";
    EXPECT_FALSE(at.next("sato", Mode::blind)) << "nor a part of it";
    at.say("tanaka", *at.next("tanaka", Mode::blind), 0, correct("4567"));
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1);
    EXPECT_EQ(at.station->engine().findCase(id)->status, workflows::CaseStatus::completed);
}

TEST(Desk, CodesSayWhyThereIsNoValue) {
    DeskStation at;
    const std::string id = at.addCase({"count", "name", "total"});
    at.tick();
    const auto first = at.next("sato");
    EXPECT_EQ(at.say("sato", *first, 0, coded(Code::inquire, "電話で確認")).state, "doubt");
    EXPECT_EQ(at.say("sato", *first, 1, coded(Code::illegible)).state, "second");
    EXPECT_EQ(at.say("sato", *first, 2, coded(Code::blank)).state, "done");
    EXPECT_EQ(at.say("suzuki", *at.next("suzuki", Mode::blind), 0, coded(Code::illegible)).state, "done");
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 0);
    EXPECT_FALSE(at.next("suzuki")) << "held until somebody has asked";
    at.now += kLong;
    const auto held = at.next("suzuki");
    ASSERT_TRUE(held);
    EXPECT_EQ(held->items[0].note, "電話で確認");
    EXPECT_EQ(held->items[0].code, Code::inquire);
    EXPECT_EQ(at.say("suzuki", *held, 0, correct("456")).state, "done");
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1);
    const auto one = at.station->engine().findCase(id).value();
    EXPECT_EQ(*one.variables["codes"]["name"].string(), "illegible");
    EXPECT_EQ(*one.variables["codes"]["total"].string(), "blank");
    EXPECT_TRUE(at.recordOf(id).find("name")->value.isNull());
}

TEST(Desk, ARequiredFieldThatNobodyCanReadIsHeld) {
    DeskStation at;
    at.addCase({"count"});
    at.tick();
    at.say("a", *at.next("a"), 0, coded(Code::illegible));
    EXPECT_EQ(at.say("b", *at.next("b", Mode::blind), 0, coded(Code::illegible)).state, "doubt");
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 0);
}

TEST(Desk, ADoubtIsForSomebodyElse) {
    DeskStation at;
    at.addCase({"count"});
    at.addCase({"count"});
    at.tick();
    const auto first = at.next("sato");
    EXPECT_EQ(at.say("sato", *first, 0, doubted("字が重なる")).state, "doubt");
    const auto other = at.next("sato");
    ASSERT_TRUE(other);
    EXPECT_NE(other->items[0].id, first->items[0].id);
    EXPECT_FALSE(at.next("sato"));
    const auto passed = at.next("suzuki");
    ASSERT_TRUE(passed);
    EXPECT_EQ(passed->items[0].note, "字が重なる");
    EXPECT_FALSE(at.next("suzuki", Mode::carousel)) << "it needs its whole case";
}

TEST(Desk, AnEntryIsTakenBackUntilTheNextStageHasBegun) {
    DeskStation at;
    at.addCase({"count", "account"});
    at.tick();
    const auto handed = at.next("sato");
    const Heard first = at.say("sato", *handed, 0, correct("999"));
    EXPECT_EQ(at.desk->undo("suzuki", first.id, at.now).error().code, "V127");
    const auto back = at.desk->undo("sato", first.id, at.now);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->items[0].revision, 0);
    EXPECT_EQ(at.desk->undo("sato", first.id, at.now).error().code, "V127") << "once";
    EXPECT_EQ(at.say("sato", *back, 0, accept()).state, "done");
    const Heard account = at.say("sato", *handed, 1, correct("1111"));
    const auto second = at.next("suzuki", Mode::blind);
    EXPECT_EQ(at.desk->undo("sato", account.id, at.now).error().code, "V128") << "somebody holds it";
    at.say("suzuki", *second, 0, correct("1111"));
    EXPECT_EQ(at.desk->undo("sato", account.id, at.now).error().code, "V128");
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1);
    EXPECT_EQ(at.desk->undo("sato", first.id, at.now).error().code, "V127");
    EXPECT_EQ(at.desk->undo("suzuki", account.id, at.now).error().code, "V127");
}

TEST(Desk, TheSameRequestAgainEntersNothingTwice) {
    DeskStation at;
    at.addCase({"count"});
    at.tick();
    const auto handed = at.next("sato");
    const std::vector<Saying> sayings{about(handed->items[0])};
    const auto first = at.desk->submit("sato", handed->lease, sayings, "key-1", at.now);
    const auto again = at.desk->submit("sato", handed->lease, sayings, "key-1", at.now);
    ASSERT_TRUE(first);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->entries[0].id, first->entries[0].id);
    EXPECT_EQ(again->entries[0].state, "done");
    at.restart();
    const auto later = at.desk->submit("sato", handed->lease, sayings, "key-1", at.now);
    ASSERT_TRUE(later);
    EXPECT_EQ(later->entries[0].id, first->entries[0].id);
}

TEST(Desk, ACorrectionThatBreaksARuleBringsUpTheOtherFields) {
    DeskStation at;
    at.addCase({"total"});
    at.tick();
    auto handed = at.next("sato");
    EXPECT_EQ(at.say("sato", *handed, 0, correct("abc")).state, "refused");
    EXPECT_EQ(at.say("sato", *handed, 0, correct("0")).state, "done");
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1) << "a person has confirmed it, and the flow is told of the broken rule";
}

TEST(Desk, LeasesEntriesAndWhatIsLeftSurviveARestart) {
    DeskStation at;
    at.addCase({"count", "name"});
    at.addCase({"total"});
    at.tick();
    const auto handed = at.next("sato");
    at.say("sato", *handed, 0, accept());
    at.restart();
    EXPECT_EQ(fields(*at.next("suzuki")), std::vector<std::string>{"total"});
    EXPECT_EQ(at.say("sato", *handed, 1, accept()).state, "done");
    at.restart();
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 1) << "what was whole when it was killed";
    EXPECT_EQ(at.tick(), 0);
}

TEST(Desk, ATaskThatSomebodyElseFinishedIsLetGo) {
    DeskStation at;
    at.addCase({"count"});
    at.tick();
    const auto handed = at.next("sato");
    ASSERT_TRUE(at.station->engine().completeTask(handed->items[0].task, "cli", {}, at.now));
    EXPECT_EQ(at.say("sato", *handed, 0, accept()).state, "refused");
    at.tick();
    EXPECT_FALSE(at.desk->item(handed->items[0].id));
    EXPECT_TRUE(at.desk->counts({"202011"}).empty());
}

TEST(Desk, WhatSomebodyHasClaimedIsTheirs) {
    DeskStation at;
    at.addCase({"count"});
    at.tick();
    const std::string task = at.station->engine().tasks()->front().id;
    ASSERT_TRUE(at.station->engine().claimTask(task, "suzuki", at.now));
    at.tick();
    EXPECT_FALSE(at.next("sato"));
    EXPECT_TRUE(at.next("suzuki"));
}

TEST(Desk, ASampleIsEnteredBlindAndNeverChangesTheRecord) {
    DeskPolicy policy;
    policy.samplePerMille = 1000;  // everything, for the test
    DeskStation at(policy);
    const std::string id = at.addCase({"total"});
    at.tick();
    const auto handed = at.next("qa", Mode::qa);
    ASSERT_TRUE(handed);
    EXPECT_EQ(handed->items.size(), 1u);
    EXPECT_TRUE(handed->items[0].sample);
    EXPECT_TRUE(handed->items[0].said.empty());
    EXPECT_EQ(at.say("qa", *handed, 0, correct("999")).state, "compare");
    const auto other = at.next("tanaka", Mode::compare);
    ASSERT_TRUE(other);
    const auto open = [&] {
        return at.file->read([](Database& database) { return findings::list(database, {"202011"}, true, 10); }).value();
    };
    const Heard said = at.say("tanaka", *other, 0, chosen(2));
    EXPECT_EQ(said.state, "done");
    EXPECT_EQ(open().size(), 1u);
    const auto again = at.desk->undo("tanaka", said.id, at.now);
    ASSERT_TRUE(again) << again.error().text(Language::en);
    EXPECT_TRUE(open().empty());
    EXPECT_EQ(at.say("tanaka", *again, 0, chosen(2)).state, "done");
    at.say("sato", *at.next("sato"), 0, accept());
    at.now += 10'000;
    at.tick();
    EXPECT_EQ(forms::canonicalText(at.recordOf(id).find("count")->value), "123");
    EXPECT_TRUE(at.recordOf(id).find("count")->confirmedBy.empty());
    // Somebody must be told: nobody had looked at it, and it is wrong.
    ASSERT_EQ(open().size(), 1u);
    const Finding finding = open().front();
    EXPECT_EQ(finding.caseId, id);
    EXPECT_EQ(finding.field, "count");
    EXPECT_EQ(finding.stands, "123");
    EXPECT_EQ(finding.entered, "999");
    at.restart();
    EXPECT_EQ(open().size(), 1u);
    const auto settle = [&] {
        bool done = false;
        EXPECT_TRUE(at.file->write([&](Database& database) -> Result<void> {
            const auto settled = findings::settle(database, finding.item, "kanri", "台帳を直した", at.now);
            done = settled && *settled;
            return {};
        }));
        return done;
    };
    EXPECT_TRUE(settle());
    EXPECT_FALSE(settle());
    EXPECT_TRUE(open().empty());
}

}  // namespace
}  // namespace toitsu::station
