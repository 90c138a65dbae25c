#include "apps/station/blob_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/hash.h"

namespace toitsu::station {
namespace {

class BlobStoreTest : public ::testing::Test {
protected:
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-blobs-").value();
    files::TemporaryFolder keys = files::TemporaryFolder::make("toitsu-keys-").value();
    std::shared_ptr<Vault> vault = std::make_shared<Vault>(folder.path(), keys.path() + "/key");
    BlobStore blobs{folder.path() + "/blobs", vault};
};

TEST_F(BlobStoreTest, KeepsContentUnderItsHashOnce) {
    const auto first = blobs.put("a scan").value();
    EXPECT_EQ(first.sha256, sha256Hex("a scan"));
    EXPECT_TRUE(first.isNew);
    EXPECT_FALSE(blobs.put("a scan").value().isNew);
    EXPECT_EQ(blobs.read(first.sha256).value(), "a scan");
    EXPECT_EQ(files::read(blobs.path(first.sha256)).value().find("a scan"), std::string::npos);
    EXPECT_TRUE(blobs.verify(first.sha256));
}

TEST_F(BlobStoreTest, NoticesWhatChangedOrWentMissing) {
    const auto kept = blobs.put("a scan").value();
    std::ofstream(blobs.path(kept.sha256)) << "b scan";
    EXPECT_EQ(blobs.verify(kept.sha256).error().code, "C021");
    std::filesystem::remove(blobs.path(kept.sha256));
    EXPECT_EQ(blobs.verify(kept.sha256).error().code, "C020");
}

TEST_F(BlobStoreTest, OnesFromBeforeTheyWereSealedAreReadAndOnesFromElsewhereAreNot) {
    const auto kept = blobs.put("a scan").value();
    const std::string sealed = files::read(blobs.path(kept.sha256)).value();
    ASSERT_TRUE(files::writeAtomically(blobs.path(kept.sha256), "a scan"));
    EXPECT_EQ(blobs.read(kept.sha256).value(), "a scan");
    const auto other = blobs.put("another").value();
    ASSERT_TRUE(files::writeAtomically(blobs.path(other.sha256), sealed));
    EXPECT_EQ(blobs.read(other.sha256).error().code, "C021");
}

TEST_F(BlobStoreTest, ReplacesAHalfWrittenBlobOfAnotherSize) {
    const std::string name = sha256Hex("a whole scan");
    std::filesystem::create_directories(std::filesystem::path(blobs.path(name)).parent_path());
    std::ofstream(blobs.path(name)) << "a wh";
    EXPECT_TRUE(blobs.put("a whole scan").value().isNew);
    EXPECT_TRUE(blobs.verify(name));
}

TEST_F(BlobStoreTest, DiscardsWhatTurnedOutToBeNoScan) {
    const auto kept = blobs.put("no scan").value();
    blobs.discard(kept.sha256);
    EXPECT_FALSE(std::filesystem::exists(blobs.path(kept.sha256)));
}

}  // namespace
}  // namespace toitsu::station
