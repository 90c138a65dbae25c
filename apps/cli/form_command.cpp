#include "apps/cli/form_command.h"

#include <filesystem>

#include "apps/authoring/template_files.h"
#include "base/files.h"
#include "forms/blank.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

void formBlank(const BlankOptions& options, Terminal& terminal) {
    forms::Findings findings;
    const auto loaded = loadLayoutFile(options.layout, findings);
    for (const Error& error : findings.errors) terminal.report(error);
    if (!loaded) return;
    const forms::Layout* layout = &loaded->layout;
    if (const auto made = files::makeFolders(options.out); !made) return terminal.report(made.error());
    const std::string stem = (fs::path(options.out) / layout->id).string();
    if (const auto done = forms::writeBlankPdf(*layout, stem + ".pdf"); !done) return terminal.report(done.error());
    terminal.out << stem << ".pdf\n";
    for (const forms::LayoutPage& page : layout->pages) {
        const std::string file = stem + (layout->pages.size() == 1 ? "" : "-" + std::to_string(page.number)) + ".png";
        if (const auto done = forms::writeBlankPng(*layout, page, options.dpi, file); !done)
            return terminal.report(done.error());
        terminal.out << file << "\n";
    }
}

}  // namespace toitsu::cli
