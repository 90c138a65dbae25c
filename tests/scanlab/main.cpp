// scanlab: filled and scanned forms out of nothing, for measuring. No real person's data ever enters.

#include <malloc.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <optional>

#include "base/files.h"
#include "base/json.h"
#include "tests/scanlab/batch.h"
#include "tests/scanlab/family.h"
#include "tests/scanlab/other_page.h"
#include "tests/scanlab/platen.h"
#include "tests/scanlab/scan_file.h"

namespace {

using namespace toitsu;
using namespace toitsu::scanlab;

constexpr const char* kUsage = R"(scanlab - synthetic filled forms as scans, each with its truth

  scanlab --library DIR --layout ID|all --out DIR [options]
  scanlab --make-library DIR [--layouts N] [--near N] [--twins N] [--seed N]
  scanlab --others N --out DIR [--seed N] [--profile NAME]
  scanlab --list-profiles | --list-marks

  --library DIR    the template library (a folder with forms/)
  --layout ID      one layout, or all
  --out DIR        where scans and truth files go
  --seed N         of the first sample (1); the next ones count up
  --count N        samples per layout (1)
  --profile NAME   what the scanner does, see --list-profiles; mixed (the default) draws one per sample
  --mnist DIR      folder with MNIST's t10k files; without it digits come from fonts that look written
  --marks KIND     plain (the default), varied, or one kind for every question, see --list-marks
  --hands          barred sevens, slashed zeros, dashes in empty boxes, numbers written freely
  --kanjivg FILE   KanjiVG's zip: handwritten text by deformed strokes instead of fonts that look written
  --faulty         make about one sample in five inconsistent on purpose ("faults" in its truth)
  --print COLOUR   what the form is printed in: black (the default), red, orange, brown, green, blue, purple
  --format KIND    jpg, png, tif or pdf instead of the profile's own
  --quality N      JPEG quality instead of the profile's own
  --dpi N          resolution instead of the profile's own
  --together       all samples of a layout as the pages of one file (tif or pdf)
  --bound          the pages of a layout of several, filled by one person, as the pages of one file
  --platen KIND    several sheets on one glass (--layout is not asked): a5-pair, a4-pair, a4-a5, a5-four, a5-alone,
                   receipt, receipt-dark, overlap; truth: "forms"

  --make-library   writes a library of layouts that do not exist: --layouts (500) in all, of which --near (200) in
                   families of ten near-duplicates; --twins (0) pairs that do not differ at all; members.json lists them
  --others N       N pages that are no form: blank, letter, table, ruled, squared paper, newspaper
)";

struct Settings {
    std::string library, layout, out, mnist, format, made, kanjivg, platen, print = "black";
    std::uint64_t seed = 1;
    int count = 1, quality = 0, others = 0;
    bool together = false, bound = false;
    Order order;
    LibraryOrder libraryOrder;
};

template <class T>
bool number(const char* text, T& value) {
    const std::string_view all(text);
    const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
    return error == std::errc{} && end == all.data() + all.size();
}

