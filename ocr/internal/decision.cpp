#include "ocr/internal/decision.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/cpu_clock.h"
#include "ocr/internal/difference.h"
#include "ocr/internal/place.h"
#include "ocr/internal/shifted.h"

// Siblings – layouts that were copied from one another – print nearly all at the same millimetres. They are told apart
// where the best of them was laid, so that only the right one is placed; where placing then moves the page (folds,
// curled paper) they are told apart again.

namespace toitsu::ocr {

namespace {

constexpr double kRivalRecall = 0.08;    // a layout whose recall comes so near may be the right one
constexpr double kLaidRight = 0.35;      // mm: a page that placing moves by less lies where it was laid
constexpr double kShiftedRecall = 0.02;  // a shifted layout that explains so nearly as much may be the right one
constexpr double kEvidence = 0.25;       // of the places where two layouts differ, −1…1
constexpr std::size_t kGlance = 300;     // points that tell whether to look closer …
constexpr double kGlanceError = 0.07;    // … and by how much their share may be wrong: four standard deviations

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

}  // namespace

// The map between two layouts' millimetres; nothing when they lie on the scan alike, within `apart` mm.
std::optional<cv::Matx33d> elsewhere(const LaidGuess& from, const LaidGuess& to, double apart) {
    const cv::Matx33d map = to.laid.toFrame.inv() * from.laid.toFrame;
    for (const double x : {0.0, from.sketch->page->width})
        for (const double y : {0.0, from.sketch->page->height}) {
            const cv::Point2d p = apply(map, x, y);
            if (std::hypot(p.x - x, p.y - y) >= apart) return map;
        }
    return std::nullopt;
}

namespace {

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
        settle(guesses_[winner]);
        gather(winner);
        const cv::Matx33d laid = guesses_[winner].laid.toFrame;
        winner = likeliest(winner);
        place(winner);
        if (guesses_[winner].laid.toFrame != laid) gather(winner);
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

    // Of layouts that print at the same millimetres, the one whose print is seen where the winner was laid: siblings
    // share nearly all of their print, so one laying tells them apart and only the right one is placed.
    std::size_t likeliest(std::size_t winner) {
        if (shown_) return winner;
        const LaidGuess first = guesses_[winner];
        rough_ = mappingOf(*first.sketch->page, frame_.toScan * first.laid.toFrame);
        for (std::size_t n = 0; n < guesses_.size(); ++n) {
            const LaidGuess& other = guesses_[n];
            if (n == winner || other.laid.recall < first.laid.recall - kRivalRecall || elsewhere(other, first))
                continue;
            const auto differences = catalogue_.differences(*guesses_[winner].sketch, *other.sketch);
            if (!differences || (*differences)->empty()) continue;
            const double evidence = tellApart(**differences, scan_, rough_, kEvidence);
            told_[{guesses_[winner].sketch, other.sketch}] = evidence;
            told_[{other.sketch, guesses_[winner].sketch}] = -evidence;
            if (evidence > -kEvidence) continue;
            guesses_[n].laid = first.laid;
            winner = n;
        }
        return winner;
    }

    // What was told before the best was placed; nothing where placing has moved the paper from where it was laid.
    std::optional<double> told(const Sketch& best, const Sketch& other) const {
        const auto known = told_.find({&best, &other});
        if (known == told_.end()) return std::nullopt;
        const Mapping& placed = result_.best->mapping;
        const double perMm = std::sqrt(std::abs(cv::determinant(frame_.toScan.get_minor<2, 2>(0, 0))));
        for (int j = 1; j < 8; ++j)
            for (int i = 1; i < 8; ++i) {
                const Point mm{placed.width * i / 8, placed.height * j / 8};
                const Point a = placed.toScan(mm), b = rough_.toScan(mm);
                if (std::hypot(a.x - b.x, a.y - b.y) > kLaidRight * perMm) return std::nullopt;
            }
        return known->second;
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
            const auto before = told(*best.sketch, *other.sketch);
            const double evidence = before && std::abs(*before) >= kEvidence
                                        ? *before
                                        : tellApart(**differences, scan_, best.mapping, kEvidence);
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
    Mapping rough_;                                                     // where the page was laid, and …
    std::map<std::pair<const Sketch*, const Sketch*>, double> told_{};  // … the evidence seen there, −1…1
    Identified result_;
};

}  // namespace

Identified decide(const Catalogue& catalogue, const cv::Mat& scan, const Frame& frame, std::vector<LaidGuess> guesses,
                  const Sketch* marked, bool shown) {
    return Decision(catalogue, scan, frame, std::move(guesses), marked, shown).decide();
}

}  // namespace toitsu::ocr
