#pragma once

// fsck: whether everything that a data folder holds is there, whole, and fits together. Nothing is changed.

#include <cstdint>
#include <string>
#include <vector>

#include "apps/station/data_folder.h"
#include "base/result.h"

namespace toitsu::station {

struct FsckReport {
    std::int64_t pages = 0, originals = 0, crops = 0, cases = 0, auditRows = 0;
    // What is missing or not as it was written: C020/C021 an original, V211 a page's case, V212 a case's page, V213 a
    // crop, V401–V409 a key or a sealed value, W1xx the databases and a case's state, V030–V031 the audit trail.
    std::vector<Error> defects;
    // What is left over and harms nobody: V214 an original that no page belongs to (intake was cut off; give the file
    // again), with its place.
    std::vector<Error> remarks;
};

// Takes the station for itself while it looks. C012 when somebody works there.
Result<FsckReport> fsck(const DataFolder& data);

}  // namespace toitsu::station
