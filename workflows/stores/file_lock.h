#pragma once

// FileLock: at most one owner of a database file among all processes of a machine and within this one.

#include <sys/types.h>

#include <memory>
#include <string>
#include <utility>

#include "base/result.h"

namespace toitsu::workflows {

class FileLock {
public:
    // Locks "<path>.lock", which is created. W102 when somebody holds it, W100 when the file cannot be made.
    static Result<std::unique_ptr<FileLock>> take(const std::string& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    FileLock(int descriptor, std::pair<dev_t, ino_t> identity) : descriptor_(descriptor), identity_(identity) {}
    int descriptor_;
    std::pair<dev_t, ino_t> identity_;
};

}  // namespace toitsu::workflows
