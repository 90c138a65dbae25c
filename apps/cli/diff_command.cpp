#include "apps/cli/diff_command.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "apps/authoring/template_files.h"
#include "apps/cli/diff_report.h"
#include "base/files.h"
#include "base/xml.h"
#include "forms/diff_picture.h"
#include "forms/form_diff.h"
#include "forms/form_parser.h"
#include "forms/layout_diff.h"
#include "forms/layout_parser.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

struct Opened {
    std::optional<forms::Form> form;
    std::optional<forms::Layout> layout;
};

// Mistakes are told; then neither form nor layout comes back.
Opened open(const std::string& file, Terminal& terminal) {
    Opened opened;
    forms::Findings findings;
    const auto document = xml::load(file);
    if (!document) {
        terminal.report(document.error());
        return opened;
    }
    if (document->root.space == forms::kFormNamespace) {
        if (const auto xml = files::read(file)) opened.form = forms::parseForm(*xml, file, findings);
    } else if (document->root.space == forms::kLayoutNamespace) {
        if (auto loaded = loadLayoutFile(file, findings)) opened.layout = std::move(loaded->layout);
    } else {
        findings.errors.push_back(neitherFormNorLayout(document->root.place));
    }
    for (const Error& error : findings.errors) terminal.report(error);
    return opened;
}

void drawImage(const DiffOptions& options, const forms::Layout& before, const forms::Layout& after,
               const std::vector<forms::Change>& changes, Terminal& terminal) {
    const auto pictures = forms::drawDiff(before, after, changes, options.dpi);
    if (!pictures) return terminal.report(pictures.error());
    const fs::path target(options.image);
    if (target.extension() == ".html") {
        const std::string page = diffPage(before, after, changes, *pictures);
        if (const auto done = files::writeAtomically(options.image, page); !done) terminal.report(done.error());
        return;
    }
    for (const forms::DiffPicture& picture : *pictures) {
        fs::path file = target;
        if (pictures->size() > 1)
            file.replace_filename(target.stem().string() + "-" + std::to_string(picture.page) + ".png");
        if (const auto done = files::writeAtomically(file.string(), picture.png); !done)
            return terminal.report(done.error());
    }
}

}  // namespace

void formDiff(const DiffOptions& options, Terminal& terminal) {
    const std::string extension = fs::path(options.image).extension().string();
    if (!options.image.empty() && extension != ".png" && extension != ".html")
        return terminal.report({ErrorKind::usage,
                                "C167",
                                {"--image は .png か .html のファイル名にしてください",
                                 "--image takes a file name that ends with .png or .html"},
                                {options.image, 0, 0, 0}});
    const Opened before = open(options.before, terminal), after = open(options.after, terminal);
    if (!(before.form || before.layout) || !(after.form || after.layout)) return;
    if (before.form.has_value() != after.form.has_value())
        return terminal.report(
            {ErrorKind::usage,
             "C165",
             {"様式とレイアウトは比べられません。様式どうし、またはレイアウトどうしを指定してください",
              "a form and a layout cannot be compared; name two forms or two layouts"},
             {options.after, 0, 0, 0}});
    if (before.form && !options.image.empty())
        return terminal.report({ErrorKind::usage,
                                "C166",
                                {"様式には紙がないので、絵にできません。--image を外すか、レイアウトを指定してください",
                                 "a form has no paper and cannot be drawn; leave out --image, or name two layouts"},
                                {options.before, 0, 0, 0}});
    const auto changes =
        before.form ? forms::diffForms(*before.form, *after.form) : forms::diffLayouts(*before.layout, *after.layout);
    terminal.out << (options.format == "json" ? diffJson(changes) : diffText(changes, terminal));
    if (!options.image.empty()) drawImage(options, *before.layout, *after.layout, changes, terminal);
    if (!changes.empty()) terminal.differs();
}

}  // namespace toitsu::cli
