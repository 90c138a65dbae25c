#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include "base/files.h"
#include "ocr/internal/astray.h"
#include "ocr/internal/identify.h"
#include "ocr/internal/mat.h"
#include "tests/scanlab/batch.h"
#include "tests/scanlab/family.h"
#include "tests/scanlab/other_page.h"
#include "tests/scanlab/placing_error.h"
#include "tests/scanlab/scan_file.h"

// Identifying and placing in a library of layouts that do not exist: many of them near-duplicates, some twins that
// nothing tells apart. TOITSU_LAYOUTS (near-duplicates are two fifths of them), TOITSU_SEED and TOITSU_PROFILE choose
// others than the few of every test run; TOITSU_ONLY reads, of the same pages, those of one degradation or of one
// layout, and says how each was placed.

namespace toitsu::golden {

namespace {

int numberFrom(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? std::atoi(value) : otherwise;
}

forms::Box boxOf(const Value& place) {
    const List& box = *place["box"].list();
    const auto mm = [&](std::size_t n) { return box[n].number()->toDouble(); };
    return {mm(0), mm(1), mm(2), mm(3)};
}

struct Count {
    int pages = 0, right = 0, wrong = 0, ambiguous = 0, rejected = 0;
    int refused = 0;               // of the right ones: not placed well enough to be read
    std::vector<double> worst{};   // mm, of the field corners of each placed page
    std::vector<double> silent{};  // mm, of its fields that are not doubted
    int places = 0, doubted = 0;

    void add(const Count& one) {
        pages += one.pages;
        right += one.right;
        wrong += one.wrong;
        ambiguous += one.ambiguous;
        rejected += one.rejected;
        refused += one.refused;
        places += one.places;
        doubted += one.doubted;
        worst.insert(worst.end(), one.worst.begin(), one.worst.end());
        silent.insert(silent.end(), one.silent.begin(), one.silent.end());
    }

    static std::string spread(std::vector<double> errors) {
        std::sort(errors.begin(), errors.end());
        const auto beyond = [&](double mm) {
            return std::count_if(errors.begin(), errors.end(), [&](double e) { return e > mm; });
        };
        return "median " + std::to_string(errors[errors.size() / 2]) + " mm, greatest " +
               std::to_string(errors.back()) + ", beyond 0.3: " + std::to_string(beyond(0.3)) +
               ", beyond 0.5: " + std::to_string(beyond(0.5));
    }

    std::string text() const {
        std::string out = std::to_string(pages) + " pages, right " + std::to_string(right) + ", wrong " +
                          std::to_string(wrong) + ", ambiguous " + std::to_string(ambiguous) + ", rejected " +
                          std::to_string(rejected) + "; of the right ones not placed " + std::to_string(refused);
        if (worst.empty()) return out;
        return out + "; worst corner " + spread(worst) + "; without a doubt " + spread(silent) + "; doubted " +
               std::to_string(doubted) + " of " + std::to_string(places);
    }
};

struct Others {
    int pages = 0, alike = 0;
};

class LibraryOfStrangers : public testing::Test {
protected:
    void SetUp() override {
        auto folder = files::TemporaryFolder::make("toitsu-strangers");
        ASSERT_TRUE(folder);
        folder_ = std::make_unique<files::TemporaryFolder>(std::move(*folder));
        const int layouts = numberFrom("TOITSU_LAYOUTS", 30);
        seed_ = static_cast<std::uint64_t>(numberFrom("TOITSU_SEED", 5100));
        const auto members = scanlab::makeLibrary(
            folder_->path(), {.layouts = layouts, .near = layouts * 2 / 5 / 10 * 10, .twins = 2, .seed = seed_});
        ASSERT_TRUE(members) << members.error().text(Language::en);
        members_ = *members;
        forms::Findings findings;
        auto library = forms::Library::load(folder_->path(), findings);
        ASSERT_TRUE(library) << library.error().text(Language::en);
        library_ = std::move(*library);
        auto catalogue = ocr::Catalogue::make(library_);
        ASSERT_TRUE(catalogue) << catalogue.error().text(Language::en);
        catalogue_ = std::move(*catalogue);
        const std::string mnist = TOITSU_SHARED_DIR "/data/mnist";
        auto digits = scanlab::DigitShapes::load(std::filesystem::exists(mnist) ? mnist : "");
        ASSERT_TRUE(digits);
        digits_ = std::make_unique<scanlab::DigitShapes>(std::move(*digits));
    }

