#pragma once

// The process's exit code: one per class of error (docs/errors.md), so that a script can tell a broken scan from a
// database that does not answer.

#include "base/result.h"

namespace toitsu::cli {

enum class ExitCode {
    done = 0,
    differs = 1,  // everything ran, and what it checked is not right (demo, lint's opposite of "nothing found")
    usage = 2,
    input = 3,
    schema = 4,
    notFound = 5,
    refused = 6,
    conflict = 7,
    limit = 8,
    unavailable = 9,
    internal = 10,
};

ExitCode exitCode(ErrorKind kind);

}  // namespace toitsu::cli
