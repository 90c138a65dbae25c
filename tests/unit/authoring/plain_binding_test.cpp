#include "apps/authoring/plain_binding.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "apps/authoring/binding_lint.h"
#include "base/files.h"

namespace toitsu::authoring {
namespace {

// For every municipality and form of the shipped library: read, and free of mistakes and warnings.
TEST(PlainBinding, IsSoundForEveryShippedForm) {
    const std::string shipped = TOITSU_SOURCE_DIR "/templates";
    forms::Findings known;
    const auto library = forms::Library::load(shipped, known);
    ASSERT_TRUE(library);
    const auto folder = files::TemporaryFolder::make("toitsu-plain-binding-").value();
    std::filesystem::copy(shipped + "/forms", folder.path() + "/forms", std::filesystem::copy_options::recursive);
    std::set<std::string> paths, ids;
    for (const auto& layout : library->layouts) {
        const auto made = plainBinding(*library, *library->form(layout->form), layout->municipality);
        if (!paths.insert(made.path).second) continue;
        EXPECT_TRUE(ids.insert(made.id).second) << made.id;
        const std::string file = folder.path() + "/" + made.path;
        ASSERT_TRUE(files::makeFolders(std::filesystem::path(file).parent_path().string()));
        ASSERT_TRUE(files::writeAtomically(file, made.xml));
    }
    EXPECT_GT(paths.size(), 20u);
    forms::Findings findings;
    EXPECT_EQ(lintBindings(folder.path(), findings), static_cast<int>(paths.size()));
    for (const Error& error : findings.errors) ADD_FAILURE() << error.text(Language::en);
    for (const Error& warning : findings.warnings) ADD_FAILURE() << warning.text(Language::en);
}

TEST(PlainBinding, HasAColumnForEveryFieldAndOneForEachOfSeveralChoices) {
    forms::Library library;
    forms::Findings findings;
    const auto form = forms::parseForm(
        R"(<form xmlns="urn:toitsu:form:1" id="trial" version="1" title="届 &amp; 出" basis="なし" retention="P1Y">
  <field id="name" type="person-name" title="氏名"/><field id="agreed" type="flag" title="同意"/>
  <field id="kinds" type="choices" title="種類"><option code="a" title="甲"/><option code="b" title="乙"/></field>
  <field id="picture" type="image" title="写真"/>
</form>)",
        "form.xml", findings);
    ASSERT_TRUE(form) << findings.errors.front().text(Language::en);
    const auto made = plainBinding(library, *form, "202088");
    EXPECT_EQ(made.path, "bindings/202088/trial.register.xml");
    for (const char* part : {"name=\"name\" field=\"name\"/>", "field=\"agreed\" empty=\"0\"", "name=\"kinds:a\"",
                             "contains=\"b\"", "届 &amp; 出", "operation=\"trial.register\""})
        EXPECT_NE(made.xml.find(part), std::string::npos) << part;
    EXPECT_EQ(made.xml.find("picture"), std::string::npos);
}

}  // namespace
}  // namespace toitsu::authoring
