#include "apps/authoring/vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace toitsu::authoring {
namespace {

const std::string kTemplates = std::string(TOITSU_SOURCE_DIR) + "/templates";

const VocabularyAttribute* attribute(const Vocabulary& words, const std::string& type, const std::string& name) {
    const auto found = words.types.find(type);
    if (found == words.types.end()) return nullptr;
    for (const VocabularyAttribute& one : found->second.attributes)
        if (one.name == name) return &one;
    return nullptr;
}

// Every child names a type that is there: an editor walks down from the root and never loses its way.
TEST(Vocabulary, OursCanBeWalked) {
    for (const FileKind kind : {FileKind::form, FileKind::layout}) {
        const auto words = Vocabulary::of(kind, kTemplates);
        ASSERT_TRUE(words) << words.error().text(Language::en);
        EXPECT_EQ(words->root.element, kindName(kind));
        EXPECT_TRUE(words->types.count(words->root.type)) << words->root.type;
        for (const auto& [name, type] : words->types)
            for (const VocabularyChild& child : type.children)
                EXPECT_TRUE(child.type.empty() || words->types.count(child.type)) << name << " " << child.element;
    }
}

TEST(Vocabulary, HasAttributesOfGroupsValuesAndWhatTheyAreFor) {
    const auto words = Vocabulary::of(FileKind::layout, kTemplates);
    ASSERT_TRUE(words);
    const auto place = std::find_if(words->types.begin(), words->types.end(),
                                    [](const auto& type) { return type.first == "TextPlace"; });
    ASSERT_NE(place, words->types.end());
    const VocabularyAttribute* field = attribute(*words, "TextPlace", "field");
    ASSERT_NE(field, nullptr) << "of an attribute group";
    EXPECT_FALSE(field->about.empty());
    const VocabularyAttribute* written = attribute(*words, "TextPlace", "written");
    ASSERT_NE(written, nullptr);
    EXPECT_GE(written->values.size(), 2u);
    const auto form = Vocabulary::of(FileKind::form, kTemplates);
    ASSERT_TRUE(form);
    const VocabularyAttribute* type = attribute(*form, "Field", "type");
    ASSERT_NE(type, nullptr);
    const auto kana =
        std::find_if(type->values.begin(), type->values.end(), [](const Word& word) { return word.value == "kana"; });
    ASSERT_NE(kana, type->values.end());
    EXPECT_NE(kana->about.find("フリガナ"), std::string::npos);
}

TEST(Vocabulary, WhatIsNoSchemaIsTold) {
    EXPECT_EQ(Vocabulary::parse("<a/>", "a.xsd").error().code, "V317");
    EXPECT_EQ(Vocabulary::parse("<a", "a.xsd").error().code, "X001");
    const auto flows = Vocabulary::of(FileKind::flow, kTemplates);
    ASSERT_TRUE(flows);
    EXPECT_TRUE(flows->types.empty());
}

}  // namespace
}  // namespace toitsu::authoring
