#pragma once

// Disposal register: a copy of every 廃棄記録 beside the data folder (<folder>.disposals/), where restoring an older
// backup does not reach. It tells which cases and pages a backup has brought back. No personal data is in it.

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "apps/station/retention/retention_book.h"
#include "base/value.h"

namespace toitsu::station {

class DisposalRegister {
public:
    explicit DisposalRegister(const std::string& dataFolder);

    const std::string& folder() const { return folder_; }
    Result<void> put(const RecordRow& record) const;  // the same again changes nothing
    Result<std::vector<RecordRow>> all() const;       // V509 a file that is no record
    Result<std::vector<std::string>> names() const;   // "202088-3", in no order
    Result<RecordRow> find(const std::string& name) const;

private:
    std::string folder_;
};

// What was destroyed: subject → the record's number and when. A case of the same paper that began later is another one.
struct Destroyed {
    struct Once {
        std::string record;  // "202088-3"
        Instant at = 0;
    };
    std::unordered_map<std::string, Once> subjects;

    void add(const RecordRow& record);
    // "" – not destroyed before. `began`: when the case was started, or the page received.
    std::string record(const std::string& subject, Instant began) const;
};

// The same of a municipality's records, each of which is read once: they are never changed.
class DestroyedBefore {
public:
    Result<std::shared_ptr<const Destroyed>> of(StationFile& file, const DisposalRegister& beside,
                                                const std::string& municipality);

private:
    struct Read {
        std::set<std::string> names;
        std::shared_ptr<const Destroyed> all = std::make_shared<const Destroyed>();
    };
    std::mutex mutex_;
    std::map<std::string, Read> read_;  // by municipality
};

// Of the station file and of the register.
Result<std::vector<RecordRow>> everyRecord(StationFile& file, const DisposalRegister& beside,
                                           const std::string& municipality);

}  // namespace toitsu::station
