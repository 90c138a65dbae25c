// The station's own database: parts are brought up once, writers share commits, readers see what is durable.

#include "apps/station/station_file.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/files.h"

namespace toitsu::station {
namespace {

const StationFile::Part kNotes{"notes", {"CREATE TABLE notes (text TEXT NOT NULL) STRICT"}};

Result<void> add(Database& database, const std::string& text) {
    const auto statement = database.cached("INSERT INTO notes VALUES (?)");
    if (!statement) return fail(statement.error());
    if (const auto made = (*statement)->bind(text).run(); !made) return fail(made.error());
    return {};
}

class StationFileTest : public ::testing::Test {
protected:
    std::unique_ptr<StationFile> open(const std::vector<StationFile::Part>& parts = {kNotes}) {
        auto file = StationFile::open(folder_.path() + "/station.sqlite", parts);
        EXPECT_TRUE(file) << file.error().text(Language::en);
        return std::move(*file);
    }
    static std::int64_t count(const StationFile& file) {
        return file.read([](Database& database) { return database.number("SELECT count(*) FROM notes"); }).value();
    }
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-station-file").value();
};

TEST_F(StationFileTest, KeepsWhatWasWritten) {
    {
        const auto file = open();
        ASSERT_TRUE(file->write([](Database& database) { return add(database, "一"); }));
        EXPECT_EQ(count(*file), 1);
    }
    EXPECT_EQ(count(*open()), 1);
}

TEST_F(StationFileTest, ManyWritersAndReadersAtOnce) {
    const auto file = open();
    std::vector<std::thread> people;
    for (int person = 0; person < 8; ++person)
        people.emplace_back([&] {
            for (int n = 1; n <= 50; ++n) {
                EXPECT_TRUE(file->write([](Database& database) { return add(database, "x"); }));
                EXPECT_GE(count(*file), n);
            }
        });
    for (std::thread& person : people) person.join();
    EXPECT_EQ(count(*file), 400);
}

TEST_F(StationFileTest, AFailureTakesBackWhatItWroteAndNobodyElses) {
    const auto file = open();
    auto bad = file->writeLater([](Database& database) -> Result<void> {
        if (auto made = add(database, "half"); !made) return made;
        return fail(ErrorKind::internal, "T001", {"", ""});
    });
    auto good = file->writeLater([](Database& database) { return add(database, "whole"); });
    EXPECT_FALSE(bad.get());
    EXPECT_TRUE(good.get());
    EXPECT_EQ(count(*file), 1);
}

TEST_F(StationFileTest, BringsAPartUpAndRefusesANewerFile) {
    const StationFile::Part later{"notes", {kNotes.versions[0], "ALTER TABLE notes ADD COLUMN author TEXT"}};
    {
        ASSERT_TRUE(open()->write([](Database& database) { return add(database, "old"); }));
    }
    {
        const auto file = open({later, {"more", {"CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT"}}});
        EXPECT_EQ(
            file->read([](Database& database) { return database.number("SELECT count(author) FROM notes"); }).value(),
            0);
    }
    const auto older = StationFile::open(folder_.path() + "/station.sqlite", {kNotes});
    ASSERT_FALSE(older);
    EXPECT_EQ(older.error().code, "W101");
}

}  // namespace
}  // namespace toitsu::station
