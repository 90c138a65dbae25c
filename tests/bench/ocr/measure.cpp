#include "tests/bench/ocr/measure.h"

#include <tesseract/baseapi.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <memory>

#include "apps/station/page_pipeline.h"
#include "base/cpu_clock.h"
#include "forms/record.h"
#include "ocr/page.h"

namespace toitsu::bench {

Result<Cost> costOf(const std::string& file, const forms::Library& library, const ocr::Reader& reader,
                    const std::string& layout) {
    Cost cost;
    const auto begin = CpuClock::now();
    auto scan = ocr::Scan::open(file);
    if (!scan) return fail(scan.error());
    const auto page = scan->page(1);
    if (!page) return fail(page.error());
    cost.decode = CpuClock::millisSince(begin);
    const ocr::PageReading reading = reader.read(*page);
    const auto unify = CpuClock::now();
    if (reading.status != ocr::PageStatus::read || reading.layout != layout)
        return fail(ErrorKind::internal, "T040", {"計測用のページが読めません", "the page to be measured is not read"},
                    {file, 0, 0, 1});
    const forms::Record record =
        forms::unify(*library.form(reading.form), *library.layout(reading.layout), reading.readings);
    cost.unify = CpuClock::millisSince(unify);
    cost.all = CpuClock::millisSince(begin);
    cost.identify = reading.identifyMillis;
    cost.place = reading.placeMillis;
    cost.read = reading.readMillis;
    cost.recognizers = reading.recognizerMillis;
    return cost;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Result<Cost> medianCost(const std::string& file, const forms::Library& library, const ocr::Reader& reader,
                        const std::string& layout, int times) {
    std::vector<Cost> costs;
    for (int n = 0; n <= times; ++n) {
        auto cost = costOf(file, library, reader, layout);
        if (!cost) return fail(cost.error());
        if (n > 0) costs.push_back(std::move(*cost));
    }
    const auto of = [&](auto&& step) {
        std::vector<double> values;
        for (const Cost& cost : costs) values.push_back(step(cost));
        return median(std::move(values));
    };
    Cost middle;
    middle.decode = of([](const Cost& c) { return c.decode; });
    middle.identify = of([](const Cost& c) { return c.identify; });
    middle.place = of([](const Cost& c) { return c.place; });
    middle.read = of([](const Cost& c) { return c.read; });
    middle.unify = of([](const Cost& c) { return c.unify; });
    middle.all = of([](const Cost& c) { return c.all; });
    for (const auto& [name, millis] : costs.front().recognizers)
        middle.recognizers[name] = of([&, &key = name](const Cost& c) { return c.recognizers.at(key); });
    return middle;
}

Result<double> tesseractMillis(const std::string& file) {
    tesseract::TessBaseAPI engine;
    if (engine.Init(nullptr, "jpn", tesseract::OEM_LSTM_ONLY) != 0)
        return fail(ErrorKind::unavailable, "S032", {"Tesseract の日本語データがありません", "no Japanese data"});
    const auto pages = ocr::load(file);
    if (!pages) return fail(pages.error());
    const ocr::Picture& picture = pages->front().picture;
    engine.SetPageSegMode(tesseract::PSM_AUTO);
    const auto begin = CpuClock::now();
    engine.SetImage(picture.pixels->data(), picture.width, picture.height, picture.channels,
                    picture.width * picture.channels);
    engine.SetSourceResolution(static_cast<int>(pages->front().dpi > 0 ? pages->front().dpi : 300));
    const std::unique_ptr<char[]> text(engine.GetUTF8Text());
    return CpuClock::millisSince(begin);
}

namespace {

// A line of /proc/self/status, in MB.
double statusMb(const std::string& name) {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
        if (word == name + ":") {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

}  // namespace

double residentMb() {
    return statusMb("VmRSS");
}
double mostResidentMb() {
    return statusMb("VmHWM");
}
void forgetMostResident() {
    std::ofstream("/proc/self/clear_refs") << "5";  // proc(5): resets the peak
}

Throughput throughput(const std::vector<std::string>& files, const forms::Library& library, const ocr::Reader& reader,
                      int jobs) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    std::size_t pages = 0;
    station::readPages(files, library, reader, jobs, {}, [&](station::PipelinePage& page) {
        pages += page.error ? 0 : 1;
        return true;
    });
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double cpuSeconds = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    return {static_cast<double>(pages) / seconds, static_cast<double>(pages) / cpuSeconds};
}

}  // namespace toitsu::bench
