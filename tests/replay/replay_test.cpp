// Random flows, random commands. Two engines run the same: one on memory, one on SQLite that is closed and opened again
// after every step. After every step both cases are equal, the snapshot equals the replayed events, and the store's
// open work is what the state says.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "base/files.h"
#include "tests/replay/random_flow.h"
#include "workflows/apply.h"
#include "workflows/encoding.h"
#include "workflows/engine.h"
#include "workflows/projection.h"

namespace toitsu::workflows {
namespace {

constexpr Instant hour = 3'600'000;

Result<Value> nextX(const std::string&, const Context& inputs) {
    const Value* x = inputs.find("x");
    const Decimal* number = x ? x->number() : nullptr;
    if (!number) return fail(ErrorKind::input, "R999", {"x がありません。", "x is missing"});
    return Value(*number + Decimal(1));
}

class Trial {
public:
    explicit Trial(std::uint32_t seed) : random_(seed) {
        const std::string xml = RandomFlow(seed).xml();
        openEngines();
        const Context variables = {{"x", pick(3)}, {"word", "w"}, {"day", Date{2026, 11, 22}}};
        for (Engine* engine : both()) {
            const auto deployed = engine->deploy(xml, "random.bpmn", now_);
            EXPECT_TRUE(deployed) << (deployed ? "" : deployed.error().text(Language::en)) << "\n" << xml;
            if (!deployed) return;
            id_ = engine->start("random", "202011", "k", variables, now_).value();
        }
    }

    bool finished() { return memory_->findCase(id_).value().status == CaseStatus::completed; }

    void step() {
        switch (pick(11)) {
            case 8:
                return message();
            case 9:
                return businessError();
            case 10:
                return hold();
            case 0:
                return task();
            case 1:
                return claim(2);
            case 2:
                return report();
            case 3:
                return report();
            case 4:
                return clock();
            case 5:
                return incident();
            case 6:
                return stale();
            default:
                return task();
        }
    }

    // A state that only the written events explain, in both stores, also after opening the file again.
    void check() {
        reopen();
        const std::string expected = snapshot(*memoryStore_);
        ASSERT_EQ(snapshot(*sqliteStore_), expected);
        const auto history = sqliteStore_->history(id_).value();
        ASSERT_EQ(history.size(), memoryStore_->history(id_).value().size());
        std::vector<Event> events;
        for (const HistoryEntry& entry : history) {
            events.push_back(eventOf(entry).value());
        }
        const auto replayed = replay(events);
        ASSERT_TRUE(replayed) << replayed.error().text(Language::en);
        ASSERT_EQ(encode(toValue(*replayed)), expected);
        ASSERT_EQ(replayed->sequence, static_cast<std::int64_t>(events.size()));
        for (const Store* store : {memoryStore_.get(), sqliteStore_.get()}) checkWork(*store, *replayed);
        // A case that is not over always has something that can move it on.
        ASSERT_NE(replayed->completed, !openWork(*replayed).empty());
        const auto ends =
            std::count_if(events.begin(), events.end(), [](const Event& e) { return e.kind == Kind::caseCompleted; });
        ASSERT_EQ(ends, replayed->completed ? 1 : 0);
    }

private:
    int pick(int bound) { return static_cast<int>(random_() % static_cast<std::uint32_t>(bound)); }
    std::array<Engine*, 2> both() { return {memory_.get(), sqlite_.get()}; }

    void openEngines() {
        memoryStore_ = openMemory();
        memory_ = std::make_unique<Engine>(memoryStore_, nextX);
        reopen();
    }
    void reopen() {
        sqlite_.reset();
        sqliteStore_.reset();
        sqliteStore_ = openSqlite(folder_.path() + "/t.db").value();
        sqlite_ = std::make_unique<Engine>(sqliteStore_, nextX);
    }
    std::string snapshot(const Store& store) {
        return encode(toValue(stateOf(store.findCase(id_).value().value(), store.history(id_).value()).value()));
    }

    void checkWork(const Store& store, const State& state) {
        std::vector<Work> wanted = openWork(state);
        std::vector<Work> stored;
        for (const Work::Kind kind : {Work::Kind::task, Work::Kind::job, Work::Kind::timer, Work::Kind::incident,
                                      Work::Kind::message, Work::Kind::signal, Work::Kind::delivery}) {
            WorkQuery query;
            query.kind = kind;
            const auto rows = store.openWork(query).value();
            stored.insert(stored.end(), rows.begin(), rows.end());
        }
        const auto byId = [](const Work& a, const Work& b) { return a.id < b.id; };
        std::sort(wanted.begin(), wanted.end(), byId);
        std::sort(stored.begin(), stored.end(), byId);
        ASSERT_TRUE(wanted == stored);
    }

