// kill_test [--kills 200] [--cases 20] [--seed 1]
//
// A clerk's day – intake, run, answers – again and again, and every program of ours is killed with SIGKILL at random
// points and started again. At the end every case has ended and stands exactly once in its business system, by its key
// and by its content, as the truth beside the sample says. A day that ends before the kills are used up is judged and a
// new one begins.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>

#include "apps/cli/child_process.h"
#include "apps/cli/demo_systems.h"
#include "apps/station/library_folder.h"
#include "base/json.h"
#include "tests/e2e/entered_samples.h"
#include "tests/e2e/victim.h"

namespace toitsu::e2e {

namespace {

constexpr const char* kLostLeases = "W037";

struct Settings {
    int kills = 200;
    std::size_t cases = 20;
    unsigned seed = 1;
};

struct Counts {
    std::map<std::string, int> kills;  // by command
    int incidents = 0;                 // jobs given up after too many dead runners, and retried by a person
    int total = 0, days = 0, cases = 0, sessions = 0;
};

bool complain(const std::string& what) {
    std::fprintf(stderr, "kill_test: %s\n", what.c_str());
    return false;
}

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

class Day {
public:
    Day(const Settings& settings, Counts& counts, std::mt19937& chance, std::vector<authoring::Sample> samples,
        cli::DemoSystems& systems, std::string folder)
        : settings_(settings),
          counts_(counts),
          chance_(chance),
          samples_(std::move(samples)),
          systems_(systems),
          data_(folder + "/data"),
          library_(std::string(TOITSU_SOURCE_DIR) + "/templates") {}

