#include "forms/layout_diff.h"

#include <gtest/gtest.h>

#include "forms/diff_picture.h"
#include "tests/unit/forms/example.h"

namespace toitsu::forms {
namespace {

Layout parsed(const std::string& xml) {
    Findings findings;
    auto layout = parseLayout(xml, "layout.xml", example::form(), findings);
    EXPECT_TRUE(layout.has_value()) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
    return layout.value_or(Layout{});
}

Layout with(const std::string& from, const std::string& to) {
    std::string text(example::kLayout);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return parsed(text);
}

std::vector<std::string> told(const Layout& after) {
    std::vector<std::string> lines;
    for (const Change& change : diffLayouts(example::layout(), after))
        lines.push_back(change.kind + " " + change.subject + (change.part.empty() ? "" : "/" + change.part) +
                        (change.breaking ? " breaking" : ""));
    return lines;
}

using Lines = std::vector<std::string>;

TEST(LayoutDiff, FindsNothingInTheSameLayout) {
    EXPECT_EQ(told(example::layout()), Lines{});
    EXPECT_EQ(told(with("<frame box=\"10 20", "<!-- 枠 --><frame box=\"10 20")), Lines{});
}

TEST(LayoutDiff, AHalfMillimetreIsNoMove) {
    EXPECT_EQ(told(with("person.name\" box=\"20 50", "person.name\" box=\"20.4 50")), Lines{});
    EXPECT_EQ(told(with("person.name\" box=\"20 50", "person.name\" box=\"20.6 50")),
              Lines{"moved person.name breaking"});
}

TEST(LayoutDiff, TellsSizesAndCells) {
    EXPECT_EQ(told(with("person.name\" box=\"20 50 60 10\"", "person.name\" box=\"20 50 61 10\"")),
              Lines{"resized person.name breaking"});
    EXPECT_EQ(told(with("box=\"20 100 64 7\" cells=\"8\"", "box=\"20 100 64 7\" cells=\"7\"")),
              Lines{"cells amount breaking"});
    EXPECT_EQ(told(with("box=\"20 140 100 10\"", "box=\"20 140 100 10\" written=\"printed\"")),
              Lines{"written remark"});
}

TEST(LayoutDiff, TellsPlacesThatCameAndWent) {
    EXPECT_EQ(told(with("<place field=\"remark\" box=\"20 140 100 10\"/>", "")),
              Lines{"field-removed remark breaking"});
    Layout without = with("<place field=\"remark\" box=\"20 140 100 10\"/>", "");
    const auto changes = diffLayouts(without, example::layout());
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, "field-added");
    ASSERT_TRUE(changes[0].after.has_value());
    EXPECT_EQ(*changes[0].after, (Box{20, 140, 100, 10}));
}

TEST(LayoutDiff, TellsWhatAPrintedOptionMeans) {
    EXPECT_EQ(told(with("printed=\"1 新規\"", "printed=\"１　新規\"")), Lines{"option-printed kind/new"});
    EXPECT_EQ(told(with("printed=\"1 新規\"", "printed=\"２ 新規\"")), Lines{"option-printed kind/new breaking"});
    // The same mark means something else: worse than a new wording.
    std::string text(example::kLayout);
    const auto swap = [&](const std::string& from, const std::string& to) {
        text.replace(text.find(from), from.size(), to);
    };
    swap("option=\"new\" printed=\"1 新規\"", "option=\"new\" printed=\"2 変更\"");
    swap("option=\"change\" printed=\"2 変更\"", "option=\"change\" printed=\"1 新規\"");
    EXPECT_EQ(told(parsed(text)), (Lines{"option-printed kind/new breaking", "option-printed kind/change breaking"}));
    EXPECT_EQ(told(with("<at option=\"change\" printed=\"2 変更\" box=\"50 110 4 4\"/>", "")),
              Lines{"option-removed kind/change breaking"});
    EXPECT_EQ(told(with("box=\"50 110 4 4\"", "box=\"52 110 4 4\"")), Lines{"moved kind/change breaking"});
}

TEST(LayoutDiff, TellsAnotherManner) {
    EXPECT_EQ(told(with("<choice field=\"kind\">", "<choice field=\"kind\" mark=\"circle\">")),
              Lines{"manner kind breaking"});
    EXPECT_EQ(told(with("<fixed field=\"filed-on\" part=\"era\" value=\"令和\"/>",
                        "<place field=\"filed-on\" part=\"era\" box=\"100 25 18 7\"/>")),
              Lines{"manner filed-on/era breaking"});
    EXPECT_EQ(told(with("value=\"令和\"", "value=\"平成\"")), Lines{"fixed filed-on/era breaking"});
}

TEST(LayoutDiff, TellsPaperHeadAndPrint) {
    EXPECT_EQ(told(with("paper=\"A4\"", "width=\"210\" height=\"310\"")), Lines{"paper  breaking"});
    EXPECT_EQ(told(with("from=\"2021-04-01\"", "from=\"2022-04-01\"")), Lines{"from "});
    EXPECT_EQ(told(with("municipality=\"202088\"", "municipality=\"202011\"")), Lines{"municipality  breaking"});
    EXPECT_EQ(told(with("<line from=\"10 35\" to=\"200 35\"/>", "")), Lines{"print "});
    EXPECT_EQ(told(with(">届出書<", ">届書<")), Lines{"print "});
}

TEST(LayoutDiff, TellsAFieldThatChangedItsPage) {
    const std::string place = "<place field=\"remark\" box=\"20 140 100 10\"/>";
    const Layout after = [&] {
        std::string text(example::kLayout);
        text.replace(text.find(place), place.size(), "");
        text.replace(text.find("</page>"), 7, "</page><page number=\"2\" paper=\"A4\">" + place + "</page>");
        return parsed(text);
    }();
    EXPECT_EQ(told(after), (Lines{"page-added  breaking", "page-moved remark breaking"}));
}

TEST(DiffPicture, DrawsOnePageForEachAndColoursWhatMoved) {
    const Layout after = with("person.name\" box=\"20 50", "person.name\" box=\"30 50");
    const auto changes = diffLayouts(example::layout(), after);
    const auto pictures = drawDiff(example::layout(), after, changes, 50);
    ASSERT_TRUE(pictures.has_value());
    ASSERT_EQ(pictures->size(), 1U);
    EXPECT_EQ(pictures->front().png.substr(1, 3), "PNG");
    const auto same = drawDiff(example::layout(), example::layout(), {}, 50);
    ASSERT_TRUE(same.has_value());
    EXPECT_NE(same->front().png, pictures->front().png);
}

}  // namespace
}  // namespace toitsu::forms
