#pragma once

// Sessions: who is signed in. The browser holds a random token; the database and the memory hold only its hash. A
// session ends after half an hour without a request, after twelve hours in any case, when its account is locked or its
// password changes, and when the person signs out.

#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/server/account.h"
#include "apps/server/doorkeeper.h"
#include "apps/station/station_file.h"

namespace toitsu::server {

class Sessions final : public Doorkeeper {
public:
    static constexpr Instant kIdle = 30 * 60'000, kLongest = 12 * 3'600'000;

    static station::StationFile::Part tables();
    static Result<std::unique_ptr<Sessions>> open(station::StationFile& file, Now now);

    std::optional<Access> who(std::string_view token) override;
    std::optional<Access> still(std::string_view token) const override;

    // Within a write: the row of a new session. It counts from began() on, after the write.
    static Result<void> insert(Database& database, const std::string& token, const std::string& account, Instant now);
    void began(const std::string& token, const Account& account, Instant now);

    static Result<void> remove(Database& database, const std::string& token);
    static Result<void> removeAllOf(Database& database, const std::string& account);
    void ended(const std::string& token);
    void endedAllOf(const std::string& account);
    void changed(const Account& account);  // its rights are others now

    std::size_t count() const;

private:
    struct Session {
        std::string account;
        Access access;
        Instant began = 0, seen = 0, kept = 0;  // kept: the `seen` that the database has
    };
    static bool over(const Session& session, Instant now) {
        return session.seen + kIdle <= now || session.began + kLongest <= now;
    }
    Sessions(station::StationFile& file, Now now) : file_(file), now_(std::move(now)) {}
    Result<void> load();
    void keepSeen(const std::string& hash, Session& session);

    station::StationFile& file_;
    const Now now_;
    mutable std::mutex mutex_;
    std::map<std::string, Session, std::less<>> sessions_;  // by the token's hash
};

}  // namespace toitsu::server
