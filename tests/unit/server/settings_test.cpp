// What administrators see of their municipalities and keys: what is served, and of a key its name and nothing else.

#include <sys/stat.h>

#include <cstdio>

#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class Settings : public StationPeople {
protected:
    Settings() {
        account("kanri", {{kMine, {Role::admin}}});
        account("both", {{kMine, {Role::admin}}, {kTheirs, {Role::admin}}});
        account("sato", {{kMine, {Role::verifier}}, {kTheirs, {Role::entry}}});
    }
    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
};

TEST_F(Settings, AMunicipalityIsShownWithItsPapersSystemsAndSettings) {
    const Browser kanri = signedIn("kanri");
    const Value all = told(kanri, Method::get, "/api/v1/municipalities");
    ASSERT_EQ(all["municipalities"].list()->size(), 1u) << "nobody else's";
    const Value& one = (*all["municipalities"].list())[0];
    EXPECT_EQ(textOf(one["municipality"]), kMine);
    EXPECT_EQ(one["accounts"], Value(3));
    ASSERT_EQ(one["forms"].list()->size(), 1u);
    EXPECT_EQ(textOf((*one["forms"].list())[0]["title"]), "試験");
    EXPECT_EQ((*one["forms"].list())[0]["layouts"], Value(1));
    EXPECT_EQ(one["systems"], Value(List{"trial.register"}));
    EXPECT_FALSE(one["watched"].isTrue());
    EXPECT_EQ(one["settings"]["sample_per_mille"], Value(0)) << "desk.json's, not the default";
    const Value both = told(signedIn("both"), Method::get, "/api/v1/municipalities");
    ASSERT_EQ(both["municipalities"].list()->size(), 2u);
    EXPECT_TRUE((*both["municipalities"].list())[1]["systems"].list()->empty());
    EXPECT_EQ(ask(signedIn("sato"), Method::get, "/api/v1/municipalities").status, 403);
}

TEST_F(Settings, KeysAreToldByNameAndWhichOneSeals) {
    addCase(kMine, "山田");
    addCase(kTheirs, "鈴木");
    station::Vault& vault = running->data().vault();
    ASSERT_TRUE(vault.rotateData());
    const auto known = vault.keys().value();
    const Response answer = ask(signedIn("kanri"), Method::get, "/api/v1/keys");
    const Value told = StationPeople::told(signedIn("kanri"), Method::get, "/api/v1/keys");
    EXPECT_EQ(textOf(told["key_file"]), "readable");
    int own = 0, current = 0;
    for (const Value& key : *told["keys"].list()) {
        EXPECT_NE(textOf(key["municipality"]), kTheirs);
        EXPECT_TRUE(key["opens"].isTrue());
        if (textOf(key["municipality"]) != kMine) continue;
        ++own;
        current += key["current"].isTrue() ? 1 : 0;
    }
    EXPECT_EQ(own, 2) << "the one before stays for what it sealed";
    EXPECT_EQ(current, 1);
    EXPECT_TRUE(told["keys"].list()->back()["current"].isTrue());
    // Names only: nothing of what stands in the files, and not where they lie.
    for (const std::string& path : {keys.path() + "/key", folder.path() + "/keys.json"}) {
        const std::string secret = files::read(path).value();
        for (std::size_t at = 0; at + 24 <= secret.size(); ++at) {
            const bool oneWord = secret.find_first_of(" \n\":,", at) >= at + 24;
            if (oneWord) {
                EXPECT_EQ(answer.body.find(secret.substr(at, 24)), std::string::npos) << path;
            }
        }
    }
    EXPECT_EQ(answer.body.find(keys.path()), std::string::npos);
    EXPECT_EQ(known.size(), 6u);
}

TEST_F(Settings, AKeyFileThatIsGoneIsSaid) {
    addCase(kMine, "山田");
    const Browser kanri = signedIn("kanri");
    const auto state = [&] { return textOf(told(kanri, Method::get, "/api/v1/keys")["key_file"]); };
    EXPECT_EQ(state(), "readable");
    const std::string there = keys.path() + "/key", away = keys.path() + "/away";
    ASSERT_EQ(chmod(there.c_str(), 0644), 0);
    EXPECT_EQ(state(), "exposed");
    ASSERT_EQ(std::rename(there.c_str(), away.c_str()), 0);
    EXPECT_EQ(state(), "missing");
}

}  // namespace
}  // namespace toitsu::server
