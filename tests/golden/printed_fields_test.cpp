#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "ocr/reader.h"
#include "tests/golden/printed_page.h"
#include "tests/golden/score.h"
#include "tests/scanlab/scan_file.h"

// Printed fields of every kind against what was printed. The run of every test is small; TOITSU_PAGES, TOITSU_SEED,
// TOITSU_FONTS (names separated by commas), TOITSU_PROFILE and TOITSU_DPI choose another, TOITSU_VERBOSE lists what was
// read wrong.

namespace toitsu::golden {

namespace {

std::string setting(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : otherwise;
}

std::size_t editDistance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t next = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = row[j];
            row[j] = next;
        }
    }
    return row[b.size()];
}

struct Tally {
    Quadrants fields;
    std::size_t characters = 0, errors = 0;

    double characterShare() const {
        return characters == 0 ? 1.0 : 1 - static_cast<double>(errors) / static_cast<double>(characters);
    }
};

void print(const std::string& name, const Tally& tally) {
    const Quadrants& q = tally.fields;
    std::printf(
        "%-40s %5d fields  characters %6.2f %% of %6zu  exact %6.2f %%  accepted %6.2f %% (%d wrong)  person: %d "
        "right, %d wrong\n",
        name.c_str(), q.all(), 100 * tally.characterShare(), tally.characters, 100 * q.share(q.right + q.doubtfulRight),
        100 * q.share(q.right + q.wrong), q.wrong, q.doubtfulRight, q.doubtfulWrong);
}

}  // namespace

TEST(PrintedFields, AreReadRightOrInDoubt) {
    auto folder = files::TemporaryFolder::make("toitsu-printed");
    ASSERT_TRUE(folder);
    ASSERT_TRUE(writePrintedLibrary(folder->path()));
    forms::Findings findings;
    const auto library = forms::Library::load(folder->path(), findings);
    ASSERT_TRUE(library) << library.error().text(Language::en);
    ASSERT_TRUE(findings.errors.empty()) << findings.errors.front().text(Language::en);
    const auto book = forms::AddressBook::load(TOITSU_SOURCE_DIR "/ocr/weights/postcodes.txt");
    ASSERT_TRUE(book) << book.error().text(Language::en);
    const auto reader = ocr::Reader::make(*library, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""});
    ASSERT_TRUE(reader) << reader.error().text(Language::en);

    const auto families = text::split(setting("TOITSU_FONTS", "Noto Sans CJK JP,IPAMincho"), ',');
    const int pages = std::stoi(setting("TOITSU_PAGES", "2")), seed = std::stoi(setting("TOITSU_SEED", "6100"));
    const int dpi = std::stoi(setting("TOITSU_DPI", "0"));
    const std::string profileName = setting("TOITSU_PROFILE", "scan");
    const bool verbose = std::getenv("TOITSU_VERBOSE") != nullptr;
    std::map<std::string, Tally> kinds, fonts, profiles;
    Tally all;
    double cpu = 0;
    for (int n = 0; n < pages; ++n) {
        const std::string& family = families[static_cast<std::size_t>(n) % families.size()];
        scanlab::Random random = scanlab::Random(static_cast<std::uint64_t>(seed + n)).fork("profile");
        const scanlab::Profile* found =
            profileName == "mixed" ? &scanlab::drawProfile(random) : scanlab::findProfile(profileName);
        ASSERT_NE(found, nullptr) << profileName;
        scanlab::Profile profile = *found;
        if (dpi > 0) profile.dpi = dpi;
        const auto& layout = *library->layouts[static_cast<std::size_t>(n / static_cast<int>(families.size())) % 2];
        const auto page = printPage(layout, *book, family, profile, static_cast<std::uint64_t>(seed + n));
        ASSERT_TRUE(page) << page.error().text(Language::en);
        const std::string file = folder->path() + "/page." + scanlab::naturalFormat(page->scan);
        ASSERT_TRUE(scanlab::writeScans({page->scan}, file));
        const auto loaded = ocr::load(file);
        ASSERT_TRUE(loaded);
        const std::clock_t begin = std::clock();
        const auto read = reader->read(loaded->front());
        cpu += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        ASSERT_EQ(read.status, ocr::PageStatus::read) << read.reason.en;
        for (const auto& field : page->fields) {
            const auto reading = std::find_if(read.readings.begin(), read.readings.end(),
                                              [&](const auto& r) { return r.field == field.field; });
            ASSERT_NE(reading, read.readings.end()) << field.field;
            const std::string got = reading->candidates.empty() ? "" : reading->candidates.front().text;
            const std::u32string wanted = compared(field.text), text = compared(got);
            const std::size_t errors = std::min(editDistance(wanted, text), wanted.size());
            for (Tally* tally : {&kinds[field.kind], &fonts[family], &profiles[profile.name], &all}) {
                tally->fields.count(wanted == text, reading->doubt);
                tally->characters += wanted.size();
                tally->errors += errors;
            }
            if (verbose && (wanted != text || reading->doubt))
                std::cout << (wanted == text   ? "  doubt "
                              : reading->doubt ? "  wrong "
                                               : "  ACCEPTED WRONG ")
                          << field.kind << " [" << family << "] '" << field.text << "' read '" << got << "' "
                          << reading->confidence << " " << reading->why.en << "\n";
        }
    }
    for (const auto& [name, tally] : fonts) print(name, tally);
    for (const auto& [name, tally] : profiles) print(name, tally);
    for (const auto& [name, tally] : kinds) print(name, tally);
    print("ALL", all);
    std::cout << "CPU " << 1000 * cpu / all.fields.all() << " ms a field, the page's share included\n";
    EXPECT_LE(all.fields.wrong, 0.005 * all.fields.all() + 0.5) << "values accepted wrongly";
    EXPECT_GE(kinds["name"].characterShare(), 0.93);
    EXPECT_GE(kinds["kana"].characterShare(), 0.93);
    EXPECT_GE(kinds["address"].characterShare(), 0.90);
}

}  // namespace toitsu::golden
