// What other programs get and give: JSON Schema, PAGE-XML, AIRead.

#include <gtest/gtest.h>

#include "apps/cli/record_schema.h"
#include "base/random.h"
#include "forms/library.h"
#include "forms/synthetic_answers.h"
#include "tests/e2e/author_desk.h"
#include "tests/e2e/schema_check.h"

namespace toitsu {
namespace {

using e2e::AuthorDesk;

forms::Library shipped() {
    forms::Findings findings;
    return forms::Library::load(e2e::source("templates"), findings).value();
}

// A schema of JSON Schema 2020-12 as far as ours go: what stands where, and of which type.
constexpr const char* kMeta = R"json({
  "type": "object", "required": ["$schema", "$id", "type", "properties"],
  "properties": {
    "$schema": {"const": "https://json-schema.org/draft/2020-12/schema"}, "$id": {"type": "string", "pattern": "^urn:"},
    "title": {"type": "string"}, "type": {"const": "object"},
    "required": {"type": "array", "items": {"type": "string"}},
    "properties": {"type": "object", "required": ["fields"], "properties": {"fields": {
      "type": "object", "required": ["type", "properties", "required", "additionalProperties"], "properties": {
        "type": {"const": "object"}, "additionalProperties": {"const": false},
        "required": {"type": "array", "items": {"type": "string"}},
        "properties": {"type": "object", "additionalProperties": {
          "type": "object", "required": ["title", "type"], "additionalProperties": false, "properties": {
            "title": {"type": "string", "minLength": 1}, "type": {"const": "string"}, "pattern": {"type": "string"},
            "minLength": {"type": "integer", "minimum": 0}, "maxLength": {"type": "integer", "minimum": 1},
            "enum": {"type": "array", "minItems": 1}, "oneOf": {"type": "array", "minItems": 1},
            "anyOf": {"type": "array", "minItems": 1}, "x-toitsu-type": {"type": "string"},
            "x-toitsu-sensitivity": {"type": "string"}}}}}}}}
  }
})json";

std::string listed(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
}

TEST(Exchange, TheSchemaOfEveryFormIsOneAndItsSheetsFitIt) {
    const forms::Library library = shipped();
    const Value meta = json::parse(kMeta).value();
    int sheets = 0;
    for (const auto& form : library.forms) {
        SCOPED_TRACE(form->id);
        const Value schema = json::parse(cli::recordSchema(*form)).value();
        const auto wrong = e2e::violations(meta, schema);
        EXPECT_TRUE(wrong.empty()) << listed(wrong);
        const Context& properties = *schema["properties"]["fields"]["properties"].context();
        for (const Value& id : *schema["properties"]["fields"]["required"].list())
            EXPECT_NE(properties.find(*id.string()), nullptr) << *id.string();
        for (const auto& layout : library.layouts) {
            if (layout->form != form->id) continue;
            Random random(11);
            const auto answers = forms::drawAnswers(*form, *layout, random);
            ASSERT_TRUE(answers) << layout->id;
            Context fields;
            for (const auto& [id, text] : answers->fields) {
                const forms::Field* field = form->field(id);  // nothing for the municipality's own
                if (field != nullptr && field->type != forms::FieldType::image) fields.put(id, text);
            }
            const auto misfits = e2e::violations(schema, Context{{"form", form->id}, {"fields", fields}});
            EXPECT_TRUE(misfits.empty()) << layout->id << "\n" << listed(misfits);
            ++sheets;
        }
    }
    EXPECT_GE(sheets, 26);
}

TEST(Exchange, TheSchemaRefusesWhatTheFormRefuses) {
    const AuthorDesk desk;
    const std::string form = desk.form("salary-change", {});
    const auto ran =
        e2e::toitsu({"form", "export", form + "/form.xml", "--as", "json-schema", "--out", desk.at("out")});
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const Value schema = desk.json("out/salary-change.schema.json");
    const Value& fields = schema["properties"]["fields"]["properties"];
    const auto refuses = [&](const char* field, const char* text) {
        return !e2e::violations(fields[field], Value(text)).empty();
    };
    EXPECT_FALSE(refuses("employee.birth-date", "1980-02-29"));
    EXPECT_FALSE(refuses("employee.birth-date", "1955-03-00")) << "不詳日 (F224)";
    EXPECT_TRUE(refuses("employee.birth-date", "昭和55年"));
    EXPECT_TRUE(refuses("change.reason", "3")) << "a printed number is no code";
    EXPECT_FALSE(refuses("change.reason", "leave"));
    EXPECT_FALSE(e2e::violations(schema, Context{{"form", "another"}, {"fields", Context{}}}).empty());
}

TEST(Exchange, PageXmlThereAndBackIsALayoutOfTheForm) {
    const AuthorDesk desk;
    const std::string form = desk.form("residence-copy", {"saku-2023"});
    const std::string layout = form + "/layouts/saku-2023.xml", back = form + "/layouts/back.xml";
    ASSERT_EQ(e2e::toitsu({"form", "export", layout, "--as", "page-xml", "--out", desk.at("out")}).code, 0);
    const std::vector<std::string> words{"form",      "import",           desk.at("out/saku-2023.page.xml"),
                                         "--as",      "page-xml",         "--id",
                                         "saku-2023", "--municipality",   "202177",
                                         "--form",    form + "/form.xml", "--out",
                                         back};
    const auto imported = e2e::toitsu(words);
    ASSERT_EQ(imported.code, 0) << imported.errors;
    EXPECT_EQ(imported.errors, "");
    const auto diff = e2e::toitsu({"form", "diff", layout, back, "--format", "json"});
    const Value differences = json::parse(diff.output).value();
    for (const Value& change : *differences["changes"].list()) {
        const std::string what = *change["what"]["en"].string();
        // 令和 is printed, and what is printed is no region.
        const bool fixed = what.starts_with("requested-on (era): has no place");
        for (const char* kind : {"field-added", "field-removed", "moved", "resized", "option-removed", "manner"})
            EXPECT_TRUE(fixed || change["kind"] != Value(kind)) << what;
    }
    EXPECT_EQ(e2e::toitsu(words).code, 6) << "not overwritten";
}

TEST(Exchange, AireadKeepsWhatItsDefinitionHasRoomFor) {
    const AuthorDesk desk;
    const std::string form = desk.form("salary-change", {"komoro-2021"});
    const auto exported =
        e2e::toitsu({"form", "export", form + "/layouts/komoro-2021.xml", "--as", "airead", "--out", desk.at("out")});
    ASSERT_EQ(exported.code, 0);
    EXPECT_NE(exported.errors.find("warning C155"), std::string::npos);
    std::vector<std::string> words{"form",        "import",          desk.at("out/komoro-2021-AIRead_format.ini"),
                                   "--as",        "airead",          "--id",
                                   "komoro-2026", "--municipality",  "202088",
                                   "--form",      form + "/form.xml"};
    const auto imported = e2e::toitsu(words);
    ASSERT_EQ(imported.code, 0) << imported.errors;
    EXPECT_NE(imported.output.find("<place field=\"employer.name\""), std::string::npos) << imported.output;
    words[6] = "Komoro 2026";
    EXPECT_EQ(e2e::toitsu(words).code, 2);
    words[6] = "komoro-2026";
    words[8] = "202089";
    const auto wrong = e2e::toitsu(words, "ja_JP.UTF-8");
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE(wrong.errors.find("C160"), std::string::npos) << wrong.errors;
}

}  // namespace
}  // namespace toitsu
