#include "apps/cli/record_command.h"

#include <gtest/gtest.h>

#include <sstream>

#include "apps/cli/check_command.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "tests/unit/forms/example.h"

namespace toitsu::cli {
namespace {

// A library of one form, and a folder for what goes in and out.
struct Desk {
    Desk() : folder(files::TemporaryFolder::make("record").value()) {
        const std::string form = folder.path() + "/library/forms/notice";
        EXPECT_TRUE(files::makeFolders(form + "/layouts"));
        put("library/forms/notice/form.xml", forms::example::kForm);
        put("library/forms/notice/layouts/komoro-2021.xml", forms::example::kLayout);
    }
    std::string at(const std::string& name) const { return folder.path() + "/" + name; }
    void put(const std::string& name, std::string_view content) const {
        EXPECT_TRUE(files::writeAtomically(at(name), content));
    }
    std::string get(const std::string& name) const { return files::read(at(name)).value_or("no file"); }

    RecordImportOptions importing(const std::string& file) const {
        RecordImportOptions options;
        options.files = {at(file)};
        options.library = at("library");
        options.form = "notice";
        options.kind = "entered";
        return options;
    }
    RecordExportOptions exporting() const {
        RecordExportOptions options;
        options.files = {at("records.jsonl")};
        options.library = at("library");
        options.out = at("out.csv");
        return options;
    }

