#pragma once

// Every kind of store, for tests that are the same for all. A place is where one is kept: it outlives the store and can
// open it again.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "workflows/store.h"

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

}  // namespace places

inline std::vector<StoreKind> storeKinds() {
    const auto here = [] { return std::string(); };
    return {{"Memory", false, here, [] { return std::make_unique<places::InMemory>(); }},
            {"Sqlite", true, here, [] { return std::make_unique<places::InFile>(); }}};
}

}  // namespace toitsu::workflows
