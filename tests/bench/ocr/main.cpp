// ./dev bench ocr: what reading costs, beside what it is compared with, in one run on one machine.

#include <CLI/CLI.hpp>

#include <iostream>

#include "apps/cli/page_memory.h"
#include "base/files.h"
#include "tests/bench/ocr/parts.h"

int main(int argc, char** argv) {
    using namespace toitsu;
    bench::BenchOptions options;
    options.weights = TOITSU_SOURCE_DIR "/ocr/weights";
    options.foreign = TOITSU_SOURCE_DIR "/../shared/data/foreign-scans";
    std::vector<std::string> parts;
    CLI::App app("Measures reading: stages, throughput, scaling; soak only when it is asked for");
    app.add_option("parts", parts, "stages, throughput, scaling, soak (default: the first three)")
        ->check(CLI::IsMember({"stages", "throughput", "scaling", "soak"}));
    app.add_option("--times", options.times, "How often each page is read; the median counts")
        ->check(CLI::Range(1, 1000));
    app.add_option("--layouts", options.layouts, "Layouts of the largest library")->check(CLI::Range(100, 5000));
    app.add_option("--pages", options.pages, "Pages of the soak")->check(CLI::Range(1, 10'000'000));
    app.add_option("--jobs", options.jobs, "Threads; default: as many as the machine has")->check(CLI::Range(1, 1024));
    CLI11_PARSE(app, argc, argv);
    if (parts.empty()) parts = {"stages", "throughput", "scaling"};
    cli::keepPageMemory();  // as `toitsu read` does
    const auto work = files::TemporaryFolder::make("toitsu-bench-");
    if (!work) {
        std::cerr << work.error().text(Language::en) << '\n';
        return 1;
    }
    options.work = work->path();
    for (const std::string& part : parts) {
        const auto done = part == "stages"       ? bench::printStages(options)
                          : part == "throughput" ? bench::printThroughput(options)
                          : part == "scaling"    ? bench::printScaling(options)
                                                 : bench::soak(options);
        std::cout.flush();
        if (done) continue;
        std::cerr << done.error().text(Language::en) << '\n';
        return 1;
    }
    return 0;
}
