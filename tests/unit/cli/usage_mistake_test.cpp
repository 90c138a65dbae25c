#include "apps/cli/internal/usage_mistake.h"

#include <gtest/gtest.h>

namespace toitsu::cli {
namespace {

// A command line as toitsu's: a group with a command that takes options.
struct Line {
    Line() {
        app.require_subcommand(1);
        CLI::App* group = app.add_subcommand("form");
        group->require_subcommand(1);
        CLI::App* fill = group->add_subcommand("fill");
        fill->add_option("LAYOUT", layout)->required();
        fill->add_option("--count", count)->check(CLI::Range(1, 10));
        fill->add_option("--dpi", dpi)->check(CLI::Range(50.0, 1200.0));
        fill->add_option("--port", port);
        fill->add_option("--format", format)->check(CLI::IsMember({"text", "json"}));
        auto* watch = fill->add_flag("--watch");
        fill->add_option("--every", every)->needs(watch);
        group->add_subcommand("lint");
    }
    Wording mistake(std::vector<std::string> words) {
        std::reverse(words.begin(), words.end());
        try {
            app.parse(words);
        } catch (const CLI::ParseError& problem) {
            return usageMistake(app, problem);
        }
        return {"nothing", "nothing"};
    }
    CLI::App app{"toitsu"};
    std::string layout, format;
    int count = 1, port = 0, every = 0;
    double dpi = 300;
};

std::string ja(std::vector<std::string> words) {
    return Line().mistake(std::move(words)).ja;
}

TEST(UsageMistake, IsToldInJapanese) {
    EXPECT_EQ(ja({"form", "fill"}), "LAYOUT を書いてください");
    EXPECT_EQ(ja({"form", "fill", "x", "--count", "0"}),
              "--count の「0」は使えません。1 から 10 までの数を書いてください");
    EXPECT_EQ(ja({"form", "fill", "x", "--dpi", "9"}),
              "--dpi の「9」は使えません。50 から 1200 までの数を書いてください");
    EXPECT_EQ(ja({"form", "fill", "x", "--port", "abc"}), "--port の「abc」は読めません。数を書いてください");
    EXPECT_EQ(ja({"form", "fill", "x", "--format", "xls"}),
              "--format の「xls」は使えません。次のどれかを書いてください: text,json");
    EXPECT_EQ(ja({"form", "fill", "x", "--every", "1"}), "--every は --watch と一緒に使ってください");
    EXPECT_EQ(ja({"form", "fill", "x", "--count"}), "--count の値がありません");
}

TEST(UsageMistake, NamesTheCommandsThatThereAre) {
    EXPECT_EQ(ja({}), "コマンドを書いてください: form");
    EXPECT_EQ(ja({"form", "fil"}), "「fil」というコマンドはありません。使えるもの: fill、lint");
    EXPECT_EQ(Line().mistake({"form", "fil"}).en, "there is no command \"fil\"; possible: fill, lint");
}

TEST(UsageMistake, NeverRepeatsWhatMayBeAName) {
    EXPECT_EQ(ja({"form", "fill", "x", "長野", "太郎"}),
              "余分な語が 2 個あります。空白を含む値は引用符で囲んでください");
    EXPECT_EQ(ja({"form", "fill", "x", "--name=長野"}), "「--name」はここでは使えません");
    EXPECT_EQ(ja({"長野"}), "コマンドを書いてください: form");
}

}  // namespace
}  // namespace toitsu::cli