    files::TemporaryFolder folder;
    std::ostringstream out, err;
    Terminal terminal{out, err, Language::en};
};

constexpr std::string_view kTable = "氏名,amount,kind\r\n渡邉\U000E0104 𠮷子,\"1,200円\",新規\r\n長野 太郎,0,変更\r\n";

TEST(RecordCommand, aTableBecomesRecordsAndATableAgain) {
    Desk desk;
    desk.put("in.csv", kTable);
    auto importing = desk.importing("in.csv");
    importing.out = desk.at("records.jsonl");
    recordImport(importing, desk.terminal);
    EXPECT_EQ(desk.err.str(), "");
    EXPECT_EQ(text::split(desk.get("records.jsonl"), '\n').size(), 3U);
    auto exporting = desk.exporting();
    exporting.headers = "ids";
    recordExport(exporting, desk.terminal);
    const std::string table = desk.get("out.csv");
    EXPECT_EQ(table.substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_NE(table.find("渡邉\U000E0104 𠮷子"), std::string::npos);
    EXPECT_EQ(desk.terminal.exitStatus(), 0) << desk.err.str();
}

// A workbook loses nothing on the way out, and comes in as the table that it is.
TEST(RecordCommand, aWorkbookIsATableToo) {
    Desk desk;
    desk.put("in.csv", kTable);
    auto importing = desk.importing("in.csv");
    importing.out = desk.at("records.jsonl");
    recordImport(importing, desk.terminal);
    auto exporting = desk.exporting();
    exporting.format = "xlsx";
    exporting.encoding = "cp932";
    exporting.out = desk.at("out.xlsx");
    recordExport(exporting, desk.terminal);
    importing = desk.importing("out.xlsx");
    importing.out = desk.at("again.jsonl");
    recordImport(importing, desk.terminal);
    EXPECT_EQ(desk.err.str(), "");
    const std::string again = desk.get("again.jsonl");
    auto plain = desk.exporting();
    plain.files = {desk.at("again.jsonl")};
    recordExport(plain, desk.terminal);
    for (const char* row : {",渡邉\U000E0104 𠮷子,,,,,,,,1200,new,", ",長野 太郎,,,,,,,,0,change,"})
        EXPECT_NE(desk.get("out.csv").find(row), std::string::npos) << desk.get("out.csv");
    importing.sheet = "nowhere";
    recordImport(importing, desk.terminal);
    EXPECT_NE(desk.err.str().find("X042"), std::string::npos) << desk.err.str();
    EXPECT_EQ(desk.get("again.jsonl"), again);  // an earlier result stays
    exporting.out.clear();
    recordExport(exporting, desk.terminal);
    EXPECT_NE(desk.err.str().find("C138"), std::string::npos) << desk.err.str();
}

TEST(RecordCommand, takesCp932AndNamesWhatCp932Loses) {
    Desk desk;
    desk.put("in.csv", text::toCp932("氏名,amount\r\n髙橋 花子,5\r\n").value());
    auto importing = desk.importing("in.csv");
    importing.out = desk.at("records.jsonl");
    recordImport(importing, desk.terminal);
    EXPECT_NE(desk.get("records.jsonl").find("髙橋"), std::string::npos);
    desk.put("in.csv", kTable);
    recordImport(importing, desk.terminal);
    auto exporting = desk.exporting();
    exporting.encoding = "cp932";
    recordExport(exporting, desk.terminal);
    EXPECT_NE(text::fromCp932(desk.get("out.csv")).value().find("渡邉 〓子"), std::string::npos);
    const std::string losses = desk.get("out.csv.losses.csv");
    EXPECT_NE(losses.find("1,person.name,5,U+20BB7"), std::string::npos) << losses;
    EXPECT_EQ(losses.find("渡"), std::string::npos);
    EXPECT_NE(desk.err.str().find("C135"), std::string::npos);
    EXPECT_EQ(desk.terminal.exitStatus(), 0);
    exporting.missing = "fail";
    exporting.out = desk.at("refused.csv");
    recordExport(exporting, desk.terminal);
    EXPECT_EQ(desk.terminal.exitStatus(), static_cast<int>(ExitCode::refused));
    EXPECT_EQ(desk.get("refused.csv"), "no file");
}

TEST(RecordCommand, mistakesStandAtTheirPlaceAndSayNoValue) {
    Desk desk;
    desk.put("web.json", "{\"amount\": 5,\n \"amuont\": \"秘密\"}");
    recordImport(desk.importing("web.json"), desk.terminal);
    EXPECT_NE(desk.err.str().find("web.json:2:12: error F241"), std::string::npos) << desk.err.str();
    EXPECT_EQ(desk.err.str().find("秘密"), std::string::npos);
    EXPECT_EQ(desk.terminal.exitStatus(), static_cast<int>(ExitCode::input));
    auto unknown = desk.importing("web.json");
    unknown.form = "notise";
    recordImport(unknown, desk.terminal);
    EXPECT_NE(desk.err.str().find("C133"), std::string::npos);
}

TEST(RecordCommand, anEarlierResultStaysWhenNothingCanBeRead) {
    Desk desk;
    desk.put("records.jsonl", "of yesterday");
    auto importing = desk.importing("missing.csv");
    importing.out = desk.at("records.jsonl");
    recordImport(importing, desk.terminal);
    EXPECT_EQ(desk.terminal.exitStatus(), static_cast<int>(ExitCode::notFound));
    EXPECT_EQ(desk.get("records.jsonl"), "of yesterday");
}

TEST(RecordCommand, takesOnlyAPaperOfTheFormAndAMunicipalityThatExists) {
    Desk desk;
    std::string other(forms::example::kForm), paper(forms::example::kLayout);
    other.replace(other.find("id=\"notice\""), 11, "id=\"other\"");
    paper.replace(paper.find("form=\"notice\""), 13, "form=\"other\"");
    paper.replace(paper.find("id=\"komoro-2021\""), 16, "id=\"other-2021\"");
    EXPECT_TRUE(files::makeFolders(desk.at("library/forms/other/layouts")));
    desk.put("library/forms/other/form.xml", other);
    desk.put("library/forms/other/layouts/other-2021.xml", paper);
    desk.put("in.csv", kTable);
    auto importing = desk.importing("in.csv");
    importing.layout = "other-2021";
    recordImport(importing, desk.terminal);
    EXPECT_NE(desk.err.str().find("C133"), std::string::npos) << desk.err.str();
    EXPECT_NE(desk.err.str().find("Possible: komoro-2021."), std::string::npos) << desk.err.str();
    importing.layout = "";
    importing.municipality = "123";
    recordImport(importing, desk.terminal);
    EXPECT_NE(desk.err.str().find("C160"), std::string::npos) << desk.err.str();
    EXPECT_EQ(desk.out.str(), "");
}

TEST(RecordCommand, whatIsNoRecordIsToldWithItsLine) {
    Desk desk;
    desk.put("in.csv", kTable);
    auto importing = desk.importing("in.csv");
    importing.out = desk.at("records.jsonl");
    recordImport(importing, desk.terminal);
    const std::string first = text::split(desk.get("records.jsonl"), '\n').front() + "\n";
    const auto told = [&](const std::string& lines) {
        desk.put("records.jsonl", lines);
        desk.err.str("");
        recordExport(desk.exporting(), desk.terminal);
        return desk.err.str();
    };
    EXPECT_NE(told(first + "\n{\"a\": 1}\n").find("records.jsonl:3:1: error F213"), std::string::npos);
    EXPECT_NE(told(first + first + "{\"a\":").find("records.jsonl:3:6: error X101"), std::string::npos);
    EXPECT_NE(told("").find("records.jsonl: error C137"), std::string::npos);
    EXPECT_EQ(desk.get("out.csv"), "no file");
}

TEST(CheckCommand, saysWhetherTheFormOrItsFieldIsWrong) {
    Desk desk;
    const auto told = [&](const std::string& type) {
        CheckCommandOptions options;
        options.library = desk.at("library");
        options.type = type;
        options.texts = {"1"};
        desk.err.str("");
        check(options, desk.terminal);
        return desk.err.str();
    };
    EXPECT_NE(told("notise#amount").find("the library has no form \"notise\". Did you mean \"notice\"?"),
              std::string::npos);
    EXPECT_NE(told("notice#amuont").find("form \"notice\" has no field \"amuont\". Did you mean \"amount\"?"),
              std::string::npos);
    EXPECT_NE(told("dat").find("there is no type \"dat\". Did you mean \"date\"?"), std::string::npos);
    EXPECT_NE(told("choice").find("write FORM#FIELD"), std::string::npos);
    EXPECT_EQ(desk.out.str(), "");
}

TEST(CheckCommand, readsTheFilesThatOfficesSave) {
    Desk desk;
    for (const std::string& bytes :
         {text::toCp932("平成12年3月31日\r\n").value(), std::string("\xEF\xBB\xBF平成12年3月31日\r\n")}) {
        desk.put("dates.txt", bytes);
        CheckCommandOptions options;
        options.type = "date";
        options.file = desk.at("dates.txt");
        desk.out.str("");
        check(options, desk.terminal);
        EXPECT_NE(desk.out.str().find("2000-03-31"), std::string::npos) << desk.out.str();
    }
    EXPECT_EQ(desk.terminal.exitStatus(), 0);
}

TEST(CheckCommand, answersInJsonLines) {
    Desk desk;
    CheckCommandOptions options;
    options.type = "date";
    options.texts = {"平成32年3月31日", "2026-04-01"};
    check(options, desk.terminal);
    const auto lines = text::split(desk.out.str(), '\n');
    ASSERT_EQ(lines.size(), 3U);
    const Value first = json::parse(lines[0]).value();
    EXPECT_EQ(*first["status"].string(), "warn");
    EXPECT_EQ(*first["normalised"].string(), "2020-03-31");
    EXPECT_EQ(*first["reason"].string(), "F222");
    EXPECT_EQ(desk.terminal.exitStatus(), 0);
    options.texts = {"昨日"};
    check(options, desk.terminal);
    EXPECT_EQ(desk.terminal.exitStatus(), static_cast<int>(ExitCode::differs));
}

TEST(CheckCommand, knowsAccountsAndTheFieldsOfAForm) {
    Desk desk;
    CheckCommandOptions options;
    options.type = "yucho";
    options.texts = {"10530-12345671"};
    check(options, desk.terminal);
    EXPECT_NE(desk.out.str().find(R"("normalised":"9900-058-1-1234567")"), std::string::npos) << desk.out.str();
    options.type = "notice#kind";
    options.library = desk.at("library");
    options.texts = {"変更"};
    check(options, desk.terminal);
    EXPECT_NE(desk.out.str().find(R"("normalised":"change")"), std::string::npos) << desk.out.str();
    options.type = "dat";
    check(options, desk.terminal);
    EXPECT_NE(desk.err.str().find("C130"), std::string::npos);
    EXPECT_NE(desk.err.str().find("date"), std::string::npos);
}

TEST(TownsCommand, makesAnAddressBook) {
    Desk desk;
    desk.put("post.csv", "20201,\"380  \",\"3800928\",,,,長野県,長野市,若里,0,0,1,0,0,0\n");
    TownsCommandOptions options;
    options.files = {desk.at("post.csv")};
    options.out = desk.at("book.txt");
    townsImport(options, desk.terminal);
    EXPECT_EQ(desk.get("book.txt"), "=長野県 長野市\n3800928 若里\n");
}

}  // namespace
}  // namespace toitsu::cli
