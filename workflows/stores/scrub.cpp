#include "workflows/stores/scrub.h"

namespace toitsu::workflows {

namespace {

constexpr std::int64_t kInMemory = 512LL << 20;  // larger files are copied by way of a temporary file

}  // namespace

Result<void> scrub(Database& database) {
    const auto pages = database.number("PRAGMA page_count");
    if (!pages) return fail(pages.error());
    const auto size = database.number("PRAGMA page_size");
    if (!size) return fail(size.error());
    const bool large = *pages * *size > kInMemory;
    if (large)
        if (auto set = database.run("PRAGMA temp_store = FILE"); !set) return set;
    auto done = database.run("VACUUM");
    if (large)
        if (auto set = database.run("PRAGMA temp_store = MEMORY"); !set) return set;
    if (!done) return done;
    // Whoever reads is soon done.
    if (auto set = database.run("PRAGMA busy_timeout = 5000"); !set) return set;
    const auto busy = database.number("PRAGMA wal_checkpoint(TRUNCATE)");
    if (auto set = database.run("PRAGMA busy_timeout = 0"); !set) return set;
    if (!busy) return fail(busy.error());
    constexpr int kBusy = 5;  // SQLITE_BUSY
    if (*busy != 0) return database.error(kBusy);
    return {};
}

}  // namespace toitsu::workflows
