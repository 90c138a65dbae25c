// What the station's threads say of their trouble: the names of files that come in are people's, and are not told.

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class StationTrouble : public StationPeople {};

TEST_F(StationTrouble, NamesNoFileThatCameIn) {
    services->station = nullptr;
    running.reset();
    const std::string scanner = keys.path() + "/scanner";
    std::mutex mutex;
    std::condition_variable bell;
    std::vector<Error> told;
    auto data = station::DataFolder::create(folder.path(), keys.path() + "/key");
    ASSERT_TRUE(data);
    station::RunningOptions options;
    options.library = folder.path() + "/library";
    options.watched = {{kMine, scanner}};
    options.failed = [&](const Error& error) {
        const std::lock_guard lock(mutex);
        told.push_back(error);
        bell.notify_all();
    };
    auto opened = station::RunningStation::open(*data, *file, options);
    ASSERT_TRUE(opened) << opened.error().text(Language::en);
    // Nobody can say what became of a file, so it stays where it is and is tried again.
    std::filesystem::remove_all(scanner + "/error");
    std::filesystem::create_symlink("elsewhere.png", scanner + "/in/山田太郎.png");
    (*opened)->ring();
    const auto said = [&] {
        return std::any_of(told.begin(), told.end(), [](const Error& error) { return error.code == "C100"; });
    };
    {
        std::unique_lock lock(mutex);
        EXPECT_TRUE(bell.wait_for(lock, std::chrono::seconds(30), said));
    }
    // The other threads go round meanwhile.
    for (int n = 0; n < 50; ++n) {
        (*opened)->ring();
        std::this_thread::yield();
    }
    const auto healthy = (*opened)->healthy();
    opened->reset();
    for (const Error& error : told) {
        EXPECT_EQ(error.place.text(), "") << error.code;
        EXPECT_EQ(error.text(Language::ja).find("山田"), std::string::npos);
    }
    ASSERT_FALSE(healthy) << "others that work do not mend it";
    EXPECT_EQ(healthy.error().code, "C100");
    EXPECT_EQ(healthy.error().place.text(), "");
}

}  // namespace
}  // namespace toitsu::server
