// Sixty files and more with one mistake each: the code, the line and column, and in both languages what to write.

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/files.h"
#include "example.h"

namespace toitsu::forms {
namespace {

const std::string kFolder = TOITSU_SOURCE_DIR "/tests/unit/forms/wrong/";

struct Wrong {
    const char *file, *code, *place, *ja, *en;  // `ja` and `en`: part of the message that says what to write
};

constexpr Wrong kWrong[] = {
    {"01-not-closed.xml", "X001", "26:1", "group", "group"},
    {"02-quote-missing.xml", "X001", "3:44", "引用符", "quotation"},
    {"03-plain-ampersand.xml", "X001", "2:89", "&amp;", "&amp;"},
    {"04-attribute-twice.xml", "X001", "14:33", "二度", "twice"},
    {"05-shift-jis.xml", "X002", "2:67", "UTF-8", "UTF-8"},
    {"06-declares-shift-jis.xml", "X002", "1:30", "UTF-8", "UTF-8"},
    {"07-doctype.xml", "X004", "2:1", "DTD", "DTD"},
    {"08-prefix-unknown.xml", "X001", "26:11", "xmlns:my", "xmlns:my"},
    {"09-namespace.xml", "F010", "2:1", "urn:toitsu:form:1", "urn:toitsu:form:1"},
    {"10-element-misspelt.xml", "F011", "8:3", "field", "field"},
    {"11-attribute-misspelt.xml", "F012", "3:50", "required", "required"},
    {"12-title-missing.xml", "F013", "3:3", "title", "title"},
    {"13-id-empty.xml", "F013", "7:10", "id=", "id="},
    {"14-required-yes.xml", "F014", "3:50", "true か false", "true or false"},
    {"15-retention-years.xml", "F014", "2:94", "P5Y", "P5Y"},
    {"16-version-zero.xml", "F014", "2:48", "整数", "whole number"},
    {"17-field-twice.xml", "F015", "14:10", "agreed", "twice"},
    {"18-option-twice.xml", "F015", "11:13", "new", "twice"},
    {"19-rule-twice.xml", "F015", "20:9", "change-needs-amount", "twice"},
    {"20-stray-text.xml", "F016", "9:3", "文字", "text"},
    {"21-type-unknown.xml", "F020", "8:22", "money", "money"},
    {"22-id-capital.xml", "F021", "3:10", "英小文字", "a–z"},
    {"23-id-inside-id.xml", "F022", "14:10", "claimant", "contain"},
    {"24-id-inside-group.xml", "F022", "15:10", "child", "contain"},
    {"25-my-number-length.xml", "F023", "5:51", "12", "12"},
    {"26-length-of-flag.xml", "F023", "13:34", "length", "length"},
    {"27-no-basis.xml", "F024", "5:34", "basis", "basis"},
    {"28-feel-broken.xml", "F025", "19:45", "式", "rule"},
    {"29-no-options.xml", "F026", "9:20", "option", "option"},
    {"30-rule-unknown-field.xml", "F027", "19:60", "amount", "amount"},
    {"31-rule-hyphen.xml", "F027", "19:60", "claimant.my_number", "claimant.my_number"},
    {"32-rule-unknown-in-row.xml", "F027", "20:54", "child.birth_date", "child.birth_date"},
    {"33-group-without-rows.xml", "F013", "15:3", "rows", "rows"},
    {"34-group-rows-many.xml", "F014", "15:32", "99", "99"},
    {"35-local-id-in-form.xml", "F065", "14:10", "<layout>", "<layout>"},
    {"36-migration-from-itself.xml", "F071", "21:14", "version", "version"},
    {"37-migration-to-nothing.xml", "F072", "22:33", "claimant.phone", "claimant.phone"},
    {"38-migration-drops-what-is.xml", "F073", "24:11", "amount", "amount"},
    {"39-migration-unknown-code.xml", "F032", "23:35", "new", "new"},
    {"40-other-form.xml", "F030", "2:54", "allowance", "allowance"},
    {"41-unknown-field.xml", "F031", "13:12", "number", "number"},
    {"42-unknown-option.xml", "F032", "18:11", "change", "change"},
    {"43-unknown-part.xml", "F033", "8:31", "month", "month"},
    {"44-field-twice.xml", "F034", "26:5", "14", "14"},
    {"45-part-missing.xml", "F035", "7:5", "day", "day"},
    {"46-whole-and-parts.xml", "F035", "7:5", "全体", "whole"},
    {"47-choice-in-place.xml", "F036", "21:12", "<seal>", "<seal>"},
    {"48-off-the-page.xml", "F037", "12:35", "210", "210"},
    {"49-line-off-the-page.xml", "F037", "26:25", "紙の外", "off the page"},
    {"50-rows-off-the-page.xml", "F037", "22:25", "count=\"2\"", "count=\"2\""},
    {"51-overlap.xml", "F038", "14:5", "2割", "20 %"},
    {"52-rows-overlap.xml", "F038", "24:7", "child.1.name", "child.1.name"},
    {"53-too-few-cells.xml", "F039", "13:44", "8", "8"},
    {"54-cells-disagree.xml", "F040", "13:44", "1 個", "1 <cell>"},
    {"55-check-digit.xml", "F041", "2:71", "8", "is 8"},
    {"56-to-before-from.xml", "F042", "2:123", "from", "from"},
    {"57-date-not-there.xml", "F014", "2:105", "2026-04-01", "2026-04-01"},
    {"58-blank-missing.xml", "F043", "4:31", "300 dpi", "300 dpi"},
    {"59-page-twice.xml", "F044", "28:9", "番号", "Renumber"},
    {"60-cell-outside.xml", "F045", "15:85", "外", "outside"},
    {"61-paper-and-width.xml", "F046", "4:31", "どちらか", "exclude"},
    {"62-mark-too-small.xml", "F047", "26:11", "12 mm", "12 mm"},
    {"63-box-of-three.xml", "F014", "10:34", "左 上 幅 高さ", "left top width height"},
    {"64-paper-a3.xml", "F014", "4:20", "A4", "A4"},
    {"65-unknown-group.xml", "F062", "22:11", "child", "child"},
    {"66-too-many-rows.xml", "F063", "22:25", "count=\"3\"", "count=\"3\""},
    {"67-local-id-of-another.xml", "F064", "3:10", "m202088.district", "m202088.district"},
    {"68-remove-without-base.xml", "F070", "26:5", "based-on", "based-on"},
    {"69-base-unknown.xml", "F066", "2:93", "base", "base"},
    {"70-base-is-itself.xml", "F068", "2:88", "based-on", "circle"},
    {"71-remove-what-is-not.xml", "F069", "4:13", "stamp", "stamp"},
    {"72-overlaps-the-base.xml", "F038", "5:5", "base.xml:11", "base.xml:11"},
};

std::string read(const std::string& name) {
    const auto text = files::read(kFolder + name);
    EXPECT_TRUE(text) << name;
    return text.value_or("");
}

Form goodForm() {
    Findings findings;
    auto form = parseForm(read("form.xml"), kFolder + "form.xml", findings);
    EXPECT_TRUE(form) << example::listed(findings);
    return form.value_or(Form());
}

bool isForm(const std::string& xml) {
    return xml.find("<form") != std::string::npos;
}

class WrongFile : public testing::TestWithParam<Wrong> {};

TEST_P(WrongFile, IsToldWithItsPlaceAndWhatToWrite) {
    const auto& [file, code, place, ja, en] = GetParam();
    const std::string path = kFolder + file, xml = read(file);
    Findings findings;
    const bool good = isForm(xml) ? parseForm(xml, path, findings).has_value()
                                  : parseLayout(xml, path, goodForm(), findings).has_value();
    EXPECT_FALSE(good);
    ASSERT_EQ(findings.errors.size(), 1u) << example::listed(findings);
    const Error& error = findings.errors.front();
    EXPECT_EQ(error.code, code);
    EXPECT_EQ(error.place.text(), path + ":" + place) << error.text(Language::en);
    EXPECT_NE(error.message.ja.find(ja), std::string::npos) << error.message.ja;
    EXPECT_NE(error.message.en.find(en), std::string::npos) << error.message.en;
}

INSTANTIATE_TEST_SUITE_P(Each, WrongFile, testing::ValuesIn(kWrong), [](const auto& one) {
    std::string name = one.param.file;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
    return name;
});

TEST(WrongFiles, EachIsInTheTableAndTheirModelsAreGood) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
        const std::string name = entry.path().filename().string();
        if (name == "form.xml" || name == "base.xml") continue;
        ++count;
        EXPECT_TRUE(std::any_of(std::begin(kWrong), std::end(kWrong), [&](const Wrong& one) {
            return name == one.file;
        })) << name;
    }
    EXPECT_GE(count, 60u);
    EXPECT_EQ(count, std::size(kWrong));
    Findings findings;
    EXPECT_TRUE(parseLayout(read("base.xml"), kFolder + "base.xml", goodForm(), findings)) << example::listed(findings);
    EXPECT_TRUE(findings.warnings.empty()) << example::listed(findings);
}

