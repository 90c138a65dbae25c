#pragma once

// The tables of the SQLite store and their versions.

#include "base/database.h"

namespace toitsu::workflows {

inline constexpr int schemaVersion = 2;

// Creates the tables in an empty file, brings an older file up to date. W101 written by a newer version, W103 damaged
// or somebody else's database.
Result<void> prepareSchema(Database& database, const std::string& path);

}  // namespace toitsu::workflows
