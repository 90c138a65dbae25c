// Several sheets on one glass: each is a page of its own or the picture is refused; none is lost, none read as another.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "base/files.h"
#include "forms/record.h"
#include "ocr/page.h"
#include "ocr/reader.h"
#include "tests/golden/score.h"
#include "tests/scanlab/platen.h"
#include "tests/scanlab/scan_file.h"

namespace toitsu::golden {

namespace {

int numberFrom(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? std::atoi(value) : otherwise;
}

struct Tally {
    int pictures = 0, apart = 0, refused = 0, wrong = 0;
    int wrongValues = 0, values = 0;
    double worstMm = 0;

    Tally& operator+=(const Tally& other) {
        pictures += other.pictures, apart += other.apart, refused += other.refused, wrong += other.wrong;
        wrongValues += other.wrongValues, values += other.values;
        worstMm = std::max(worstMm, other.worstMm);
        return *this;
    }
    std::string text() const {
        return std::to_string(pictures) + " pictures, apart " + std::to_string(apart) + ", refused " +
               std::to_string(refused) + ", wrong or lost " + std::to_string(wrong) + ", worst corner " +
               std::to_string(worstMm) + " mm, fields accepted wrongly " + std::to_string(wrongValues) + " of " +
               std::to_string(values);
    }
};

double cornerError(const ocr::PageReading& read, const Value& truth, double perMm) {
    double worst = 0;
    for (std::size_t n = 0; n < 4; ++n) {
        const List& corner = *(*truth["corners"].list())[n].list();
        worst = std::max(worst, std::hypot(read.corners[n].x - corner[0].number()->toDouble(),
                                           read.corners[n].y - corner[1].number()->toDouble()));
    }
    return worst / perMm;
}

bool shows(const ocr::Page& page, const Value& truth) {
    const List& from = *(*truth["corners"].list())[0].list();
    const List& to = *(*truth["corners"].list())[2].list();
    const double x = (from[0].number()->toDouble() + to[0].number()->toDouble()) / 2;
    const double y = (from[1].number()->toDouble() + to[1].number()->toDouble()) / 2;
    return page.part.left < x && x < page.part.right && page.part.top < y && y < page.part.bottom;
}

class Platen : public testing::Test {
protected:
    Platen() {
        forms::Findings findings;
        library = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings).value();
        reader.emplace(ocr::Reader::make(library, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""}).value());
        const std::string mnist = TOITSU_SHARED_DIR "/data/mnist";
        digits.emplace(scanlab::DigitShapes::load(std::filesystem::exists(mnist) ? mnist : "").value());
    }