    bool live() {
        std::vector<std::string> intake{"intake", "--library", library_, "--data", data_};
        for (const authoring::Sample& sample : samples_)
            if (sample.page == 1) intake.push_back(sample.file);
        if (!untilDone(intake, 3, 400'000)) return false;
        std::vector<std::string> run{"run",          "--library", library_, "--data",  data_,
                                     "--until-idle", "--for",     "120",    "--lease", "1"};
        for (const auto& [binding, where] : systems_.endpoints()) {
            run.push_back("--endpoint");
            run.push_back(binding + "=" + where);
        }
        for (int turn = 0; turn < 40; ++turn) {
            if (!untilDone(run, 12, 120'000)) return false;
            const auto retried = retryIncidents();
            if (!retried) return false;
            if (*retried > 0) continue;
            const auto tasks = lines({"task", "list", "--format", "jsonl", "--data", data_});
            if (!tasks) return false;
            if (tasks->empty()) return judge();
            for (const Value& task : *tasks)
                if (!answer(task)) return false;
        }
        return complain("tasks keep coming");
    }

private:
    // Starts the command again until it ends by itself; while kills are left, most starts are ended by one – of the
    // robot every one, or the first start that is spared would do all the work.
    bool untilDone(const std::vector<std::string>& words, int mostLines, int mostMicros) {
        std::vector<std::string> all{TOITSU_BINARY};
        all.insert(all.end(), words.begin(), words.end());
        for (;;) {
            std::optional<Blow> blow;
            if (counts_.kills[words.front()] < quota(words.front()) && (words.front() == "run" || pick(0, 9) > 0))
                blow = Blow{pick(0, mostLines), pick(0, mostMicros)};
            ++counts_.sessions;
            const VictimEnd end = runVictim(all, blow);
            if (end.killed) {
                ++counts_.total;
                ++counts_.kills[words.front()];
                continue;
            }
            if (end.code == 0) return true;
            // A task that a killed answer had already completed is gone: that is what was wanted.
            if (words.front() == "task" && end.code == 5) return true;
            return complain("'" + words.front() + "' ended with " + std::to_string(end.code) + "\n" + end.errors);
        }
    }

    // Half of the kills fall on the robot, whose mistakes cannot be taken back; the rest on intake and on the clerk.
    int quota(const std::string& command) const {
        const int intake = settings_.kills / 5, clerk = settings_.kills * 3 / 10;
        if (command == "run") return settings_.kills - intake - clerk;
        return command == "intake" ? intake : command == "task" ? clerk : 0;
    }

    std::optional<std::vector<Value>> lines(const std::vector<std::string>& words) {
        std::vector<std::string> all{TOITSU_BINARY};
        all.insert(all.end(), words.begin(), words.end());
        const VictimEnd end = runVictim(all, std::nullopt);
        if (end.code != 0) {
            complain("'" + words.front() + "' ended with " + std::to_string(end.code) + "\n" + end.errors);
            return std::nullopt;
        }
        std::vector<Value> values;
        std::size_t from = 0;
        for (std::size_t to; (to = end.output.find('\n', from)) != std::string::npos; from = to + 1)
            if (auto value = json::parse(end.output.substr(from, to - from)); value) values.push_back(*value);
        return values;
    }

    // A job whose runners died too often becomes an incident: somebody must look whether it is the job that kills them.
    // It is us; so the operator of this day says "again".
    std::optional<int> retryIncidents() {
        const auto incidents = lines({"incident", "list", "--format", "jsonl", "--data", data_});
        if (!incidents) return std::nullopt;
        for (const Value& incident : *incidents) {
            ++counts_.incidents;
            if (textOf(incident["code"]) != kLostLeases)
                complain("an incident of another kind: " + textOf(incident["code"]));
            const bool again =
                textOf(incident["code"]) == kLostLeases &&
                untilDone({"incident", "retry", textOf(incident["incident"]), "--person", "kill_test", "--data", data_},
                          0, 0);
            if (!again) return std::nullopt;
        }
        return static_cast<int>(incidents->size());
    }

    const authoring::Sample* sampleOf(const std::string& pageId) const {
        for (const authoring::Sample& sample : samples_)
            if (sample.pageId() == pageId) return &sample;
        return nullptr;
    }

    bool answer(const Value& task) {
        const Decimal* page = task["page"]["number"].number();
        const authoring::Sample* sample =
            sampleOf(textOf(task["page"]["blob"]) + "-" + (page == nullptr ? "" : page->text()));
        if (sample == nullptr) return complain("a task of no sample");
        // This clerk types every field: how well the machine reads is another test's business.
        std::vector<std::string> words{"task",   "answer", textOf(task["task"]), "--person", "kill_test",
                                       "--data", data_,    "--library",          library_};
        for (const auto& [field, value] : sample->fields) {
            words.push_back("--set");
            words.push_back(field + "=" + value);
        }
        return untilDone(words, 0, 150'000);
    }

    bool judge() {
        const auto cases = lines({"case", "list", "--format", "jsonl", "--data", data_});
        const auto pages = lines({"page", "list", "--all", "--format", "jsonl", "--data", data_});
        if (!cases || !pages) return false;
        const auto waiting = std::count_if(pages->begin(), pages->end(),
                                           [](const Value& page) { return textOf(page["state"]) != "case"; });
        if (pages->size() != samples_.size()) return complain(std::to_string(pages->size()) + " pages are recorded");
        if (cases->size() + static_cast<std::size_t>(waiting) != samples_.size())
            return complain(std::to_string(cases->size()) + " cases for " + std::to_string(samples_.size()) + " scans");
        forms::Findings findings;
        const auto library = forms::Library::load(library_, findings);
        if (!library) return complain(library.error().text(Language::en));
        std::map<std::string, int> expected;
        bool good = true;
        for (const Value& one : *cases) good = judgeCase(one, *library, expected) && good;
        for (const auto& [binding, where] : systems_.endpoints()) {
            const auto entries = systems_.entries(binding);
            const auto different = systems_.differentEntries(binding);
            if (!entries || !different) return complain("a business system cannot be looked into");
            if (*entries != expected[binding] || *different != *entries)
                good = complain(binding + ": " + std::to_string(*entries) + " entries, " + std::to_string(*different) +
                                " different ones, " + std::to_string(expected[binding]) + " cases");
        }
        counts_.cases += static_cast<int>(cases->size());
        return good;
    }

    bool judgeCase(const Value& one, const forms::Library& library, std::map<std::string, int>& expected) {
        const std::string id = textOf(one["case"]);
        if (textOf(one["status"]) != "completed") return complain("case " + id + " is " + textOf(one["status"]));
        const authoring::Sample* sample = sampleOf(textOf(one["business_key"]));
        const forms::Layout* layout = library.layout(textOf(one["layout"]));
        if (sample == nullptr || layout == nullptr) return complain("case " + id + " is of no sample");
        const forms::Form* form = library.form(layout->form);
        const auto truth = authoring::truthRecord(*form, *sample);
        if (!truth) return complain(truth.error().text(Language::en));
        const auto binding = bindings().find(textOf(one["municipality"]), form->id + ".register");
        if (binding == nullptr) return complain("case " + id + " has no binding");
        ++expected[binding->id()];
        const auto row = binding->row(forms::scope(*truth));
        if (!row) return complain(row.error().text(Language::en));
        const auto found = systems_.compare(binding->id(), textOf(one["receipt"]["key"]), *row);
        if (!found) return complain(found.error().text(Language::en));
        if (found->entries != 1)
            return complain("case " + id + " was entered " + std::to_string(found->entries) + " times");
        if (!found->differing.empty())
            return complain("case " + id + ": column " + found->differing.front() + " differs from the truth");
        return true;
    }

    const station::Bindings& bindings() {
        static const station::Bindings all = [&] {
            return station::Bindings::load(library_, [](const Error& error) { std::cerr << error.text(Language::en); });
        }();
        return all;
    }

    int pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(chance_); }

    const Settings& settings_;
    Counts& counts_;
    std::mt19937& chance_;
    std::vector<authoring::Sample> samples_;
    cli::DemoSystems& systems_;
    std::string data_, library_;
};

// The shipped samples; when a day needs more cases, scanlab makes them from the seed.
Result<std::vector<authoring::Sample>> gather(const Settings& settings, const std::string& folder) {
    const std::string library = std::string(TOITSU_SOURCE_DIR) + "/templates";
    auto samples = e2e::enteredSamples(library);
    if (!samples || samples->size() >= settings.cases) return samples;
    const std::set<std::string> layouts = e2e::enteredLayouts(library);
    const std::size_t perLayout = (settings.cases - samples->size() + layouts.size() - 1) / layouts.size();
    for (const std::string& layout : layouts) {
        auto made = cli::ChildProcess::run({TOITSU_SCANLAB, "--library", library, "--layout", layout, "--profile",
                                            "copier", "--count", std::to_string(perLayout), "--seed",
                                            std::to_string(1000 + settings.seed), "--out", folder});
        if (!made) return fail(made.error());
    }
    auto more = authoring::samplesIn(folder);
    if (more) samples->insert(samples->end(), more->begin(), more->end());
    return samples;
}

// So many pages in random order, every file whole.
std::vector<authoring::Sample> drawToday(const std::vector<authoring::Sample>& samples, std::size_t cases,
                                         std::mt19937& chance) {
    std::vector<std::string> files;
    for (const authoring::Sample& sample : samples)
        if (sample.page == 1) files.push_back(sample.file);
    std::shuffle(files.begin(), files.end(), chance);
    std::vector<authoring::Sample> today;
    for (const std::string& file : files) {
        if (today.size() >= cases) break;
        for (const authoring::Sample& sample : samples)
            if (sample.file == file) today.push_back(sample);
    }
    return today;
}

int live(const Settings& settings) {
    std::mt19937 chance(settings.seed);
    Counts counts;
    auto extra = files::TemporaryFolder::make("toitsu-kill-samples-");
    if (!extra) return complain(extra.error().text(Language::en)) ? 0 : 1;
    const auto samples = gather(settings, extra->path());
    if (!samples) return complain(samples.error().text(Language::en)) ? 0 : 1;
    while (counts.total < settings.kills || counts.days == 0) {
        std::vector<authoring::Sample> today = drawToday(*samples, settings.cases, chance);
        auto folder = files::TemporaryFolder::make("toitsu-kill-");
        if (!folder) return complain(folder.error().text(Language::en)) ? 0 : 1;
        auto systems =
            cli::DemoSystems::start(std::string(TOITSU_SOURCE_DIR) + "/templates", folder->path() + "/systems");
        if (!systems) return complain(systems.error().text(Language::en)) ? 0 : 1;
        if (!Day(settings, counts, chance, std::move(today), *systems, folder->path()).live()) {
            std::fprintf(stderr, "kill_test: seed %u, after %d kills\n", settings.seed, counts.total);
            return 1;
        }
        ++counts.days;
        std::printf("day %d: %d kills so far, every case ended and was entered once\n", counts.days, counts.total);
        std::fflush(stdout);
    }
    std::string by;
    for (const auto& [command, count] : counts.kills) by += " " + command + " " + std::to_string(count);
    std::printf(
        "kill_test: %d kills (%s ) in %d starts; %d cases over %d days ended, each entered exactly once; %d jobs were "
        "given up after 20 dead runners and retried by a person\n",
        counts.total, by.c_str(), counts.sessions, counts.cases, counts.days, counts.incidents);
    return 0;
}

}  // namespace

}  // namespace toitsu::e2e

int main(int count, char** words) {
    toitsu::e2e::Settings settings;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = words[i];
        const int value = std::atoi(words[i + 1]);
        if (name == "--kills")
            settings.kills = value;
        else if (name == "--cases")
            settings.cases = static_cast<std::size_t>(std::max(1, value));
        else if (name == "--seed")
            settings.seed = static_cast<unsigned>(value);
        else
            return std::fprintf(stderr, "usage: kill_test [--kills N] [--cases N] [--seed N]\n"), 2;
    }
    return toitsu::e2e::live(settings);
}
