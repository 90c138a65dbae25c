#include "ocr/internal/identify.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <opencv2/imgproc.hpp>

#include "base/cpu_clock.h"
#include "ocr/internal/chamfer.h"
#include "ocr/internal/outline.h"
#include "ocr/internal/place.h"
#include "ocr/internal/shifted.h"
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
constexpr double kSureRecall = 0.80;      // no other idea of the picture needs to be tried
constexpr double kHopelessRecall = 0.40;  // of the ink laid over; warped pages still reach half
constexpr double kRivalRecall = 0.08;     // a layout whose recall comes so near may be the right one
constexpr double kSimilarLaid = 0.18;     // the same before the smooth field, where folds still cost
constexpr double kShiftedRecall = 0.02;   // a shifted layout that explains so nearly as much may be the right one
constexpr double kEvidence = 0.25;        // of the places where two layouts differ, −1…1
constexpr std::size_t kAll = 1600;        // points of a sketch
constexpr std::size_t kGlance = 300;      // points that tell whether to look closer …
constexpr double kGlanceError = 0.07;     // … and by how much their share may be wrong: four standard deviations

cv::Matx33d matrixOf(const Mapping& mapping) {
    return cv::Matx33d(mapping.homography.data());
}

Mapping mappingOf(const forms::LayoutPage& page, const cv::Matx33d& toScan) {
    Mapping mapping;
    std::copy(toScan.val, toScan.val + 9, mapping.homography.begin());
    mapping.width = page.width;
    mapping.height = page.height;
    return mapping;
}

cv::Point2d apply(const cv::Matx33d& m, double x, double y) {
    const cv::Vec3d q = m * cv::Vec3d(x, y, 1);
    return {q[0] / q[2], q[1] / q[2]};
}

struct LaidGuess {
    const Sketch* sketch = nullptr;
    Laid laid;
};

bool better(const LaidGuess& a, const LaidGuess& b) {
    return a.laid.recall > b.laid.recall;
}

// The map between two layouts' millimetres; nothing when they lie on the scan alike, within `apart` mm.
std::optional<cv::Matx33d> elsewhere(const LaidGuess& from, const LaidGuess& to, double apart = 1.5) {
    const cv::Matx33d map = to.laid.toFrame.inv() * from.laid.toFrame;
    for (const double x : {0.0, from.sketch->page->width})
        for (const double y : {0.0, from.sketch->page->height}) {
            const cv::Point2d p = apply(map, x, y);
            if (std::hypot(p.x - x, p.y - y) >= apart) return map;
        }
    return std::nullopt;
}