    // Whether TOITSU_ONLY leaves a page in.
    bool asked(const std::string& layout, std::uint64_t seed) const {
        if (only_ == nullptr || layout == only_) return true;
        scanlab::Random profiles = scanlab::Random(seed).fork(layout).fork("profile");
        const auto profile = scanlab::profileFor({.profile = profile_}, seed, profiles);
        return profile && profile->name == only_;
    }

    // As a file and back: the compression belongs to the scan.
    std::pair<cv::Mat, double> scanned(const scanlab::Sample& sample) {
        const std::string path = folder_->path() + "/scan." + scanlab::naturalFormat(sample.scan);
        EXPECT_TRUE(scanlab::writeScans({sample.scan}, path));
        const auto pages = ocr::load(path);
        EXPECT_TRUE(pages);
        if (!pages) return {cv::Mat(100, 100, CV_8UC1, cv::Scalar(255)), 300};
        return {ocr::greyOf(pages->front().picture).clone(), pages->front().dpi};
    }

    // How far every field of a page that was placed is off, and whether it is doubted.
    void judgePlaces(const scanlab::Sample& sample, const cv::Mat& grey, const ocr::Candidate& best, Count& count) {
        const auto reference = catalogue_->reference(*best.sketch);
        ASSERT_TRUE(reference);
        double worst = 0, silent = 0;
        std::string field;
        for (const Value& place : *sample.truth["places"].list()) {
            const Value one = Context{{"places", List{place}}};
            const auto error = scanlab::placingError(one, [&](forms::Point mm) { return best.mapping.toScan(mm); });
            if (error.corners == 0) continue;
            const bool doubt = ocr::astray(**reference, grey, best.mapping, boxOf(place));
            ++count.places;
            count.doubted += doubt ? 1 : 0;
            worst = std::max(worst, error.worst);
            if (doubt || error.worst <= silent) continue;
            silent = error.worst;
            field = error.worstField;
        }
        count.worst.push_back(worst);
        count.silent.push_back(silent);
        if (worst > 0.3 || only_ != nullptr)
            std::cout << best.sketch->layout->id << " " << sample.profile << " worst " << worst << " mm, not doubted "
                      << silent << " (" << field << "), residual " << best.mapping.residualMm << ", doubted "
                      << count.doubted << " of " << count.places << "\n";
    }

    static bool refusedToPlace(const ocr::Candidate& best) {
        return !best.refined || best.mapping.support < 0.35 || best.mapping.residualMm > 0.5;
    }

    static bool accepted(const ocr::Identified& found) {
        return found.best && found.best->recall >= ocr::kLeastRecall && found.rivals.empty();
    }

    void judge(const std::string& layout, const scanlab::Sample& sample, Count& count) {
        const auto [grey, dpi] = scanned(sample);
        const auto found = ocr::identify(*catalogue_, grey, dpi);
        ++count.pages;
        if (!found.best || found.best->recall < ocr::kLeastRecall) {
            ++count.rejected;
        } else if (!found.rivals.empty()) {
            ++count.ambiguous;
            bool named = found.best->sketch->layout->id == layout;
            for (const auto* rival : found.rivals) named = named || rival->layout->id == layout;
            EXPECT_TRUE(named) << layout << " is not among the rivals";
        } else if (found.best->sketch->layout->id == layout) {
            ++count.right;
            if (refusedToPlace(*found.best)) {
                ++count.refused;
                std::cout << layout << " " << sample.profile << " not placed: residual "
                          << found.best->mapping.residualMm << " mm, recall " << found.best->recall << "\n";
                return;
            }
            judgePlaces(sample, grey, *found.best, count);
        } else {
            ++count.wrong;
            ADD_FAILURE() << layout << " taken for " << found.best->sketch->layout->id << " (" << sample.profile << ")";
        }
    }

