#include "tests/scanlab/batch.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/era.h"
#include "base/json.h"
#include "forms/record.h"

namespace toitsu::scanlab {
namespace {

const forms::Library& library() {
    static const forms::Library loaded = [] {
        forms::Findings findings;
        auto result = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
        for (const Error& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
        return result ? *result : forms::Library{};
    }();
    return loaded;
}

const DigitShapes& fontDigits() {
    static const DigitShapes digits = *DigitShapes::load("");
    return digits;
}

TEST(Library, HasTheFiveLayouts) {
    for (const char* id : {"nagano-2024", "matsumoto-2023", "komoro-2021", "nagano-2025", "matsumoto-2024"}) {
        EXPECT_NE(library().layout(id), nullptr) << id;
    }
}

TEST(Batch, TheSameSeedGivesTheSamePixelsAndTruth) {
    const auto& layout = *library().layout("matsumoto-2024");
    const Order order{.profile = "mixed"};
    for (const std::uint64_t seed : {3u, 4u}) {
        const auto one = makeSample(library(), layout, layout.pages[0], seed, order, fontDigits());
        const auto two = makeSample(library(), layout, layout.pages[0], seed, order, fontDigits());
        ASSERT_TRUE(one && two);
        EXPECT_EQ(one->scan.pixels, two->scan.pixels);
        EXPECT_EQ(json::write(one->truth), json::write(two->truth));
    }
}

TEST(Batch, AnotherSeedGivesAnotherPage) {
    const auto& layout = *library().layout("matsumoto-2024");
    const Order order{.profile = "clean"};
    const auto one = makeSample(library(), layout, layout.pages[0], 1, order, fontDigits());
    const auto two = makeSample(library(), layout, layout.pages[0], 2, order, fontDigits());
    ASSERT_TRUE(one && two);
    EXPECT_NE(one->scan.pixels, two->scan.pixels);
    EXPECT_NE(json::write(one->truth["fields"]), json::write(two->truth["fields"]));
}

// Every value of the truth is one that the form accepts, in its canonical spelling, and one that the paper can show.
TEST(Batch, TruthParsesAndStandsOnThePaper) {
    for (const auto& layout : library().layouts) {
        const forms::Form& form = *library().asked(layout->form, layout->id);
        const Paper paper(form, *layout);
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Random random(seed);
            const auto answers = answer(form, *layout, random, false);
            ASSERT_TRUE(answers) << answers.error().text(Language::en);
            EXPECT_TRUE(answers->faults.empty());
            for (const auto& [id, text] : answers->fields) {
                const forms::Field* field = form.field(id);
                ASSERT_NE(field, nullptr) << id;
                const auto value = forms::parseField(*field, text);
                ASSERT_TRUE(value) << layout->id << " " << id << " seed " << seed;
                EXPECT_EQ(forms::canonicalText(*value), text) << layout->id << " " << id << " seed " << seed;
                EXPECT_FALSE(field->required && text.empty()) << id << " seed " << seed;
                if (const auto* list = value->list()) {
                    for (const Value& code : *list)
                        EXPECT_TRUE(paper.offers(id, *code.string())) << layout->id << " " << id;
                } else if (field->type == forms::FieldType::choice && !text.empty()) {
                    EXPECT_TRUE(paper.offers(id, text)) << layout->id << " " << id << " " << text;
                }
            }
        }
    }
}

// A date whose era the paper does not print could not be filled in.
TEST(Batch, EveryEraIsPrinted) {
    for (const auto& layout : library().layouts) {
        const forms::Form& form = *library().asked(layout->form, layout->id);
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Random random(seed);
            const auto answers = answer(form, *layout, random, false);
            ASSERT_TRUE(answers);
            for (const auto& page : layout->pages) {
                const auto era = [&](const std::string& field) -> std::string {
                    const auto date = Date::parse(answers->fields.at(field));
                    return date ? eraCode(toWareki(*date)->era) : "";
                };
                for (const auto& fixed : page.fixed) {
                    if (fixed.part != "era" || era(fixed.field).empty()) continue;
                    EXPECT_EQ(era(fixed.field), fixed.value) << fixed.field;
                }
                for (const auto& choice : page.choices) {
                    if (choice.part != "era" || era(choice.field).empty()) continue;
                    EXPECT_TRUE(std::any_of(choice.options.begin(), choice.options.end(),
                                            [&](const auto& o) { return o.option == era(choice.field); }))
                        << layout->id << " " << choice.field << " " << era(choice.field);
                }
            }
        }
    }
}

TEST(Batch, ConsistentPeopleBreakNoRuleAndFaultyOnesDo) {
    for (const auto& layout : library().layouts) {
        const forms::Form& form = *library().asked(layout->form, layout->id);
        int broken = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            for (const bool faulty : {false, true}) {
                Random random(seed);
                const auto answers = answer(form, *layout, random, faulty);
                ASSERT_TRUE(answers);
                forms::Record record = forms::unify(form, *layout, {});
                bool refused = false;
                for (const auto& [id, text] : answers->fields) {
                    if (text.empty()) continue;
                    auto next = forms::confirm(form, record, id, text, "test");
                    refused = refused || !next;
                    if (next) record = std::move(*next);
                }
                if (faulty) {
                    broken +=
                        refused || !record.broken.empty() ||
                        std::find(answers->faults.begin(), answers->faults.end(), "no-method") != answers->faults.end();
                    continue;
                }
                EXPECT_FALSE(refused) << layout->id << " seed " << seed;
                for (const auto& rule : record.broken)
                    ADD_FAILURE() << layout->id << " seed " << seed << " breaks " << rule.rule;
            }
        }
        EXPECT_EQ(broken, 40) << layout->id;
    }
}

TEST(Batch, CornersLieWhereThePaperWent) {
    const auto& layout = *library().layout("nagano-2025");
    const auto clean = makeSample(library(), layout, layout.pages[0], 1, {.profile = "clean"}, fontDigits());
    ASSERT_TRUE(clean);
    EXPECT_NEAR(clean->scan.corners[0].x, 0, 0.01);
    EXPECT_NEAR(clean->scan.corners[2].x, clean->scan.width, 1);
    EXPECT_NEAR(clean->scan.corners[2].y, clean->scan.height, 1);

    const auto flipped = makeSample(library(), layout, layout.pages[0], 1, {.profile = "flip"}, fontDigits());
    ASSERT_TRUE(flipped);
    EXPECT_GT(flipped->scan.corners[0].x, flipped->scan.width * 0.9);  // its upper left corner is at the lower right
    EXPECT_GT(flipped->scan.corners[0].y, flipped->scan.height * 0.9);
}

TEST(Batch, AnUnknownProfileIsRefused) {
    const auto& layout = *library().layout("nagano-2025");
    const auto sample = makeSample(library(), layout, layout.pages[0], 1, {.profile = "sepia"}, fontDigits());
    ASSERT_FALSE(sample);
    EXPECT_EQ(sample.error().code, "T003");
}

}  // namespace
}  // namespace toitsu::scanlab
