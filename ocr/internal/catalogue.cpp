#include "ocr/internal/catalogue.h"

#include <algorithm>

namespace toitsu::ocr {

namespace {

constexpr std::size_t kKept = 24;  // references: some 15 MB each

}  // namespace

Result<std::unique_ptr<Catalogue>> Catalogue::make(const forms::Library& library) {
    auto catalogue = std::make_unique<Catalogue>();
    for (const auto& layout : library.layouts)
        for (const auto& page : layout->pages) {
            auto sketch = makeSketch(layout, page);
            if (!sketch) return fail(sketch.error());
            catalogue->sketches_.push_back(std::move(*sketch));
        }
    return catalogue;
}

Result<std::shared_ptr<const Reference>> Catalogue::reference(const Sketch& sketch) const {
    const auto find = [&]() -> std::shared_ptr<const Reference> {
        const auto at = std::find_if(recent_.begin(), recent_.end(), [&](const auto& r) { return r.first == &sketch; });
        if (at == recent_.end()) return nullptr;
        recent_.splice(recent_.begin(), recent_, at);
        return recent_.front().second;
    };
    {
        const std::scoped_lock lock(mutex_);
        if (auto known = find()) return known;
    }
    // Drawn outside the lock: others go on meanwhile. Two threads that draw the same blank waste some work, no more.
    auto made = makeReference(sketch);
    if (!made) return fail(made.error());
    const std::scoped_lock lock(mutex_);
    if (auto known = find()) return known;
    recent_.emplace_front(&sketch, std::make_shared<const Reference>(std::move(*made)));
    if (recent_.size() > kKept) recent_.pop_back();
    return recent_.front().second;
}

Result<std::shared_ptr<const Features>> Catalogue::features(const Sketch& sketch) const {
    {
        const std::scoped_lock lock(mutex_);
        if (const auto known = features_.find(&sketch); known != features_.end()) return known->second;
    }
    const auto blank = blankOf(*sketch.layout, *sketch.page, 2 * kFeatureDpi);
    if (!blank) return fail(blank.error());
    auto made = std::make_shared<const Features>(featuresOf(*blank, 2));
    const std::scoped_lock lock(mutex_);
    return features_.emplace(&sketch, std::move(made)).first->second;
}

Result<std::shared_ptr<const Differences>> Catalogue::differences(const Sketch& a, const Sketch& b) const {
    const auto key = std::make_pair(&a, &b);
    {
        const std::scoped_lock lock(mutex_);
        if (const auto known = differences_.find(key); known != differences_.end()) return known->second;
    }
    const auto ours = reference(a), theirs = reference(b);
    if (!ours) return fail(ours.error());
    if (!theirs) return fail(theirs.error());
    auto made = std::make_shared<const Differences>(differencesOf(**ours, **theirs));
    const std::scoped_lock lock(mutex_);
    return differences_.emplace(key, std::move(made)).first->second;
}

}  // namespace toitsu::ocr
