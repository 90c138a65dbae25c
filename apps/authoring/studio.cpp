#include "apps/authoring/studio.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "apps/authoring/change_value.h"
#include "apps/authoring/unify_papers.h"
#include "apps/authoring/unify_value.h"
#include "forms/form_diff.h"
#include "forms/form_parser.h"
#include "forms/layout_diff.h"
#include "workflows/bpmn/document.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> noSuchFile() {
    return fail(ErrorKind::notFound, "V300", {"ひな型集にそのファイルはありません", "the library has no such file"});
}

// Drafts that cannot be read have no difference that anybody could tell.
tl::unexpected<Error> unreadable() {
    return fail(ErrorKind::schema, "V321",
                {"誤りがあるため比べられません。先に直してください",
                 "it has mistakes and cannot be compared; correct them first"});
}

Result<Value> formDiff(const std::string& path, const std::string& before, const std::string& after) {
    forms::Findings findings;
    const auto was = forms::parseForm(before, path, findings), is = forms::parseForm(after, path, findings);
    if (!was || !is) return unreadable();
    return changesValue(forms::diffForms(*was, *is));
}

Result<Value> flowDiff(const std::string& path, const std::string& before, const std::string& after) {
    const auto was = workflows::bpmn::Document::parse(before, path), is = workflows::bpmn::Document::parse(after, path);
    if (!was || !is) return unreadable();
    return changesValue(workflows::bpmn::diffFlows(*was, *is));
}

}  // namespace

Result<std::unique_ptr<Studio>> Studio::open(station::StationFile& file, StudioOptions options) {
    std::unique_ptr<Studio> studio(new Studio(file, std::move(options)));
    // A folder that cannot be written now is told, and tried again.
    if (auto finished = studio->finishBegun(); !finished) studio->options_.failed(finished.error());
    if (studio->options_.works) studio->thread_ = std::thread([made = studio.get()] { made->loop(); });
    return studio;
}

Studio::~Studio() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    bell_.notify_all();
    if (thread_.joinable()) thread_.join();
}

std::optional<Error> Studio::unwritable(const std::vector<std::string>& paths) const {
    std::vector<std::string> folders{"", "/forms", "/flows", "/decisions"};
    for (const std::string& path : paths) folders.push_back("/" + fs::path(path).parent_path().string());
    for (const std::string& folder : folders) {
        const std::string path = options_.library + folder;
        std::error_code ignored;  // what is not there is made when it is needed
        if (!fs::is_directory(path, ignored) || ::access(path.c_str(), W_OK) == 0) continue;
        return Error{
            ErrorKind::unavailable,
            "V310",
            {"このサーバーはひな型集のフォルダーに書き込めないため、公開できません。自分のひな型集を --library "
             "で指定して起動してください",
             "this server may not write to the library's folder, so nothing can be published; start it with a "
             "library of your own (--library)"},
            {}};
    }
    return std::nullopt;
}

Result<std::string> Studio::published(const std::string& path) const {
    std::error_code ignored;  // what cannot be looked at is not there
    if (!kindOf(path) || !fs::is_regular_file(options_.library + "/" + path, ignored)) return noSuchFile();
    return files::read(options_.library + "/" + path, kLongestText);
}

Result<std::vector<LibraryFile>> Studio::files() const {
    std::vector<LibraryFile> out;
    for (const std::string& path : libraryPaths(options_.library)) {
        const auto text = published(path);
        if (text) out.push_back(described(path, *text));
    }
    return out;
}

Result<std::optional<Draft>> Studio::draft(const std::string& path) const {
    return file_.read([&](Database& database) { return studio_book::draft(database, path); });
}

