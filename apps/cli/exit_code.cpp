#include "apps/cli/exit_code.h"

namespace toitsu::cli {

ExitCode exitCode(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
            return ExitCode::usage;
        case ErrorKind::input:
            return ExitCode::input;
        case ErrorKind::schema:
            return ExitCode::schema;
        case ErrorKind::notFound:
            return ExitCode::notFound;
        case ErrorKind::refused:
            return ExitCode::refused;
        case ErrorKind::conflict:
            return ExitCode::conflict;
        case ErrorKind::limit:
            return ExitCode::limit;
        case ErrorKind::unavailable:
            return ExitCode::unavailable;
        case ErrorKind::internal:
            return ExitCode::internal;
    }
    return ExitCode::internal;
}

}  // namespace toitsu::cli
