#include "apps/server/case_values.h"

#include "station_people.h"

namespace toitsu::server {
namespace {

class CaseValues : public StationPeople {};

TEST_F(CaseValues, ARowIsTheSameWithAndWithoutTheHistory) {
    const std::string id = addCase(kMine, "見本花子");
    const auto stored = [&] { return running->station().store().findCase(id).value().value(); };
    const auto whole = [&] { return json::write(caseRow(*running, running->engine().view(stored()).value()).value()); };
    EXPECT_EQ(json::write(caseRow(*running, stored()).value()), whole()) << "it runs";
    for (int n = 0; n < 2; ++n) {
        const auto open = running->engine().tasks(kMine).value();
        for (const workflows::Task& task : open)
            EXPECT_TRUE(running->engine().completeTask(task.id, n == 0 ? "a" : "b", {}, clock));
        if (n == 0) work();
    }
    ASSERT_TRUE(stored().ended);
    EXPECT_EQ(json::write(caseRow(*running, stored()).value()), whole()) << "nobody has gone through it yet";
    work();
    ASSERT_TRUE(file->read([&](Database& database) { return station::ended_cases::find(database, id); }).value());
    const std::string row = json::write(caseRow(*running, stored()).value());
    EXPECT_EQ(row, whole());
    EXPECT_NE(row.find("見本花子"), std::string::npos) << row;
    EXPECT_NE(row.find("\"completed\""), std::string::npos) << row;
}

}  // namespace
}  // namespace toitsu::server
