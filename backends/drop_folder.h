#pragma once

// The folder between us and a business system: inbox/ (we put, it takes), taken/ (it has, no answer yet), results/ (it
// answers). A file moves in this order only, so looking in this order never misses one that moves meanwhile.

#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::backends {

class DropFolder {
public:
    explicit DropFolder(std::string path) : path_(std::move(path)) {}

    // B020 unless the three folders are there. Never makes them: an unmounted share must not look like an empty one.
    Result<void> check() const;

    enum class Seen { nowhere, underway, answered };
    Result<Seen> find(const std::string& key) const;  // B020

    std::string resultPath(const std::string& key) const { return path_ + "/results/" + key + ".result.csv"; }
    std::string inboxPath(const std::string& key) const { return path_ + "/inbox/" + key + ".csv"; }

    // Puts the file into inbox/ unless the key is anywhere already. Held by a lock, so that of two workers with the
    // same key (a lease that ran out) one finds the other's file. The dot-temporary is in the same folder: rename is
    // atomic, and a system that takes *.csv never sees half a file. B020, B021.
    Result<void> put(const std::string& key, std::string_view bytes) const;

private:
    std::string path_;
};

}  // namespace toitsu::backends
