#pragma once

// Backup: a copy of a data folder that fits together, taken while the station works; and the way back.
//
// What was taken in is written in the order original, case, page record (intake.h). The copy goes the other way: page
// records first, then each database as it is at one moment, then originals. So whatever a copied record names is in the
// copy, and a page that came in meanwhile is either whole or not there – giving its file again brings the same case.

#include <cstdint>
#include <string>

#include "apps/station/data_folder.h"
#include "base/result.h"

namespace toitsu::station {

struct Copied {
    std::int64_t files = 0;
    std::uint64_t bytes = 0;
};

// Into a new folder, with manifest.json: every file with its length and sha-256. It appears under its name only when it
// is whole and on the disk. V201 the folder is there already, X013/X014 it cannot be written, V203 a database that
// cannot be copied.
Result<Copied> backUp(const DataFolder& data, const std::string& out, std::int64_t now);

// Into a data folder that is not there yet. Every file is checked against the manifest before the folder appears. V201
// there is one; V202 the copy is not as its manifest says.
Result<Copied> restore(const std::string& from, const std::string& data);

}  // namespace toitsu::station
