// mark_sheets: hundreds of questions on a page, marked in every way, scanned, read and counted.
//   mark_sheets measure --seed 1 --pages 35 [--kind every|nothing|check|…] [--profile every|scan|…] [--weights FOLDER]
//   mark_sheets views   --seed 1 --pages 35 --out FOLDER        (what ocr/training/marks.py learns from)

#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "tests/marks/mark_pages.h"
#include "tests/marks/mark_tally.h"
#include "tests/marks/mark_views.h"

namespace {

using namespace toitsu;

std::string valueOf(const std::map<std::string, std::string>& options, const std::string& name, const char* otherwise) {
    const auto found = options.find(name);
    return found == options.end() ? otherwise : found->second;
}

int usage() {
    std::cerr
        << "mark_sheets measure|views --seed N --pages N [--kind K] [--profile P] [--weights FOLDER] [--out FOLDER]\n";
    return 2;
}

std::string brief(const marks::Outcome& outcome) {
    return std::to_string(outcome.all()) + " right " + std::to_string(outcome.right) + " doubt " +
           std::to_string(outcome.doubtRight) + " + " + std::to_string(outcome.doubtWrong) + " wrong " +
           std::to_string(outcome.wrong);
}

int measure(const std::string& weights, const scanlab::MarkOrder& order, const std::string& wanted, std::uint64_t seed,
            int pages) {
    std::map<std::string, marks::MarkTally> tallies;
    marks::MarkTally all;
    for (int i = 0; i < pages; ++i, ++seed) {
        const auto library = scanlab::drawMarkSheet(seed);
        const auto reader = ocr::Reader::make(library, {weights, "", ""});
        if (!reader) {
            std::cerr << reader.error().text(Language::en) << "\n";
            return 1;
        }
        const auto& known = scanlab::profiles();
        const scanlab::Profile* profile =
            wanted == "every" ? &known[seed % known.size()] : scanlab::findProfile(wanted);
        if (profile == nullptr) return usage();
        const auto sheet = scanlab::fillMarkSheet(library, order, *profile, seed);
        marks::MarkTally tally;
        tally.add(library, sheet, reader->read(marks::pageOf(sheet.scan)));
        tallies[profile->name] += tally;
        all += tally;
    }
    for (const auto& [name, tally] : tallies) {
        const auto square = tally.sum("check"), crossed = tally.sum("cross"), round = tally.sum("circle"),
                   seal = tally.sum("seal");
        marks::Outcome boxes = square;
        boxes += crossed;
        std::cout << name << ": boxes " << brief(boxes) << "; circles " << brief(round) << "; seals " << brief(seal)
                  << "; empty " << tally.empty << " false " << tally.falseMarks << "/" << tally.falseAccepted
                  << "; refused " << tally.refused << "\n";
    }
    std::cout << all.text();
    return 0;
}

int views(const std::string& out, const scanlab::MarkOrder& order, std::uint64_t seed, int pages) {
    marks::ViewFile file(out, seed);
    int refused = 0;
    for (int i = 0; i < pages; ++i, ++seed) {
        const auto library = scanlab::drawMarkSheet(seed);
        const auto& profile = scanlab::profiles()[seed % scanlab::profiles().size()];
        if (!file.add(library, scanlab::fillMarkSheet(library, order, profile, seed), profile.name)) ++refused;
    }
    std::cout << file.count() << " views, " << refused << " of " << pages << " pages not placed\n";
    return file.good() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return usage();
    std::map<std::string, std::string> options;
    for (int i = 2; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
    scanlab::MarkOrder order;
    order.kind = valueOf(options, "--kind", "every");
    order.litter = order.seals = order.kind != "nothing";
    const auto seed = static_cast<std::uint64_t>(std::atoll(valueOf(options, "--seed", "1").c_str()));
    const int pages = std::atoi(valueOf(options, "--pages", "35").c_str());
    const std::string what = argv[1];
    if (what == "measure")
        return measure(valueOf(options, "--weights", "ocr/weights"), order, valueOf(options, "--profile", "every"),
                       seed, pages);
    if (what == "views") return views(valueOf(options, "--out", "."), order, seed, pages);
    return usage();
}