// The schemas see less than the parser, and never more: what XSD refuses we refuse, and our good files it accepts.
TEST(WrongFiles, TheSchemasAgree) {
    const auto valid = [](const std::string& file, const std::string& schema) {
        const std::string command = "xmllint --nonet --noout --schema '" TOITSU_SOURCE_DIR "/templates/schema/" +
                                    schema + "' '" + kFolder + file + "' >/dev/null 2>&1";
        const int status = std::system(command.c_str());
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    };
    EXPECT_TRUE(valid("form.xml", "form.xsd"));
    EXPECT_TRUE(valid("base.xml", "layout.xsd"));
    // Of these codes a schema sees every case, of the others at most some.
    const std::string seen[] = {"X001", "X002", "X004", "F010", "F011", "F012", "F013", "F014", "F016", "F020", "F021"};
    for (const Wrong& one : kWrong) {
        if (std::find(std::begin(seen), std::end(seen), one.code) == std::end(seen)) continue;
        const std::string name = one.file;
        const bool leftToUs =
            name == "05-shift-jis.xml" || name == "07-doctype.xml";  // xmllint knows that encoding, and allows a DTD
        if (!leftToUs) {
            EXPECT_FALSE(valid(one.file, isForm(read(one.file)) ? "form.xsd" : "layout.xsd")) << name;
        }
    }
}

}  // namespace
}  // namespace toitsu::forms
