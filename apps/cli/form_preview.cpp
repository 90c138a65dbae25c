#include "apps/cli/form_preview.h"

#include <chrono>
#include <filesystem>
#include <map>

#include "apps/authoring/template_files.h"
#include "apps/cli/ends_on_signal.h"
#include "apps/cli/preview_page.h"
#include "apps/cli/preview_server.h"
#include "apps/station/folder_bell.h"
#include "base/files.h"
#include "base/json.h"
#include "forms/preview.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

// What one look at the files gives: the findings always, the pages when they can be drawn.
struct Look {
    std::string title, findings;
    std::optional<std::string> pages;
    std::size_t errors = 0;
};

Look look(const std::string& file, Language language) {
    forms::Findings findings;
    Look seen;
    seen.title = fs::path(file).filename().string();
    const auto loaded = loadLayoutFile(file, findings);
    if (loaded) {
        auto pages = previewPages(*loaded, language);
        if (pages)
            seen.pages = std::move(*pages);
        else
            findings.errors.push_back(pages.error());
    }
    seen.errors = findings.errors.size();
    if (seen.errors > 0) seen.title = "✕ " + seen.title;
    seen.findings = previewFindings(findings, file, language);
    return seen;
}

using Stamps = std::map<std::string, std::pair<fs::file_time_type, std::uintmax_t>>;

// Size and time of everything that the picture may come from.
Stamps stampsOf(const std::vector<std::string>& folders) {
    Stamps stamps;
    for (const std::string& folder : folders) {
        std::error_code failed;
        for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
            std::error_code ignored;  // an editor may just be replacing it: the next look sees it
            const std::string extension = it->path().extension().string();
            if (extension != ".xml" && extension != ".png") continue;
            const auto size = fs::file_size(it->path(), ignored);
            if (!ignored) stamps[it->path().string()] = {fs::last_write_time(it->path(), ignored), size};
        }
    }
    return stamps;
}

void watchLayout(const FormPreviewOptions& options, Terminal& terminal) {
    auto server = PreviewServer::open(options.port);
    if (!server) return terminal.report(server.error());
    const std::string layouts = fs::absolute(options.layout).parent_path().string();
    const std::string form = fs::absolute(formFileOf(options.layout)).parent_path().string();
    const std::vector<std::string> folders =
        form == layouts ? std::vector<std::string>{layouts} : std::vector<std::string>{layouts, form};
    station::FolderBell ofLayouts(layouts), ofForm(form);
    const EndsOnSignal signals;
    Stamps stamps = stampsOf(folders);
    Look seen = look(options.layout, terminal.language);
    std::string pages = seen.pages.value_or("");  // the last good ones
    const auto offer = [&] { server->setPage(previewHtml(seen.title, seen.findings, pages, terminal.language, true)); };
    offer();
    terminal.line({"プレビュー: " + server->address() + " （保存のたびに描き直します。Ctrl-C で終わります）",
                   "preview: " + server->address() + " (drawn again at every save; Ctrl-C ends it)"});
    terminal.out.flush();
    while (!signals.told()) {
        server->serve({ofLayouts.descriptor(), ofForm.descriptor()}, 400);
        ofLayouts.wait(0);
        ofForm.wait(0);
        Stamps now = stampsOf(folders);
        const auto own = now.find((fs::path(layouts) / fs::path(options.layout).filename()).string());
        // Being written just now: what is in it comes with the next ring.
        if (now == stamps || own == now.end() || own->second.second == 0) continue;
        stamps = std::move(now);
        const auto begun = std::chrono::steady_clock::now();
        seen = look(options.layout, terminal.language);
        if (seen.pages) pages = *seen.pages;
        server->tell(json::write(Context{
            {"title", seen.title}, {"findings", seen.findings}, {"pages", seen.pages ? Value(*seen.pages) : Value()}}));
        offer();
        const auto millis =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
        const std::string errors = std::to_string(seen.errors), took = std::to_string(millis);
        terminal.line({"描き直しました（" + took + " ms、誤り " + errors + " 件）",
                       "drawn again (" + took + " ms, " + errors + " errors)"});
        terminal.out.flush();
    }
}

}  // namespace

void formPreview(const FormPreviewOptions& options, Terminal& terminal) {
    std::error_code failed;
    if (options.watch && fs::is_regular_file(options.layout, failed)) return watchLayout(options, terminal);
    forms::Findings findings;
    const auto loaded = loadLayoutFile(options.layout, findings);
    for (const Error& error : findings.errors) terminal.report(error);
    for (const Error& warning : findings.warnings) terminal.warn(warning);
    if (!loaded) return;
    if (const auto made = files::makeFolders(options.out); !made) return terminal.report(made.error());
    const forms::Layout& layout = loaded->layout;
    const std::string stem = (fs::path(options.out) / layout.id).string();
    const auto pages = previewPages(*loaded, terminal.language);
    if (!pages) return terminal.report(pages.error());
    const std::string html =
        previewHtml(layout.title.empty() ? layout.id : layout.title,
                    previewFindings(findings, options.layout, terminal.language), *pages, terminal.language, false);
    if (const auto written = files::writeAtomically(stem + ".html", html); !written)
        return terminal.report(written.error());
    terminal.out << stem << ".html\n";
    for (const forms::LayoutPage& page : layout.pages) {
        const std::string picture =
            stem + "-preview" + (layout.pages.size() == 1 ? "" : "-" + std::to_string(page.number)) + ".png";
        const auto drawn = forms::writePreviewPng(loaded->form, layout, page, options.dpi, picture);
        if (!drawn) return terminal.report(drawn.error());
        terminal.out << picture << '\n';
    }
}

}  // namespace toitsu::cli
