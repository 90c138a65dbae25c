// The XSD files give completion in an editor. They must accept every file that we accept, and refuse what a schema can
// see.

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "example.h"

namespace toitsu::forms {
namespace {

using example::replaced;

// 0 valid, 3 and 4 not valid (xmllint); other answers mean that the check itself failed.
int validate(const std::string& schema, const std::string& file) {
    const std::string command = "xmllint --nonet --noout --schema '" TOITSU_SOURCE_DIR "/templates/schema/" + schema +
                                "' '" + file + "' >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int validateText(const std::string& schema, const std::string& text) {
    const auto folder = files::TemporaryFolder::make("schema");
    if (!folder || !files::writeAtomically(folder->path() + "/file.xml", text)) return -1;
    return validate(schema, folder->path() + "/file.xml");
}

TEST(Schema, acceptsGoodFiles) {
    EXPECT_EQ(validateText("form.xsd", std::string(example::kForm)), 0);
    EXPECT_EQ(validateText("layout.xsd", std::string(example::kLayout)), 0);
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(TOITSU_SOURCE_DIR "/templates/forms")) {
        if (entry.path().extension() != ".xml") continue;
        const bool form = entry.path().filename() == "form.xml";
        EXPECT_EQ(validate(form ? "form.xsd" : "layout.xsd", entry.path().string()), 0) << entry.path();
        ++files;
    }
    EXPECT_GT(files, 0);
}

struct Bad {
    bool form;
    const char *from, *to;
};

class SchemaRefuses : public testing::TestWithParam<Bad> {};

TEST_P(SchemaRefuses, theFile) {
    const auto& [form, from, to] = GetParam();
    const std::string text = replaced(form ? example::kForm : example::kLayout, from, to);
    ASSERT_NE(text, "not found");
    const int answer = validateText(form ? "form.xsd" : "layout.xsd", text);
    EXPECT_TRUE(answer == 3 || answer == 4) << answer;
    Findings findings;
    const bool parsed = form ? parseForm(text, "form.xml", findings).has_value()
                             : parseLayout(text, "layout.xml", example::form(), findings).has_value();
    EXPECT_FALSE(parsed) << "the schema must not be stricter than the parser";
}

INSTANTIATE_TEST_SUITE_P(
    Each, SchemaRefuses,
    testing::Values(Bad{true, "urn:toitsu:form:1", "urn:toitsu:form:2"}, Bad{true, "type=\"money\"", "type=\"mony\""},
                    Bad{true, "title=\"提出日\"", ""}, Bad{true, "required=\"true\"", "required=\"1\""},
                    Bad{true, "id=\"copies\"", "id=\"number\""}, Bad{true, "code=\"change\"", "code=\"new\""},
                    Bad{true, "retention=\"P5Y\"", "retention=\"5 years\""},
                    Bad{true, "id=\"remark\"", "id=\"Remark\""}, Bad{true, "<rule id", "<role id"},
                    Bad{true, "length=\"20\"", "length=\"0\""}, Bad{false, "box=\"20 50 60 10\"", "box=\"20 50 60\""},
                    Bad{false, "202088", "20208"}, Bad{false, "mark=\"circle\"", "mark=\"tick\""},
                    Bad{false, "paper=\"A4\"", "paper=\"A3\""}, Bad{false, "from=\"2021-04-01\"", "from=\"2021-4-1\""},
                    Bad{false, "part=\"month\"", "part=\"mouth\""},
                    Bad{false, "<line from=\"10 35\"", "<line from=\"10\""},
                    Bad{false, "cells=\"10\"", "cels=\"10\""}));

}  // namespace
}  // namespace toitsu::forms
