#include "apps/cli/draft_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "apps/cli/layout_head.h"
#include "base/files.h"
#include "base/text.h"
#include "forms/draft/draft_xml.h"
#include "forms/draft/new_form.h"
#include "forms/draft/propose.h"
#include "ocr/draft/acro_form.h"
#include "ocr/draft/blank_reader.h"
#include "ocr/draft/draft_picture.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* kUnknownMunicipality = "000000";

std::string idFrom(const std::string& name) {
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

// Nothing that an author has worked on is overwritten.
Result<void> refuseExisting(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
        std::error_code ignored;
        if (fs::exists(path, ignored))
            return fail(
                ErrorKind::conflict, "C161",
                {"このファイルはもうあり、上書きしません。別の --out（--preview）を指定するか、先に移してください",
                 "there is a file already, and it is not overwritten; name another --out (--preview), or move it "
                 "away"},
                {path, 0, 0, 0});
    }
    return {};
}

std::string numbered(const std::string& path, int page, std::size_t pages) {
    if (pages == 1) return path;
    const fs::path p(path);
    return (p.parent_path() / (p.stem().string() + "-" + std::to_string(page) + p.extension().string())).string();
}

// The largest words of the first page's upper third: its title.
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

struct Drafted {
    std::vector<forms::SeenPage> pages;
    std::vector<ocr::Picture> pictures;
    std::vector<forms::Question> questions;
};

Result<Drafted> look(const std::string& blank, const forms::Form* form) {
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
    Drafted drafted;
    for (std::size_t n = 0; n < pages->size(); ++n) {
        ocr::SeenBlank seen = reader->look((*pages)[n]);
        if (n < inputs->size()) seen.page.inputs = (*inputs)[n];
        auto found = forms::findQuestions(seen.page, words);
        drafted.questions.insert(drafted.questions.end(), std::make_move_iterator(found.begin()),
                                 std::make_move_iterator(found.end()));
        drafted.pages.push_back(std::move(seen.page));
        drafted.pictures.push_back(std::move(seen.upright));
    }
    if (drafted.questions.empty())
        return fail(ErrorKind::input, "C162",
                    {"記入する場所が一つも見つかりません。記入前の用紙を 300 dpi で、まっすぐに読み取ってください",
                     "no place to fill in was found; scan the unfilled form upright at 300 dpi"},
                    {blank, 0, 0, 0});
    return drafted;
}

Result<std::optional<forms::Form>> givenForm(const std::string& file, Terminal& terminal) {
    if (file.empty()) return std::optional<forms::Form>();
    const auto xml = files::read(file);
    if (!xml) return fail(xml.error());
    forms::Findings findings;
    auto form = forms::parseForm(*xml, file, findings);
    if (form) return form;
    for (std::size_t n = 0; n + 1 < findings.errors.size(); ++n) terminal.report(findings.errors[n]);
    return fail(findings.errors.back());
}

}  // namespace

void formDraft(const DraftOptions& options, Terminal& terminal) {
    const auto wrongCode =
        options.municipality.empty() ? std::optional<Error>() : wrongMunicipality(options.municipality);
    const auto wrongId = options.id.empty() ? std::optional<Error>() : wrongLayoutId(options.id);
    for (const auto& wrong : {wrongCode, wrongId})
        if (wrong) return terminal.report(*wrong);
    auto given = givenForm(options.form, terminal);
    if (!given) return terminal.report(given.error());
    const std::string id = options.id.empty() ? idFrom(fs::path(options.blank).stem().string()) : options.id;
    const std::string out = options.out.empty() ? id + ".xml" : options.out;
    const fs::path folder = fs::path(out).parent_path();
    const std::string formFile =
        ((folder.filename() == "layouts" ? folder.parent_path() : folder) / "form.xml").string();

    std::vector<std::string> written{out};
    if (!*given) written.push_back(formFile);
    if (const auto clear = refuseExisting(written); !clear) return terminal.report(clear.error());
    auto drafted = look(options.blank, *given ? &**given : nullptr);
    if (!drafted) return terminal.report(drafted.error());
    forms::DraftHead head{id,
                          options.municipality.empty() ? kUnknownMunicipality : options.municipality,
                          titleOf(drafted->pages.front()),
                          {}};
    std::vector<std::string> previews;
    for (const forms::SeenPage& page : drafted->pages) {
        const std::string picture =
            numbered((folder / (fs::path(out).stem().string() + ".png")).string(), page.number, drafted->pages.size());
        head.blanks.push_back(fs::path(picture).filename().string());
        written.push_back(picture);
        if (!options.preview.empty()) previews.push_back(numbered(options.preview, page.number, drafted->pages.size()));
    }
    for (const auto& paths : {written, previews})
        if (const auto clear = refuseExisting(paths); !clear) return terminal.report(clear.error());

    forms::Form form = *given ? std::move(**given)
                              : forms::draftForm(idFrom(id), head.title.empty() ? id : head.title, drafted->questions);
    if (*given) forms::proposeFields(form, drafted->questions);
    if (!folder.empty())
        if (const auto made = files::makeFolders(folder.string()); !made) return terminal.report(made.error());
    for (std::size_t n = 0; n < drafted->pictures.size(); ++n)
        if (const auto done = ocr::writePng(drafted->pictures[n], (folder / head.blanks[n]).string()); !done)
            return terminal.report(done.error());
    if (!*given)
        if (const auto done = files::writeAtomically(formFile, forms::draftFormXml(form, drafted->questions)); !done)
            return terminal.report(done.error());
    if (const auto done =
            files::writeAtomically(out, forms::draftLayoutXml(head, form, drafted->pages, drafted->questions));
        !done)
        return terminal.report(done.error());
    for (const std::string& path : written) terminal.out << path << "\n";

    for (std::size_t n = 0; n < previews.size(); ++n) {
        std::vector<forms::Question> here;
        for (const forms::Question& question : drafted->questions)
            if (question.page == drafted->pages[n].number) here.push_back(question);
        const auto picture = ocr::draftPicture(drafted->pictures[n], here, terminal.language);
        if (!picture) return terminal.report(picture.error());
        if (const auto done = ocr::writePng(*picture, previews[n]); !done) return terminal.report(done.error());
        terminal.out << previews[n] << "\n";
    }
    const auto named = std::count_if(drafted->questions.begin(), drafted->questions.end(),
                                     [](const forms::Question& q) { return !q.field.empty(); });
    const std::string all = std::to_string(drafted->questions.size()), with = std::to_string(named);
    terminal.line({all + " か所の記入欄を見つけ、" + with +
                       " か所に項目を当てました。draft:confidence の付いた所を確かめ、その属性を消してください",
                   all + " places found, " + with +
                       " given to a field; check what carries draft:confidence and remove the attribute"});
    if (options.municipality.empty())
        terminal.line({"municipality に団体コードを書いてください（いまは 000000）",
                       "write the municipality's code into municipality (000000 so far)"});
}

}  // namespace toitsu::cli
