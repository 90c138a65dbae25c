// The samples that ship with the library: every scan has a truth, every truth fits its form and its layout.

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "base/json.h"
#include "forms/library.h"
#include "forms/record.h"

namespace toitsu {
namespace {

namespace fs = std::filesystem;

List pagesOf(const Value& truth) {
    const List* pages = truth["pages"].list();
    return pages ? *pages : List{truth};
}

void checkPage(const forms::Library& library, const Value& truth, const std::string& name) {
    const std::string* id = truth["layout"].string();
    ASSERT_NE(id, nullptr) << name;
    const forms::Layout* layout = library.layout(*id);
    ASSERT_NE(layout, nullptr) << name;
    const forms::Form* form = library.asked(layout->form, layout->id);
    ASSERT_NE(form, nullptr) << name;
    ASSERT_NE(truth["corners"].list(), nullptr) << name;
    EXPECT_EQ(truth["corners"].list()->size(), 4u) << name;
    const Context* fields = truth["fields"].context();
    ASSERT_NE(fields, nullptr) << name;
    EXPECT_FALSE(fields->empty()) << name;
    for (const auto& [field, text] : fields->entries()) {
        const forms::Field* known = form->field(field);
        ASSERT_NE(known, nullptr) << name << ": " << field;
        ASSERT_NE(text.string(), nullptr) << name << ": " << field;
        const auto value = forms::parseField(*known, *text.string());
        ASSERT_TRUE(value) << name << ": " << field;
        EXPECT_EQ(forms::canonicalText(*value), *text.string()) << name << ": " << field;
    }
}

TEST(Samples, EveryScanHasATruthThatFitsItsForm) {
    forms::Findings findings;
    const auto library = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library);
    constexpr std::uintmax_t kMostBytes = 256 * 1024;  // the repository stays small
    int scans = 0;
    for (const auto& form : fs::directory_iterator(TOITSU_SOURCE_DIR "/templates/forms")) {
        if (!fs::is_directory(form.path() / "samples")) continue;
        for (const auto& sample : fs::directory_iterator(form.path() / "samples")) {
            const std::string name = sample.path().filename().string();
            if (sample.path().extension() == ".json") continue;
            ++scans;
            EXPECT_LE(sample.file_size(), kMostBytes) << name;
            const auto text = files::read(fs::path(sample.path()).replace_extension(".json").string());
            ASSERT_TRUE(text) << name << " has no truth";
            const auto truth = json::parse(*text);
            ASSERT_TRUE(truth) << name;
            for (const Value& page : pagesOf(*truth)) checkPage(*library, page, name);
        }
    }
    EXPECT_GE(scans, 15);
}

}  // namespace
}  // namespace toitsu
