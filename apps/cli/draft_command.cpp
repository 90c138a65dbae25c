#include "apps/cli/draft_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "apps/cli/blank_draft.h"
#include "apps/cli/layout_head.h"
#include "base/files.h"
#include "forms/draft/draft_xml.h"
#include "forms/draft/new_form.h"
#include "forms/draft/propose.h"
#include "ocr/draft/draft_picture.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

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
    const std::string id = options.id.empty() ? draftId(fs::path(options.blank).stem().string()) : options.id;
    const std::string out = options.out.empty() ? id + ".xml" : options.out;
    const fs::path folder = fs::path(out).parent_path();
    const std::string formFile =
        ((folder.filename() == "layouts" ? folder.parent_path() : folder) / "form.xml").string();

    std::vector<std::string> results{out};
    if (!*given) results.push_back(formFile);
    if (const auto clear = refuseExisting(results); !clear) return terminal.report(clear.error());
    auto drafted = lookAtBlank(options.blank, *given ? &**given : nullptr);
    if (!drafted) return terminal.report(drafted.error());
    std::vector<std::string> previews;
    for (const forms::SeenPage& page : drafted->pages)
        if (!options.preview.empty()) previews.push_back(pageFile(options.preview, page.number, drafted->pages.size()));
    if (const auto clear = refuseExisting(previews); !clear) return terminal.report(clear.error());
    forms::Form form =
        *given ? std::move(**given)
               : forms::draftForm(draftId(id), drafted->title.empty() ? id : drafted->title, drafted->questions);
    if (*given) forms::proposeFields(form, drafted->questions);
    std::vector<std::string> written;
    if (const auto done = writeDraft({out, id, options.municipality}, form, *drafted, written); !done)
        return terminal.report(done.error());
    if (!*given) {
        if (const auto done = files::writeAtomically(formFile, forms::draftFormXml(form, drafted->questions)); !done)
            return terminal.report(done.error());
        written.push_back(formFile);
    }
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
