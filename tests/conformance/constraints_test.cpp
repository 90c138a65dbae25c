// betsy's 301 wrong models are refused, each by the rule that is its constraint; its 136 processes, MIWG's 21 models
// and the flows of the library are not.

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "base/files.h"
#include "tests/conformance/suite.h"
#include "workflows/bpmn/validate.h"

namespace toitsu::conformance {
namespace {

namespace fs = std::filesystem;
const fs::path shared = TOITSU_SHARED_DIR "/conformance";

// Constraint number → our rule. Several where the file breaks what two of ours say together.
const std::map<int, std::set<std::string>>& rulesOfConstraints() {
    static const std::map<int, std::set<std::string>> rules{
        {2, {"W205", "W206"}}, {3, {"W206"}},   {4, {"W210"}},   {6, {"W220"}},   {7, {"W220"}},   {8, {"W230"}},
        {9, {"W230"}},         {10, {"W210"}},  {11, {"W253"}},  {12, {"W212"}},  {13, {"W212"}},  {14, {"W211"}},
        {17, {"W226"}},        {18, {"W226"}},  {19, {"W226"}},  {20, {"W260"}},  {21, {"W220"}},  {22, {"W220"}},
        {23, {"W222"}},        {24, {"W225"}},  {25, {"W223"}},  {26, {"W224"}},  {27, {"W233"}},  {28, {"W221"}},
        {29, {"W215"}},        {30, {"W215"}},  {31, {"W231"}},  {32, {"W233"}},  {33, {"W233"}},  {35, {"W234"}},
        {36, {"W233"}},        {37, {"W215"}},  {38, {"W215"}},  {39, {"W271"}},  {40, {"W271"}},  {41, {"W204"}},
        {42, {"W266"}},        {43, {"W266"}},  {44, {"W266"}},  {45, {"W266"}},  {46, {"W266"}},  {47, {"W266"}},
        {48, {"W266"}},        {49, {"W251"}},  {50, {"W266"}},  {51, {"W266"}},  {52, {"W266"}},  {53, {"W216"}},
        {54, {"W204"}},        {55, {"W204"}},  {56, {"W233"}},  {57, {"W244"}},  {58, {"W244"}},  {59, {"W243"}},
        {60, {"W211"}},        {61, {"W245"}},  {62, {"W245"}},  {63, {"W267"}},  {64, {"W268"}},  {65, {"W268"}},
        {67, {"W269"}},        {68, {"W207"}},  {69, {"W269"}},  {70, {"W269"}},  {71, {"W213"}},  {72, {"W213"}},
        {76, {"W270"}},        {77, {"W260"}},  {78, {"W200"}},  {79, {"W261"}},  {80, {"W263"}},  {81, {"W260"}},
        {82, {"W263"}},        {83, {"W260"}},  {84, {"W262"}},  {85, {"W262"}},  {86, {"W262"}},  {87, {"W262"}},
        {88, {"W262"}},        {89, {"W262"}},  {90, {"W262"}},  {91, {"W264"}},  {92, {"W263"}},  {93, {"W265"}},
        {94, {"W265"}},        {95, {"W254"}},  {96, {"W240"}},  {97, {"W241"}},  {98, {"W243"}},  {99, {"W255"}},
        {100, {"W243"}},       {101, {"W222"}}, {102, {"W232"}}, {103, {"W232"}}, {104, {"W240"}}, {105, {"W241"}},
        {106, {"W248"}},       {107, {"W222"}}, {108, {"W232"}}, {109, {"W232"}}, {110, {"W243"}}, {111, {"W248"}},
        {112, {"W246"}},       {113, {"W246"}}, {114, {"W246"}}, {115, {"W242"}}, {116, {"W242"}}, {117, {"W249"}},
        {118, {"W249"}},       {119, {"W232"}}, {120, {"W248"}}, {121, {"W243"}}, {122, {"W243"}}, {123, {"W212"}},
        {124, {"W249"}},       {125, {"W249"}}, {126, {"W249"}}, {127, {"W252"}}, {128, {"W252"}}, {129, {"W243"}},
        {130, {"W243"}},       {131, {"W214"}}, {132, {"W214"}}, {133, {"W214"}}, {134, {"W214"}}, {135, {"W227"}},
        {136, {"W250"}},       {137, {"W223"}}, {138, {"W250"}}, {139, {"W250"}}, {140, {"W250"}}, {141, {"W250"}},
        {142, {"W251"}},       {143, {"W247"}}, {144, {"W247"}}, {145, {"W210"}}, {146, {"W243"}}, {147, {"W243"}},
        {148, {"W243"}},       {149, {"W243"}}, {150, {"W242"}}, {151, {"W242"}}, {152, {"W221"}}};
    return rules;
}

// "EXT093_2_…" → 93; 0 for REF_1 … REF_17, whose references lead to the wrong kind of thing.
std::set<std::string> wanted(const std::string& name) {
    if (name.rfind("EXT", 0) != 0) return {"W207", "W220", "W230"};
    const auto found = rulesOfConstraints().find(std::stoi(name.substr(3, 3)));
    return found == rulesOfConstraints().end() ? std::set<std::string>() : found->second;
}

TEST(Constraints, EveryWrongModelIsRefusedForItsConstraint) {
    const fs::path folder = shared / "betsy/bpmn_constraints";
    if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".bpmn") continue;
        ++count;
        const auto bytes = files::read(entry.path().string());
        ASSERT_TRUE(bytes);
        std::set<std::string> codes;
        for (const auto& finding : workflows::bpmn::validate(*bytes, entry.path().string()))
            if (finding.severity == workflows::bpmn::Severity::error) codes.insert(finding.code);
        const std::set<std::string> rules = wanted(entry.path().stem().string());
        const auto told = [&](const std::string& code) { return codes.count(code) > 0; };
        EXPECT_TRUE(std::any_of(rules.begin(), rules.end(), told)) << entry.path() << testing::PrintToString(codes);
    }
    EXPECT_EQ(count, 301);
}

TEST(Constraints, ValidModelsAreAccepted) {
    for (const auto& [folder, models] : {std::pair<fs::path, int>{shared / "betsy", 437}, {shared / "miwg", 21}}) {
        if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
        std::ostringstream told;
        const Tally tally = runConstraints(folder, told);
        EXPECT_EQ(tally.passed, models) << told.str();
        EXPECT_EQ(tally.failed, 0) << told.str();
    }
}

TEST(Constraints, ThePrefixOfANameSaysWhatIsExpected) {
    const auto scratch = files::TemporaryFolder::make("constraints");
    ASSERT_TRUE(scratch);
    const fs::path folder = scratch->path();
    const std::string valid =
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"urn:t\"/>";
    const auto put = [&](const std::string& name, const std::string& text) {
        fs::create_directories((folder / name).parent_path());
        ASSERT_TRUE(files::writeAtomically((folder / name).string(), text));
    };
    put("fine.bpmn", valid);
    put("EXT/fail_not_really.bpmn", valid);
    put("EXT/success.bpmn", valid);
    put("invalid/a.bpmn", "<broken");
    put("valid/b.bpmn", "<broken");
    std::ostringstream told;
    const Tally tally = runConstraints(folder, told);
    EXPECT_EQ(tally.passed, 3) << told.str();
    EXPECT_EQ(tally.failed, 2);
    EXPECT_NE(told.str().find("fail_not_really.bpmn: is not refused"), std::string::npos);
    EXPECT_NE(told.str().find("b.bpmn: is refused, and should not be"), std::string::npos);
}

}  // namespace
}  // namespace toitsu::conformance
