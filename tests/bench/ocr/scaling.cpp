#include <chrono>
#include <vector>

#include "base/cpu_clock.h"
#include "tests/bench/ocr/made_form.h"
#include "tests/bench/ocr/measure.h"
#include "tests/bench/ocr/parts.h"
#include "tests/bench/ocr/table.h"
#include "tests/scanlab/family.h"

namespace toitsu::bench {

namespace {

Table tableOf(const std::string& title, const std::string& first) {
    return {title, 28, {first, "decode", "identify", "place", "read", "all"}};
}

void addRow(const Table& table, const std::string& name, const Cost& cost) {
    table.row(
        {name, number(cost.decode), number(cost.identify), number(cost.place), number(cost.read), number(cost.all)});
}

Result<Cost> costOfForm(const BenchOptions& options, const FormSize& size, int dpi) {
    const auto library = madeForm(options.work + "/scaling", size);
    if (!library) return fail(library.error());
    const auto reader = ocr::Reader::make(*library, {options.weights, "", ""});
    if (!reader) return fail(reader.error());
    const auto file = madeScan(*library, *library->layouts.front(), "scan", dpi, 43, options.work);
    if (!file) return fail(file.error());
    return medianCost(*file, *library, *reader, "bench", options.times);
}

Result<void> byFields(const BenchOptions& options) {
    const Table table =
        tableOf("With the number of fields (grey JPEG 300; ms of processor time)", "texts, boxes, choices");
    for (const FormSize& size :
         {FormSize{0, 11, 2}, FormSize{0, 44, 2}, FormSize{0, 110, 2}, FormSize{0, 220, 2}, FormSize{0, 11, 11},
          FormSize{0, 11, 22}, FormSize{0, 11, 40}, FormSize{3, 11, 2}, FormSize{7, 11, 2}, FormSize{14, 11, 2}}) {
        const auto cost = costOfForm(options, size, 0);
        if (!cost) return fail(cost.error());
        addRow(
            table,
            std::to_string(size.texts) + ", " + std::to_string(size.digitBoxes) + ", " + std::to_string(size.choices),
            *cost);
    }
    return {};
}

Result<void> byResolution(const BenchOptions& options) {
    const Table table = tableOf("With the resolution (grey JPEG, 7 texts, 44 boxes, 11 choices)", "dpi");
    for (const int dpi : {150, 200, 300, 400, 600}) {
        const auto cost = costOfForm(options, {}, dpi);
        if (!cost) return fail(cost.error());
        addRow(table, std::to_string(dpi), *cost);
    }
    return {};
}

struct Start {
    double cpu = 0, wall = 0;
};

Result<ocr::Reader> started(const BenchOptions& options, const forms::Library& library, int threads, Start& start) {
    const auto wall = std::chrono::steady_clock::now();
    const auto cpu = CpuClock::now();
    auto reader = ocr::Reader::make(library, {options.weights, "", "", true, threads});
    start.cpu = CpuClock::millisSince(cpu);  // of this thread
    start.wall = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall).count();
    return reader;
}

Result<void> byLayouts(const BenchOptions& options) {
    const Table table("With the number of layouts, two fifths of them near-duplicates (grey JPEG 300)", 8,
                      {"layouts", "start, 1 thread: s", "CPU s", std::to_string(threadsOf(options)) + " threads: s",
                       "identify", "place", "resident MB"});
    for (const int layouts : {10, 100, options.layouts}) {
        const std::string folder = options.work + "/library-" + std::to_string(layouts);
        scanlab::LibraryOrder order;
        order.layouts = layouts;
        order.near = layouts * 2 / 5 / order.familySize * order.familySize;
        order.seed = 44;
        if (const auto made = scanlab::makeLibrary(folder, order); !made) return fail(made.error());
        forms::Findings findings;
        const auto library = forms::Library::load(folder, findings);
        if (!library) return fail(library.error());
        Start alone, together;
        if (const auto reader = started(options, *library, 1, alone); !reader) return fail(reader.error());
        const auto reader = started(options, *library, threadsOf(options), together);
        if (!reader) return fail(reader.error());
        std::vector<double> identify, place;
        for (int n = 0; n < options.times; ++n) {
            const auto& layout = *library->layouts[static_cast<std::size_t>(n) * library->layouts.size() /
                                                   static_cast<std::size_t>(options.times)];
            const auto file = madeScan(*library, layout, "scan", 0, 45, options.work);
            if (!file) return fail(file.error());
            const auto cost = medianCost(*file, *library, *reader, layout.id, 1);
            if (!cost) return fail(cost.error());
            identify.push_back(cost->identify);
            place.push_back(cost->place);
        }
        table.row({std::to_string(library->layouts.size()), number(alone.wall / 1000, 2), number(alone.cpu / 1000, 2),
                   number(together.wall / 1000, 2), number(median(identify)), number(median(place)),
                   number(residentMb(), 0)});
    }
    return {};
}

}  // namespace

Result<void> printScaling(const BenchOptions& options) {
    if (auto done = byFields(options); !done) return done;
    if (auto done = byResolution(options); !done) return done;
    return byLayouts(options);
}

}  // namespace toitsu::bench
