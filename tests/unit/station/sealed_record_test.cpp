#include "apps/station/sealed_record.h"

#include <gtest/gtest.h>

#include <regex>

#include "apps/station/case_variables.h"
#include "apps/station/data_folder.h"
#include "apps/station/page_json.h"
#include "apps/station/verify/item_payload.h"
#include "base/files.h"
#include "base/json.h"
#include "forms/form_parser.h"

namespace toitsu::station {
namespace {

constexpr const char* kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="trial" version="1" title="試験" basis="番号法別表" retention="P1Y">
  <field id="name" type="person-name" title="氏名"/>
  <field id="person.my-number" type="my-number" title="個人番号"/>
  <field id="amount" type="money" title="額" sensitivity="my-number"/>
  <field id="born" type="date" title="生年月日" sensitivity="my-number"/>
</form>)";
constexpr const char* kNumber = "123456789018";
const std::string kPage = std::string(64, 'a') + "-1";

forms::FieldValue read(const std::string& field, Value value, const std::string& raw) {
    forms::FieldValue out;
    out.field = field;
    out.value = std::move(value);
    out.raw = raw;
    out.candidates = {{raw, 0.9}, {raw + "?", 0.1}};
    forms::Reading reading;
    reading.field = field;
    reading.candidates = out.candidates;
    out.readings = {reading};
    return out;
}

// What is sealed is random: four digits stand in it some day.
std::string plainOf(const std::string& text) {
    static const std::regex sealed("sealed:1:[0-9a-f]{12}:[A-Za-z0-9+/=_-]*");
    return std::regex_replace(text, sealed, "…");
}

class SealedRecordTest : public ::testing::Test {
protected:
    void SetUp() override {
        forms::Findings findings;
        const auto parsed = forms::parseForm(kForm, "form.xml", findings);
        ASSERT_TRUE(parsed) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
        form = *parsed;
        record.form = "trial";
        record.municipality = "202088";
        record.fields = {read("name", "統一太郎", "統一太郎"), read("person.my-number", kNumber, "1234 5678 9018"),
                         read("amount", Decimal(51234), "51,234"),
                         read("born", *Date::parse("1986-04-30"), "昭和61年4月30日")};
    }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-sealed-").value();
    DataFolder data = DataFolder::create(folder.path() + "/data").value();
    Vault& vault = data.vault();
    forms::Form form;
    forms::Record record;
};

TEST_F(SealedRecordTest, NothingOfASensitiveFieldStandsInPlainAndAllOfItComesBack) {
    const auto sealed = sealRecord(vault, form, record, kPage).value();
    const std::string text = plainOf(json::write(forms::toValue(sealed)) + json::write(forms::variables(sealed)));
    for (const char* secret : {kNumber, "1234 5678", "5678", "51234", "51,234", "1986-04-30", "昭和61年"})
        EXPECT_EQ(text.find(secret), std::string::npos) << secret;
    EXPECT_NE(text.find("統一太郎"), std::string::npos);
    const auto back = openRecord(vault, sealed, kPage).value();
    EXPECT_EQ(json::write(forms::toValue(back)), json::write(forms::toValue(record)));
    EXPECT_NE(back.find("born")->value.date(), nullptr);
}

TEST_F(SealedRecordTest, ACasesVariablesKeepThatSomethingStandsThere) {
    Context variables = caseVariables(vault, form, record, kPage).value();
    variables.put("page", Context{{"blob", std::string(64, 'a')}, {"number", 1}});
    EXPECT_EQ(*variables.find("sensitive"), Value(true));
    EXPECT_TRUE(Vault::isSealed(*Value(variables)["fields"]["person"]["my_number"].string()));
    // As the store gives it back.
    const Value stored = json::parse(json::write(variables)).value();
    EXPECT_EQ(recordSubject(stored), kPage);
    EXPECT_EQ(*recordOf(vault, stored)->find("person.my-number")->value.string(), kNumber);
    Context other = variables;
    other.put("page", Context{{"blob", std::string(64, 'b')}, {"number", 1}});
    EXPECT_EQ(recordOf(vault, other).error().code, "V407") << "a record that was put into another case";
}

TEST_F(SealedRecordTest, ATextThatOnlyLooksSealedIsAnybodysText) {
    const std::string theirs = vault.seal({"202088", kPage, "name"}, "誰かの番号").value();
    for (const std::string& hostile : {theirs, std::string("sealed:1:000000000000:AAAA")}) {
        record.find("name")->value = hostile;
        record.find("name")->raw = hostile;
        const auto sealed = sealRecord(vault, form, record, kPage).value();
        EXPECT_NE(*sealed.find("name")->value.string(), hostile);
        EXPECT_EQ(*openRecord(vault, sealed, kPage)->find("name")->value.string(), hostile);
    }
}

TEST_F(SealedRecordTest, APagesReadingAndAnItemKeepItSealed) {
    const auto sealed = sealRecord(vault, form, record, kPage).value();
    ocr::PageReading reading;
    reading.status = ocr::PageStatus::read;
    const Value page = pageValue({}, reading, &sealed, Language::ja);
    EXPECT_EQ(plainOf(json::write(page)).find("5678"), std::string::npos);
    const Value opened = openReading(vault, page, "202088", kPage).value();
    const Value plain = pageValue({}, reading, &record, Language::ja);
    EXPECT_EQ(json::write(opened), json::write(plain));
    EXPECT_EQ(openReading(vault, page, "202011", kPage).error().code, "V407");

    auto payload = payloadOf(*record.find("person.my-number"), Value(Context{}));
    const auto before = payload.json();
    const SealedPlace place{"202088", "item", "person.my-number"};
    ASSERT_TRUE(sealPayload(vault, place, true, payload));
    EXPECT_EQ(plainOf(payload.json()).find("5678"), std::string::npos);
    ASSERT_TRUE(openPayload(vault, place, payload));
    EXPECT_EQ(payload.json(), before);
}

}  // namespace
}  // namespace toitsu::station