Result<Draft> Studio::save(const Author& by, const std::string& path, const std::string& text, const std::string& base,
                           std::int64_t revision) {
    if (text.size() > kLongestText) return fail(textTooLong());
    std::error_code ignored;
    const std::string form = formFolderOf(path);
    const auto kind = kindOf(path);
    const bool placed = kind == FileKind::form || form.empty() ||
                        fs::is_regular_file(options_.library + "/" + form + "/form.xml", ignored);
    if (!kind || !placed)
        return fail(ErrorKind::usage, "V301",
                    {"その名前のファイルは作れません。レイアウトは、ある様式の layouts/ に置いてください",
                     "a file of that name cannot be made; a layout belongs into the layouts/ folder of a form that is "
                     "there"});
    Draft draft{path, text, base, revision + 1, by.account, options_.now(), {}};
    const auto kept =
        file_.write([&](Database& database) { return studio_book::putDraft(database, draft, revision); }, text.size());
    if (!kept) return fail(kept.error());
    auto saved = this->draft(path);
    if (!saved) return fail(saved.error());
    if (*saved) draft.editors = (*saved)->editors, draft.revision = (*saved)->revision;
    return draft;
}

Result<void> Studio::drop(const std::string& path, std::int64_t revision) {
    return file_.write([&](Database& database) { return studio_book::dropDraft(database, path, revision); });
}

Result<Texts> Studio::together(const std::string& path, const std::string& text,
                               const std::vector<std::string>& with) const {
    Texts texts{{path, text}};
    for (const std::string& other : with) {
        if (other == path) continue;
        const auto known = draft(other);
        if (!known) return fail(known.error());
        if (*known) texts.emplace(other, (*known)->text);
    }
    return texts;
}

Result<Checked> Studio::check(const std::string& path, const Texts& texts, const Paths& hidden) const {
    const std::lock_guard one(looking_);
    return authoring::check(options_.library, path, texts, hidden);
}

Result<std::string> Studio::drawing(const std::string& path, const Texts& texts, int page, const Paths& hidden) const {
    const std::lock_guard one(looking_);
    return authoring::drawing(options_.library, path, texts, page, hidden);
}

Result<Value> Studio::diff(const std::string& path, const Texts& texts, const Paths& hidden) const {
    const auto before = published(path);
    if (!before) return fail(before.error());
    const std::string& after = texts.at(path);
    const std::lock_guard one(looking_);
    switch (kindOf(path).value_or(FileKind::form)) {
        case FileKind::form:
            return formDiff(path, *before, after);
        case FileKind::flow:
            return flowDiff(path, *before, after);
        case FileKind::decision:
            // Decision tables have no difference in meaning of ours yet: the texts stand side by side on the screen.
            return Value(Context{{"differences", 0}, {"changes", List{}}});
        case FileKind::layout:
            break;
    }
    // What is published is compared as it is published, with the form of its time.
    const auto old = authoring::check(options_.library, path, {{path, *before}}),
               now = authoring::check(options_.library, path, texts, hidden);
    if (!old || !now) return fail(old ? now.error() : old.error());
    if (!old->layout || !now->layout) return unreadable();
    return changesValue(forms::diffLayouts(old->layout->layout, now->layout->layout));
}

Result<Value> Studio::unify(const std::string& formFolder, const Texts& texts, const Paths& hidden,
                            const std::function<bool(const LibraryFile&)>& may) const {
    const std::lock_guard one(looking_);
    const auto stage = Stage::make(options_.library, formFolder, texts, hidden);
    if (!stage) return fail(stage.error());
    std::vector<std::string> layouts;
    for (const std::string& path : libraryPaths(stage->root())) {
        if (kindOf(path) != FileKind::layout || formFolderOf(path) != formFolder) continue;
        const auto text = files::read(stage->file(path), kLongestText);
        if (text && may(described(path, *text))) layouts.push_back(stage->file(path));
    }
    forms::Findings findings;
    const Papers papers = papersOf(stage->file(formFolder + "/form.xml"), layouts, findings);
    if (!findings.errors.empty()) return unreadable();
    if (papers.papers.empty()) return noSuchFile();
    return unifyValue(forms::unification::unification(papers.form, papers.papers, {}));
}

}  // namespace toitsu::authoring
