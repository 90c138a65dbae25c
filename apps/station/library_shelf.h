#pragma once

// Library shelf: the forms and layouts that a running station works with, and those that it worked with before. A new
// edition is for what is begun after it; whoever still points at a form of an earlier one goes on with that one, so
// every edition stays until the end. Editions share what is the same in them.

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "forms/library.h"

namespace toitsu::station {

class LibraryShelf {
public:
    LibraryShelf() { put({}); }
    LibraryShelf(const LibraryShelf&) = delete;
    LibraryShelf& operator=(const LibraryShelf&) = delete;

    const forms::Library& now() const { return *now_; }
    void put(forms::Library edition) {
        const std::lock_guard lock(mutex_);
        editions_.push_back(std::make_unique<const forms::Library>(std::move(edition)));
        now_ = editions_.back().get();
    }

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<const forms::Library>> editions_;
    std::atomic<const forms::Library*> now_ = nullptr;
};

// One library for good, or whichever edition lies on a shelf now. Who asks twice may be given two editions.
class LibraryView {
public:
    LibraryView(const forms::Library& library) : library_(&library) {}
    LibraryView(const LibraryShelf& shelf) : shelf_(&shelf) {}

    const forms::Library& operator*() const { return shelf_ != nullptr ? shelf_->now() : *library_; }
    const forms::Library* operator->() const { return &**this; }

private:
    const forms::Library* library_ = nullptr;
    const LibraryShelf* shelf_ = nullptr;
};

}  // namespace toitsu::station
