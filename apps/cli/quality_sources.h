#pragma once

// Where verified fields come from: what people confirmed in a data folder, and scans with their truth beside them.

#include <string>

#include "apps/authoring/samples.h"
#include "apps/cli/terminal.h"
#include "apps/station/data_folder.h"
#include "forms/library.h"
#include "forms/quality.h"

namespace toitsu::cli {

struct QualityCounts {
    long pages = 0;
    long unverified = 0;  // fields that the machine accepted and nobody looked at: nothing is known about them
};

// Fields that a person confirmed, in cases that went through verification, against what the machine had read. Fields
// that were accepted without anybody looking are counted, and no more.
Result<QualityCounts> addConfirmed(const station::DataFolder& data, const forms::Library& library,
                                   forms::Quality& quality);

// One page as `toitsu read` prints it against its truth. A page that was not read counts as sent to a person; one that
// was taken for another layout has every accepted value wrong. F2xx when the truth does not fit the form.
Result<void> addRead(const Value& page, const authoring::Sample& truth, const forms::Library& library,
                     forms::Quality& quality);

}  // namespace toitsu::cli
