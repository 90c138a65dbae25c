#include "apps/cli/form_fill.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "apps/authoring/template_files.h"
#include "base/files.h"
#include "base/json.h"
#include "forms/filled.h"
#include "forms/paper.h"
#include "forms/synthetic_answers.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

constexpr const char* kDrawn = "drawn";  // the profile of a sheet that no scanner has seen

bool stands(const forms::LayoutPage& page, const std::string& field) {
    forms::Layout only;
    only.pages.push_back(page);
    return forms::Paper({}, only).shows(field);
}

// The picture is the paper itself: its corners are the picture's.
Value corners(const forms::LayoutPage& page, double dpi) {
    const int width = static_cast<int>(std::lround(page.width / 25.4 * dpi));
    const int height = static_cast<int>(std::lround(page.height / 25.4 * dpi));
    return List{List{0, 0}, List{width, 0}, List{width, height}, List{0, height}};
}

Value pageTruth(const forms::Layout& layout, const forms::LayoutPage& page, const forms::SyntheticAnswers& answers,
                std::uint64_t seed, double dpi) {
    Context fields;
    for (const auto& [id, text] : answers.fields)
        if (stands(page, id)) fields.put(id, text);
    Context truth{{"layout", layout.id},
                  {"page", page.number},
                  {"fields", fields},
                  {"profile", kDrawn},
                  {"seed", static_cast<std::int64_t>(seed)},
                  {"corners", corners(page, dpi)}};
    List faults;
    for (const std::string& rule : answers.unmet) faults.emplace_back(rule);
    if (!faults.empty()) truth.put("faults", faults);
    return truth;
}

// A sheet of ours may be drawn again; what somebody put there, a scan with its truth, is not overwritten.
Result<void> refuseForeign(const std::string& truthFile) {
    std::error_code failed;
    if (!fs::exists(truthFile, failed)) return {};
    const auto text = files::read(truthFile);
    const auto truth = text ? json::parse(*text, truthFile) : Result<Value>(fail(text.error()));
    const auto drawn = [](const Value& page) { return page["profile"] == Value(kDrawn); };
    const List* pages = truth ? (*truth)["pages"].list() : nullptr;
    if (truth && (pages == nullptr ? drawn(*truth) : std::all_of(pages->begin(), pages->end(), drawn))) return {};
    return fail(ErrorKind::refused, "C150",
                {"toitsu form fill が作ったものではない正解がすでにあるため書きません。別の --out か --seed "
                 "を指定してください",
                 "there is a truth already that toitsu form fill did not make, and it is not overwritten; name another "
                 "--out or --seed"},
                Place{truthFile, 0, 0, 0});
}

Result<void> writeSheet(const LoadedLayout& loaded, const forms::SyntheticAnswers& answers, std::uint64_t seed,
                        const FormFillOptions& options, Terminal& terminal) {
    const forms::Layout& layout = loaded.layout;
    const std::string stem = (fs::path(options.out) / (layout.id + "-" + std::to_string(seed))).string();
    if (auto clear = refuseForeign(stem + ".json"); !clear) return clear;
    List pages;
    for (const forms::LayoutPage& page : layout.pages) {
        const std::string picture = stem + (layout.pages.size() == 1 ? "" : "-" + std::to_string(page.number)) + ".png";
        auto drawn = forms::writeFilledPng(loaded.form, layout, page, answers.fields, options.dpi, picture);
        if (!drawn) return drawn;
        terminal.out << picture << '\n';
        pages.push_back(pageTruth(layout, page, answers, seed, options.dpi));
    }
    if (auto drawn = forms::writeFilledPdf(loaded.form, layout, answers.fields, stem + ".pdf"); !drawn) return drawn;
    terminal.out << stem << ".pdf\n";
    const Value truth = pages.size() == 1 ? pages.front() : Value(Context{{"pages", pages}});
    if (auto written = files::writeAtomically(stem + ".json", json::writePretty(truth) + "\n"); !written)
        return written;
    terminal.out << stem << ".json\n";
    return {};
}

}  // namespace

void formFill(const FormFillOptions& options, Terminal& terminal) {
    forms::Findings findings;
    const auto loaded = loadLayoutFile(options.layout, findings);
    for (const Error& error : findings.errors) terminal.report(error);
    if (!loaded) return;
    if (const auto made = files::makeFolders(options.out); !made) return terminal.report(made.error());
    for (int i = 0; i < options.count; ++i) {
        const std::uint64_t seed = options.seed + static_cast<std::uint64_t>(i);
        Random random(seed);
        const auto answers = forms::drawAnswers(loaded->form, loaded->layout, random);
        if (!answers) return terminal.report(answers.error());
        if (const auto done = writeSheet(*loaded, *answers, seed, options, terminal); !done)
            return terminal.report(done.error());
        for (const std::string& id : answers->unmet) {
            Place place{options.layout, 0, 0, 0};
            for (const forms::Rule& rule : loaded->form.rules)
                if (rule.id == id) place = rule.place;
            terminal.report(
                {ErrorKind::schema,
                 "C140",
                 {"この紙では規則「" + id + "」を満たす記入を作れません。規則の式か、紙にある項目を見直してください",
                  "no answers on this paper satisfy the rule \"" + id +
                      "\"; look at the rule's test, or at the fields that stand on the paper"},
                 place});
        }
    }
}

}  // namespace toitsu::cli
