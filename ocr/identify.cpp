#include "ocr/internal/identify.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/decision.h"
#include "ocr/internal/outline.h"
#include "ocr/internal/shortlist.h"

// Lines first: ruled lines vote for the layouts that may be meant, the ink of the forty best is laid over the scan's,
// and the best is placed precisely; every other layout of the library is then looked at in the same place, since of a
// large family of near-duplicates some may not be among the forty. How much of a layout's printed ink is found again
// then decides: writing only adds ink, so it cannot lower the right layout's share; a page that is none of ours finds
// little. Layouts that lie on the scan equally well are told apart by what only one of them prints; where nothing
// tells, they are rivals. A picture that its resolution does not explain is tried as a page that fills it, then as a
// sheet on a desk, and last by features.

namespace toitsu::ocr {

namespace {

constexpr std::size_t kGuesses = 40;
constexpr std::size_t kByFeatures = 32;
constexpr double kSureRecall = 0.80;      // no other idea of the picture needs to be tried
constexpr double kHopelessRecall = 0.40;  // of the ink laid over; warped pages still reach half

cv::Matx33d matrixOf(const Mapping& mapping) {
    return cv::Matx33d(mapping.homography.data());
}

bool better(const LaidGuess& a, const LaidGuess& b) {
    return a.laid.recall > b.laid.recall;
}

// The guesses laid over the scan, best first; those far behind the best are left where the rough laying put them.
std::vector<LaidGuess> laidGuesses(std::span<const Sketch> among, const Frame& frame) {
    std::vector<LaidGuess> all;
    for (const auto& guess : shortlist(among, frame, kGuesses)) {
        const Laid laid = layRoughly(*guess.sketch, frame, guess.toFrame);
        const auto same = std::find_if(all.begin(), all.end(), [&](const auto& g) { return g.sketch == guess.sketch; });
        if (same == all.end())
            all.push_back({guess.sketch, laid});
        else if (laid.recall > same->laid.recall)
            same->laid = laid;
    }
    std::sort(all.begin(), all.end(), better);
    const double bar = all.empty() ? 0 : all[0].laid.recall - kSimilarLaid - 0.05;
    std::vector<LaidGuess> laid;
    for (auto& guess : all) {
        if (guess.laid.recall < bar) continue;
        // One that lies like a better one (its near-duplicate) need not be moved a second time.
        const auto like =
            std::find_if(laid.begin(), laid.end(), [&](const auto& g) { return !elsewhere(guess, g, 2.5); });
        const double there = like == laid.end() ? -1 : recallAt(*guess.sketch, frame, like->laid.toFrame, kAll);
        if (there >= guess.laid.recall)
            guess.laid = {like->laid.toFrame, there};
        else
            laid.push_back(guess = {guess.sketch, layOver(*guess.sketch, frame, guess.laid.toFrame)});
    }
    std::sort(all.begin(), all.end(), better);
    return all;
}

void keepBetter(Identified& best, Identified other) {
    if (!other.best) return;
    if (!best.best || other.best->recall > best.best->recall) best = std::move(other);
}

bool sure(const Identified& identified) {
    return identified.best && identified.best->refined && identified.best->recall >= kSureRecall;
}

// What the lines made likely, whichever way the picture was looked at: the best recall of each layout.
class Likely {
public:
    // Siblings lie alike and count once: whichever fits, the others are found where it lies.
    void add(const std::vector<LaidGuess>& guesses) {
        std::vector<const LaidGuess*> kept;
        for (const auto& guess : guesses) {
            if (kept.size() == kFromOneView) break;
            if (std::any_of(kept.begin(), kept.end(), [&](const auto* k) { return !elsewhere(guess, *k, 2.5); }))
                continue;
            kept.push_back(&guess);
            double& recall = recall_[guess.sketch];
            recall = std::max(recall, guess.laid.recall);
        }
    }