// The guesses laid over the scan, best first; those far behind the best are left where the rough laying put them.
std::vector<LaidGuess> laidGuesses(const Catalogue& catalogue, const Frame& frame) {
    std::vector<LaidGuess> all;
    for (const auto& guess : shortlist(catalogue.sketches(), frame, kGuesses)) {
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

class Decision {
public:
    Decision(const Catalogue& catalogue, const cv::Mat& scan, const Frame& frame, std::vector<LaidGuess> guesses,
             const Sketch* marked, bool shown = false)
        : catalogue_(catalogue),
          scan_(scan),
          frame_(frame),
          guesses_(std::move(guesses)),
          marked_(marked),
          shown_(shown) {}

    Identified decide() {
        std::size_t winner = 0;
        place(winner);
        gather(winner);
        // Another layout may explain the page better once folds are taken out, or print what the page shows.
        bool standsIn = false;
        for (;;) {
            if (const auto next = challenger(winner)) {
                winner = next->guess;
                standsIn = next->same && standIn(winner);
                if (standsIn) continue;
                place(winner);
                gather(winner);
                continue;
            }
            if (!standsIn) break;
            // Told from all others: placed at last. Where some are left, they are asked again once it is.
            const bool clear = result_.rivals.empty();
            place(winner);
            standsIn = false;
            if (clear) break;
            gather(winner);
        }
        if (marked_ != nullptr) heed();
        return std::move(result_);
    }

private:
    void place(std::size_t n) {
        const auto begin = CpuClock::now();
        LaidGuess& guess = guesses_[n];
        const std::vector<Laid> others = settle(guess);
        Candidate candidate;
        candidate.sketch = guess.sketch;
        candidate.mapping = mappingOf(*guess.sketch->page, frame_.toScan * guess.laid.toFrame);
        candidate.recall = guess.laid.recall;
        const auto reference = catalogue_.reference(*guess.sketch);
        result_.failure = reference ? std::nullopt : std::optional<Error>(reference.error());
        if (reference && plausible(candidate.mapping, scan_.size()))
            if (const auto refined = refine(**reference, scan_, candidate.mapping, guess.laid.recall > 0.85)) {
                candidate.mapping = *refined;
                candidate.recall = recallOf(*guess.sketch, frame_, *refined, cv::Matx33d::eye());
                candidate.refined = stands(candidate, guess.laid, others);
            }
        result_.best = std::move(candidate);
        result_.placeMillis = CpuClock::millisSince(begin);
    }

    // A layout that prints at the same millimetres as the present best is compared with the others where that one was
    // placed: of a family of near-duplicates only the last is placed by itself. False when the best was not placed.
    bool standIn(std::size_t n) {
        Candidate& best = *result_.best;
        if (!best.refined) return false;
        best.sketch = guesses_[n].sketch;
        best.recall = recallOf(*best.sketch, frame_, best.mapping, cv::Matx33d::eye());
        return true;
    }

    // Ruling that repeats fits as exactly one row off or upside down: the guess moves to where the most of the print is
    // explained. Returns where else it might stand; nothing when a person has shown where it stands.
    std::vector<Laid> settle(LaidGuess& guess) const {
        std::vector<Laid> others;
        if (shown_) return others;
        for (int round = 0; round < 3; ++round) {
            others = shiftedLays(*guess.sketch, frame_, guess.laid);
            const auto best = std::max_element(others.begin(), others.end(),
                                               [](const Laid& a, const Laid& b) { return a.recall < b.recall; });
            if (best == others.end() || best->recall <= guess.laid.recall) break;
            guess.laid = *best;
        }
        return others;
    }

    // Whether the page explains clearly more of the print where it was placed than at any of the other places.
    bool stands(const Candidate& placed, const Laid& laid, const std::vector<Laid>& others) const {
        return std::none_of(others.begin(), others.end(), [&](const Laid& other) {
            const cv::Matx33d shift = laid.toFrame.inv() * other.toFrame;
            const double recall =
                std::max(other.recall, recallOf(*placed.sketch, frame_, placed.mapping, shift * (1 / shift(2, 2))));
            const cv::Point2d quarter(placed.mapping.width / 4, placed.mapping.height / 4);
            const bool elsewhere = cv::norm(apply(shift, quarter.x, quarter.y) - quarter) > 1.5;  // mm
            return elsewhere && recall > placed.recall - kShiftedRecall;
        });
    }

    // Whatever the library has that prints nearly as much of what is seen where the winner lies: the votes of lines may
    // have named others, or have laid it elsewhere.
    void gather(std::size_t winner) {
        if (shown_) return;
        const LaidGuess best = guesses_[winner];
        for (const Sketch& sketch : catalogue_.sketches()) {
            if (&sketch == best.sketch) continue;
            const double bar = best.laid.recall - kSimilarLaid;
            if (recallAt(sketch, frame_, best.laid.toFrame, kGlance) < bar - kGlanceError) continue;
            const double recall = recallAt(sketch, frame_, best.laid.toFrame, kAll);
            if (recall < bar) continue;
            const auto known =
                std::find_if(guesses_.begin(), guesses_.end(), [&](const auto& g) { return g.sketch == &sketch; });
            if (known == guesses_.end())
                guesses_.push_back({&sketch, {best.laid.toFrame, recall}});
            else if (known->laid.recall < recall)
                known->laid = {best.laid.toFrame, recall};
        }
    }

    // What the form mark says about the winner and its rivals.
    void heed() {
        auto& rivals = result_.rivals;
        const auto named = std::find(rivals.begin(), rivals.end(), marked_);
        const auto guess =
            std::find_if(guesses_.begin(), guesses_.end(), [&](const LaidGuess& g) { return g.sketch == marked_; });
        if (result_.best->sketch == marked_) {
            rivals.clear();
        } else if (named != rivals.end() && guess != guesses_.end()) {
            place(static_cast<std::size_t>(guess - guesses_.begin()));
            rivals.clear();
        } else if (named == rivals.end()) {
            rivals.push_back(marked_);
        }
    }

    struct Challenger {
        std::size_t guess = 0;
        bool same = false;  // it prints at the same millimetres
    };

    // A guess that beats the present best; else sets margin and rivals. Each is named once.
    std::optional<Challenger> challenger(std::size_t winner) {
        const Candidate& best = *result_.best;
        result_.rivals.clear();
        double second = 0;
        for (std::size_t n = 0; n < guesses_.size(); ++n) {
            const LaidGuess& other = guesses_[n];
            if (n == winner || other.laid.recall < guesses_[winner].laid.recall - kSimilarLaid) continue;
            // In the same place first: layouts that were copied from one another print at the same millimetres.
            double recall = best.refined ? recallOf(*other.sketch, frame_, best.mapping, cv::Matx33d::eye()) : 0;
            const bool same = recall >= best.recall - kRivalRecall;
            if (const auto map = same ? std::nullopt : elsewhere(other, guesses_[winner]))
                recall = std::max({recall, other.laid.recall,
                                   best.refined ? recallOf(*other.sketch, frame_, best.mapping, *map) : 0});
            if (recall < best.recall - kRivalRecall) {
                second = std::max(second, recall);
                continue;
            }
            if (!same) {
                // Not the same ruling, and yet as much ink found again: placed by itself, it must be clearly better.
                if (recall > best.recall + kRivalRecall && tried_.insert(other.sketch).second)
                    return Challenger{n, false};
                if (recall > best.recall - kRivalRecall / 2) result_.rivals.push_back(other.sketch);
                continue;
            }
            const auto differences = catalogue_.differences(*best.sketch, *other.sketch);
            if (!differences || (*differences)->empty()) {
                result_.rivals.push_back(other.sketch);
                continue;
            }
            const double evidence = tellApart(**differences, scan_, best.mapping, kEvidence);
            if (evidence <= -kEvidence && tried_.insert(other.sketch).second) return Challenger{n, true};
            if (evidence < kEvidence) result_.rivals.push_back(other.sketch);
        }
        result_.margin = best.recall - second;
        return std::nullopt;
    }

    const Catalogue& catalogue_;
    const cv::Mat& scan_;
    const Frame& frame_;
    std::vector<LaidGuess> guesses_;
    const Sketch* marked_;
    bool shown_;  // by a person, where the page stands
    std::set<const Sketch*> tried_;
    Identified result_;
};

void keepBetter(Identified& best, Identified other) {
    if (!other.best) return;
    if (!best.best || other.best->recall > best.best->recall) best = std::move(other);
}

bool sure(const Identified& identified) {
    return identified.best && identified.best->refined && identified.best->recall >= kSureRecall;
}

Identified byLines(const Catalogue& catalogue, const cv::Mat& scan, const Frame& frame, const Sketch* marked) {
    auto guesses = laidGuesses(catalogue, frame);
    if (guesses.empty() || guesses[0].laid.recall < kHopelessRecall) return {};
    return Decision(catalogue, scan, frame, std::move(guesses), marked).decide();
}

cv::Matx33d scaling(double factor) {
    return {factor, 0, 0, 0, factor, 0, 0, 0, 1};
}

Identified asScan(const Catalogue& catalogue, const cv::Mat& scan, double dpi, const Sketch* marked) {
    const double perMm = dpi / 25.4;
    return byLines(catalogue, scan, makeFrame(scan, scaling(perMm), {scan.cols / perMm, scan.rows / perMm}), marked);
}

// The corners of a sheet in a photograph are those of a page of the library: each size of paper once.
Identified asPhotograph(const Catalogue& catalogue, const cv::Mat& scan, const Sketch* marked) {
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
        keepBetter(best, byLines(catalogue, scan, makeFrame(scan, cv::Matx33d(h.ptr<double>()), size), marked));
        if (sure(best)) break;
    }
    return best;
}

Identified byFeatures(const Catalogue& catalogue, const cv::Mat& scan, double dpi, const Sketch* marked) {
    const Features seen = featuresOf(scan, dpi / kFeatureDpi);
    std::vector<std::pair<int, const Sketch*>> likely;
    for (const auto& sketch : catalogue.sketches())
        if (const auto features = catalogue.features(sketch)) likely.emplace_back(-likeness(**features, seen), &sketch);
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
    return Decision(catalogue, scan, frame, std::move(guesses), marked).decide();
}

}  // namespace

Identified identify(const Catalogue& catalogue, const cv::Mat& scan, double dpi, const Sketch* marked) {
    Identified best;
    const double filling = std::max(scan.cols, scan.rows) / (297.0 / 25.4);
    const bool credible = dpi >= 72 && dpi <= 1200;
    if (credible) best = asScan(catalogue, scan, dpi, marked);
    if (sure(best)) return best;
    if (!credible || std::abs(std::log(dpi / filling)) > 0.05)
        keepBetter(best, asScan(catalogue, scan, filling, marked));
    if (sure(best)) return best;
    keepBetter(best, asPhotograph(catalogue, scan, marked));
    if (sure(best)) return best;
    keepBetter(best, byFeatures(catalogue, scan, filling, marked));
    return best;
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
    return Decision(catalogue, scan, frame, {{&sketch, layOver(sketch, frame, guess * (1 / guess(2, 2)))}}, nullptr,
                    true)
        .decide();
}

}  // namespace toitsu::ocr
