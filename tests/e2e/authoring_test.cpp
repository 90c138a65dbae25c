// The author's loop from outside: new, lint, draft, preview, blank, fill, test, fmt, diff.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/xml.h"
#include "tests/e2e/author_desk.h"
#include "tests/e2e/schema_check.h"

namespace toitsu {
namespace {

using e2e::AuthorDesk;

constexpr const char* kLayout = "lib/forms/residence-copy/layouts/nagano-2025.xml";

// What SARIF 2.1.0 asks of the members that we write (OASIS, sarif-schema-2.1.0.json).
constexpr const char* kSarif = R"json({
  "type": "object", "required": ["version", "runs"],
  "properties": {
    "version": {"enum": ["2.1.0"]}, "$schema": {"type": "string", "pattern": "sarif-schema-2\\.1\\.0\\.json$"},
    "runs": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["tool"], "additionalProperties": false,
      "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {"type": "object", "required": ["name"],
          "properties": {"name": {"type": "string"}, "version": {"type": "string"},
            "rules": {"type": "array", "items": {"type": "object", "required": ["id"], "additionalProperties": false,
              "properties": {"id": {"type": "string"}, "shortDescription": {"$ref": "#/$defs/message"}}}}}}}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "results": {"type": "array", "items": {"type": "object", "required": ["message"], "additionalProperties": false,
          "properties": {"ruleId": {"type": "string"}, "level": {"enum": ["none", "note", "warning", "error"]},
            "message": {"$ref": "#/$defs/message"},
            "locations": {"type": "array", "items": {"type": "object", "properties": {"physicalLocation": {
              "type": "object", "required": ["artifactLocation"], "properties": {
                "artifactLocation": {"type": "object", "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}}},
                "region": {"type": "object", "properties": {
                  "startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1}}}}}}}}}}}
      }}}
  },
  "$defs": {"message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}}
})json";

std::string listed(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
}

void expectTouchesNoNetwork(const std::string& html) {
    for (const char* fetched : {"src=\"http", "href=\"http", "url(http", "src=\"//", "@import"})
        EXPECT_EQ(html.find(fetched), std::string::npos) << fetched;
}

// "field" and "field/part" of every place, option or seal.
void placesOf(const xml::Element& element, std::set<std::string>& places) {
    for (const xml::Element& child : element.children) {
        if (!child.get("field").empty() && child.local != "fixed")
            places.insert(child.get("field") + (child.get("part").empty() ? "" : "/" + child.get("part")));
        placesOf(child, places);
    }
}

std::set<std::string> placesOf(const std::string& layout) {
    std::set<std::string> places;
    if (const auto document = xml::parse(layout, "layout.xml")) placesOf(document->root, places);
    return places;
}

TEST(Authoring, AFormOfATableHasNoMistakesAndIsNotOverwritten) {
    const AuthorDesk desk;
    desk.put("fields.csv",
             "type,name,label,required,constraint\nperson-name,applicant_name,申請者,yes,\n"
             "select_one purpose,purpose,目的,,\ninteger,count,人数,,number(count) < 30\n");
    desk.put("options.csv", "list_name,name,label\npurpose,swim,水泳\npurpose,lesson,教室\n");
    const std::vector<std::string> words{
        "form", "new",  "--fields", desk.at("fields.csv"), "--choices", desk.at("options.csv"),
        "--id", "pool", "--title",  "プール使用許可",      "--out",     desk.at("forms")};
    const auto made = e2e::toitsu(words);
    ASSERT_EQ(made.code, 0) << made.errors;
    const std::string form = desk.get("forms/pool/form.xml");
    EXPECT_NE(form.find("<field id=\"applicant-name\" type=\"person-name\" title=\"申請者\" required=\"true\"/>"),
              std::string::npos)
        << form;
    const auto linted = e2e::toitsu({"form", "lint", desk.at("forms")});
    EXPECT_EQ(linted.code, 0) << linted.errors;
    EXPECT_EQ(linted.errors, "");
    const auto formatted = e2e::toitsu({"form", "fmt", "--check", desk.at("forms")});
    EXPECT_EQ(formatted.code, 0) << formatted.output;
    desk.replace("fields.csv", "目的", "ほかの目的");
    const auto again = e2e::toitsu(words, "ja_JP.UTF-8");
    EXPECT_EQ(again.code, 6);
    EXPECT_NE(again.errors.find("C150"), std::string::npos) << again.errors;
    EXPECT_EQ(desk.get("forms/pool/form.xml"), form);

    const auto tables = e2e::toitsu(
        {"form", "export", desk.at("forms/pool/form.xml"), "--as", "fields-csv", "--out", desk.at("tables")});
    ASSERT_EQ(tables.code, 0) << tables.errors;
    const auto back = e2e::toitsu({"form", "new", "--fields", desk.at("tables/pool-fields.csv"), "--choices",
                                   desk.at("tables/pool-choices.csv"), "--id", "pool", "--title", "プール使用許可"});
    EXPECT_EQ(back.output, form);
}

TEST(Authoring, AMistakeInTheTableIsToldAtItsCell) {
    const AuthorDesk desk;
    desk.put("fields.csv", "type,name,label\ntext,remark,備考\ndatte,day,日\n");
    const auto ran =
        e2e::toitsu({"form", "new", "--fields", desk.at("fields.csv"), "--id", "x", "--title", "x"}, "ja_JP.UTF-8");
    EXPECT_EQ(ran.code, 4);
    EXPECT_NE(ran.errors.find("fields.csv:3:1: error C145"), std::string::npos) << ran.errors;
    EXPECT_NE(ran.errors.find("「date」"), std::string::npos) << ran.errors;
    EXPECT_EQ(ran.output, "");
}

TEST(Authoring, LintSaysTheSameAsTextJsonAndSarif) {
    const AuthorDesk desk;
    const std::string folder = desk.form("residence-copy", {"nagano-2025"});
    desk.replace(kLayout, "field=\"subject.name\"", "field=\"subject.nmae\"");
    const auto text = e2e::toitsu({"form", "lint", folder});
    EXPECT_EQ(text.code, 4);
    const auto json = e2e::toitsu({"form", "lint", "--format", "json", folder});
    EXPECT_EQ(json.code, 4);
    EXPECT_EQ(json.errors, "");
    const Value found = json::parse(json.output).value();
    EXPECT_EQ(found["errors"], Value(1));
    const Value& first = found["findings"].list()->front();
    EXPECT_EQ(first["code"], Value("F031"));
    EXPECT_EQ(first["file"], Value(desk.at(kLayout)));
    const std::string place = desk.at(kLayout) + ":" + json::write(first["line"]) + ":" + json::write(first["column"]);
    EXPECT_NE(text.errors.find(place + ": error F031: " + *first["message"].string()), std::string::npos)
        << text.errors;
    EXPECT_NE(first["message"].string()->find("Did you mean \"subject.name\"?"), std::string::npos);
    for (const char* language : {"C.UTF-8", "ja_JP.UTF-8"}) {
        const auto sarif = e2e::toitsu({"form", "lint", "--format", "sarif", folder}, language);
        EXPECT_EQ(sarif.code, 4);
        const auto log = json::parse(sarif.output);
        ASSERT_TRUE(log) << sarif.output;
        const auto wrong = e2e::violations(json::parse(kSarif).value(), *log);
        EXPECT_TRUE(wrong.empty()) << listed(wrong);
        const Value& run = (*log)["runs"].list()->front();
        EXPECT_EQ(run["results"].list()->size(), found["findings"].list()->size());
        std::set<std::string> rules, used;
        for (const Value& rule : *run["tool"]["driver"]["rules"].list()) rules.insert(*rule["id"].string());
        for (const Value& result : *run["results"].list()) used.insert(*result["ruleId"].string());
        EXPECT_EQ(rules, used);
        const Value& region = run["results"].list()->front()["locations"].list()->front()["physicalLocation"]["region"];
        EXPECT_EQ(region["startLine"], first["line"]);
        EXPECT_EQ(region["startColumn"], first["column"]);
    }
}

TEST(Authoring, ADraftOfADrawnBlankNamesItsFieldsAndMarksEveryGuess) {
    const AuthorDesk desk;
    const std::string folder = desk.form("residence-copy", {"nagano-2025"});
    ASSERT_EQ(e2e::toitsu({"form", "blank", desk.at(kLayout), "--out", desk.at("blanks")}).code, 0);
    const std::string out = folder + "/layouts/nagano-2026.xml";
    const std::vector<std::string> words{"form",
                                         "draft",
                                         desk.at("blanks/nagano-2025.png"),
                                         "--form",
                                         folder + "/form.xml",
                                         "--municipality",
                                         "202011",
                                         "--out",
                                         out,
                                         "--preview",
                                         desk.at("seen.png")};
    const auto drafted = e2e::toitsu(words);
    ASSERT_EQ(drafted.code, 0) << drafted.errors;
    EXPECT_EQ(desk.get("seen.png").substr(1, 3), "PNG");
    const std::string draft = files::read(out).value();
    const std::set<std::string> are = placesOf(desk.get(kLayout)), found = placesOf(draft);
    std::vector<std::string> both;
    std::set_intersection(are.begin(), are.end(), found.begin(), found.end(), std::back_inserter(both));
    EXPECT_GE(static_cast<double>(both.size()), 0.8 * static_cast<double>(are.size())) << draft;
    const auto linted = e2e::toitsu({"form", "lint", "--format", "json", out});
    EXPECT_EQ(linted.code, 0) << linted.output;
    const Value findings = json::parse(linted.output).value();
    const auto marked = std::count_if(findings["findings"].list()->begin(), findings["findings"].list()->end(),
                                      [](const Value& finding) { return finding["code"] == Value("F100"); });
    EXPECT_GE(marked, static_cast<std::ptrdiff_t>(both.size()) / 2) << "choices are marked once";
    const auto again = e2e::toitsu(words);
    EXPECT_EQ(again.code, 7);
    EXPECT_NE(again.errors.find("C161"), std::string::npos) << again.errors;
    EXPECT_EQ(files::read(out).value(), draft);
    const auto over = e2e::toitsu({"form", "draft", desk.at("blanks/nagano-2025.png"), "--form", folder + "/form.xml",
                                   "--out", desk.at("x.xml"), "--preview", desk.at("blanks/nagano-2025.png")});
    EXPECT_EQ(over.code, 7) << "the blank itself is not drawn over";
}

TEST(Authoring, APreviewStandsAlone) {
    const AuthorDesk desk;
    desk.form("residence-copy", {"nagano-2025"});
    const auto ran = e2e::toitsu({"form", "preview", desk.at(kLayout), "--out", desk.at("seen")}, "ja_JP.UTF-8");
    ASSERT_EQ(ran.code, 0) << ran.errors;
    const std::string html = desk.get("seen/nagano-2025.html");
    expectTouchesNoNetwork(html);
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos) << "the page itself forbids it";
    EXPECT_NE(html.find("<html lang=\"ja\">"), std::string::npos);
    for (const std::string& place : placesOf(desk.get(kLayout)))
        EXPECT_NE(html.find("data-field=\"" + place.substr(0, place.find('/')) + "\""), std::string::npos) << place;
    EXPECT_EQ(desk.get("seen/nagano-2025-preview.png").substr(1, 3), "PNG");
}

TEST(Authoring, FilledSheetsAreReadAndAMovedBoxIsNoticed) {
    const AuthorDesk desk;
    const std::string folder = desk.form("residence-copy", {"nagano-2025"});
    const auto fill = [&](const std::string& out) {
        return e2e::toitsu({"form", "fill", desk.at(kLayout), "--count", "2", "--seed", "5", "--out", desk.at(out)});
    };
    const auto filled = fill("lib/forms/residence-copy/samples");
    ASSERT_EQ(filled.code, 0) << filled.errors;
    EXPECT_EQ(filled.lines().size(), 6u) << "picture, PDF and truth of each";
    ASSERT_EQ(fill("again").code, 0);
    for (const char* name : {"/nagano-2025-5.json", "/nagano-2025-6.json"})
        EXPECT_EQ(desk.get(std::string("again") + name),
                  desk.get(std::string("lib/forms/residence-copy/samples") + name));

    const auto test = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"form", "test", folder, "--jobs", "1"});
        return e2e::toitsu(words);
    };
    const auto first = test({"--format", "json"});
    ASSERT_EQ(first.code, 0) << first.errors;
    const Value result = json::parse(first.output).value().list()->front();
    EXPECT_EQ(result["golden"], Value(false));
    ASSERT_EQ(result["samples"].list()->size(), 2u);
    for (const Value& sample : *result["samples"].list()) {
        EXPECT_EQ(sample["status"], Value("read"));
        EXPECT_EQ(sample["fields"]["subject.birth-date"], Value("right"));
        for (const auto& [field, outcome] : sample["fields"].context()->entries())
            EXPECT_NE(outcome, Value("wrong")) << field;
    }
    EXPECT_FALSE(desk.exists("lib/forms/residence-copy/golden.json")) << "nothing is accepted without --update";
    ASSERT_EQ(test({"--update"}).code, 0);
    const std::string golden = desk.get("lib/forms/residence-copy/golden.json");
    EXPECT_EQ(test({}).code, 0);

    desk.replace(kLayout, "box=\"108 169.2 12 7.5\"", "box=\"111 169.2 12 7.5\"");
    const auto worse = test({});
    EXPECT_EQ(worse.code, 1) << worse.output;
    EXPECT_NE(worse.output.find("worse: nagano-2025-5.png subject.birth-date: right → "), std::string::npos)
        << worse.output;
    EXPECT_EQ(desk.get("lib/forms/residence-copy/golden.json"), golden);

    desk.put("lib/forms/residence-copy/samples/nagano-2025-6.png", "no picture");
    const auto unread = test({"--update"});
    EXPECT_NE(unread.code, 0);
    EXPECT_EQ(desk.get("lib/forms/residence-copy/golden.json"), golden) << "a sample that cannot be read stays in it";
}

TEST(Authoring, AScansTruthIsNotDrawnOver) {
    const AuthorDesk desk;
    desk.form("residence-copy", {"nagano-2025"});
    const std::string truth = "{\"layout\": \"nagano-2025\", \"profile\": \"scan\", \"fields\": {}}\n";
    desk.put("samples/nagano-2025-1.json", truth);
    const auto ran = e2e::toitsu({"form", "fill", desk.at(kLayout), "--out", desk.at("samples")});
    EXPECT_EQ(ran.code, 6);
    EXPECT_NE(ran.errors.find("C150"), std::string::npos) << ran.errors;
    EXPECT_EQ(desk.get("samples/nagano-2025-1.json"), truth);
    EXPECT_FALSE(desk.exists("samples/nagano-2025-1.png"));
}

TEST(Authoring, DiffTellsWhatBreaksAndDrawsIt) {
    const AuthorDesk desk;
    desk.form("residence-copy", {"nagano-2025"});
    const std::string file = desk.at(kLayout), other = desk.at("lib/forms/residence-copy/layouts/other.xml");
    const auto same = e2e::toitsu({"form", "diff", file, file});
    EXPECT_EQ(same.code, 0);
    desk.put("lib/forms/residence-copy/layouts/other.xml", desk.get(kLayout));
    desk.replace("lib/forms/residence-copy/layouts/other.xml", "box=\"108 169.2 12 7.5\"", "box=\"108 172.2 12 7.5\"");
    const auto ran = e2e::toitsu({"form", "diff", file, other, "--format", "json", "--image", desk.at("diff.html")});
    EXPECT_EQ(ran.code, 1) << ran.errors;
    const Value diff = json::parse(ran.output).value();
    EXPECT_EQ(diff["differences"], Value(1));
    EXPECT_EQ(diff["breaking"], Value(1));
    EXPECT_EQ(diff["changes"].list()->front()["kind"], Value("moved"));
    EXPECT_NE(diff["changes"].list()->front()["what"]["en"].string()->find("moved by 3"), std::string::npos);
    expectTouchesNoNetwork(desk.get("diff.html"));
    ASSERT_EQ(e2e::toitsu({"form", "diff", file, other, "--image", desk.at("diff.png")}).code, 1);
    EXPECT_EQ(desk.get("diff.png").substr(1, 3), "PNG");
    const auto mixed = e2e::toitsu({"form", "diff", file, desk.at("lib/forms/residence-copy/form.xml")});
    EXPECT_EQ(mixed.code, 2);
    EXPECT_NE(mixed.errors.find("C165"), std::string::npos);
}

TEST(Authoring, WhatIsNoLayoutIsToldForWhatItIs) {
    const AuthorDesk desk;
    const std::string folder = desk.form("residence-copy", {"nagano-2025"});
    desk.put("empty.xml", "");
    desk.put("other.xml", "<a/>");
    desk.put("alone.xml", desk.get(kLayout));
    const struct {
        std::string file;
        int code;
        const char* says;
    } cases[] = {{desk.at("missing.xml"), 5, "X010"}, {folder, 3, "X012"},
                 {desk.at("empty.xml"), 3, "X001"},   {desk.at("other.xml"), 4, "C005"},
                 {desk.at("alone.xml"), 5, "C004"},   {folder + "/form.xml", 2, "C157"}};
    for (const char* command : {"preview", "blank", "fill"})
        for (const auto& [file, code, says] : cases) {
            const auto ran = e2e::toitsu({"form", command, file, "--out", desk.at("out")});
            EXPECT_EQ(ran.code, code) << command << " " << file << ran.errors;
            EXPECT_NE(ran.errors.find(file), std::string::npos) << ran.errors;
            EXPECT_NE(ran.errors.find(says), std::string::npos) << ran.errors;
            EXPECT_EQ(ran.output, "");
        }
    EXPECT_FALSE(desk.exists("out"));
}

}  // namespace
}  // namespace toitsu
