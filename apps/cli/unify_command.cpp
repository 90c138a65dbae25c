#include "apps/cli/unify_command.h"

#include <filesystem>

#include "apps/cli/unify_report.h"
#include "apps/cli/unify_sources.h"
#include "base/files.h"
#include "base/json.h"
#include "forms/blank.h"
#include "forms/unification/paper_picture.h"
#include "forms/unification/template_text.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

using namespace forms::unification;

constexpr double kPaperDpi = 90, kCommonDpi = 120;

Result<std::vector<PagePicture>> picturesOf(const forms::Layout& layout, double dpi) {
    std::vector<PagePicture> pictures;
    for (const forms::LayoutPage& page : layout.pages) {
        auto png = paperPicture(layout, page, dpi);
        if (!png) return fail(png.error());
        pictures.push_back({page.number, page.width, page.height, std::move(*png)});
    }
    return pictures;
}

Result<UnifyPictures> drawPictures(const Unification& result) {
    UnifyPictures pictures;
    for (const Paper& paper : result.papers) {
        auto drawn = picturesOf(paper.layout, kPaperDpi);
        if (!drawn) return fail(drawn.error());
        pictures.papers.push_back(std::move(*drawn));
    }
    auto common = picturesOf(result.layout, kCommonDpi);
    if (!common) return fail(common.error());
    pictures.common = std::move(*common);
    return pictures;
}

// The proposal lies under the names that a form's own folder uses: what people wrote there is not overwritten.
Result<void> refuseSources(const UnifySources& sources, const std::string& out) {
    std::vector<std::string> read = sources.layoutFiles;
    read.push_back(sources.formFile);
    const std::string proposed[] = {out + "/form.xml", out + "/layouts/" + sources.form.id + "-common.xml"};
    for (const std::string& file : read)
        for (const std::string& written : proposed) {
            std::error_code ignored;
            if (!fs::equivalent(file, written, ignored)) continue;
            return fail(ErrorKind::refused, "C150",
                        {"提案がもとのファイルを上書きしてしまうため書きません。様式のフォルダーではない --out "
                         "を指定してください",
                         "the proposal would overwrite a file that it is made from; name an --out that is not the "
                         "form's own folder"},
                        {written, 0, 0, 0});
        }
    return {};
}

Result<void> writeProposal(const Unification& result, const UnifySources& sources, const std::string& out) {
    if (auto made = files::makeFolders(out + "/layouts"); !made) return made;
    if (!sources.formFile.empty()) {
        const auto source = files::read(sources.formFile);
        if (!source) return fail(source.error());
        if (auto done = files::writeAtomically(out + "/form.xml", formText(*source, sources.form, result)); !done)
            return done;
    }
    const std::string stem = out + "/" + result.layout.id;
    if (auto done = files::writeAtomically(out + "/layouts/" + result.layout.id + ".xml", layoutText(result.layout));
        !done)
        return done;
    if (auto done = forms::writeBlankPdf(result.layout, stem + ".pdf"); !done) return done;
    for (const forms::LayoutPage& page : result.layout.pages) {
        const std::string number = result.layout.pages.size() == 1 ? "" : "-" + std::to_string(page.number);
        if (auto done = forms::writeBlankPng(result.layout, page, 300, stem + number + ".png"); !done) return done;
    }
    return {};
}

Result<void> writeReports(const Unification& result, const std::string& out, Language language) {
    const auto pictures = drawPictures(result);
    if (!pictures) return fail(pictures.error());
    if (auto done = files::writeAtomically(out + "/report.html", unifyHtml(result, *pictures)); !done) return done;
    if (auto done = files::writeAtomically(out + "/report.md", unifyMarkdown(result, language)); !done) return done;
    return files::writeAtomically(out + "/unification.json", json::writePretty(unifyValue(result)) + "\n");
}

void tell(const Unification& result, const std::string& out, const std::string& decisions, Terminal& terminal) {
    terminal.line(unifySummary(result));
    for (const Finding& finding : result.findings)
        if (!finding.rejected)
            terminal.out << "  " << terminal.say(kindWording(finding.kind)) << ": " << terminal.say(finding.text)
                         << '\n';
    for (const Adoption& adoption : result.adoptions) {
        const std::string points = std::to_string(adoption.points), steps = std::to_string(adoption.steps.size());
        terminal.line({adoption.paper + ": 変更 " + steps + " 件、" + points + " 点",
                       adoption.paper + ": " + steps + " changes, " + points + " points"});
    }
    for (const Answer& answer : result.outdated)
        terminal.warn({ErrorKind::schema,
                       "F110",
                       {"この決定はもう当てはまりません（" + answer.kind + " " + answer.subject +
                            "）。用紙か様式が変わりました。不要なら消してください",
                        "this decision no longer applies (" + answer.kind + " " + answer.subject +
                            "): paper or form changed; remove it if it is not needed"},
                       answer.place});
    terminal.out << out << "/report.html\n" << decisions << '\n';
}

}  // namespace

void unify(const UnifyCommandOptions& options, Terminal& terminal) {
    const auto sources = unifySources(options.inputs, options.form, options.out + "/drafts", terminal);
    if (!sources) return;
    if (const auto clear = refuseSources(*sources, options.out); !clear) return terminal.report(clear.error());
    if (const auto made = files::makeFolders(options.out); !made) return terminal.report(made.error());
    const std::string file = options.decisions.empty() ? options.out + "/decisions.xml" : options.decisions;
    std::string written;
    std::error_code ignored;
    if (fs::exists(file, ignored)) {
        auto read = files::read(file);
        if (!read) return terminal.report(read.error());
        written = std::move(*read);
    }
    forms::Findings findings;
    Decisions decisions;
    if (!written.empty()) decisions = parseDecisions(written, file, sources->form.id, findings);
    for (const Error& error : findings.errors) terminal.report(error);
    if (!findings.errors.empty()) return;

    const Unification result = unification(sources->form, sources->papers, decisions);
    const std::string extended = withQuestions(written, sources->form.id, result.questions);
    if (extended != written)
        if (const auto done = files::writeAtomically(file, extended); !done) return terminal.report(done.error());
    if (const auto done = writeProposal(result, *sources, options.out); !done) return terminal.report(done.error());
    if (const auto done = writeReports(result, options.out, terminal.language); !done)
        return terminal.report(done.error());
    if (options.format == "json")
        terminal.out << json::writePretty(unifyValue(result)) << '\n';
    else
        tell(result, options.out, file, terminal);
}

}  // namespace toitsu::cli