    // The same command on both engines must be answered the same.
    template <class Command>
    void same(const Command& command) {
        const Result<void> first = command(*memory_);
        const Result<void> second = command(*sqlite_);
        ASSERT_EQ(first.has_value(), second.has_value());
        if (!first) {
            ASSERT_EQ(first.error().code, second.error().code);
            ASSERT_TRUE(first.error().code == "W050" || first.error().code == "W041" || first.error().code == "W044" ||
                        first.error().code == "W052")
                << first.error().text(Language::en);
        }
    }
    void task() {
        const auto tasks = memory_->tasks().value();
        if (tasks.empty()) return;
        const std::string task = tasks[static_cast<std::size_t>(pick(static_cast<int>(tasks.size())))].id;
        const Context variables = {{"x", pick(5)}, {"when", DateTime::fromUnixMillis(now_)}};
        finishedTask_ = task;
        same([&](Engine& engine) { return engine.completeTask(task, "p", variables, now_); });
    }
    void claim(int count) {
        const auto first = memory_->claimJobs("w", count, hour, now_).value();
        const auto second = sqlite_->claimJobs("w", count, hour, now_).value();
        ASSERT_EQ(first.size(), second.size());
        for (std::size_t i = 0; i < first.size(); ++i) {
            ASSERT_EQ(first[i].id, second[i].id);
            ASSERT_EQ(first[i].key, second[i].key);
            ASSERT_EQ(first[i].attempt, second[i].attempt);
            ASSERT_EQ(first[i].reclaimed, second[i].reclaimed);
            const auto [known, fresh] = keys_.emplace(first[i].id, first[i].key);
            ASSERT_EQ(known->second, first[i].key) << "a job keeps its key";
            jobs_.push_back(first[i]);
        }
    }
    void report() {
        if (jobs_.empty()) return claim(1);
        const std::size_t index = static_cast<std::size_t>(pick(static_cast<int>(jobs_.size())));
        const Job job = jobs_[index];
        if (pick(4) != 0) jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(index));  // else reported twice
        const int how = pick(4);
        const Error error{ErrorKind::unavailable, "B001", {"だめ", "no"}, {}};
        const std::optional<Instant> retry = how == 1 ? std::optional<Instant>(now_ + hour) : std::nullopt;
        const Context result = {{"x", pick(4)}, {"receipt", Context{{"number", job.key}}}};
        same([&](Engine& engine) {
            return how < 2 ? engine.failJob(job, error, retry, now_) : engine.completeJob(job, result, now_);
        });
    }
    void message() {
        const Message word{"202011",      "word", "", {{"x", pick(4)}}, "word-" + std::to_string(++messages_),
                           pick(2) * hour};
        const auto first = memory_->publish(word, now_).value();
        const auto second = sqlite_->publish(word, now_).value();
        ASSERT_EQ(first.way, second.way);
    }
    void businessError() {
        if (jobs_.empty()) return;
        const Job job = jobs_[static_cast<std::size_t>(pick(static_cast<int>(jobs_.size())))];
        same([&](Engine& engine) { return engine.throwError(job.id, job.attempt, "NO", {}, "", now_); });
    }
    void hold() {
        const bool held = memory_->findCase(id_).value().suspended;
        same([&](Engine& engine) { return engine.suspend(id_, !held, "op", now_); });
    }
    void clock() {
        now_ += (1 + pick(40)) * hour;
        ASSERT_EQ(memory_->fireTimers(now_).value(), sqlite_->fireTimers(now_).value());
        ASSERT_EQ(memory_->nextTimer().value(), sqlite_->nextTimer().value());
    }
    void incident() {
        const auto incidents = memory_->incidents().value();
        if (incidents.empty()) return;
        const std::string id = incidents[static_cast<std::size_t>(pick(static_cast<int>(incidents.size())))].id;
        const Context mended = pick(2) == 0 ? Context{} : Context{{"missing", 1}, {"x", pick(4)}};
        same([&](Engine& engine) { return engine.retryIncident(id, "p", now_, mended); });
    }
    void stale() {
        ASSERT_EQ(sqlite_->start("random", "202011", "k", {}, now_).value(), id_);
        if (finishedTask_.empty()) return;
        same([&](Engine& engine) { return engine.completeTask(finishedTask_, "p", {{"x", 77}}, now_); });
    }

    std::mt19937 random_;
    Instant now_ = 1'790'000'000'000;
    int messages_ = 0;
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("replay").value();
    std::shared_ptr<Store> memoryStore_;
    std::shared_ptr<Store> sqliteStore_;
    std::unique_ptr<Engine> memory_;
    std::unique_ptr<Engine> sqlite_;
    std::string id_;
    std::vector<Job> jobs_;
    std::map<std::string, std::string> keys_;
    std::string finishedTask_;
};

class Replay : public testing::TestWithParam<int> {};

TEST_P(Replay, RandomFlowsAreTheSameAfterEveryRestart) {
    constexpr int flows = 12;
    int ended = 0;
    for (int flow = 0; flow < flows; ++flow) {
        const auto seed = static_cast<std::uint32_t>(GetParam() * flows + flow);
        SCOPED_TRACE("seed " + std::to_string(seed));
        Trial run(seed);
        if (HasFatalFailure() || HasNonfatalFailure()) return;
        run.check();
        for (int step = 0; step < 120 && !run.finished(); ++step) {
            run.step();
            if (HasFatalFailure()) return;
            run.check();
            if (HasFatalFailure()) return;
        }
        ended += run.finished() ? 1 : 0;
    }
    EXPECT_GT(ended, 0) << "the random commands never brought a flow to its end: they test nothing";
}

INSTANTIATE_TEST_SUITE_P(Seeds, Replay, testing::Range(0, 6));

}  // namespace
}  // namespace toitsu::workflows
