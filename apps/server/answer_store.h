#pragma once

// AnswerMemory in station.sqlite: answers are kept for a day. What is at work stands in memory, for it ends with the
// process.

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "apps/server/answer_memory.h"
#include "apps/server/services.h"
#include "apps/station/station_file.h"

namespace toitsu::server {

class AnswerStore final : public AnswerMemory {
public:
    static station::StationFile::Part tables();
    // `keyed` makes of a request's fingerprint what is kept of it. A request may hold a 個人番号: of a plain hash
    // beside all else that is known of it, whoever reads the file could try out which.
    using Keyed = std::function<Result<std::string>(const std::string&)>;
    AnswerStore(station::StationFile& file, Now now, Keyed keyed)
        : file_(file), now_(std::move(now)), keyed_(std::move(keyed)) {}

    Result<std::optional<Response>> begin(const std::string& account, const std::string& key,
                                          const std::string& fingerprint) override;
    Result<void> keep(const std::string& account, const std::string& key, const Response& answer) override;
    void forget(const std::string& account, const std::string& key) override;

private:
    station::StationFile& file_;
    const Now now_;
    const Keyed keyed_;
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, std::string> atWork_;  // account and key → fingerprint
};

}  // namespace toitsu::server
