#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>

#include "base/json.h"
#include "ocr/reader.h"
#include "tests/golden/stranger_library.h"

// 24 pages of two layouts that our tools did not make. Each is placed within 0.5 mm of the truth or refused; marks,
// circles and digits are right or doubtful. The floors only rise.

namespace toitsu::golden {

namespace {

const std::string kData = TOITSU_SHARED_DIR "/data/foreign-scans";

double number(const Value& value) {
    return value.number() != nullptr ? value.number()->toDouble() : -1e9;
}

std::string idOf(std::string name) {
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

std::string truthOf(const Value& field) {
    if (const auto* text = field["value"].string()) {
        return text->find_first_not_of(' ') == std::string::npos ? "" : *text;
    }
    std::string out;
    const auto& list = *field["value"].list();
    for (std::size_t n = 0; n < list.size(); ++n)
        if (number(list[n]) == 1) out += (out.empty() ? "o" : "|o") + std::to_string(n);
    return out;
}

struct Counts {
    int right = 0, doubtfulRight = 0, doubtfulWrong = 0, wrong = 0;
    int all() const { return right + doubtfulRight + doubtfulWrong + wrong; }
};

void print(const char* what, const Counts& c) {
    std::cout << what << ": accepted right " << c.right << ", wrong " << c.wrong << "; doubtful right "
              << c.doubtfulRight << ", wrong " << c.doubtfulWrong << "\n";
}

}  // namespace

TEST(ForeignScans, PlacedAndReadRightOrInDoubt) {
    if (!std::filesystem::exists(kData)) GTEST_SKIP() << "skipped: no data at " << kData;
    const auto stranger = foreignLibrary(kData);
    ASSERT_TRUE(stranger) << stranger.error().text(Language::en);
    forms::Findings findings;
    const auto library = forms::Library::load(stranger->path, findings);
    ASSERT_TRUE(library) << library.error().text(Language::en);
    for (const auto& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
    ASSERT_EQ(library->layouts.size(), 2u);
    const auto reader = ocr::Reader::make(*library, {TOITSU_SOURCE_DIR "/ocr/weights", "", ""});
    ASSERT_TRUE(reader) << reader.error().text(Language::en);

    Counts marks, digits, seals;
    int placed = 0;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(kData))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    ASSERT_EQ(files.size(), 24u);

    for (const auto& path : files) {
        const auto truth = json::parse(*files::read(path));
        ASSERT_TRUE(truth);
        const auto pages = ocr::load(kData + "/" + *(*truth)["file"].string());
        ASSERT_TRUE(pages) << pages.error().text(Language::en);
        const auto read = reader->read(pages->front());
        std::cout << path.stem().string() << ": " << read.code << " recall margin " << read.margin << " residual "
                  << read.residualMm << " ms " << read.identifyMillis << "+" << read.placeMillis << "+"
                  << read.readMillis;
        if (read.status != ocr::PageStatus::read) {
            std::cout << " refused: " << read.reason.en << "\n";
            continue;
        }
        ++placed;
        EXPECT_EQ(read.layout, idOf(std::string(1, static_cast<char>(std::tolower((*(*truth)["form"].string())[0])))));
        EXPECT_LE(read.residualMm, 0.5);
        // How far a field's corner lies from the truth, in mm, by the scan's own scale.
        double worst = 0;
        const double perMm = std::hypot(read.corners[1].x - read.corners[0].x, read.corners[1].y - read.corners[0].y) /
                             (2480 * 25.4 / 300);
        for (const auto& field : *(*truth)["fields"].list()) {
            for (const auto& reading : read.readings) {
                if (reading.field != idOf(*field["name"].string())) continue;
                const std::string type = *field["type"].string();
                if (type == "seal" || type == "text") {
                    const auto& quad = *field["quad"].list();
                    for (std::size_t n = 0; n < 4; ++n)
                        worst = std::max(worst, std::hypot(reading.quad[n].x - number((*quad[n].list())[0]),
                                                           reading.quad[n].y - number((*quad[n].list())[1])) /
                                                    perMm);
                }
                if (type == "text") continue;
                const std::string got = reading.candidates.empty() ? "" : reading.candidates[0].text;
                const std::string want =
                    type == "seal" ? (number(field["value"]) == 1 ? "true" : "false") : truthOf(field);
                Counts& counts = type == "digits" ? digits : type == "seal" ? seals : marks;
                (got == want ? (reading.doubt ? counts.doubtfulRight : counts.right)
                             : (reading.doubt ? counts.doubtfulWrong : counts.wrong))++;
                if (got != want && !reading.doubt)
                    ADD_FAILURE() << path.stem() << " " << reading.field << " read '" << got << "' is '" << want
                                  << "' confidence " << reading.confidence;
                else if (got != want && std::getenv("TOITSU_VERBOSE") != nullptr)
                    std::cout << "\n   doubtful " << reading.field << " '" << got << "' is '" << want << "'";
            }
        }
        std::cout << " worst corner " << worst << " mm\n";
        EXPECT_LE(worst, 0.5) << path.stem();
    }
    print("marks and circles", marks);
    print("digit fields", digits);
    print("seals", seals);
    std::cout << "placed " << placed << " of 24\n";
    EXPECT_GE(placed, 20);
    EXPECT_EQ(marks.wrong + digits.wrong + seals.wrong, 0);
}

}  // namespace toitsu::golden