std::optional<Settings> parse(int count, char** arguments) {
    Settings s;
    const std::map<std::string, bool*> switches{{"--faulty", &s.order.faulty},
                                                {"--together", &s.together},
                                                {"--bound", &s.bound},
                                                {"--hands", &s.order.manner.hands}};
    const std::map<std::string, std::string*> texts{
        {"--library", &s.library},   {"--layout", &s.layout},         {"--out", &s.out},
        {"--mnist", &s.mnist},       {"--profile", &s.order.profile}, {"--format", &s.format},
        {"--make-library", &s.made}, {"--kanjivg", &s.kanjivg},       {"--marks", &s.order.manner.marks},
        {"--print", &s.print},       {"--platen", &s.platen}};
    const std::map<std::string, int*> numbers{
        {"--count", &s.count}, {"--quality", &s.quality}, {"--dpi", &s.order.dpi}, {"--others", &s.others}};
    const std::map<std::string, int*> amounts{
        {"--layouts", &s.libraryOrder.layouts}, {"--near", &s.libraryOrder.near}, {"--twins", &s.libraryOrder.twins}};
    for (int i = 1; i < count; ++i) {
        const std::string name = arguments[i];
        if (const auto on = switches.find(name); on != switches.end()) {
            *on->second = true;
            continue;
        }
        if (++i >= count) return std::nullopt;
        const char* value = arguments[i];
        if (const auto text = texts.find(name); text != texts.end()) {
            *text->second = value;
        } else if (const auto whole = numbers.find(name); whole != numbers.end()) {
            if (!number(value, *whole->second) || *whole->second < 1) return std::nullopt;
        } else if (const auto amount = amounts.find(name); amount != amounts.end()) {
            if (!number(value, *amount->second) || *amount->second < 0) return std::nullopt;
        } else if (name != "--seed" || !number(value, s.seed)) {
            return std::nullopt;
        }
    }
    s.libraryOrder.seed = s.seed;
    if (!s.made.empty()) return s;
    const auto& kinds = markKinds();
    const std::string& marks = s.order.manner.marks;
    if (marks != "plain" && marks != "varied" && std::find(kinds.begin(), kinds.end(), marks) == kinds.end())
        return std::nullopt;
    if (s.others > 0 && !s.out.empty()) return s;
    if (s.library.empty() || (s.layout.empty() && s.platen.empty()) || s.out.empty()) return std::nullopt;
    return s;
}

int complain(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text(userLanguage()).c_str());
    return 1;
}

Result<void> save(const Settings& s, const std::string& start, const std::vector<Sample>& samples) {
    std::vector<Scan> scans;
    for (const Sample& sample : samples) {
        scans.push_back(sample.scan);
        if (s.quality > 0) scans.back().jpegQuality = s.quality;
    }
    const std::string name = start + "-" + (samples.size() > 1 ? s.order.profile : samples[0].profile);
    const std::string ending = !s.format.empty() ? s.format : samples.size() > 1 ? "tif" : naturalFormat(scans[0]);
    if (auto written = writeScans(scans, s.out + "/" + name + "." + ending); !written) return written;
    std::printf("%s.%s\n", name.c_str(), ending.c_str());
    return files::writeAtomically(s.out + "/" + name + ".json", json::writePretty(truthOf(samples)) + "\n");
}

Result<void> store(const Settings& s, const forms::Layout& layout, const forms::LayoutPage& page, std::uint64_t seed,
                   const std::vector<Sample>& samples) {
    const std::string side = layout.pages.size() > 1 ? "-p" + std::to_string(page.number) : "";
    return save(s, layout.id + side + "-" + std::to_string(seed), samples);
}

Result<void> makeOthers(const Settings& s) {
    if (auto made = files::makeFolders(s.out); !made) return made;
    for (int i = 0; i < s.others; ++i) {
        const std::uint64_t seed = s.seed + static_cast<std::uint64_t>(i);
        auto sample = makeOther(seed, s.order);
        if (!sample) return fail(sample.error());
        const std::string kind = *sample->truth["kind"].string();
        if (auto saved = save(s, kind + "-" + std::to_string(seed), {std::move(*sample)}); !saved) return saved;
    }
    return {};
}

Result<void> makePlatens(const Settings& s, const forms::Library& library, const DigitShapes& digits) {
    for (int i = 0; i < s.count; ++i) {
        const std::uint64_t seed = s.seed + static_cast<std::uint64_t>(i);
        auto sample = makePlaten(library, s.platen, seed, s.order, digits);
        if (!sample) return fail(sample.error());
        if (auto saved = save(s, s.platen + "-" + std::to_string(seed), {std::move(*sample)}); !saved) return saved;
    }
    return {};
}

