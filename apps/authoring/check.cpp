#include "apps/authoring/check.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <tuple>

#include "apps/authoring/lint.h"
#include "forms/preview.h"

namespace toitsu::authoring {

namespace {

void addRemarks(const std::vector<Error>& errors, bool warning, const Stage& stage, std::vector<Remark>& out) {
    for (const Error& error : errors) {
        Remark remark{warning, stage.told(error), ""};
        remark.path = remark.error.place.file;
        out.push_back(std::move(remark));
    }
}

std::vector<Remark> remarksOf(const forms::Findings& findings, const Stage& stage) {
    std::vector<Remark> out;
    addRemarks(findings.errors, false, stage, out);
    addRemarks(findings.warnings, true, stage, out);
    return out;
}

// The folder that has everything which a file of this kind is read with.
std::string partOf(const std::string& path) {
    switch (kindOf(path).value_or(FileKind::form)) {
        case FileKind::flow:
            return "flows";
        case FileKind::decision:
            return "decisions";
        default:
            return formFolderOf(path);
    }
}

Linted lintOne(const Stage& stage, const std::string& path) {
    switch (kindOf(path).value_or(FileKind::form)) {
        case FileKind::form:
            return lintForms({stage.file(formFolderOf(path))});
        case FileKind::layout:
            return lintForms({stage.file(path)});
        case FileKind::flow:
            return lintFlows({stage.file("flows")});
        case FileKind::decision:
            return lintModels({stage.file(path)});
    }
    return {};
}

Result<void> shortEnough(const Texts& texts) {
    for (const auto& [path, text] : texts)
        if (text.size() > kLongestText) return fail(textTooLong());
    return {};
}

Value number(double mm) {
    return Decimal::fromDouble(std::round(mm * 1000) / 1000).value_or(Decimal(0));
}

Value boxValue(const forms::PreviewBox& box, const std::string& file) {
    return Context{{"kind", box.kind},
                   {"field", box.field},
                   {"part", box.part},
                   {"option", box.option},
                   {"label", box.label},
                   {"type", box.type},
                   {"box", List{number(box.box.x), number(box.box.y), number(box.box.width), number(box.box.height)}},
                   {"cells", static_cast<int>(box.cells.size())},
                   {"reading", box.reading},
                   {"keyboard", box.keyboard},
                   {"line", box.place.line},
                   {"column", box.place.column},
                   {"own", box.place.file == file}};
}

using Key = std::tuple<std::string, std::string, std::string>;

Key keyOf(const Remark& one) {
    return {one.error.code, one.path, one.error.message.en};
}

// A form is everybody's, and what it breaks in layouts that are hidden is counted: by itself, for drafts beside it may
// be based on those, and the number would tell of them.
Result<void> countHidden(const std::string& library, const std::string& path, const std::string& text,
                         const Paths& hidden, Checked& out) {
    const auto stage = Stage::make(library, partOf(path), {{path, text}});
    if (!stage) return fail(stage.error());
    std::set<Key> whole;
    for (const Remark& one : remarksOf(lintOne(*stage, path).findings, *stage)) {
        whole.insert(keyOf(one));
        if (hidden.count(one.path) != 0) ++out.hidden;
    }
    // That a field stands on no layout is true only when it stands on none of all.
    std::erase_if(out.remarks,
                  [&](const Remark& one) { return one.warning && one.path == path && whole.count(keyOf(one)) == 0; });
    return {};
}

Result<std::vector<Remark>> everything(const std::string& library, const Texts& texts, const Paths& hidden) {
    const auto stage = Stage::make(library, "", texts, hidden);
    if (!stage) return fail(stage.error());
    std::vector<Remark> all;
    std::error_code failed;
    for (const auto& [folder, lint] :
         {std::pair(std::string(), &lintForms), std::pair(std::string("flows"), &lintFlows),
          std::pair(std::string("decisions"), &lintModels)}) {
        if (!std::filesystem::is_directory(stage->file(folder), failed)) continue;
        for (Remark& remark : remarksOf(lint({stage->file(folder)}).findings, *stage)) {
            // A library without forms, flows or models is none that somebody has broken here.
            if (remark.error.code == "C006" || remark.error.code == "C063" || remark.error.code == "C180") continue;
            all.push_back(std::move(remark));
        }
    }
    return all;
}

}  // namespace

bool Checked::wrong() const {
    return std::any_of(remarks.begin(), remarks.end(), [](const Remark& one) { return !one.warning; });
}

bool leansOnWhatIsNotThere(const Remark& remark) {
    return remark.error.code == "F066" || remark.error.code == "F043";
}

Error textTooLong() {
    return {ErrorKind::limit,
            "V304",
            {"長すぎます（512 KB まで）。ファイルを分けてください", "too long (at most 512 KB); split the file"},
            {}};
}

Result<Checked> check(const std::string& library, const std::string& path, const Texts& texts, const Paths& hidden) {
    if (auto fits = shortEnough(texts); !fits) return fail(fits.error());
    const auto stage = Stage::make(library, partOf(path), texts, hidden);
    if (!stage) return fail(stage.error());
    Checked out;
    const FileKind kind = kindOf(path).value_or(FileKind::form);
    out.remarks = remarksOf(lintOne(*stage, path).findings, *stage);
    // Other flows are read because this one may call them; what is wrong in them is told there.
    if (kind == FileKind::flow) std::erase_if(out.remarks, [&](const Remark& one) { return one.path != path; });
    if (kind == FileKind::form && !hidden.empty())
        if (auto counted = countHidden(library, path, texts.at(path), hidden, out); !counted)
            return fail(counted.error());
    if (kind != FileKind::layout) return out;
    forms::Findings told;
    out.file = stage->file(path);
    out.layout = loadLayoutFile(out.file, told);
    return out;
}

Result<std::vector<Remark>> checkTogether(const std::string& library, const Texts& texts, const Paths& hidden) {
    if (auto fits = shortEnough(texts); !fits) return fail(fits.error());
    auto now = everything(library, texts, hidden);
    if (!now) return now;
    const auto before = everything(library, {}, hidden);
    if (!before) return before;
    std::set<Key> known;
    for (const Remark& one : *before) known.insert(keyOf(one));
    std::erase_if(*now, [&](const Remark& one) { return texts.count(one.path) == 0 && known.count(keyOf(one)) != 0; });
    return now;
}

Value pagesValue(const Checked& checked) {
    if (!checked.layout) return {};
    List pages;
    for (const forms::LayoutPage& page : checked.layout->layout.pages) {
        List boxes;
        for (const forms::PreviewBox& box : forms::previewBoxes(checked.layout->form, checked.layout->layout, page))
            boxes.push_back(boxValue(box, checked.file));
        pages.emplace_back(Context{{"number", page.number},
                                   {"width", number(page.width)},
                                   {"height", number(page.height)},
                                   {"boxes", std::move(boxes)}});
    }
    return pages;
}

Result<std::string> drawing(const std::string& library, const std::string& path, const Texts& texts, int page,
                            const Paths& hidden) {
    if (auto fits = shortEnough(texts); !fits) return fail(fits.error());
    const auto stage = Stage::make(library, partOf(path), texts, hidden);
    if (!stage) return fail(stage.error());
    forms::Findings findings;
    const auto loaded = loadLayoutFile(stage->file(path), findings);
    if (!loaded) {
        Error first = findings.errors.empty() ? Error{} : findings.errors.front();
        first.place.file.clear();
        return fail(std::move(first));
    }
    for (const forms::LayoutPage& one : loaded->layout.pages)
        if (one.number == page) return forms::blankSvg(loaded->layout, one);
    return fail(ErrorKind::notFound, "V300", {"そのページはありません", "there is no such page"});
}

}  // namespace toitsu::authoring
