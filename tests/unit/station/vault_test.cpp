#include "apps/station/vault.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <thread>

#include "base/files.h"

namespace toitsu::station {
namespace {

namespace fs = std::filesystem;

class VaultTest : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(data()); }
    std::string data() const { return folder.path() + "/data"; }
    std::string key() const { return folder.path() + "/data.key"; }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-vault-").value();
    const SealedPlace place{"202088", "page-1", "person.my-number"};
    const std::string number = "123456789018";
};

TEST_F(VaultTest, WhatIsSealedOpensInItsPlaceOnlyAndNothingOfItCanBeRead) {
    Vault vault(data());
    const std::string sealed = vault.seal(place, number).value();
    EXPECT_TRUE(Vault::isSealed(sealed));
    EXPECT_EQ(sealed.find(number), std::string::npos);
    EXPECT_EQ(vault.open(place, sealed).value(), number);
    EXPECT_NE(vault.seal(place, number).value(), sealed) << "equal numbers must not look equal";
    for (const SealedPlace& other :
         {SealedPlace{"202011", "page-1", "person.my-number"}, SealedPlace{"202088", "page-2", "person.my-number"},
          SealedPlace{"202088", "page-1", "spouse.my-number"}, SealedPlace{"202088", "page-1person", ".my-number"}})
        EXPECT_EQ(vault.open(other, sealed).error().code, "V407");
    std::string bent = sealed;
    bent.back() = bent.back() == 'A' ? 'B' : 'A';
    bent[bent.size() - 5] = bent[bent.size() - 5] == 'x' ? 'y' : 'x';
    EXPECT_EQ(vault.open(place, bent).error().code, "V407");
    EXPECT_EQ(vault.open(place, "123").value(), "123") << "what is not sealed stays as it is";
    const Error unknown = vault.open(place, "sealed:1:000000000000:AAAA").error();
    EXPECT_EQ(unknown.code, "V408");
    EXPECT_EQ(unknown.text(Language::en).find(number), std::string::npos);
}

