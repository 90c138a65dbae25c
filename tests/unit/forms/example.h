#pragma once

// A small form and layout that the tests of forms/ share, and where something stands in a text.

#include <algorithm>
#include <string>
#include <string_view>

#include "forms/layout.h"
#include "forms/record.h"

namespace toitsu::forms::example {

inline constexpr std::string_view kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="notice" version="2" title="届出書" basis="地方税法第1条" retention="P5Y">
  <field id="filed-on" type="date" title="提出日" required="true"/>
  <field id="person.name" type="person-name" title="氏名"/>
  <field id="person.kana" type="kana" title="フリガナ"/>
  <field id="person.birth-date" type="date" title="生年月日"/>
  <field id="person.my-number" type="my-number" title="個人番号"/>
  <field id="person.phone" type="phone" title="電話"/>
  <field id="person.postcode" type="postcode" title="郵便番号"/>
  <field id="number" type="digits" length="10" title="番号"/>
  <field id="copies" type="digits" maxlength="3" title="通数"/>
  <field id="amount" type="money" title="金額"/>
  <field id="kind" type="choice" title="区分"><option code="new" title="新規"/><option code="change" title="変更"/></field>
  <field id="items" type="choices" title="事項"><option code="a" title="甲"/><option code="b" title="乙"/><option code="c" title="丙"/></field>
  <field id="agreed" type="flag" title="同意"/>
  <field id="stamp" type="seal" title="印"/>
  <field id="remark" type="text" length="20" title="備考" policy="verify"/>
  <field id="secret" type="digits" length="4" title="暗証" policy="double"/>
  <rule id="change-needs-amount" test='kind != "change" or amount != null' message="変更には金額が必要です"/>
  <rule id="born-before" test="person.birth_date &lt; filed_on" message="生年月日が提出日より後です" severity="warning"/>
  <migration from="1"/>
</form>
)";

inline constexpr std::string_view kLayout =
    R"(<layout xmlns="urn:toitsu:layout:1" id="komoro-2021" form="notice" municipality="202088" title="小諸市 届出書" from="2021-04-01">
  <page number="1" paper="A4">
    <text box="60 10 90 10" size="6" align="centre" bold="true">届出書</text>
    <fixed field="filed-on" part="era" value="令和"/>
    <place field="filed-on" part="year" box="120 25 10 7" cells="2"/>
    <place field="filed-on" part="month" box="135 25 10 7" cells="2"/>
    <place field="filed-on" part="day" box="150 25 10 7" cells="2"/>
    <choice field="person.birth-date" part="era" mark="circle">
      <at option="showa" printed="昭和" box="20 40 10 6"/><at option="heisei" printed="平成" box="32 40 10 6"/>
    </choice>
    <place field="person.birth-date" part="year" box="45 40 10 7" cells="2"/>
    <place field="person.birth-date" part="month" box="60 40 10 7" cells="2"/>
    <place field="person.birth-date" part="day" box="75 40 10 7" cells="2"/>
    <place field="person.name" box="20 50 60 10"/>
    <place field="person.kana" box="20 62 60 6"/>
    <place field="person.my-number" box="20 70 72 7" cells="12"/>
    <place field="person.phone" part="1" box="20 80 20 7" cells="4"/>
    <place field="person.phone" part="2" box="45 80 20 7" cells="4"/>
    <place field="person.phone" part="3" box="70 80 20 7" cells="4"/>
    <place field="person.postcode" part="1" box="110 80 18 7" cells="3"/>
    <place field="person.postcode" part="2" box="135 80 24 7" cells="4"/>
    <place field="number" box="20 90 60 7" cells="10"/>
    <place field="copies" box="100 90 18 7" cells="3"/>
    <place field="amount" box="20 100 64 7" cells="8" align="right"/>
    <choice field="kind"><at option="new" printed="1 新規" box="20 110 4 4"/><at option="change" printed="2 変更" box="50 110 4 4"/></choice>
    <choice field="items" mark="cross"><at option="a" printed="甲" box="20 120 4 4"/><at option="b" printed="乙" box="40 120 4 4"/><at option="c" printed="丙" box="60 120 4 4"/></choice>
    <flag field="agreed" box="20 130 4 4" printed="同意します"/>
    <seal field="stamp" box="90 50 12 12"/>
    <place field="remark" box="20 140 100 10"/>
    <place field="secret" box="20 155 32 8" cells="4"/>
    <frame box="10 20 190 200" width="0.5"/>
    <line from="10 35" to="200 35"/>
    <text box="190 40 8 60" vertical="true">縦書き</text>
  </page>
