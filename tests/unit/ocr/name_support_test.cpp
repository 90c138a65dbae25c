#include "ocr/name_support.h"

#include <gtest/gtest.h>

namespace toitsu::ocr {

namespace {

const NameLexicon& lexicon() {
    static const auto loaded = NameLexicon::load(TOITSU_SOURCE_DIR "/ocr/weights");
    if (!loaded) throw std::runtime_error(loaded.error().text(Language::en));
    return *loaded;
}

forms::Reading reading(const std::string& field, std::vector<forms::Candidate> candidates, const Wording& why) {
    forms::Reading r;
    r.field = field;
    r.candidates = std::move(candidates);
    r.confidence = r.candidates.empty() ? 0 : r.candidates[0].confidence;
    r.doubt = true;
    r.why = why;
    return r;
}

forms::Reading kana(std::vector<forms::Candidate> candidates) {
    return reading("person.kana", std::move(candidates), handwrittenKana());
}

forms::Reading name(std::vector<forms::Candidate> candidates) {
    return reading("person.name", std::move(candidates), {"名", "name"});
}

forms::Form form() {
    forms::Form out;
    const auto add = [&](const std::string& id, forms::FieldType type) {
        forms::Field field;
        field.id = id;
        field.type = type;
        out.fields.push_back(field);
    };
    add("person.kana", forms::FieldType::kana);
    add("person.name", forms::FieldType::personName);
    add("employer.kana", forms::FieldType::kana);
    add("employer.name", forms::FieldType::text);
    add("head.name", forms::FieldType::personName);
    return out;
}

}  // namespace

TEST(NameSupport, FieldsOfOnePersonFindOneAnother) {
    const auto f = form();
    EXPECT_EQ(counterpart(f, *f.field("person.kana")), f.field("person.name"));
    EXPECT_EQ(counterpart(f, *f.field("person.name")), f.field("person.kana"));
    EXPECT_EQ(counterpart(f, *f.field("employer.kana")), nullptr);  // a company's name
    EXPECT_EQ(counterpart(f, *f.field("head.name")), nullptr);
}

TEST(NameSupport, ANameThatIsReadSoLiftsTheKanasDoubt) {
    auto k = kana({{"サトウ　タロウ", 0.97}, {"サトウ　タロク", 0.02}});
    auto n = name({{"佐藤　太郎", 0.6}, {"左藤　太朗", 0.2}});
    supportNames(k, n, lexicon());
    EXPECT_FALSE(k.doubt);
    EXPECT_EQ(k.candidates[0].text, "サトウ　タロウ");
    EXPECT_GT(k.confidence, 0.999);
    EXPECT_TRUE(n.doubt);
}

TEST(NameSupport, TheKanaPutTheNamesInOrder) {
    auto k = kana({{"サトウ　ジロウ", 0.9}});
    auto n = name({{"佐藤　太郎", 0.5}, {"佐藤　次郎", 0.4}});
    supportNames(k, n, lexicon());
    EXPECT_EQ(n.candidates[0].text, "佐藤　次郎");
    EXPECT_TRUE(n.doubt);
}

TEST(NameSupport, ReadingsOfTheSameKanjiAreNotToldApartByThem) {
    auto k = kana({{"ヤマザキ　タロウ", 0.6}, {"ヤマサキ　タロウ", 0.4}});
    auto n = name({{"山崎　太郎", 0.99}});
    supportNames(k, n, lexicon());
    EXPECT_TRUE(k.doubt);
    EXPECT_LT(k.confidence, 0.99);
}

TEST(NameSupport, WhatNoListHasIsNoEvidence) {
    auto k = kana({{"ゾヌマタ　リムコ", 0.98}, {"ソヌマタ　リムコ", 0.01}});
    auto n = name({{"鼠沼田　理夢湖", 0.9}});
    supportNames(k, n, lexicon());
    EXPECT_TRUE(k.doubt);
    EXPECT_NEAR(k.confidence, 0.98, 0.01);
}

TEST(NameSupport, AnotherDoubtStays) {
    auto k = kana({{"サトウ　タロウ", 0.97}});
    k.why = {"位置", "placed badly"};
    auto n = name({{"佐藤　太郎", 0.9}});
    supportNames(k, n, lexicon());
    EXPECT_TRUE(k.doubt);
}

TEST(NameSupport, KanaOneCharacterAwayFromTheNamesReadingGoToAPerson) {
    EXPECT_TRUE(misreadBeside("サトウ　ヤコイ", "佐藤　弥生", lexicon()));
    EXPECT_TRUE(misreadBeside("さどう　やよい", "佐藤　弥生", lexicon()));
    EXPECT_FALSE(misreadBeside("サトウ　ヤヨイ", "佐藤　弥生", lexicon()));
    EXPECT_FALSE(misreadBeside("ヤマサキ　ヤヨイ", "山崎　弥生", lexicon())) << "both are readings of it";
    EXPECT_FALSE(misreadBeside("サトウ　ハルカゼ", "佐藤　弥生", lexicon())) << "a name may be read otherwise";
    EXPECT_FALSE(misreadBeside("ゾヌマタ　リムコ", "鼠沼田　理夢湖", lexicon())) << "nobody lists it";
    auto printed = kana({{"サトウ　ヤコイ", 0.995}});
    printed.doubt = false;
    std::vector<forms::Reading> readings{printed, name({{"佐藤　弥生", 0.99}})};
    supportNames(readings, form(), lexicon());
    EXPECT_TRUE(readings[0].doubt);
    EXPECT_EQ(readings[0].candidates[0].text, "サトウ　ヤコイ") << "what was read stays";
}

TEST(NameSupport, FieldsOfOthersAreNoEvidence) {
    std::vector<forms::Reading> readings{kana({{"サトウ　タロウ", 0.97}}), name({{"佐藤　太郎", 0.9}})};
    readings[1].field = "head.name";
    supportNames(readings, form(), lexicon());
    EXPECT_TRUE(readings[0].doubt);
    readings[1].field = "person.name";
    supportNames(readings, form(), lexicon());
    EXPECT_FALSE(readings[0].doubt);
    auto nothing = kana({});
    auto n = name({{"佐藤　太郎", 0.9}});
    supportNames(nothing, n, lexicon());
    EXPECT_TRUE(nothing.candidates.empty());
    EXPECT_EQ(n.candidates[0].confidence, 0.9);
}

}  // namespace toitsu::ocr