TEST_F(VaultTest, TheKeyFileIsItsOwnersAloneAndLiesOutsideTheData) {
    Vault vault(data());
    ASSERT_TRUE(vault.ready());
    EXPECT_TRUE(vault.madeKeyFile());
    EXPECT_EQ(vault.keyFile(), fs::canonical(key()).string());
    struct stat about {};
    ASSERT_EQ(::stat(key().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    // Nothing in the data folder opens anything.
    EXPECT_NE(files::read(data() + "/keys.json").value().find("\"key\""), std::string::npos);

    Vault again(data());
    ASSERT_TRUE(again.ready());
    EXPECT_FALSE(again.madeKeyFile());
    fs::permissions(key(), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    EXPECT_EQ(Vault(data()).ready().error().code, "V402");
    EXPECT_EQ(Vault(data(), data() + "/inside.key").ready().error().code, "V405");
}

TEST_F(VaultTest, WithoutItsKeyNothingIsMadeUp) {
    const std::string sealed = Vault(data()).seal(place, number).value();
    fs::rename(key(), folder.path() + "/away");
    EXPECT_EQ(Vault(data()).open(place, sealed).error().code, "V401");
    EXPECT_FALSE(fs::exists(key())) << "no new key in place of a lost one";
    fs::create_directories(folder.path() + "/other");
    ASSERT_TRUE(Vault(folder.path() + "/other").ready());
    EXPECT_EQ(Vault(data(), folder.path() + "/other.key").open(place, sealed).error().code, "V406");
    ASSERT_TRUE(files::writeAtomically(folder.path() + "/text", "no key\n"));
    fs::permissions(folder.path() + "/text", fs::perms::owner_read);
    EXPECT_EQ(Vault(data(), folder.path() + "/text").ready().error().code, "V403");
    EXPECT_EQ(Vault(data(), folder.path() + "/away").open(place, sealed).value(), number);
    // It is found where it lay last.
    EXPECT_EQ(Vault(data()).open(place, sealed).value(), number);
    ASSERT_TRUE(files::writeAtomically(data() + "/keys.json", "{}"));
    EXPECT_EQ(Vault(data()).ready().error().code, "V409");
}

TEST_F(VaultTest, ANewMasterKeyOpensWhatTheOldOneSealedAndTheOldFileOpensNothingMore) {
    const std::string sealed = Vault(data()).seal(place, number).value();
    fs::copy_file(key(), folder.path() + "/old");
    Vault vault(data());
    ASSERT_TRUE(vault.rotateMaster());
    EXPECT_EQ(vault.open(place, sealed).value(), number);
    EXPECT_EQ(Vault(data()).open(place, sealed).value(), number);
    EXPECT_EQ(Vault(data(), folder.path() + "/old").open(place, sealed).error().code, "V406");
    // Killed after the key file was written and before keys.json was: both keys are there.
    const std::string before = files::read(data() + "/keys.json").value();
    auto keys = readKeyFile(key()).value();
    ASSERT_EQ(keys.size(), 1u);
    keys.insert(keys.begin(), MasterKey::random());
    ASSERT_TRUE(writeKeyFile(key(), keys));
    EXPECT_EQ(Vault(data()).open(place, sealed).value(), number);
    Vault ends(data());
    ASSERT_TRUE(ends.rotateMaster());
    EXPECT_EQ(readKeyFile(key()).value().size(), 1u);
    EXPECT_NE(files::read(data() + "/keys.json").value(), before);
    EXPECT_EQ(Vault(data()).open(place, sealed).value(), number);
}

TEST_F(VaultTest, NewDataKeysSealAndOldOnesStillOpen) {
    Vault vault(data());
    const std::string before = vault.seal(place, number).value();
    const std::size_t keys = vault.keys()->size();
    ASSERT_TRUE(vault.rotateData());
    const std::string after = vault.seal(place, number).value();
    EXPECT_EQ(vault.keys()->size(), 2 * keys);
    EXPECT_NE(before.substr(0, 21), after.substr(0, 21));
    EXPECT_EQ(vault.open(place, before).value(), number);
    EXPECT_EQ(vault.open(place, after).value(), number);
}

TEST_F(VaultTest, ProcessesThatNeedAKeyAtTheSameTimeShareIt) {
    Vault first(data()), second(data());
    ASSERT_TRUE(first.ready());
    ASSERT_TRUE(second.ready());
    std::vector<std::string> sealed(8);
    {
        std::vector<std::jthread> threads;
        for (std::size_t n = 0; n < sealed.size(); ++n)
            threads.emplace_back(
                [&, n] { sealed[n] = (n % 2 == 0 ? first : second).seal(place, number).value_or(std::string()); });
    }
    for (const std::string& one : sealed) {
        EXPECT_EQ(first.open(place, one).value(), number);
        EXPECT_EQ(second.open(place, one).value(), number);
    }
    int own = 0;
    const auto keys = Vault(data()).keys().value();
    for (const auto& key : keys) own += key.municipality == "202088" ? 1 : 0;
    EXPECT_EQ(own, 1);
}

// New keys in place of lost ones would hide that everything sealed before is unreadable.
TEST_F(VaultTest, LostDataKeysAreNotMadeAnewWhereSomethingIsSealed) {
    const auto lose = [&] { return fs::remove(data() + "/keys.json"); };
    ASSERT_TRUE(Vault(data()).ready());
    ASSERT_TRUE(lose());
    EXPECT_TRUE(Vault(data()).ready()) << "nothing is sealed yet";

    Vault vault(data());
    fs::create_directories(data() + "/blobs/ab");
    const std::string original = data() + "/blobs/ab/original";
    ASSERT_TRUE(files::writeAtomically(original, vault.sealFile("original", "picture").value()));
    ASSERT_TRUE(lose());
    const Error missing = Vault(data()).ready().error();
    EXPECT_EQ(missing.code, "V410");
    EXPECT_NE(missing.text(Language::ja).find("blobs/ab/original"), std::string::npos);
    EXPECT_FALSE(fs::exists(data() + "/keys.json"));

    // Also far into a file, and over the border of two pieces that are read.
    const std::string text = "sealed:1:0123456789ab:AAAA";
    for (const std::size_t before : {std::size_t{0}, (std::size_t{1} << 20) - 5, (std::size_t{3} << 20) + 17}) {
        ASSERT_TRUE(files::writeAtomically(original, std::string(before, 'x') + text));
        EXPECT_EQ(Vault(data()).ready().error().code, "V410") << before;
    }
    ASSERT_TRUE(files::writeAtomically(original, "what was sealed: 1:0123456789ab is not"));
    EXPECT_TRUE(Vault(data()).ready());
}

// Two stations that are told the same key file and start for the first time: neither loses its own.
TEST_F(VaultTest, FirstStartsWithOneKeyFileShareIt) {
    std::vector<std::thread> threads;
    std::vector<std::string> sealed(8);
    for (std::size_t n = 0; n < sealed.size(); ++n)
        threads.emplace_back([&, n] {
            const std::string own = folder.path() + "/station" + std::to_string(n);
            fs::create_directories(own);
            sealed[n] = Vault(own, key()).seal(place, number).value_or("");
        });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t n = 0; n < sealed.size(); ++n)
        EXPECT_EQ(Vault(folder.path() + "/station" + std::to_string(n), key()).open(place, sealed[n]).value_or("V406"),
                  number);
    for (const auto& file : fs::directory_iterator(folder.path()))
        EXPECT_NE(file.path().extension(), ".new") << "left lying";
}

TEST_F(VaultTest, FilesOpenUnderTheirNameOnly) {
    Vault vault(data());
    const std::string picture(100'000, '\x42');
    const std::string sealed = vault.sealFile("abc", picture).value();
    EXPECT_TRUE(Vault::isSealedFile(sealed));
    EXPECT_EQ(sealed.find(std::string(16, 'B')), std::string::npos);
    EXPECT_EQ(vault.openFile("abc", sealed).value(), picture);
    EXPECT_EQ(vault.openFile("abd", sealed).error().code, "V407");
    EXPECT_EQ(vault.openFile("abc", sealed.substr(0, sealed.size() - 1)).error().code, "V407");
    EXPECT_EQ(vault.openFile("abc", sealed.substr(0, 20)).error().kind, ErrorKind::notFound);
    EXPECT_EQ(vault.openFile("abc", picture).value(), picture) << "from before files were sealed";
}

TEST_F(VaultTest, AHashIsTheSameForTheSameAndTellsNothingWithoutTheKey) {
    Vault vault(data());
    const std::string hash = vault.hash("request", number).value();
    EXPECT_EQ(hash.size(), 64u);
    EXPECT_EQ(Vault(data()).hash("request", number).value(), hash);
    EXPECT_NE(vault.hash("other", number).value(), hash);
    EXPECT_NE(vault.hash("request1", number.substr(1)).value(), hash);
    fs::create_directories(folder.path() + "/other");
    EXPECT_NE(Vault(folder.path() + "/other").hash("request", number).value(), hash);
}

}  // namespace
}  // namespace toitsu::station