// Every page with the same seed: one person's answers, one scanner.
Result<void> runBound(const Settings& s, const forms::Library& library, const forms::Layout& layout,
                      const DigitShapes& digits) {
    for (int i = 0; i < s.count; ++i) {
        const std::uint64_t seed = s.seed + static_cast<std::uint64_t>(i);
        std::vector<Sample> pages;
        for (const auto& page : layout.pages) {
            auto sample = makeSample(library, layout, page, seed, s.order, digits);
            if (!sample) return fail(sample.error());
            pages.push_back(std::move(*sample));
        }
        if (auto saved = save(s, layout.id + "-" + std::to_string(seed), pages); !saved) return saved;
    }
    return {};
}

Result<void> run(const Settings& s, const forms::Library& library, const forms::Layout& layout,
                 const DigitShapes& digits) {
    if (s.bound) return runBound(s, library, layout, digits);
    for (const auto& page : layout.pages) {
        std::vector<Sample> together;
        for (int i = 0; i < s.count; ++i) {
            const std::uint64_t seed = s.seed + static_cast<std::uint64_t>(i);
            auto sample = makeSample(library, layout, page, seed, s.order, digits);
            if (!sample) return fail(sample.error());
            if (s.together) {
                together.push_back(std::move(*sample));
            } else if (auto stored = store(s, layout, page, seed, {std::move(*sample)}); !stored) {
                return stored;
            }
        }
        if (!together.empty()) {
            if (auto stored = store(s, layout, page, s.seed, together); !stored) return stored;
        }
    }
    return {};
}

int fillLayouts(const Settings& s) {
    forms::Findings findings;
    const auto library = forms::Library::load(s.library, findings);
    for (const Error& error : findings.errors) complain(error);
    if (!library) return complain(library.error());
    if (!findings.errors.empty()) return 1;
    const auto digits = DigitShapes::load(s.mnist);
    if (!digits) return complain(digits.error());
    if (const auto made = files::makeFolders(s.out); !made) return complain(made.error());

    Settings ordered = s;
    ordered.order.print = s.print;
    const auto twins = readTwins(s.library);
    if (!twins) return complain(twins.error());
    ordered.order.twins = *twins;
    std::optional<StrokeLetters> strokes;
    if (!s.kanjivg.empty()) {
        auto loaded = StrokeLetters::load(s.kanjivg);
        if (!loaded) return complain(loaded.error());
        ordered.order.manner.strokes = &strokes.emplace(std::move(*loaded));
    }

    if (!ordered.platen.empty()) {
        const auto done = makePlatens(ordered, *library, *digits);
        return done ? 0 : complain(done.error());
    }
    bool found = false;
    for (const auto& layout : library->layouts) {
        if (s.layout != "all" && layout->id != s.layout) continue;
        found = true;
        if (const auto done = run(ordered, *library, *layout, *digits); !done) return complain(done.error());
    }
    if (found) return 0;
    std::fputs("scanlab: the library has no such layout. See its forms/*/layouts/ folders.\n", stderr);
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    // Pictures are large and soon freed: kept in the process instead of mapped and zeroed anew, pages take a quarter
    // less.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    if (count == 2 && std::string(arguments[1]) == "--list-profiles") {
        for (const Profile& profile : profiles())
            std::printf("%-11s %s\n", profile.name.c_str(), profile.description.c_str());
        std::printf("%-11s %s\n", "mixed",
                    "the first ones but clean and hard, drawn by chance, ordinary scans most often");
        std::printf("%-11s %s\n", "every", "all of them in turn: the sample's seed says which");
        return 0;
    }
    if (count == 2 && std::string(arguments[1]) == "--list-marks") {
        for (const std::string& kind : markKinds()) std::printf("%s\n", kind.c_str());
        return 0;
    }
    const auto settings = parse(count, arguments);
    if (!settings) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    if (!settings->made.empty()) {
        const auto members = makeLibrary(settings->made, settings->libraryOrder);
        if (!members) return complain(members.error());
        std::printf("%zu layouts\n", members->size());
        return 0;
    }
    if (settings->others > 0) {
        const auto done = makeOthers(*settings);
        return done ? 0 : complain(done.error());
    }
    return fillLayouts(*settings);
}
