#pragma once

#include <string>
#include <string_view>

#include "tests/systems/folder_ledger.h"

namespace toitsu::systems {

// One taken file: its row, or the code of why it is rejected: E01 not whole, E02 not in the agreed encoding, E03 not
// one row of the agreed number of columns.
struct Intake {
    csv::Row row;
    std::string error;
};

Intake takeIn(std::string_view bytes, const FolderOptions& options);

// The result file: key, OK or NG, receipt number, error code; then END, 1 and the sha-256 of the line before.
std::string answer(const std::string& key, const std::string& receipt, const std::string& error);

}  // namespace toitsu::systems