    std::vector<const Sketch*> best(std::size_t most) const {
        std::vector<std::pair<double, const Sketch*>> all;
        for (const auto& [sketch, recall] : recall_) all.emplace_back(-recall, sketch);
        std::sort(all.begin(), all.end());
        std::vector<const Sketch*> sketches;
        for (std::size_t n = 0; n < std::min(most, all.size()); ++n) sketches.push_back(all[n].second);
        return sketches;
    }

private:
    static constexpr std::size_t kFromOneView = 16;
    std::map<const Sketch*, double> recall_;
};

Identified byLines(const Catalogue& catalogue, const cv::Mat& scan, const Frame& frame, const Sketch* marked,
                   Likely& likely) {
    std::vector<LaidGuess> guesses;
    // What a form mark names first; that others print there, too, is seen where it lies.
    if (marked != nullptr) guesses = laidGuesses({marked, 1}, frame);
    if (guesses.empty() || guesses[0].laid.recall < kSureRecall) guesses = laidGuesses(catalogue.sketches(), frame);
    likely.add(guesses);
    if (guesses.empty() || guesses[0].laid.recall < kHopelessRecall) return {};
    return decide(catalogue, scan, frame, std::move(guesses), marked);
}

cv::Matx33d scaling(double factor) {
    return {factor, 0, 0, 0, factor, 0, 0, 0, 1};
}

Identified asScan(const Catalogue& catalogue, const cv::Mat& scan, double dpi, const Sketch* marked, Likely& likely) {
    const double perMm = dpi / 25.4;
    return byLines(catalogue, scan, makeFrame(scan, scaling(perMm), {scan.cols / perMm, scan.rows / perMm}), marked,
                   likely);
}

// The corners of a sheet in a photograph are those of a page of the library: each size of paper once.
Identified asPhotograph(const Catalogue& catalogue, const cv::Mat& scan, const Sketch* marked, Likely& likely) {
    const auto corners = outlineOf(scan);
    if (!corners) return {};
    const auto side = [&](std::size_t a, std::size_t b) { return cv::norm((*corners)[a] - (*corners)[b]); };
    const bool wide = side(0, 1) + side(2, 3) > side(1, 2) + side(3, 0);
    std::vector<cv::Size2d> sizes;
    for (const auto& sketch : catalogue.sketches()) {
        const double longer = std::max(sketch.page->width, sketch.page->height);
        const double shorter = std::min(sketch.page->width, sketch.page->height);
        const cv::Size2d size = wide ? cv::Size2d(longer, shorter) : cv::Size2d(shorter, longer);
        if (std::find(sizes.begin(), sizes.end(), size) == sizes.end()) sizes.push_back(size);
    }
    Identified best;
    for (const auto& size : sizes) {
        const std::array<cv::Point2f, 4> paper{cv::Point2f(0, 0),
                                               {static_cast<float>(size.width), 0},
                                               {static_cast<float>(size.width), static_cast<float>(size.height)},
                                               {0, static_cast<float>(size.height)}};
        std::array<cv::Point2f, 4> seen;
        std::copy(corners->begin(), corners->end(), seen.begin());
        const cv::Mat h = cv::getPerspectiveTransform(paper.data(), seen.data());
        keepBetter(best, byLines(catalogue, scan, makeFrame(scan, cv::Matx33d(h.ptr<double>()), size), marked, likely));
        if (sure(best)) break;
    }
    return best;
}

Identified byFeatures(const Catalogue& catalogue, const cv::Mat& scan, double dpi, const Sketch* marked,
                      const Features& seen, const std::vector<const Sketch*>& among) {
    std::vector<std::pair<int, const Sketch*>> likely;
    for (const Sketch* sketch : among)
        if (const auto features = catalogue.features(*sketch)) likely.emplace_back(-likeness(**features, seen), sketch);
    std::sort(likely.begin(), likely.end());
    if (likely.size() > 12) likely.resize(12);
    const double perMm = dpi / 25.4;
    const Frame frame = makeFrame(scan, scaling(perMm), {scan.cols / perMm, scan.rows / perMm});
    std::vector<LaidGuess> guesses;
    for (const auto& [count, sketch] : likely) {
        const auto found = findByFeatures(*sketch->page, **catalogue.features(*sketch), seen, scan.size());
        if (!found) continue;
        const cv::Matx33d toFrame = frame.toScan.inv() * matrixOf(found->mapping);
        guesses.push_back({sketch, layOver(*sketch, frame, toFrame * (1 / toFrame(2, 2)))});
    }
    std::sort(guesses.begin(), guesses.end(),
              [](const auto& a, const auto& b) { return a.laid.recall > b.laid.recall; });
    if (guesses.empty() || guesses[0].laid.recall < kHopelessRecall) return {};
    return decide(catalogue, scan, frame, std::move(guesses), marked);
}

}  // namespace

Identified identify(const Catalogue& catalogue, const cv::Mat& scan, double dpi, const Sketch* marked) {
    Identified best;
    Likely likely;
    const double filling = std::max(scan.cols, scan.rows) / (297.0 / 25.4);
    const bool credible = dpi >= 72 && dpi <= 1200;
    if (credible) best = asScan(catalogue, scan, dpi, marked, likely);
    if (sure(best)) return best;
    if (!credible || std::abs(std::log(dpi / filling)) > 0.05)
        keepBetter(best, asScan(catalogue, scan, filling, marked, likely));
    if (sure(best)) return best;
    keepBetter(best, asPhotograph(catalogue, scan, marked, likely));
    if (sure(best)) return best;
    // What the lines made likely, however poorly, before the whole library: to make all its features takes a minute.
    const Features seen = featuresOf(scan, filling / kFeatureDpi);
    if (catalogue.sketches().size() > kByFeatures)
        keepBetter(best, byFeatures(catalogue, scan, filling, marked, seen, likely.best(kByFeatures)));
    if (sure(best)) return best;
    std::vector<const Sketch*> all;
    for (const Sketch& sketch : catalogue.sketches()) all.push_back(&sketch);
    keepBetter(best, byFeatures(catalogue, scan, filling, marked, seen, all));
    return best;
}

Identified identifyAtResolution(const Catalogue& catalogue, const cv::Mat& scan, double dpi) {
    Likely likely;
    return asScan(catalogue, scan, dpi, nullptr, likely);
}

Identified placeByCorners(const Catalogue& catalogue, const Sketch& sketch, const cv::Mat& scan,
                          const std::array<Point, 4>& corners) {
    const auto w = static_cast<float>(sketch.page->width), h = static_cast<float>(sketch.page->height);
    const std::array<cv::Point2f, 4> paper{cv::Point2f(0, 0), {w, 0}, {w, h}, {0, h}};
    std::array<cv::Point2f, 4> seen;
    for (std::size_t n = 0; n < 4; ++n) seen[n] = {static_cast<float>(corners[n].x), static_cast<float>(corners[n].y)};
    const cv::Mat toScan = cv::getPerspectiveTransform(paper.data(), seen.data());
    const Frame frame = makeFrame(scan, cv::Matx33d(toScan.ptr<double>()), {sketch.page->width, sketch.page->height});
    const cv::Matx33d guess = frame.toScan.inv() * cv::Matx33d(toScan.ptr<double>());
    return decide(catalogue, scan, frame, {{&sketch, layOver(sketch, frame, guess * (1 / guess(2, 2)))}}, nullptr,
                  true);
}

}  // namespace toitsu::ocr
