#include "apps/cli/finding_report.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/json.h"

namespace toitsu::cli {
namespace {

forms::Findings twoFindings() {
    forms::Findings findings;
    findings.errors.push_back(
        {ErrorKind::schema, "F012", {"属性がありません", "no such attribute"}, Place{"様式 1/form.xml", 12, 5, 0}});
    findings.warnings.push_back(
        {ErrorKind::schema, "F050", {"紙にない項目", "stands nowhere"}, Place{"a.xml", 3, 1, 0}});
    return findings;
}

struct Told {
    std::string out, err;
    int exit = 0;
};
Told told(const std::string& format, Language language) {
    std::ostringstream out, err;
    Terminal terminal(out, err, language);
    reportFindings(twoFindings(), format, terminal);
    return {out.str(), err.str(), terminal.exitStatus()};
}

TEST(FindingReport, TextGoesWhereErrorsGo) {
    const Told text = told("text", Language::en);
    EXPECT_EQ(text.out, "");
    EXPECT_EQ(text.err,
              "様式 1/form.xml:12:5: error F012: no such attribute\na.xml:3:1: warning F050: stands nowhere\n");
    EXPECT_EQ(text.exit, 4);
}

TEST(FindingReport, JsonHasPlaceAndSeverity) {
    const Told text = told("json", Language::ja);
    EXPECT_EQ(text.err, "");
    EXPECT_EQ(text.exit, 4) << "the exit code does not depend on the format";
    const auto value = json::parse(text.out);
    ASSERT_TRUE(value);
    EXPECT_EQ(json::write((*value)["errors"]), "1");
    const List& findings = *(*value)["findings"].list();
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(*findings[0]["code"].string(), "F012");
    EXPECT_EQ(*findings[0]["message"].string(), "属性がありません");
    EXPECT_EQ(json::write(findings[0]["line"]), "12");
    EXPECT_EQ(*findings[1]["severity"].string(), "warning");
}

TEST(FindingReport, SarifNamesRulesAndEncodesPaths) {
    const auto value = json::parse(told("sarif", Language::en).out);
    ASSERT_TRUE(value);
    EXPECT_EQ(*(*value)["version"].string(), "2.1.0");
    const Value& run = (*(*value)["runs"].list())[0];
    const List& rules = *run["tool"]["driver"]["rules"].list();
    ASSERT_EQ(rules.size(), 2u);
    EXPECT_EQ(*rules[0]["id"].string(), "F012");
    EXPECT_EQ(*rules[0]["shortDescription"]["text"].string(), "an unknown attribute") << "docs/errors.md says so";
    const Value& result = (*run["results"].list())[0];
    EXPECT_EQ(*result["level"].string(), "error");
    const Value& location = (*result["locations"].list())[0]["physicalLocation"];
    EXPECT_EQ(*location["artifactLocation"]["uri"].string(), "%E6%A7%98%E5%BC%8F%201/form.xml");
    EXPECT_EQ(json::write(location["region"]["startColumn"]), "5");
}

TEST(FindingReport, TitlesAreInBothLanguages) {
    EXPECT_EQ(findingTitle("F037").in(Language::ja), "紙の外にはみ出している");
    EXPECT_EQ(findingTitle("F037").in(Language::en), "a box or line lies off the page");
    EXPECT_EQ(findingTitle("Q999").in(Language::ja), "");
    int documented = 0;
    for (int number = 10; number <= 100; ++number) {  // what form lint can find
        const std::string digits = std::to_string(number);
        const std::string code = "F" + std::string(3 - digits.size(), '0') + digits;
        const Wording title = findingTitle(code);
        if (title.en.empty() || (number >= 90 && number < 100)) continue;  // no such code; migrations of records
        ++documented;
        EXPECT_NE(title.ja, title.en) << code << " has no Japanese title";
    }
    EXPECT_GT(documented, 60);
}

}  // namespace
}  // namespace toitsu::cli
