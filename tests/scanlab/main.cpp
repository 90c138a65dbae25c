// scanlab: filled and scanned forms out of nothing, for measuring. No real person's data ever enters.

#include <charconv>
#include <cstdio>
#include <map>
#include <optional>

#include "base/files.h"
#include "base/json.h"
#include "tests/scanlab/batch.h"
#include "tests/scanlab/scan_file.h"

namespace {

using namespace toitsu;
using namespace toitsu::scanlab;

constexpr const char* kUsage = R"(scanlab - synthetic filled forms as scans, each with its truth

  scanlab --library DIR --layout ID|all --out DIR [options]
  scanlab --list-profiles

  --library DIR    the template library (a folder with forms/)
  --layout ID      one layout, or all
  --out DIR        where scans and truth files go
  --seed N         of the first sample (1); the next ones count up
  --count N        samples per layout (1)
  --profile NAME   what the scanner does, see --list-profiles; mixed (the default) draws one per sample
  --mnist DIR      folder with MNIST's t10k files; without it digits come from fonts that look written
  --faulty         make about one sample in five inconsistent on purpose ("faults" in its truth)
  --format KIND    jpg, png, tif or pdf instead of the profile's own
  --quality N      JPEG quality instead of the profile's own
  --dpi N          resolution instead of the profile's own
  --together       all samples of a layout as the pages of one file (tif or pdf)
)";

struct Settings {
    std::string library, layout, out, mnist, format;
    std::uint64_t seed = 1;
    int count = 1, quality = 0;
    bool together = false;
    Order order;
};

template <class T>
bool number(const char* text, T& value) {
    const std::string_view all(text);
    const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
    return error == std::errc{} && end == all.data() + all.size();
}

std::optional<Settings> parse(int count, char** arguments) {
    Settings s;
    const std::map<std::string, bool*> switches{{"--faulty", &s.order.faulty}, {"--together", &s.together}};
    const std::map<std::string, std::string*> texts{
        {"--library", &s.library}, {"--layout", &s.layout},         {"--out", &s.out},
        {"--mnist", &s.mnist},     {"--profile", &s.order.profile}, {"--format", &s.format}};
    const std::map<std::string, int*> numbers{
        {"--count", &s.count}, {"--quality", &s.quality}, {"--dpi", &s.order.dpi}};
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
        } else if (name != "--seed" || !number(value, s.seed)) {
            return std::nullopt;
        }
    }
    if (s.library.empty() || s.layout.empty() || s.out.empty()) return std::nullopt;
    return s;
}

int complain(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text(userLanguage()).c_str());
    return 1;
}

Result<void> store(const Settings& s, const forms::Layout& layout, const forms::LayoutPage& page, std::uint64_t seed,
                   const std::vector<Sample>& samples) {
    std::vector<Scan> scans;
    for (const Sample& sample : samples) {
        scans.push_back(sample.scan);
        if (s.quality > 0) scans.back().jpegQuality = s.quality;
    }
    const std::string side = layout.pages.size() > 1 ? "-p" + std::to_string(page.number) : "";
    const std::string name = layout.id + side + "-" + std::to_string(seed) + "-" +
                             (samples.size() > 1 ? s.order.profile : samples[0].profile);
    const std::string ending = !s.format.empty() ? s.format : samples.size() > 1 ? "tif" : naturalFormat(scans[0]);
    if (auto written = writeScans(scans, s.out + "/" + name + "." + ending); !written) return written;
    std::printf("%s.%s\n", name.c_str(), ending.c_str());
    return files::writeAtomically(s.out + "/" + name + ".json", json::writePretty(truthOf(samples)) + "\n");
}

Result<void> run(const Settings& s, const forms::Library& library, const forms::Layout& layout,
                 const DigitShapes& digits) {
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

}  // namespace

int main(int count, char** arguments) {
    if (count == 2 && std::string(arguments[1]) == "--list-profiles") {
        for (const Profile& profile : profiles())
            std::printf("%-11s %s\n", profile.name.c_str(), profile.description.c_str());
        std::printf("%-11s %s\n", "mixed",
                    "one of these for each sample, ordinary scans most often; never clean or hard");
        return 0;
    }
    const auto settings = parse(count, arguments);
    if (!settings) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    forms::Findings findings;
    const auto library = forms::Library::load(settings->library, findings);
    for (const Error& error : findings.errors) complain(error);
    if (!library) return complain(library.error());
    if (!findings.errors.empty()) return 1;
    const auto digits = DigitShapes::load(settings->mnist);
    if (!digits) return complain(digits.error());
    if (const auto made = files::makeFolders(settings->out); !made) return complain(made.error());

    bool found = false;
    for (const auto& layout : library->layouts) {
        if (settings->layout != "all" && layout->id != settings->layout) continue;
        found = true;
        if (const auto done = run(*settings, *library, *layout, *digits); !done) return complain(done.error());
    }
    if (found) return 0;
    std::fputs("scanlab: the library has no such layout. See its forms/*/layouts/ folders.\n", stderr);
    return 1;
}
