#include "ocr/internal/catalogue.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::ocr {

namespace {

bool same(const std::vector<RuledLine>& a, const std::vector<RuledLine>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const RuledLine& one, const RuledLine& other) {
        return one.at == other.at && one.from == other.from && one.to == other.to;
    });
}

// A library of one form and layouts, of which the named ones print nothing.
class Library {
public:
    explicit Library(const std::vector<std::pair<std::string, bool>>& layouts) {
        const std::string at = folder_.path() + "/forms/test";
        EXPECT_TRUE(files::makeFolders(at + "/layouts"));
        EXPECT_TRUE(files::writeAtomically(at + "/form.xml",
                                           "<form xmlns=\"urn:toitsu:form:1\" id=\"test\" version=\"1\" title=\"t\">"
                                           "<field id=\"a\" type=\"text\" title=\"a\"/></form>"));
        for (const auto& [id, bare] : layouts) {
            std::string printed;
            for (int n = 0; n < 12 && !bare; ++n) {
                const std::string y = std::to_string(60 + 15 * n);
                printed += "<frame box=\"20 " + y + " 80 12\"/><frame box=\"100 " + y + " 90 12\"/><text box=\"22 " +
                           y + " 70 10\" size=\"5\">申請書の見出し</text>";
            }
            EXPECT_TRUE(files::writeAtomically(
                at + "/layouts/" + id + ".xml",
                "<layout xmlns=\"urn:toitsu:layout:1\" form=\"test\" municipality=\"202011\" id=\"" + id +
                    "\"><page number=\"1\" paper=\"A4\"><place field=\"a\" box=\"20 20 100 10\" written=\"hand\"/>" +
                    printed + "</page></layout>"));
        }
        forms::Findings findings;
        auto loaded = forms::Library::load(folder_.path(), findings);
        EXPECT_TRUE(loaded && findings.errors.empty());
        if (loaded) library_ = std::move(*loaded);
    }
    const forms::Library& operator*() const { return library_; }

private:
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-catalogue-").value();
    forms::Library library_;
};

}  // namespace

TEST(Catalogue, IsTheSameWhoeverPreparesIt) {
    forms::Findings findings;
    const auto library = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library) << library.error().text(Language::en);
    const auto alone = Catalogue::make(*library, 1), together = Catalogue::make(*library, 4);
    ASSERT_TRUE(alone && together);
    const auto &a = (*alone)->sketches(), &b = (*together)->sketches();
    ASSERT_GE(a.size(), library->layouts.size());
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t n = 0; n < a.size(); ++n) {
        EXPECT_EQ(a[n].layout->id, b[n].layout->id);
        EXPECT_EQ(a[n].page, b[n].page);
        EXPECT_EQ(a[n].points, b[n].points);
        EXPECT_TRUE(same(a[n].lines.across, b[n].lines.across) && same(a[n].lines.down, b[n].lines.down));
    }
}

TEST(Catalogue, TellsTheFirstBlankThatCannotBeUsed) {
    const Library library({{"a-good", false}, {"b-bare", true}, {"c-good", false}, {"d-bare", true}});
    for (const int threads : {1, 3}) {
        const auto catalogue = Catalogue::make(*library, threads);
        ASSERT_FALSE(catalogue);
        EXPECT_EQ(catalogue.error().code, "S030");
        EXPECT_NE(catalogue.error().place.file.find("b-bare"), std::string::npos);
    }
    EXPECT_TRUE(Catalogue::make(*Library({{"a-good", false}}), 2));
}

}  // namespace toitsu::ocr
