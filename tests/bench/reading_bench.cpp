// Reading: drawing a blank, preparing the library, identifying and placing a page, the digit network.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "forms/blank.h"
#include "forms/library.h"
#include "ocr/reader.h"
#include "ocr/recognizers/digit_network.h"

namespace toitsu {

namespace {

const std::string kSource = TOITSU_SOURCE_DIR;

const forms::Library* library(benchmark::State& state) {
    static forms::Findings findings;
    static const auto loaded = forms::Library::load(kSource + "/templates", findings);
    if (!loaded || loaded->layouts.empty()) state.SkipWithError("the library cannot be loaded");
    return loaded ? &*loaded : nullptr;
}

ocr::Page blankPage(const forms::Layout& layout, double dpi) {
    ocr::Page page;
    page.file = layout.id;
    page.dpi = dpi;
    auto drawn = forms::drawBlank(layout, layout.pages.front(), dpi);
    if (!drawn) return page;
    page.picture.width = drawn->width;
    page.picture.height = drawn->height;
    page.picture.pixels = std::make_shared<const std::vector<std::uint8_t>>(std::move(drawn->pixels));
    return page;
}

// A cell of 7 × 8 mm at 300 dpi with a seven in it.
ocr::Picture drawnSeven() {
    constexpr int width = 83, height = 94;
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(width * height), 245);
    const auto ink = [&](int x, int y) {
        for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx) (*pixels)[static_cast<std::size_t>((y + dy) * width + x + dx)] = 40;
    };
    for (int x = 24; x <= 58; ++x) ink(x, 22);
    for (int y = 22; y <= 72; ++y) ink(58 - (y - 22) / 2, y);
    ocr::Picture picture;
    picture.width = width;
    picture.height = height;
    picture.pixels = std::move(pixels);
    return picture;
}

void drawBlank(benchmark::State& state) {
    const auto* forms = library(state);
    if (forms == nullptr) return;
    for (auto _ : state) {
        const ocr::Page page = blankPage(*forms->layouts.front(), 300);
        if (page.picture.empty()) return state.SkipWithError("the blank cannot be drawn");
        benchmark::DoNotOptimize(page);
    }
}
BENCHMARK(drawBlank)->Unit(benchmark::kMillisecond);

void prepareLibrary(benchmark::State& state) {
    const auto* forms = library(state);
    if (forms == nullptr) return;
    for (auto _ : state) {
        auto reader = ocr::Reader::make(*forms, {kSource + "/ocr/weights", "", ""});
        if (!reader) return state.SkipWithError("the reader cannot be made");
    }
    state.counters["layouts"] = static_cast<double>(forms->layouts.size());
}
BENCHMARK(prepareLibrary)->Unit(benchmark::kMillisecond)->Iterations(2);

// Against all layouts of the library; the counters are the steps' shares in milliseconds.
void readBlankPage(benchmark::State& state) {
    const auto* forms = library(state);
    if (forms == nullptr) return;
    const auto reader = ocr::Reader::make(*forms, {kSource + "/ocr/weights", "", ""});
    if (!reader) return state.SkipWithError("the reader cannot be made");
    const forms::Layout& layout = *forms->layouts.front();
    const ocr::Page page = blankPage(layout, static_cast<double>(state.range(0)));
    double identify = 0, place = 0, read = 0;
    for (auto _ : state) {
        const ocr::PageReading reading = reader->read(page);
        if (reading.layout != layout.id) return state.SkipWithError("the drawn blank was not identified");
        identify += reading.identifyMillis;
        place += reading.placeMillis;
        read += reading.readMillis;
    }
    using benchmark::Counter;
    state.counters["identify_ms"] = Counter(identify, Counter::kAvgIterations);
    state.counters["place_ms"] = Counter(place, Counter::kAvgIterations);
    state.counters["read_ms"] = Counter(read, Counter::kAvgIterations);
}
BENCHMARK(readBlankPage)->ArgName("dpi")->Arg(200)->Arg(300)->Unit(benchmark::kMillisecond)->Iterations(5);

void readDigits(benchmark::State& state) {
    const auto network = ocr::DigitNetwork::load(kSource + "/ocr/weights");
    if (!network) return state.SkipWithError("the weights cannot be loaded");
    const std::vector<ocr::Picture> cells(static_cast<std::size_t>(state.range(0)), drawnSeven());
    for (auto _ : state) {
        const auto read = network->read(cells, 300);
        const auto& first = read.front();
        if (std::max_element(first.begin(), first.end()) - first.begin() != 7)
            return state.SkipWithError("the drawn seven was not read as a seven");
        benchmark::DoNotOptimize(read);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(readDigits)->ArgName("cells")->Arg(1)->Arg(12)->Arg(100)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace toitsu
