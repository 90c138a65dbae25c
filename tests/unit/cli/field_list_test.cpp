#include "apps/cli/field_list.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "apps/cli/table_file.h"
#include "base/files.h"
#include "base/text.h"
#include "base/xlsx.h"

namespace toitsu::cli {
namespace {

const FormHead kHead{"pool-permit", "プール使用許可申請書", "都市公園法第5条", "P3Y"};

constexpr const char* kFields =
    "type,name,label,label::English (en),required,length,maxlength,constraint,constraint_message,relevant\r\n"
    "date,applied_on,申請日,,yes,,,,,\r\n"
    "begin group,applicant,申請者,,,,,,,\r\n"
    "person-name,name,氏名,name,はい,,,,,\r\n"
    "integer,age,年齢,,,,3,applicant.age >= 18,18歳以上の方だけが申請できます,\r\n"
    "end group,,,,,,,,,\r\n"
    "select_one kinds,kind,区分,,true,,,,,\r\n"
    "text,reason,\"理由\n（団体のみ）\",,,40,,,,\"kind = \"\"group\"\"\"\r\n"
    ",,,,,,,,,\r\n"
    "note,thanks,ありがとうございます,,,,,,,\r\n"
    "acknowledge,agreed,規則に同意,,,,,,,\r\n";
constexpr const char* kChoices = "list_name,name,label\r\nkinds,person,個人\r\nkinds,group,団体\r\nother,x,別\r\n";

csv::Table table(const std::string& text, const std::string& file = "list.csv") {
    const auto cells = csv::parseCells(text, file);
    EXPECT_TRUE(cells.has_value());
    return cells.value_or(csv::Table());
}

std::optional<forms::Form> parsed(const std::string& xml) {
    forms::Findings findings;
    return forms::parseForm(xml, "form.xml", findings);
}

TEST(FieldList, BecomesAForm) {
    forms::Findings findings;
    const auto xml =
        formFromFieldList({table(kFields), "list.csv", table(kChoices, "options.csv"), "options.csv"}, kHead, findings);
    ASSERT_TRUE(xml) << findings.errors.front().text(Language::en);
    EXPECT_TRUE(findings.warnings.empty());
    const auto form = parsed(*xml);
    ASSERT_TRUE(form);
    EXPECT_EQ(form->id, "pool-permit");
    EXPECT_EQ(form->retention, "P3Y");
    ASSERT_EQ(form->fields.size(), 6u);
    EXPECT_EQ(form->fields[0].id, "applied-on");
    EXPECT_TRUE(form->fields[0].required);
    EXPECT_EQ(form->fields[1].id, "applicant.name");
    EXPECT_EQ(form->fields[1].type, forms::FieldType::personName);
    EXPECT_EQ(form->fields[2].type, forms::FieldType::digits);
    EXPECT_TRUE(form->fields[2].lengthIsMaximum);
    ASSERT_EQ(form->fields[3].options.size(), 2u) << "only those of its list";
    EXPECT_EQ(form->fields[3].options[1].code, "group");
    EXPECT_EQ(form->fields[4].length, 40);
    EXPECT_EQ(form->fields[5].type, forms::FieldType::flag);
    ASSERT_EQ(form->rules.size(), 2u);
    EXPECT_EQ(form->rules[0].id, "applicant-age-constraint");
    EXPECT_EQ(form->rules[0].message, "18歳以上の方だけが申請できます");
    EXPECT_EQ(form->rules[1].test.source(), "reason = null or (kind = \"group\")");
    EXPECT_EQ(form->rules[1].severity, forms::Severity::warning);
}

TEST(FieldList, EveryMistakeIsAtItsCell) {
    struct Case {
        const char* fields;
        const char* code;
        int line, column;
    };
    const Case cases[] = {
        {"type,name\ntext,a\n", "C144", 1, 1},
        {"type,name,label\ntext,a,甲\ntextt,b,乙\n", "C145", 3, 1},
        {"type,name,label\ntext,氏名,氏名\n", "C146", 2, 6},
        {"type,name,label\nselect_one missing,a,甲\n", "C147", 2, 1},
        {"type,name,label\nbegin group,g,群\ntext,a,甲\n", "C148", 2, 1},
        {"type,name,label\ntext,a,甲\nend group,,\n", "C148", 3, 1},
        {"type,name,label,constraint\nmoney,a,\"甲,乙\",a >\n", "R001", 2, 0},
        {"type,name,label\ntext,a,甲\ntext,a,乙\n", "F015", 3, 6},
        {"type,name,label,constraint\nmoney,a,甲,b > 3\n", "F027", 2, 11},
    };
    for (const Case& one : cases) {
        forms::Findings findings;
        EXPECT_FALSE(formFromFieldList({table(one.fields), "list.csv", {}, ""}, kHead, findings)) << one.fields;
        ASSERT_EQ(findings.errors.size(), 1u) << one.fields;
        const Error& error = findings.errors.front();
        EXPECT_EQ(error.code, one.code) << error.text(Language::en);
        EXPECT_EQ(error.place.file, "list.csv") << one.fields;
        EXPECT_EQ(error.place.line, one.line) << error.text(Language::en);
        if (one.column > 0) {
            EXPECT_EQ(error.place.column, one.column) << error.text(Language::en);
        }
    }
}

TEST(FieldList, AColumnThatNothingReadsIsTold) {
    forms::Findings findings;
    EXPECT_TRUE(
        formFromFieldList({table("type,name,label,requried\ntext,a,甲,yes\n"), "list.csv", {}, ""}, kHead, findings));
    ASSERT_EQ(findings.warnings.size(), 1u);
    EXPECT_EQ(findings.warnings[0].code, "C149");
    EXPECT_NE(findings.warnings[0].message.en.find("required"), std::string::npos) << "it says what was meant";
}

// Fields, options and rules of every shipped form come back from their workbook unchanged.
TEST(FieldList, ShippedFormsGoThereAndBack) {
    const auto folder = files::TemporaryFolder::make("fields");
    ASSERT_TRUE(folder);
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(TOITSU_SOURCE_DIR) + "/templates/forms")) {
        const std::string file = entry.path().string() + "/form.xml";
        const auto source = files::read(file);
        if (!source) continue;
        SCOPED_TRACE(file);
        const auto form = parsed(*source);
        ASSERT_TRUE(form);
        const FieldListRows tables = fieldListOf(*form);
        const std::string book = folder->path() + "/fields.xlsx";
        ASSERT_TRUE(xlsx::write(book, {{"survey", tables.fields}, {"choices", tables.choices}}));
        const auto fields = readTable(book, "survey"), choices = readTable(book, "choices");
        ASSERT_TRUE(fields && choices);
        forms::Findings findings;
        const auto xml = formFromFieldList({*fields, "f.xlsx", *choices, "f.xlsx#choices"},
                                           {form->id, form->title, form->basis, form->retention}, findings);
        ASSERT_TRUE(xml) << findings.errors.front().text(Language::en);
        for (const Error& warning : findings.warnings)  // as the form itself: of some no law was found
            EXPECT_EQ(warning.code, "F080") << warning.text(Language::en);
        const auto back = parsed(*xml);
        ASSERT_TRUE(back);
        ASSERT_EQ(back->fields.size(), form->fields.size());
        for (std::size_t i = 0; i < form->fields.size(); ++i) {
            const forms::Field &was = form->fields[i], &is = back->fields[i];
            EXPECT_EQ(is.id, was.id);
            EXPECT_EQ(is.type, was.type) << was.id;
            EXPECT_EQ(is.title, was.title) << was.id;
            EXPECT_EQ(is.required, was.required) << was.id;
            EXPECT_EQ(is.length, was.length) << was.id;
            EXPECT_EQ(is.lengthIsMaximum, was.lengthIsMaximum) << was.id;
            EXPECT_EQ(is.policy, was.policy) << was.id;
            EXPECT_EQ(is.myNumber, was.myNumber) << was.id;
            ASSERT_EQ(is.options.size(), was.options.size()) << was.id;
            for (std::size_t k = 0; k < was.options.size(); ++k) {
                EXPECT_EQ(is.options[k].code, was.options[k].code);
                EXPECT_EQ(is.options[k].title, was.options[k].title);
            }
        }
        ASSERT_EQ(back->rules.size(), form->rules.size());
        for (std::size_t i = 0; i < form->rules.size(); ++i) {
            EXPECT_EQ(back->rules[i].id, form->rules[i].id);
            EXPECT_EQ(back->rules[i].test.source(), form->rules[i].test.source());
            EXPECT_EQ(back->rules[i].message, form->rules[i].message);
            EXPECT_EQ(back->rules[i].severity, form->rules[i].severity);
        }
        ++seen;
    }
    EXPECT_GE(seen, 2);
}

}  // namespace
}  // namespace toitsu::cli
