// Other doors into a record: import, export, check, towns.

#include <gtest/gtest.h>

#include "base/csv.h"
#include "base/text.h"
#include "tests/e2e/author_desk.h"
#include "tests/unit/forms/towns_sample.h"

namespace toitsu {
namespace {

using e2e::AuthorDesk;

std::vector<std::string> record(const char* what, std::vector<std::string> words) {
    words.insert(words.begin(), {"record", what, "--library", e2e::source("templates")});
    return words;
}

// field → value of each record of a JSON export
std::vector<Value> fieldsOf(const std::string& jsonLines) {
    std::vector<Value> all;
    for (const std::string& line : text::split(jsonLines, '\n'))
        if (!line.empty()) all.push_back(json::parse(line).value()["fields"]);
    return all;
}

TEST(Doors, ATableBecomesRecordsAndTheTableAgain) {
    const AuthorDesk desk;
    desk.put("in.csv",
             "被保険者番号,被保険者の氏名,insured.birth-date,申請区分\n"
             "0123456789,𠮷野 太郎,昭和10年5月3日,新規\n"
             "0123456788,\"渡邊\U000E0100, 次郎\",1936-05-03,renewal\n");
    const auto imported = e2e::toitsu(record("import", {"--form", "care-certification", "--kind", "entered", "--out",
                                                        desk.at("records.jsonl"), desk.at("in.csv")}));
    ASSERT_EQ(imported.code, 0) << imported.errors;
    EXPECT_EQ(imported.output, "took 2 records; 2 of them have fields for a person\n");
    const auto asJson = e2e::toitsu(record("export", {"--format", "json", desk.at("records.jsonl")}));
    const auto first = fieldsOf(asJson.output);
    ASSERT_EQ(first.size(), 2u) << asJson.errors;
    EXPECT_EQ(first[0]["insured.birth-date"], Value("1935-05-03"));
    EXPECT_EQ(first[0]["kind"], Value("new"));
    EXPECT_EQ(first[1]["insured.name"], Value("渡邊\U000E0100, 次郎")) << "variation selectors are kept";

    for (const char* headers : {"titles", "ids"}) {
        ASSERT_EQ(
            e2e::toitsu(record("export", {"--headers", headers, "--out", desk.at("out.csv"), desk.at("records.jsonl")}))
                .code,
            0);
        const auto back = e2e::toitsu(record("import", {"--form", "care-certification", "--kind", "entered", "--out",
                                                        desk.at("back.jsonl"), desk.at("out.csv")}));
        ASSERT_EQ(back.code, 0) << back.errors;
        const auto again = fieldsOf(e2e::toitsu(record("export", {"--format", "json", desk.at("back.jsonl")})).output);
        ASSERT_EQ(again.size(), first.size());
        for (std::size_t i = 0; i < first.size(); ++i)
            for (const auto& [field, value] : first[i].context()->entries()) {
                const bool emptySquare = value.isNull() && again[i][field] == Value(false);  // its cell was empty
                EXPECT_TRUE(again[i][field] == value || emptySquare) << field;
            }
    }
}

TEST(Doors, Cp932LosesNothingInSilence) {
    const AuthorDesk desk;
    desk.put("in.csv", "insured.number,insured.name\n0123456789,𠮷野 太郎\n");
    ASSERT_EQ(
        e2e::toitsu(record("import", {"--form", "care-certification", "--out", desk.at("r.jsonl"), desk.at("in.csv")}))
            .code,
        0);
    const auto lossy = e2e::toitsu(
        record("export", {"--encoding", "cp932", "--out", desk.at("out.csv"), desk.at("r.jsonl")}), "ja_JP.UTF-8");
    EXPECT_EQ(lossy.code, 0);
    EXPECT_NE(lossy.errors.find("C135"), std::string::npos);
    EXPECT_EQ(lossy.errors.find("野"), std::string::npos) << "no value in a message";
    EXPECT_NE(text::fromCp932(desk.get("out.csv")).value().find("〓野 太郎"), std::string::npos);
    const auto losses = csv::parse(desk.get("out.csv.losses.csv").substr(3)).value();
    ASSERT_EQ(losses.size(), 2u);
    EXPECT_EQ(losses[1], (std::vector<std::string>{"1", "insured.name", "1", "U+20BB7", "〓"}));
    const auto refused = e2e::toitsu(record(
        "export", {"--encoding", "cp932", "--missing", "fail", "--out", desk.at("none.csv"), desk.at("r.jsonl")}));
    EXPECT_EQ(refused.code, 6);
    EXPECT_FALSE(desk.exists("none.csv"));
}

TEST(Doors, MistakesInDataAreToldByPlaceAndNeverByValue) {
    const AuthorDesk desk;
    desk.put("in.csv", "insured.number,insured.name,unknown\n0123456789,山田 花子,x\n山田 花子\n");
    const auto rows = e2e::toitsu(record("import", {"--form", "care-certification", desk.at("in.csv")}));
    EXPECT_EQ(rows.code, 3);
    EXPECT_NE(rows.errors.find("in.csv:3:1: error F246"), std::string::npos) << rows.errors;
    EXPECT_NE(rows.errors.find("in.csv:1:29: warning F245"), std::string::npos) << rows.errors;
    EXPECT_EQ(rows.lines().size(), 1u) << "the other row is taken";
    desk.put("web.json", "{\"fields\": {\"insured.name\": \"山田 花子\",\n \"insured.nmae\": \"山田 花子\"}}");
    const auto json =
        e2e::toitsu(record("import", {"--form", "care-certification", desk.at("web.json")}), "ja_JP.UTF-8");
    EXPECT_EQ(json.code, 3);
    EXPECT_NE(json.errors.find("web.json:2:18: error F241"), std::string::npos) << json.errors;
    for (const auto& ran : {rows, json}) EXPECT_EQ(ran.errors.find("山田"), std::string::npos) << ran.errors;
}

TEST(Doors, CheckSaysWhatATypeMakesOfATextAndTheExitCodeWhetherItIsGood) {
    const auto good = e2e::toitsu({"check", "date", "平成32年3月31日", "2026-04-01"});
    EXPECT_EQ(good.code, 0);
    ASSERT_EQ(good.lines().size(), 2u);
    const Value date = json::parse(good.lines()[0]).value();
    EXPECT_EQ(date["normalised"], Value("2020-03-31"));
    EXPECT_EQ(date["status"], Value("warn"));
    const auto wrong = e2e::toitsu({"check", "my-number", "123456789012"}, "ja_JP.UTF-8");
    EXPECT_EQ(wrong.code, 1);
    const Value number = json::parse(wrong.lines().front()).value();
    EXPECT_EQ(number["reason"], Value("F208"));
    EXPECT_TRUE(number["candidates"].list()->empty()) << "a 個人番号 is never repaired";
    EXPECT_EQ(number["why"].string()->find("1234"), std::string::npos);
    const auto field = e2e::toitsu(
        {"check", "--library", e2e::source("templates"), "care-certification#insured.nmber", "1"}, "ja_JP.UTF-8");
    EXPECT_EQ(field.code, 2);
    EXPECT_NE(field.errors.find("項目「insured.nmber」はありません"), std::string::npos) << field.errors;
    EXPECT_NE(field.errors.find("「insured.number」"), std::string::npos) << field.errors;
}

TEST(Doors, TownsTakeAddressesApartAndMakeAnAddressBook) {
    const AuthorDesk desk;
    desk.put("mt_city.csv", std::string(forms::sample::kCities));
    desk.put("mt_town.csv", std::string(forms::sample::kTowns));
    const auto address = e2e::toitsu({"check", "address", "--towns", desk.at("mt_city.csv"), "--towns",
                                      desk.at("mt_town.csv"), "長野県長野市若里３－１２－１"});
    ASSERT_EQ(address.code, 0) << address.errors;
    const Value parts = json::parse(address.lines().front()).value()["parts"];
    EXPECT_EQ(parts["lg_code"], Value("202011"));
    EXPECT_EQ(parts["oaza_cho"], Value("若里"));
    EXPECT_EQ(parts["chome"], Value("三丁目"));
    const auto made =
        e2e::toitsu({"towns", desk.at("mt_city.csv"), desk.at("mt_town.csv"), "--out", desk.at("book.txt")});
    ASSERT_EQ(made.code, 0) << made.errors;
    EXPECT_NE(desk.get("book.txt").find("3800928"), std::string::npos);
    const std::string before = desk.get("book.txt");
    desk.put("wrong.csv", "a,b\n1,2\n");
    const auto wrong = e2e::toitsu({"towns", desk.at("wrong.csv"), "--out", desk.at("book.txt")});
    EXPECT_EQ(wrong.code, 4);
    EXPECT_NE(wrong.errors.find("wrong.csv:1: error F238"), std::string::npos) << wrong.errors;
    EXPECT_EQ(desk.get("book.txt"), before);
}

}  // namespace
}  // namespace toitsu
