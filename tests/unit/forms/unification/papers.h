#pragma once

// Papers for the tests of unification: variants of the example's layout, and the layouts that ship.

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "forms/library.h"
#include "forms/unification/unification.h"
#include "tests/unit/forms/example.h"

namespace toitsu::forms::unification::example {

using Changes = std::vector<std::pair<std::string, std::string>>;

// The example's layout under another id, with pieces of its text replaced.
inline Paper paper(const std::string& id, const std::string& municipality, const Changes& changes = {}) {
    std::string text(forms::example::kLayout);
    const auto replace = [&](const std::string& from, const std::string& to) {
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        if (at != std::string::npos) text.replace(at, from.size(), to);
    };
    replace("id=\"komoro-2021\"", "id=\"" + id + "\"");
    replace("municipality=\"202088\"", "municipality=\"" + municipality + "\"");
    for (const auto& [from, to] : changes) replace(from, to);
    Findings findings;
    auto layout = parseLayout(text, id + ".xml", forms::example::form(), findings);
    EXPECT_TRUE(layout.has_value()) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
    Paper made;
    made.layout = layout.value_or(Layout{});
    made.name = id;
    return made;
}

inline Paper komoro(const Changes& changes = {}) {
    return paper("komoro", "202088", changes);
}
inline Paper nagano(const Changes& changes = {}) {
    return paper("nagano", "202011", changes);
}

inline std::vector<std::string> keys(const std::vector<Finding>& findings) {
    std::vector<std::string> keys;
    for (const Finding& finding : findings) keys.push_back(finding.key());
    return keys;
}

inline Unification unify(std::vector<Paper> papers, const Decisions& decisions = {}) {
    return unification(forms::example::form(), std::move(papers), decisions);
}

// The folder of a form that ships: its form and all its layouts.
struct Shipped {
    Form form;
    std::vector<Paper> papers;
};
inline Shipped shipped(const std::string& form) {
    Findings findings;
    const auto library = Library::load(std::string(TOITSU_SOURCE_DIR) + "/templates/forms/" + form, findings);
    Shipped out;
    EXPECT_TRUE(library.has_value()) << form;
    if (!library) return out;
    out.form = *library->forms.front();
    for (const auto& layout : library->layouts) out.papers.push_back({*layout, nameOf(*layout), {}});
    return out;
}

}  // namespace toitsu::forms::unification::example
