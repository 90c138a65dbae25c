#include "apps/cli/blank_draft.h"

#include <filesystem>
#include <iterator>

#include "apps/authoring/template_files.h"
#include "base/files.h"
#include "forms/draft/draft_xml.h"
#include "ocr/draft/acro_form.h"
#include "ocr/draft/blank_reader.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

std::string titleOf(const forms::SeenPage& page) {
    std::string title;
    double tallest = 0;
    for (const forms::SeenText& text : page.texts) {
        if (text.vertical || text.box.y > page.height / 3 || text.box.width < 2 * text.box.height) continue;
        if (text.box.height <= tallest) continue;
        tallest = text.box.height;
        title = text.text;
    }
    return title;
}

}  // namespace

std::string draftId(const std::string& name) {
    std::string id;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z')
            id += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')
            id += c;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && (id.back() == '-' || id.back() == '.')) id.pop_back();
    return id.empty() ? "draft" : id;
}

std::string pageFile(const std::string& file, int page, std::size_t pages) {
    if (pages == 1) return file;
    const fs::path p(file);
    return (p.parent_path() / (p.stem().string() + "-" + std::to_string(page) + p.extension().string())).string();
}

Result<void> refuseExisting(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
        std::error_code ignored;
        if (fs::exists(file, ignored))
            return fail(
                ErrorKind::conflict, "C161",
                {"このファイルはもうあり、上書きしません。別の --out（--preview）を指定するか、先に移してください",
                 "there is a file already, and it is not overwritten; name another --out (--preview), or move "
                 "it away"},
                {file, 0, 0, 0});
    }
    return {};
}

Result<BlankDraft> lookAtBlank(const std::string& blank, const forms::Form* form) {
    auto pages = ocr::load(blank);
    if (!pages) return fail(pages.error());
    const auto inputs = ocr::acroInputs(blank);
    if (!inputs) return fail(inputs.error());
    auto reader = ocr::BlankReader::make();
    if (!reader) return fail(reader.error());
    std::vector<std::string> words;
    if (form != nullptr)
        for (const forms::Field& field : form->fields)
            for (const forms::Option& option : field.options) words.push_back(option.title);
    BlankDraft draft;
    for (std::size_t n = 0; n < pages->size(); ++n) {
        ocr::SeenBlank seen = reader->look((*pages)[n]);
        if (n < inputs->size()) seen.page.inputs = (*inputs)[n];
        auto found = forms::findQuestions(seen.page, words);
        draft.questions.insert(draft.questions.end(), std::make_move_iterator(found.begin()),
                               std::make_move_iterator(found.end()));
        draft.pages.push_back(std::move(seen.page));
        draft.pictures.push_back(std::move(seen.upright));
    }
    if (draft.questions.empty())
        return fail(ErrorKind::input, "C162",
                    {"記入する場所が一つも見つかりません。記入前の用紙を 300 dpi で、まっすぐに読み取ってください",
                     "no place to fill in was found; scan the unfilled form upright at 300 dpi"},
                    {blank, 0, 0, 0});
    draft.title = titleOf(draft.pages.front());
    return draft;
}

Result<void> writeDraft(const DraftedLayout& layout, const forms::Form& form, const BlankDraft& draft,
                        std::vector<std::string>& written) {
    const fs::path folder = fs::path(layout.file).parent_path();
    forms::DraftHead head{layout.id,
                          layout.municipality.empty() ? std::string(kUnknownMunicipality) : layout.municipality,
                          draft.title,
                          {}};
    std::vector<std::string> files{layout.file};
    const std::string picture = (folder / (fs::path(layout.file).stem().string() + ".png")).string();
    for (const forms::SeenPage& page : draft.pages) {
        files.push_back(pageFile(picture, page.number, draft.pages.size()));
        head.blanks.push_back(fs::path(files.back()).filename().string());
    }
    if (auto clear = refuseExisting(files); !clear) return clear;
    if (!folder.empty())
        if (auto made = files::makeFolders(folder.string()); !made) return made;
    for (std::size_t n = 0; n < draft.pictures.size(); ++n)
        if (auto done = ocr::writePng(draft.pictures[n], files[n + 1]); !done) return done;
    if (auto done =
            files::writeAtomically(layout.file, forms::draftLayoutXml(head, form, draft.pages, draft.questions));
        !done)
        return done;
    written.insert(written.end(), files.begin(), files.end());
    return {};
}

}  // namespace toitsu::cli
