#include "tests/scanlab/family.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/files.h"
#include "forms/blank.h"
#include "forms/library.h"
#include "tests/scanlab/batch.h"
#include "tests/scanlab/other_page.h"

namespace toitsu::scanlab {
namespace {

struct Made {
    files::TemporaryFolder folder;
    std::vector<Member> members;
    forms::Library library;
};

Made make(const LibraryOrder& order) {
    auto folder = files::TemporaryFolder::make("scanlab-library");
    auto members = makeLibrary(folder->path(), order);
    EXPECT_TRUE(members);
    forms::Findings findings;
    auto library = forms::Library::load(folder->path(), findings);
    for (const auto* list : {&findings.errors, &findings.warnings})
        for (const Error& error : *list) ADD_FAILURE() << error.text(Language::en);
    EXPECT_TRUE(library);
    return {std::move(*folder), *members, *library};
}

std::vector<std::uint8_t> drawn(const forms::Layout& layout) {
    const auto picture = forms::drawBlank(layout, layout.pages[0], 100);
    EXPECT_TRUE(picture) << layout.id;
    return picture ? picture->pixels : std::vector<std::uint8_t>{};
}

TEST(Family, LayoutsLoadWithoutAFindingAndOnlyTwinsLookTheSame) {
    const Made made = make({.layouts = 34, .near = 20, .twins = 2, .seed = 3});
    ASSERT_EQ(made.members.size(), 36u);
    ASSERT_EQ(made.library.layouts.size(), 36u);
    std::map<std::string, std::vector<std::string>> looks;
    std::map<std::string, int> kinds, families;
    for (const Member& member : made.members) {
        const auto* layout = made.library.layout(member.layout);
        ASSERT_NE(layout, nullptr) << member.layout;
        EXPECT_EQ(layout->form, member.form);
        const auto pixels = drawn(*layout);
        looks[std::string(pixels.begin(), pixels.end())].push_back(member.layout);
        ++kinds[member.kind];
        if (member.kind == "near") ++families[member.family];
    }
    EXPECT_EQ(kinds["different"], 14);
    EXPECT_EQ(kinds["near"], 20);
    EXPECT_EQ(kinds["twin"], 2);
    EXPECT_EQ(families.size(), 2u);
    EXPECT_EQ(looks.size(), 34u) << "only a twin looks like another";
    const auto twins = readTwins(made.folder.path());
    ASSERT_TRUE(twins);
    for (const auto& [pixels, ids] : looks) {
        if (ids.size() == 1) continue;
        ASSERT_EQ(ids.size(), 2u);
        EXPECT_EQ(twins->at(ids[0]), std::vector<std::string>{ids[1]});
        EXPECT_EQ(twins->at(ids[1]), std::vector<std::string>{ids[0]});
    }
}

TEST(Family, TheSameOrderGivesTheSameFiles) {
    const LibraryOrder order{.layouts = 12, .near = 10, .seed = 8};
    const Made one = make(order), two = make(order);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(one.folder.path())) {
        if (!entry.is_regular_file()) continue;
        const auto name = std::filesystem::relative(entry.path(), one.folder.path());
        const auto a = files::read(entry.path().string());
        const auto b = files::read((std::filesystem::path(two.folder.path()) / name).string());
        ASSERT_TRUE(a && b) << name;
        EXPECT_EQ(*a, *b) << name;
    }
}

TEST(Family, MembersOfAFamilyDifferInLittle) {
    const Made made = make({.layouts = 10, .near = 10, .seed = 5});
    const auto base = drawn(*made.library.layout("n01-01"));
    for (const Member& member : made.members) {
        if (member.changes.empty()) continue;
        const auto page = drawn(*made.library.layout(member.layout));
        ASSERT_EQ(page.size(), base.size()) << member.layout;
        std::size_t differing = 0;
        for (std::size_t i = 0; i < page.size(); ++i) differing += std::abs(page[i] - base[i]) > 64 ? 1 : 0;
        EXPECT_GT(differing, 8u) << member.layout << " " << member.changes;
        EXPECT_LT(differing, page.size() / 20) << member.layout << " " << member.changes;
    }
}

TEST(Family, ItsPagesCanBeFilledAndSayWhoTheirTwinIs) {
    const Made made = make({.layouts = 6, .near = 0, .twins = 1, .seed = 2});
    const auto twins = readTwins(made.folder.path());
    const auto digits = DigitShapes::load("");
    ASSERT_TRUE(twins && digits);
    Order order{.profile = "dpi150"};
    order.twins = *twins;
    for (const auto& layout : made.library.layouts) {
        const auto sample = makeSample(made.library, *layout, layout->pages[0], 7, order, *digits);
        ASSERT_TRUE(sample) << layout->id << " " << sample.error().text(Language::en);
        const List* named = sample->truth["twins"].list();
        EXPECT_EQ(named != nullptr, twins->contains(layout->id)) << layout->id;
        if (named == nullptr) continue;
        EXPECT_EQ(*(*named)[0].string(), twins->at(layout->id)[0]);
    }
}

TEST(OtherPage, EveryKindIsAPageWithoutALayout) {
    for (std::uint64_t seed = 1; seed <= otherKinds().size(); ++seed) {
        const auto page = makeOther(seed, {.profile = "dpi150"});
        ASSERT_TRUE(page);
        EXPECT_EQ(*page->truth["layout"].string(), "");
        const std::string kind = *page->truth["kind"].string();
        const auto dark =
            std::count_if(page->scan.pixels.begin(), page->scan.pixels.end(), [](auto p) { return p < 100; });
        // A scanner's dark lid may show at the edges of any page.
        EXPECT_GT(dark, kind == "blank" ? -1 : 2000) << kind;
    }
    const auto unknown = makeOther(1, {.profile = "sepia"});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, "T003");
}

TEST(Family, AnImpossibleOrderIsRefused) {
    for (const LibraryOrder& order : {LibraryOrder{.layouts = 5000, .near = 0}, LibraryOrder{.layouts = 20, .near = 15},
                                      LibraryOrder{.layouts = 10, .near = 20}}) {
        const auto made = makeLibrary("never-made", order);
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, "T031");
    }
    EXPECT_FALSE(std::filesystem::exists("never-made"));
}

}  // namespace
}  // namespace toitsu::scanlab
