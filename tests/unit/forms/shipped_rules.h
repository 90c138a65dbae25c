#pragma once

// A table test of a shipped form's rules: a sheet that breaks none, and what each change of it breaks.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "forms/doubts.h"
#include "forms/library.h"

namespace toitsu::forms::shipped {

using Texts = std::map<std::string, std::string>;  // field → text as a person would type it; "" = empty

struct Change {
    Texts fields;
    std::vector<std::string> broken;  // ids of the rules, in the form's order
};

inline std::vector<std::string> brokenBy(const Form& form, const Texts& texts) {
    Record record;
    for (const Field& field : form.fields) {
        record.fields.emplace_back();
        record.fields.back().field = field.id;
    }
    for (const auto& [id, text] : texts) {
        const Field* field = form.field(id);
        if (field == nullptr) throw std::runtime_error("no field " + id);
        auto value = parseField(*field, text);
        if (!value) throw std::runtime_error(id + ": " + value.error().text(Language::en));
        record.find(id)->value = std::move(*value);
    }
    judge(form, record);
    std::vector<std::string> broken;
    for (const BrokenRule& rule : record.broken) broken.push_back(rule.rule);
    return broken;
}

// Every rule of the form must be broken by some change: a rule that nothing breaks says nothing.
inline void expectRules(const std::string& formId, const Texts& right, const std::vector<Change>& changes) {
    Findings findings;
    const auto library = Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library);
    const Form* form = library->form(formId);
    ASSERT_NE(form, nullptr) << formId;
    EXPECT_EQ(brokenBy(*form, right), std::vector<std::string>{});
    std::set<std::string> seen;
    for (const Change& change : changes) {
        Texts texts = right;
        std::string what;
        for (const auto& [field, text] : change.fields) {
            texts[field] = text;
            what += field + "=" + text + " ";
        }
        EXPECT_EQ(brokenBy(*form, texts), change.broken) << what;
        seen.insert(change.broken.begin(), change.broken.end());
    }
    for (const Rule& rule : form->rules) EXPECT_TRUE(seen.contains(rule.id)) << "nothing breaks " << rule.id;
}

}  // namespace toitsu::forms::shipped
