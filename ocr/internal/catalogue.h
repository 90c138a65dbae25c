#pragma once

// Inside ocr only: every page of every layout of the library, as little of each as identification needs; the rest is
// made when a page of that layout comes, and the most recent are kept.

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "forms/library.h"
#include "ocr/internal/difference.h"
#include "ocr/internal/features.h"
#include "ocr/internal/reference.h"
#include "ocr/internal/sketch.h"

namespace toitsu::ocr {

class Catalogue {
public:
    // Draws or loads every blank, in so many threads. S030: the first of the library that cannot be made.
    static Result<std::unique_ptr<Catalogue>> make(const forms::Library& library, int threads = 1);

    const std::vector<Sketch>& sketches() const { return sketches_; }

    // These make on demand and may be called by many threads. `sketch` is one of ours. S030 when a blank is gone.
    Result<std::shared_ptr<const Reference>> reference(const Sketch& sketch) const;
    Result<std::shared_ptr<const Features>> features(const Sketch& sketch) const;
    Result<std::shared_ptr<const Differences>> differences(const Sketch& a, const Sketch& b) const;

private:
    std::shared_ptr<const Reference> recent(const Sketch& sketch) const;  // mutex_ is held
    Result<cv::Mat> coarse(const Sketch& sketch) const;

    std::vector<Sketch> sketches_;
    mutable std::mutex mutex_;
    mutable std::list<std::pair<const Sketch*, std::shared_ptr<const Reference>>> recent_;  // latest first
    mutable std::map<const Sketch*, std::shared_ptr<const Features>> features_;
    mutable std::map<std::pair<const Sketch*, const Sketch*>, std::shared_ptr<const Differences>> differences_;
};

}  // namespace toitsu::ocr
