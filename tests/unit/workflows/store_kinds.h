#pragma once

// Every kind of store, for tests that are the same for all. A place is where one is kept: it outlives the store and can
// open it again.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "tests/systems/postgres.h"
#include "workflows/store.h"
#include "workflows/stores/postgres.h"
#include "workflows/stores/postgres_link.h"

namespace toitsu::workflows {

class StorePlace {
public:
    virtual ~StorePlace() = default;
    virtual Result<std::shared_ptr<Store>> open() = 0;
};

struct StoreKind {
    std::string name;
    bool durable = true;
    std::function<std::string()> missing;  // why it cannot be tested here, "" when it can
    std::function<std::unique_ptr<StorePlace>()> place;
};

namespace places {

class InMemory : public StorePlace {
public:
    Result<std::shared_ptr<Store>> open() override { return openMemory(); }
};

class InFile : public StorePlace {
public:
    Result<std::shared_ptr<Store>> open() override { return openSqlite(folder_.path() + "/t.db"); }

private:
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("store").value();
};

// One server for all tests of a program, which starts when the first one needs it and ends with the program.
inline systems::ThrowAwayPostgres& server() {
    static const auto started = systems::ThrowAwayPostgres::start().value();
    return *started;
}

// As the server's superuser.
inline void administer(const std::string& sql, const std::string& database = "postgres") {
    const auto link = PostgresLink::open("host=" + server().folder() + " user=postgres dbname=" + database);
    ASSERT_TRUE(link) << link.error().text(Language::en);
    const auto done = (*link)->script(sql);
    EXPECT_TRUE(done) << sql << ": " << done.error().text(Language::en);
}

// A database of its own on that server.
class InPostgres : public StorePlace {
public:
    InPostgres() {
        static int count = 0;
        name_ = "test" + std::to_string(++count);
        administer("CREATE DATABASE " + name_);
    }
    ~InPostgres() override { administer("DROP DATABASE " + name_ + " WITH (FORCE)"); }
    Result<std::shared_ptr<Store>> open() override { return openPostgres(place()); }
    PostgresPlace place() const {
        // Nobody waits for a reservation here: the contract's tests ask for the same work again.
        return {"host=" + server().folder() + " user=postgres dbname=" + name_, "", 0, 5'000};
    }
    const std::string& name() const { return name_; }

private:
    std::string name_;
};

}  // namespace places

inline std::string noPostgres() {
    return systems::ThrowAwayPostgres::installed() ? "" : "PostgreSQL (initdb) is not installed";
}

inline std::vector<StoreKind> storeKinds() {
    const auto here = [] { return std::string(); };
    return {{"Memory", false, here, [] { return std::make_unique<places::InMemory>(); }},
            {"Sqlite", true, here, [] { return std::make_unique<places::InFile>(); }},
            {"Postgres", true, noPostgres, [] { return std::make_unique<places::InPostgres>(); }}};
}

}  // namespace toitsu::workflows
