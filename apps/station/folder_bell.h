#pragma once

// Folder bell: waits until something happens in a folder or a time has passed. On file systems that do not tell
// (network shares) it is only the time; nothing may be concluded from having been rung for.

#include <string>

namespace toitsu::station {

class FolderBell {
public:
    explicit FolderBell(const std::string& folder);
    FolderBell(const FolderBell&) = delete;
    FolderBell& operator=(const FolderBell&) = delete;
    ~FolderBell();

    bool notified() const { return descriptor_ >= 0; }  // whether the system promised to tell
    int descriptor() const { return descriptor_; }      // readable when it rings; -1 without a promise
    void wait(int mostMillis);                          // returns early also for a signal

private:
    int descriptor_ = -1;
};

}  // namespace toitsu::station
