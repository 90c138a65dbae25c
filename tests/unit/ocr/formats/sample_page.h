#pragma once

// A page that was read, with everything that formats must get right: turned a little, several places for one field,
// markup characters, a character beyond the basic plane, a variation selector, a wide space, and an empty field.

#include <gtest/gtest.h>

#include "forms/form.h"
#include "ocr/formats/format.h"

namespace toitsu::ocr::example {

inline constexpr const char* kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="notice" version="1" title="届出" basis="なし" retention="P1Y">
  <field id="person.name" type="person-name" title="氏名"/>
  <field id="person.birth-date" type="date" title="生年月日"/>
  <field id="kind" type="choice" title="区分"><option code="new" title="新規"/><option code="change" title="変更"/></field>
  <field id="agreed" type="flag" title="同意する"/>
  <field id="stamp" type="seal" title="押印"/>
  <field id="remark" type="text" title="備考 &lt;任意&gt;"/>
  <field id="elsewhere" type="text" title="別のページ"/>
</form>)";

inline const forms::Form& form() {
    static const forms::Form parsed = [] {
        forms::Findings findings;
        auto form = forms::parseForm(kForm, "form.xml", findings);
        EXPECT_TRUE(form.has_value());
        return *form;
    }();
    return parsed;
}

inline const std::string kName = "𠮷田　葛\U000E0100子";
inline const std::string kRemark = "a<b & \"c\";{d}";

inline forms::Reading reading(const std::string& field, const std::string& part, Quad quad) {
    forms::Reading out;
    out.field = field;
    out.part = part;
    out.quad = quad;
    return out;
}

inline Quad rectangle(double left, double top, double right, double bottom) {
    return {forms::Point{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

// 400 × 600 pixels, all white.
inline ReadPage page(const std::string& file = "in/scan \"1\".png") {
    ReadPage read;
    read.page.file = file;
    read.page.dpi = 100;
    read.page.picture = {400, 600, 1, std::make_shared<std::vector<std::uint8_t>>(400 * 600, std::uint8_t{255})};
    read.reading.status = PageStatus::read;
    read.reading.form = "notice";
    read.reading.layout = "komoro-2021";
    read.reading.residualMm = 0.1234;
    read.reading.corners = rectangle(0, 0, 400, 600);
    read.form = &form();
    forms::Record record;
    record.form = "notice";
    const auto add = [&](const std::string& id, Value value, const std::string& raw, double confidence, bool doubt,
                         std::vector<forms::Reading> readings) {
        forms::FieldValue field;
        field.field = id;
        field.value = std::move(value);
        field.raw = raw;
        field.confidence = confidence;
        field.doubt = doubt;
        if (doubt) field.why = {"氏名は必ず人が確かめます。", "A person always checks a name."};
        field.readings = std::move(readings);
        record.fields.push_back(std::move(field));
    };
    // A little turned and partly beyond the picture's left edge.
    const Quad turned{forms::Point{-2.4, 50.2}, {200.6, 54.8}, {200.1, 84.9}, {-3.0, 80.0}};
    add("person.name", Value(kName), kName, 0.8, true, {reading("person.name", "", turned)});
    add("person.birth-date", Value(*Date::parse("1986-04-30")), "昭和61年4月30日", 0.97, false,
        {reading("person.birth-date", "year", rectangle(50, 100, 90, 120)),
         reading("person.birth-date", "day", rectangle(150, 101, 190, 121))});
    add("kind", Value("change"), "change", 0.999, false, {reading("kind", "", rectangle(20, 150, 220, 170))});
    add("agreed", Value(false), "false", 0.99, false, {reading("agreed", "", rectangle(20, 200, 30, 210))});
    add("stamp", Value(true), "true", 1, false, {reading("stamp", "", rectangle(300, 200, 350, 250))});
    add("remark", Value(kRemark), kRemark, 0.5, true, {reading("remark", "", rectangle(20, 300, 380, 340))});
    add("elsewhere", Value(), "", 1, false, {});
    read.record = record;
    return read;
}

inline ReadPage rejected() {
    ReadPage read = page("b.png");
    read.page.number = 2;
    read.reading = {};
    read.reading.code = "S020";
    read.reading.reason = {"合いません", "fits no layout"};
    read.form = nullptr;
    read.record.reset();
    return read;
}

inline std::string written(const std::string& format, const std::vector<ReadPage>& pages, FormatOptions options = {}) {
    const OutputFormat* found = findOutputFormat(format);
    EXPECT_NE(found, nullptr);
    auto writer = found->make(options);
    for (const ReadPage& one : pages) {
        const auto added = writer->add(one);
        EXPECT_TRUE(added) << (added ? "" : added.error().text(Language::en));
    }
    auto content = writer->finish();
    EXPECT_TRUE(content) << (content ? "" : content.error().text(Language::en));
    return content.value_or(std::string());
}

}  // namespace toitsu::ocr::example