    std::unique_ptr<files::TemporaryFolder> folder_;
    std::vector<scanlab::Member> members_;
    forms::Library library_;
    std::unique_ptr<ocr::Catalogue> catalogue_;
    std::unique_ptr<scanlab::DigitShapes> digits_;
    std::uint64_t seed_ = 1;
    const std::string profile_ = std::getenv("TOITSU_PROFILE") != nullptr ? std::getenv("TOITSU_PROFILE") : "mixed";
    const char* only_ = std::getenv("TOITSU_ONLY");
};

}  // namespace

TEST_F(LibraryOfStrangers, EveryPageIsItselfOrADoubt) {
    std::map<std::string, Count> kinds;
    std::map<std::string, Count> profiles;
    std::uint64_t seed = seed_ * 1000;
    for (const auto& member : members_) {
        ++seed;
        if (!asked(member.layout, seed)) continue;
        const auto& layout = *library_.layout(member.layout);
        const bool twin = member.kind == "twin" || member.family.rfind("t", 0) == 0;
        const auto sample =
            scanlab::makeSample(library_, layout, layout.pages[0], seed, {.profile = profile_}, *digits_);
        ASSERT_TRUE(sample) << sample.error().text(Language::en);
        Count one;
        judge(member.layout, *sample, one);
        kinds[twin ? "twins" : member.kind].add(one);
        profiles[sample->profile].add(one);
    }
    for (auto& [name, count] : profiles) std::cout << "  " << name << ": " << count.text() << "\n";
    for (auto& [name, count] : kinds) std::cout << name << ": " << count.text() << "\n";
    EXPECT_EQ(kinds["twins"].right, 0) << "nothing tells twins apart";
    const int pages = kinds["different"].pages + kinds["near"].pages;
    EXPECT_GE(kinds["different"].right + kinds["near"].right, pages - std::max(1.0, 0.005 * pages));
    EXPECT_LE(kinds["different"].refused + kinds["near"].refused, std::max(1.0, 0.03 * pages));
}

// Curled, creased and crumpled paper and photographs held badly: every place is within half a millimetre, or its page
// is refused, or it is for a person.
TEST_F(LibraryOfStrangers, PaperThatIsNotFlatIsFollowedOrDoubted) {
    const int pages = numberFrom("TOITSU_CURLED", 4);
    const std::vector<std::string> shapes{"curl", "warp", "crumpled", "fold", "photohard"};
    for (const std::string& shape : shapes) {
        int places = 0, doubted = 0, beyond = 0, silent = 0, refused = 0;
        double worst = 0;
        for (int n = 0; n < pages; ++n) {
            const auto& layout = *library_.layouts[static_cast<std::size_t>(n) % library_.layouts.size()];
            const auto sample =
                scanlab::makeSample(library_, layout, layout.pages[0],
                                    seed_ * 1000 + 500 + static_cast<std::uint64_t>(n), {.profile = shape}, *digits_);
            ASSERT_TRUE(sample) << sample.error().text(Language::en);
            const auto [grey, dpi] = scanned(*sample);
            const auto found = ocr::identify(*catalogue_, grey, dpi);
            if (!found.rivals.empty()) continue;  // twins: nothing tells them apart, flat or not
            if (!accepted(found) || refusedToPlace(*found.best)) {
                ++refused;
                continue;
            }
            const auto& mapping = found.best->mapping;
            const auto reference = catalogue_->reference(*found.best->sketch);
            ASSERT_TRUE(reference);
            for (const Value& place : *sample->truth["places"].list()) {
                const Value one = Context{{"places", List{place}}};
                const auto error = scanlab::placingError(one, [&](forms::Point mm) { return mapping.toScan(mm); });
                if (error.corners == 0) continue;
                const bool doubt = ocr::astray(**reference, grey, mapping, boxOf(place));
                ++places;
                doubted += doubt ? 1 : 0;
                beyond += error.worst > 0.5 ? 1 : 0;
                worst = std::max(worst, doubt ? 0 : error.worst);
                if (doubt || error.worst <= 0.5) continue;
                ++silent;
                std::cout << layout.id << " " << shape << " " << error.worstField << " " << error.worst << " mm off\n";
            }
        }
        std::cout << shape << ": " << pages << " pages, refused " << refused << "; of " << places << " places "
                  << beyond << " beyond 0.5 mm, " << doubted << " doubted, " << silent
                  << " silently beyond; worst without a doubt " << worst << " mm\n";
        EXPECT_LE(silent, places / 1000) << shape;
        EXPECT_LE(refused, 1 + pages / 10) << shape;
        EXPECT_LE(doubted, places / 4) << shape;
    }
}

// Pages of no form in every degradation, forms of another library by the same designers, and strangers' pages: none is
// read. TOITSU_OTHERS: how many of the first; half as many of the second, a third from each folder of the last.
TEST_F(LibraryOfStrangers, PagesOfNoFormAreNotAccepted) {
    const auto others = static_cast<std::uint64_t>(numberFrom("TOITSU_OTHERS", 6));
    std::map<std::string, Others> kinds;
    const auto judgeOther = [&](const std::string& kind, const std::string& name, const cv::Mat& grey, double dpi) {
        const auto found = ocr::identify(*catalogue_, grey, dpi);
        Others& count = kinds[kind];
        ++count.pages;
        if (!found.best || found.best->recall < ocr::kLeastRecall) return;
        ++count.alike;
        if (!accepted(found) || refusedToPlace(*found.best)) return;
        ADD_FAILURE() << kind << " " << name << " taken for " << found.best->sketch->layout->id << ", recall "
                      << found.best->recall;
    };
    for (std::uint64_t n = 0; n < others; ++n) {
        const auto other = scanlab::makeOther(seed_ + n, {.profile = profile_});
        ASSERT_TRUE(other) << other.error().text(Language::en);
        const auto [grey, dpi] = scanned(*other);
        judgeOther(*other->truth["kind"].string(), other->profile + " " + std::to_string(seed_ + n), grey, dpi);
    }
    const std::string folder = folder_->path() + "/others";
    const auto strangers =
        scanlab::makeLibrary(folder, {.layouts = static_cast<int>(others / 2), .near = 0, .seed = seed_ + 7777});
    ASSERT_TRUE(strangers) << strangers.error().text(Language::en);
    forms::Findings findings;
    const auto library = forms::Library::load(folder, findings);
    ASSERT_TRUE(library) << library.error().text(Language::en);
    for (std::uint64_t n = 0; n < strangers->size(); ++n) {
        const auto& layout = *library->layout((*strangers)[n].layout);
        const auto sample =
            scanlab::makeSample(*library, layout, layout.pages[0], seed_ + n, {.profile = profile_}, *digits_);
        ASSERT_TRUE(sample) << sample.error().text(Language::en);
        const auto [grey, dpi] = scanned(*sample);
        judgeOther("form of another library", layout.id + " " + sample->profile, grey, dpi);
    }
    for (const std::string data : {"foreign-scans", "hiragana-real", "quexf-scan"}) {
        const std::filesystem::path from = TOITSU_SHARED_DIR "/data/" + data;
        if (!std::filesystem::exists(from)) continue;
        std::vector<std::filesystem::directory_entry> files;
        std::copy(std::filesystem::directory_iterator(from), {}, std::back_inserter(files));
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            if (kinds[data].pages >= static_cast<int>(others / 3)) break;
            const std::string kind = file.path().extension().string();
            if (kind != ".jpg" && kind != ".png" && kind != ".tif" && kind != ".pdf") continue;
            const auto pages = ocr::load(file.path().string());
            ASSERT_TRUE(pages) << pages.error().text(Language::en);
            for (const auto& page : *pages)
                judgeOther(data, file.path().filename(), ocr::greyOf(page.picture), page.dpi);
        }
    }
    for (const auto& [kind, count] : kinds)
        std::cout << kind << ": " << count.pages << " pages, " << count.alike
                  << " with as much print as a form, none to be accepted\n";
    EXPECT_GE(kinds["letter"].pages, static_cast<int>(others / scanlab::otherKinds().size()));
}

}  // namespace toitsu::golden
