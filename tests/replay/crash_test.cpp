// A worker process does real work on a SQLite file and is killed at random points, again and again. In the end every
// case has ended exactly once, every timer has fired exactly once, no result is lost, and the ledger – a business
// system that is not idempotent and only lets itself be looked at – holds every key exactly once.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <set>

#include "base/files.h"
#include "workflows/engine.h"

namespace toitsu::workflows {
namespace {

constexpr int cases = 60;
constexpr int kills = 60;

const char* const xml =
    R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flow="urn:toitsu:flow:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
<process id="crash">
  <startEvent id="start"/><parallelGateway id="fork"/><parallelGateway id="join"/>
  <serviceTask id="register" flow:operation="register"/><userTask id="look"/>
  <intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT0S</timeDuration></timerEventDefinition></intermediateCatchEvent>
  <serviceTask id="archive" flow:operation="archive"/>
  <businessRuleTask id="rule" flow:decision="d" flow:result="who"/>
  <exclusiveGateway id="choice" default="to-end"/><serviceTask id="notify" flow:operation="notify"/><endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="fork"/><sequenceFlow id="f2" sourceRef="fork" targetRef="register"/>
  <sequenceFlow id="f3" sourceRef="register" targetRef="look"/><sequenceFlow id="f4" sourceRef="look" targetRef="join"/>
  <sequenceFlow id="f5" sourceRef="fork" targetRef="wait"/><sequenceFlow id="f6" sourceRef="wait" targetRef="archive"/>
  <sequenceFlow id="f7" sourceRef="archive" targetRef="join"/><sequenceFlow id="f8" sourceRef="join" targetRef="rule"/>
  <sequenceFlow id="f9" sourceRef="rule" targetRef="choice"/>
  <sequenceFlow id="to-notify" sourceRef="choice" targetRef="notify"><conditionExpression xsi:type='tFormalExpression'>number > 11</conditionExpression></sequenceFlow>
  <sequenceFlow id="to-end" sourceRef="choice" targetRef="end"/><sequenceFlow id="f10" sourceRef="notify" targetRef="end"/>
</process></definitions>)";

Instant now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Result<Value> answer(const std::string&, const Context&) {
    return Value("nobody");
}

// Entering a key twice gives two lines; one write is one line even when the writer is killed.
class Ledger {
public:
    explicit Ledger(std::string path) : path_(std::move(path)) {}
    std::vector<std::string> keys() const {
        std::vector<std::string> all;
        const auto content = files::read(path_);
        for (std::size_t at = 0; content && at + 65 <= content->size(); at += 65)
            all.push_back(content->substr(at, 64));
        return all;
    }
    int number(const std::string& key) const {
        const auto all = keys();
        const auto found = std::find(all.begin(), all.end(), key);
        return found == all.end() ? 0 : static_cast<int>(found - all.begin()) + 1;
    }
    bool enter(const std::string& key) const {
        const int file = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        const std::string line = key + "\n";
        const bool good = file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
        ::close(file);
        return good;
    }

private:
    std::string path_;
};

// The worker. `report` is told about every step, so that the parent can choose the moment to kill. After `most` steps
// it waits to be killed: a parent whose turn comes late finds it at work, not at its end.
int work(const std::string& folder, int report, int most) {
    int told = 0;
    const auto step = [&] {
        while (told > most) ::pause();
        ++told;
        return ::write(report, "s", 1) == 1;
    };
    const auto store = openSqlite(folder + "/t.db");
    if (!store) return 2;
    Engine engine(*store, answer);
    if (!engine.deploy(xml, "crash.bpmn", now())) return 3;
    for (int i = 0; i < cases; ++i) {
        if (!engine.start("crash", "202011", std::to_string(i), {{"number", i}}, now()) || !step()) return 4;
    }
    const Ledger ledger(folder + "/ledger");
    for (;;) {
        if (!engine.fireTimers(now()) || !step()) return 5;
        const auto tasks = engine.tasks();
        if (!tasks) return 6;
        for (const Task& task : *tasks) {
            if (!engine.completeTask(task.id, "p", {{"seen", true}}, now()) || !step()) return 7;
        }
        const auto jobs = engine.claimJobs("w", 4, 1, now());
        if (!jobs || !step()) return 8;
        for (const Job& job : *jobs) {
            if (ledger.number(job.key) == 0 && !ledger.enter(job.key)) return 9;
            if (!step()) return 10;
            if (!engine.completeJob(job, {{job.element, Context{{"number", ledger.number(job.key)}}}}, now()) ||
                !step())
                return 11;
        }
        const auto views = engine.cases();
        if (!views) return 12;
        if (std::all_of(views->begin(), views->end(),
                        [](const CaseView& v) { return v.status == CaseStatus::completed; }))
            return 0;
    }
}

// Runs a worker until it has reported `steps` steps and `spin` has passed, then kills it. Answers its exit code, or -1.
int runAndKill(const std::string& folder, int steps, std::chrono::microseconds spin) {
    int ends[2];
    if (::pipe(ends) != 0) return -2;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        ::_exit(work(folder, ends[1], steps + 2));
    }
    ::close(ends[1]);
    char byte = 0;
    while (steps-- > 0 && ::read(ends[0], &byte, 1) == 1) {
    }
    const auto until = std::chrono::steady_clock::now() + spin;
    while (std::chrono::steady_clock::now() < until) {
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ends[0]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Crash, NothingIsLostAndNothingIsDoneTwice) {
    const auto folder = files::TemporaryFolder::make("crash").value();
    std::mt19937 random(20261122);
    for (int i = 0; i < kills; ++i) {
        // The first kills hit the starts, the later ones the work: a worker first finds the cases that are there.
        const int steps = i < 10 ? 1 + static_cast<int>(random() % cases) : cases + 1 + static_cast<int>(random() % 6);
        const int code = runAndKill(folder.path(), steps, std::chrono::microseconds(random() % 1500));
        ASSERT_EQ(code, -1) << "worker " << i << " ended by itself: 0 = nothing left to do, else a step that failed";
    }
    ASSERT_EQ(runAndKill(folder.path(), 1'000'000, {}), 0) << "the last worker finishes the rest";

    const auto store = openSqlite(folder.path() + "/t.db");
    ASSERT_TRUE(store) << store.error().text(Language::en);
    Engine engine(*store, answer);
    const Ledger ledger(folder.path() + "/ledger");
    const auto views = engine.cases().value();
    ASSERT_EQ(views.size(), static_cast<std::size_t>(cases));
    std::set<std::string> keys;
    for (const CaseView& view : views) {
        EXPECT_EQ(view.status, CaseStatus::completed);
        std::map<std::string, int> count;
        const auto history = engine.history(view.id).value();
        for (const HistoryEntry& entry : history) {
            ++count[entry.kind];
            if (entry.kind != "job-created") continue;
            const std::string key = *entry.detail["key"].string();
            EXPECT_TRUE(keys.insert(key).second);
            const int number = ledger.number(key);
            EXPECT_GT(number, 0);
            EXPECT_EQ(view.variables[entry.element]["number"], Value(number))
                << "the result that reached the case is the ledger's";
        }
        const int jobs = *view.variables["number"].number() < Decimal(12) ? 2 : 3;
        EXPECT_EQ(count["case-started"], 1);
        EXPECT_EQ(count["case-completed"], 1);
        EXPECT_EQ(count["timer-fired"], 1);
        EXPECT_EQ(count["task-completed"], 1);
        EXPECT_EQ(count["job-completed"], jobs);
        EXPECT_EQ(count["incident-raised"], 0);
    }
    const auto entered = ledger.keys();
    EXPECT_EQ(entered.size(), keys.size());
    EXPECT_EQ(std::set<std::string>(entered.begin(), entered.end()), keys) << "every key exactly once";
}

}  // namespace
}  // namespace toitsu::workflows
