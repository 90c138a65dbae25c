#include "ocr/internal/catalogue.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <utility>

namespace toitsu::ocr {

namespace {

constexpr std::size_t kKept = 24;  // references: some 15 MB each

// In a thread of our own nothing may be thrown.
Result<Sketch> sketchOf(const std::shared_ptr<const forms::Layout>& layout, const forms::LayoutPage& page) {
    try {
        return makeSketch(layout, page);
    } catch (const std::exception&) {
        return fail(ErrorKind::internal, "S030",
                    {"白紙を用意できません。メモリーの空きを確かめてください",
                     "the blank cannot be made ready; check that memory is free"},
                    layout->place);
    }
}

}  // namespace

Result<std::unique_ptr<Catalogue>> Catalogue::make(const forms::Library& library, int threads) {
    std::vector<std::pair<std::shared_ptr<const forms::Layout>, const forms::LayoutPage*>> pages;
    for (const auto& layout : library.layouts)
        for (const auto& page : layout->pages) pages.emplace_back(layout, &page);
    std::vector<Result<Sketch>> made(pages.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t n = next++; n < pages.size(); n = next++) made[n] = sketchOf(pages[n].first, *pages[n].second);
    };
    {
        std::vector<std::jthread> helpers;
        for (int n = 1; n < threads && n < static_cast<int>(pages.size()); ++n) helpers.emplace_back(work);
        work();
    }
    auto catalogue = std::make_unique<Catalogue>();
    catalogue->sketches_.reserve(made.size());
    for (auto& sketch : made) {
        if (!sketch) return fail(sketch.error());
        catalogue->sketches_.push_back(std::move(*sketch));
    }
    return catalogue;
}

std::shared_ptr<const Reference> Catalogue::recent(const Sketch& sketch) const {
    const auto at = std::find_if(recent_.begin(), recent_.end(), [&](const auto& r) { return r.first == &sketch; });
    if (at == recent_.end()) return nullptr;
    recent_.splice(recent_.begin(), recent_, at);
    return recent_.front().second;
}

Result<cv::Mat> Catalogue::coarse(const Sketch& sketch) const {
    {
        const std::scoped_lock lock(mutex_);
        if (const auto known = recent(sketch)) return known->coarse;
    }
    return coarseOf(sketch);
}

Result<std::shared_ptr<const Reference>> Catalogue::reference(const Sketch& sketch) const {
    {
        const std::scoped_lock lock(mutex_);
        if (auto known = recent(sketch)) return known;
    }
    // Drawn outside the lock: others go on meanwhile. Two threads that draw the same blank waste some work, no more.
    auto made = makeReference(sketch);
    if (!made) return fail(made.error());
    const std::scoped_lock lock(mutex_);
    if (auto known = recent(sketch)) return known;
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
    const auto ours = coarse(a), theirs = coarse(b);
    if (!ours) return fail(ours.error());
    if (!theirs) return fail(theirs.error());
    auto made = std::make_shared<const Differences>(differencesOf(*ours, *theirs));
    const std::scoped_lock lock(mutex_);
    return differences_.emplace(key, std::move(made)).first->second;
}

}  // namespace toitsu::ocr
