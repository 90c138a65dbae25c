#include "apps/station/data_folder.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/files.h"

namespace toitsu::station {
namespace {

TEST(DataFolder, SaysWhenItsDiskIsNearlyFull) {
    const auto folder = files::TemporaryFolder::make("toitsu-room-").value();
    const auto data = DataFolder::create(folder.path() + "/data").value();
    EXPECT_TRUE(data.room(0));
    const auto full = data.room(std::numeric_limits<std::uintmax_t>::max());
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().code, "C014");
}

}  // namespace
}  // namespace toitsu::station
