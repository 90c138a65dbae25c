// The audit trail: what is told stands with what was done, and whoever touches it afterwards is found.

#include "apps/station/audit.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::station {
namespace {

class AuditTest : public ::testing::Test {
protected:
    void SetUp() override {
        open();
        for (int i = 1; i <= 5; ++i)
            for (const char* municipality : {"202088", "202096"}) add(municipality, "subject-" + std::to_string(i));
    }
    void open() {
        auto opened = StationFile::open(path(), {audit::tables()});
        ASSERT_TRUE(opened) << opened.error().text(Language::en);
        file_ = std::move(*opened);
    }
    void add(const std::string& municipality, const std::string& subject) {
        const auto done = file_->write([&](Database& database) {
            return audit::append(database, {municipality, 1'000, "a1", "case.view", subject, {{"reason", "照会"}}});
        });
        ASSERT_TRUE(done) << done.error().text(Language::en);
    }
    // Somebody with the file in hand, who takes the triggers away first.
    void tamper(const std::string& sql) {
        file_.reset();
        auto database = Database::open(path());
        ASSERT_TRUE(database);
        ASSERT_TRUE((*database)->run("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_removed;"));
        const auto done = (*database)->run(sql);
        ASSERT_TRUE(done) << done.error().text(Language::en);
    }
    // "" when all is well, otherwise the code and the row that it names.
    std::string verdict(const std::vector<AuditHead>& known = {}) {
        auto database = Database::open(path(), Database::Use::read);
        EXPECT_TRUE(database);
        const auto verified = audit::verify(**database, known);
        if (verified) return verified->rows >= 5 ? "" : "rows are missing";
        const std::string& words = verified.error().message.en;
        const std::size_t at = words.find("2020");
        return verified.error().code + (at == std::string::npos ? "" : " " + words.substr(at, words.find(';') - at));
    }
    std::string path() const { return folder_.path() + "/station.sqlite"; }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-audit").value();
    std::unique_ptr<StationFile> file_;
};

TEST_F(AuditTest, IsListedForItsMunicipalitiesOnlyNewestFirst) {
    const auto list = [&](const std::vector<std::string>& municipalities, std::int64_t before) {
        return file_->read([&](Database& database) { return audit::list(database, municipalities, before, 3); });
    };
    const auto first = list({"202088"}, 0);
    ASSERT_TRUE(first);
    ASSERT_EQ(first->rows.size(), 3u);
    EXPECT_EQ(first->rows[0].entry.subject, "subject-5");
    EXPECT_EQ(first->rows[0].number, 5);
    EXPECT_EQ(*first->rows[0].entry.detail.find("reason")->string(), "照会");
    const auto second = list({"202088"}, first->next);
    ASSERT_TRUE(second);
    ASSERT_EQ(second->rows.size(), 2u);
    EXPECT_EQ(second->next, 0);
    for (const AuditRow& row : second->rows) EXPECT_EQ(row.entry.municipality, "202088");
    EXPECT_TRUE(list({}, 0)->rows.empty());
}

TEST_F(AuditTest, IsNarrowedToAPersonOrAnAction) {
    const auto list = [&](const audit::Only& only) {
        return file_->read([&](Database& database) { return audit::list(database, {"202088"}, 0, 3, only); });
    };
    const AuditEntry newest = list({})->rows.front().entry;
    EXPECT_EQ(list({newest.actor, newest.action})->rows.front().entry.subject, newest.subject);
    EXPECT_TRUE(list({"nobody", ""})->rows.empty());
    EXPECT_TRUE(list({"", "nothing"})->rows.empty());
}

TEST_F(AuditTest, StandsOrFallsWithWhatItTells) {
    const auto failed = file_->write([](Database& database) -> Result<void> {
        if (auto told = audit::append(database, {"202088", 1, "a1", "x", "y", {}}); !told) return told;
        return fail(ErrorKind::refused, "V011", {"だめ", "no"});
    });
    EXPECT_FALSE(failed);
    EXPECT_EQ(file_->read([](Database& d) { return d.number("SELECT count(*) FROM audit"); }).value(), 10);
    EXPECT_EQ(verdict(), "");
}

TEST_F(AuditTest, IsOnlyAddedTo) {
    EXPECT_FALSE(file_->write([](Database& d) { return d.run("UPDATE audit SET actor = 'x'"); }));
    EXPECT_FALSE(file_->write([](Database& d) { return d.run("DELETE FROM audit"); }));
    EXPECT_EQ(verdict(), "");
}

TEST_F(AuditTest, AFlippedByteIsNamed) {
    for (const char* column : {"actor", "action", "subject", "detail", "hash"}) {
        SetUp();
        tamper(std::string("UPDATE audit SET ") + column + " = " + column +
               " || ' ' WHERE municipality = '202096' AND number = 3");
        EXPECT_EQ(verdict(), "V030 202096 #3") << column;
        file_.reset();
        folder_ = files::TemporaryFolder::make("toitsu-audit").value();
    }
    SetUp();
    tamper("UPDATE audit SET at = at + 1 WHERE municipality = '202088' AND number = 1");
    EXPECT_EQ(verdict(), "V030 202088 #1");
}

TEST_F(AuditTest, ARemovedRowIsNamed) {
    tamper("DELETE FROM audit WHERE municipality = '202088' AND number = 2");
    EXPECT_EQ(verdict(), "V030 202088 #2");
}

TEST_F(AuditTest, ReorderedRowsAreNamed) {
    tamper(
        "UPDATE audit SET number = 99 WHERE municipality = '202088' AND number = 2;"
        "UPDATE audit SET number = 2 WHERE municipality = '202088' AND number = 3;"
        "UPDATE audit SET number = 3 WHERE municipality = '202088' AND number = 99;");
    EXPECT_EQ(verdict(), "V030 202088 #2");
}

TEST_F(AuditTest, ARowOfAnotherMunicipalityIsNamed) {
    tamper("UPDATE audit SET municipality = '202088', number = 6 WHERE municipality = '202096' AND number = 5");
    EXPECT_EQ(verdict(), "V030 202088 #6");
}

TEST_F(AuditTest, ACutTailIsNamed) {
    tamper("DELETE FROM audit WHERE municipality = '202096' AND number > 3");
    EXPECT_EQ(verdict(), "V031 202096 #5");
}

TEST_F(AuditTest, AWholeChainThatIsGoneIsNamed) {
    tamper("DELETE FROM audit WHERE municipality = '202096'");
    EXPECT_EQ(verdict(), "V031 202096 #5");
}

TEST_F(AuditTest, AnExportedHeadFindsWhatWasWrittenAnew) {
    const auto known = file_->read([](Database& database) { return audit::heads(database); });
    ASSERT_TRUE(known);
    ASSERT_EQ(known->size(), 2u);
    add("202088", "later");
    EXPECT_EQ(verdict(*known), "");
    // The tail is cut and the head with it: the file agrees with itself, and not with what was exported.
    tamper(
        "DELETE FROM audit WHERE municipality = '202088' AND number > 3;"
        "UPDATE audit_heads SET number = 3, hash = (SELECT hash FROM audit WHERE municipality = '202088' AND number = "
        "3) WHERE municipality = '202088'");
    EXPECT_EQ(verdict(), "");
    EXPECT_EQ(verdict(*known), "V031 202088 #5");
    // And written anew up to where it was.
    open();
    for (int i = 0; i < 4; ++i) add("202088", "forged");
    EXPECT_EQ(verdict(), "");
    EXPECT_EQ(verdict(*known), "V032");
}

}  // namespace
}  // namespace toitsu::station