</layout>
)";

inline Form form() {
    Findings findings;
    return parseForm(kForm, "form.xml", findings).value();
}

inline Layout layout() {
    Findings findings;
    return parseLayout(kLayout, "layout.xml", form(), findings).value();
}

// "file:line:column" of the first place where `needle` stands; columns count characters.
inline std::string at(std::string_view text, std::string_view needle, const std::string& file) {
    const std::size_t offset = text.find(needle);
    if (offset == std::string_view::npos) return "not found";
    const std::string_view before = text.substr(0, offset);
    const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto characters = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(lineStart), before.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return file + ":" + std::to_string(std::count(before.begin(), before.end(), '\n') + 1) + ":" +
           std::to_string(characters + 1);
}

inline std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string result(text);
    const std::size_t offset = result.find(from);
    return offset == std::string::npos ? "not found" : result.replace(offset, from.size(), to);
}

inline const Error* find(const std::vector<Error>& errors, std::string_view code, std::string_view place = {}) {
    const auto it = std::find_if(errors.begin(), errors.end(), [&](const Error& e) {
        return e.code == code && (place.empty() || e.place.text() == place);
    });
    return it == errors.end() ? nullptr : &*it;
}

inline std::string listed(const Findings& findings) {
    std::string all;
    for (const Error& error : findings.errors) all += error.text(Language::en) + "\n";
    for (const Error& warning : findings.warnings) all += "(warning) " + warning.text(Language::en) + "\n";
    return all;
}

inline Reading reading(const std::string& field, const std::string& part, const std::string& text,
                       double confidence = 0.995) {
    Reading result;
    result.field = field;
    result.part = part;
    if (!text.empty()) result.candidates = {{text, confidence}};
    result.confidence = confidence;
    result.recognizer = "test";
    return result;
}

// A completely and rightly filled page.
inline std::vector<Reading> readings() {
    return {reading("filed-on", "year", " 8"),
            reading("filed-on", "month", "11"),
            reading("filed-on", "day", " 1"),
            reading("person.birth-date", "era", "showa"),
            reading("person.birth-date", "year", "61"),
            reading("person.birth-date", "month", " 4"),
            reading("person.birth-date", "day", "30"),
            reading("person.name", "", "長野　太郎"),
            reading("person.kana", "", "ﾅｶﾞﾉ ﾀﾛｳ"),
            reading("person.my-number", "", "123456789018"),
            reading("person.phone", "1", "0267"),
            reading("person.phone", "2", "22  "),
            reading("person.phone", "3", "1700"),
            reading("person.postcode", "1", "384"),
            reading("person.postcode", "2", "0025"),
            reading("number", "", "0123456789"),
            reading("copies", "", "2  "),
            reading("amount", "", "  123400"),
            reading("kind", "", "change"),
            reading("items", "", "c|a"),
            reading("agreed", "", "true"),
            reading("stamp", "", "true"),
            reading("remark", "", ""),
            reading("secret", "", "0420")};
}

// The readings with one of them answering another text.
inline std::vector<Reading> readingsWith(const std::string& field, const std::string& part, const std::string& text) {
    auto all = readings();
    for (Reading& r : all) {
        if (r.field == field && r.part == part) r = reading(field, part, text);
    }
    return all;
}

}  // namespace toitsu::forms::example
