#include "apps/cli/unify_blanks.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "apps/authoring/template_files.h"
#include "apps/cli/blank_draft.h"
#include "base/files.h"
#include "forms/check_digits.h"
#include "forms/draft/draft_xml.h"
#include "forms/draft/new_form.h"
#include "forms/draft/propose.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMunicipalityDigits = 6;

struct Blank {
    std::string file, id, layout;
    std::optional<BlankDraft> draft;  // none where a draft lies there already
};

// Two blanks of one name (nagano/blank.png, ueda/blank.png) are told apart by their folders.
std::vector<Blank> named(std::vector<std::string> files, const std::string& folder) {
    std::set<std::string> seen;
    std::erase_if(files, [&](const std::string& file) {
        return !seen.insert(fs::absolute(file).lexically_normal().string()).second;
    });
    std::map<std::string, int> times;
    for (const std::string& file : files) ++times[draftId(fs::path(file).stem().string())];
    std::vector<Blank> blanks;
    std::map<std::string, int> used;
    for (const std::string& file : files) {
        const fs::path path = fs::absolute(file);
        std::string id = draftId(path.stem().string());
        if (times[id] > 1) id = draftId(path.parent_path().filename().string() + "-" + path.stem().string());
        if (const int count = ++used[id]; count > 1) id += "-" + std::to_string(count);
        blanks.push_back({file, id, folder + "/layouts/" + id + ".xml", {}});
    }
    return blanks;
}

std::string municipalityOf(const std::string& id) {
    const std::string code = id.substr(0, kMunicipalityDigits);
    return forms::validMunicipalityCode(code) ? code : "";
}

std::optional<forms::Form> formIn(const std::string& file, Terminal& terminal) {
    const auto xml = files::read(file);
    if (!xml) {
        terminal.report(xml.error());
        return {};
    }
    forms::Findings findings;
    auto form = parseForm(*xml, file, DraftedForms::compared, findings);
    for (const Error& error : findings.errors) terminal.report(error);
    return form;
}

void tellLeftOver(const Blank& blank, Terminal& terminal) {
    const auto& questions = blank.draft->questions;
    const auto left = std::count_if(questions.begin(), questions.end(),
                                    [](const forms::Question& q) { return q.field.empty() && !q.office; });
    if (left == 0) return;
    const std::string count = std::to_string(left);
    terminal.warn({ErrorKind::schema,
                   "C169",
                   {count + " か所の記入欄に当てはまる項目がありません。下書きの終わりの注釈に並べてあります",
                    count + " places fit no field of the form; they stand in the comment at the draft's end"},
                   {blank.layout, 0, 0, 0}});
}

// The form's file tells how sure each field is.
Result<void> writeForm(const std::string& file, const forms::Form& form, const std::vector<Blank*>& blanks) {
    std::vector<forms::Question> questions;
    for (const Blank* blank : blanks)
        questions.insert(questions.end(), blank->draft->questions.begin(), blank->draft->questions.end());
    if (auto made = files::makeFolders(fs::path(file).parent_path().string()); !made) return made;
    return files::writeAtomically(file, forms::draftFormXml(form, questions));
}

}  // namespace

BlankLayouts draftBlanks(const std::vector<std::string>& files, const std::string& given, const std::string& folder,
                         Terminal& terminal) {
    const std::string formFile = given.empty() ? folder + "/form.xml" : given;
    std::error_code ignored;
    std::optional<forms::Form> form;
    const bool known = !given.empty() || fs::exists(formFile, ignored);
    if (known && !(form = formIn(formFile, terminal))) return {};

    std::vector<Blank> blanks = named(files, folder);
    std::vector<Blank*> fresh;
    bool unread = false;
    for (Blank& blank : blanks) {
        if (fs::exists(blank.layout, ignored)) continue;
        auto draft = lookAtBlank(blank.file, form ? &*form : nullptr);
        if (!draft) {
            terminal.report(draft.error());
            unread = true;
            continue;
        }
        blank.draft = std::move(*draft);
        fresh.push_back(&blank);
    }
    if (unread) return {};
    std::sort(fresh.begin(), fresh.end(), [](const Blank* a, const Blank* b) {
        const std::size_t first = a->draft->questions.size(), second = b->draft->questions.size();
        return first != second ? first > second : a->id < b->id;
    });
    for (Blank* blank : fresh) {
        auto& questions = blank->draft->questions;
        if (!form) {
            form = forms::draftForm("draft", blank->draft->title.empty() ? blank->id : blank->draft->title, questions);
            continue;
        }
        forms::proposeFields(*form, questions);
        if (!known) forms::extendForm(*form, questions);
    }
    // The form before its layouts: a run that ends between them is taken up by the next one.
    if (!known && form)
        if (const auto done = writeForm(formFile, *form, fresh); !done) {
            terminal.report(done.error());
            return {};
        }
    BlankLayouts result{formFile, {}};
    for (Blank& blank : blanks) {
        if (blank.draft) {
            std::vector<std::string> written;
            const auto done =
                writeDraft({blank.layout, blank.id, municipalityOf(blank.id)}, *form, *blank.draft, written);
            if (!done) {
                terminal.report(done.error());
                return {};
            }
            tellLeftOver(blank, terminal);
        }
        result.layouts.push_back(blank.layout);
    }
    return result;
}

}  // namespace toitsu::cli