    // `strangers`: sheets beside the forms that no layout explains.
    Tally check(const std::string& kind, std::uint64_t seed, const std::string& profile, std::size_t strangers) {
        const auto sample = scanlab::makePlaten(library, kind, seed, {.profile = profile}, *digits).value();
        const std::string ending = scanlab::naturalFormat(sample.scan);
        const std::string path = folder.path() + "/" + kind + "-" + std::to_string(seed) + "-" + profile + "." + ending;
        EXPECT_TRUE(scanlab::writeScans({sample.scan}, path));
        const auto pages = ocr::load(path).value();
        const auto sheets = reader->readSheets(pages.front());
        std::filesystem::remove(path);
        Tally tally{.pictures = 1};
        const List& forms = *sample.truth["forms"].list();
        const auto unlike = [&](const std::string& why) {
            ++tally.wrong;
            ADD_FAILURE() << kind << " " << seed << " " << profile << ": " << why;
        };
        if (sheets.size() == 1 && sheets[0].reading.status != ocr::PageStatus::read) {
            ++tally.refused;
            if (forms.size() + strangers > 1 && sheets[0].reading.code != "S026")
                std::cout << "   " << kind << " " << seed << " " << profile << " refused by " << sheets[0].reading.code
                          << "\n";
            return tally;
        }
        if (sheets.size() != forms.size() + strangers) {
            unlike(std::to_string(sheets.size()) + " sheets");
            return tally;
        }
        ++tally.apart;
        std::size_t read = 0, unread = 0;
        for (const Value& truth : forms) {
            const double perMm = pages.front().dpi / 25.4;
            std::size_t here = 0;
            for (const auto& [page, reading] : sheets) {
                if (reading.status != ocr::PageStatus::read) {
                    if (page.sheet > 0 && shows(page, truth)) ++here, ++unread;
                    continue;
                }
                if (reading.layout != *truth["layout"].string() || cornerError(reading, truth, perMm) > 3) continue;
                ++here, ++read;
                tally.worstMm = std::max(tally.worstMm, cornerError(reading, truth, perMm));
                const auto& form = *library.asked(reading.form, reading.layout);
                const auto& layout = *library.layout(reading.layout);
                const auto result =
                    score(form, layout, forms::unify(form, layout, reading.readings), truth, kind, false);
                for (const auto& [name, fields] : result.fields)
                    tally.wrongValues += fields.wrong, tally.values += fields.all();
            }
            if (here != 1) unlike(*truth["layout"].string() + " found " + std::to_string(here) + " times");
        }
        if (read + unread != forms.size()) unlike("a form that is not there");
        if (unread > 0) std::cout << "   " << kind << " " << seed << " " << profile << " has a sheet unread\n";
        return tally;
    }

    // Profiles of scanners one after the other.
    Tally checkAll(const std::string& kind, int each, std::size_t strangers) {
        const int seed = numberFrom("TOITSU_SEED", 61000);
        std::vector<std::string> names;
        for (const auto& profile : scanlab::profiles())
            if (profile.perspective <= 0) names.push_back(profile.name);
        const char* only = std::getenv("TOITSU_PROFILE");
        Tally all;
        for (int n = 0; n < each; ++n) {
            const auto next = static_cast<std::size_t>(seed + n * 7) % names.size();
            all += check(kind, static_cast<std::uint64_t>(seed + n), only != nullptr ? only : names[next], strangers);
        }
        std::cout << kind << ": " << all.text() << std::endl;
        return all;
    }

    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-platen-").value();
    forms::Library library;
    std::optional<ocr::Reader> reader;
    std::optional<scanlab::DigitShapes> digits;
};

}  // namespace

TEST_F(Platen, SheetsOfKnownFormsAreReadEachOnItsOwn) {
    Tally all;
    for (const char* kind : {"a5-pair", "a4-pair", "a4-a5", "a5-four"})
        all += checkAll(kind, numberFrom("TOITSU_SCANS", 2), 0);
    std::cout << "ALL: " << all.text() << std::endl;
    EXPECT_EQ(all.wrong, 0);
    EXPECT_GE(all.apart, 0.75 * all.pictures);
    EXPECT_LE(all.wrongValues, 0.002 * all.values + 1);
}

TEST_F(Platen, AFormAloneIsNotCut) {
    const Tally all = checkAll("a5-alone", numberFrom("TOITSU_SCANS", 2), 0);
    EXPECT_EQ(all.wrong, 0);
}

TEST_F(Platen, AReceiptBesideAFormIsASheetOnADarkLidAndRefusedOnAWhiteOne) {
    const Tally white = checkAll("receipt", numberFrom("TOITSU_SCANS", 1), 1);
    EXPECT_EQ(white.apart + white.wrong, 0);
    const Tally dark = checkAll("receipt-dark", numberFrom("TOITSU_SCANS", 2), 1);
    EXPECT_EQ(dark.wrong, 0);
}

TEST_F(Platen, FormsThatCoverOneAnotherAreRefused) {
    const Tally all = checkAll("overlap", numberFrom("TOITSU_SCANS", 2), 0);
    EXPECT_EQ(all.refused, all.pictures);
}

}  // namespace toitsu::golden
