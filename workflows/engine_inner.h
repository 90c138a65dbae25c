#pragma once

// The inside of the engine: definitions and states in memory, and the loop load → decide → apply → commit.
//
// A state in memory is trusted only as far as the store: every commit says which sequence it was decided on, and one
// that fails throws the state away. Commands on one case wait for each other, those on different cases do not.

#include <array>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "workflows/decide.h"
#include "workflows/engine.h"
#include "workflows/projection.h"

namespace toitsu::workflows {

struct Engine::Inner {
    struct Kept {
        State state;
        std::int64_t snapshotAt = 0;
        std::size_t snapshotBytes = 0;
    };
    // What has been decided but is not yet durable.
    struct Pending {
        std::string caseId;
        std::future<Result<void>> done;
    };
    struct Outcome {
        bool changed = false;
        bool delivers = false;  // it has thrown a message or signal
        bool waits = false;     // it has begun to wait for a message
    };
    using Ask = std::function<Result<Command>(const State&)>;
    using Look = std::function<void(const State&, const Definition&)>;

    std::shared_ptr<Store> store;
    EngineOptions options;
    Surroundings surroundings;

    std::array<std::mutex, 64> stripes;  // by case
    std::mutex& stripe(const std::string& caseId) { return stripes[std::hash<std::string>()(caseId) % stripes.size()]; }

    mutable std::mutex definitionsMutex;
    std::map<std::string, std::shared_ptr<const Definition>> definitions;  // by hash
    Result<std::shared_ptr<const Definition>> definition(const std::string& hash);

    mutable std::mutex cacheMutex;
    std::list<std::pair<std::string, Kept>> recent;  // the newest first
    std::unordered_map<std::string, decltype(recent)::iterator> cached;
    std::optional<Kept> take(const std::string& caseId);
    void keep(const std::string& caseId, Kept kept);
    void forget(const std::string& caseId);

    bool movedOn(const std::string& caseId, std::int64_t sequence);
    Result<Kept> load(const std::string& caseId);          // W042; the caller holds the stripe
    Result<Kept> stored(const std::string& caseId) const;  // as it is durable. W042
    // Decides and commits; a conflict with another engine on the same store starts over. With `later` the commit is not
    // waited for. `look` sees the case afterwards, also when nothing has changed.
    Result<Outcome> run(const std::string& caseId, const Ask& ask, Instant now, std::vector<Pending>* later = nullptr,
                        const Look& look = {}, const std::vector<std::string>& takenMessages = {});
    // Waits until everything is durable; the first that failed, if any. Its case is loaded anew next time.
    std::optional<Error> wait(std::vector<Pending>& pending, std::vector<std::string>* failed = nullptr);
    static Outcome outcomeOf(const std::vector<Event>& events);
    static Change changeFor(Kept& kept, const State& after, std::vector<Event> events,
                            const std::vector<std::string>& takenMessages);
    std::future<Result<void>> commit(Kept& before, const State& after, std::vector<Event> events,
                                     const std::vector<std::string>& takenMessages);
    Result<Outcome> begin(const StartCase& command, Instant now);
    // run(), and what follows from it: what was sent is delivered, what was waited for may have come before.
    Result<void> command(const std::string& caseId, const Ask& ask, Instant now);
    Result<void> afterwards(const std::string& caseId, const Outcome& outcome, Instant now);
    // Several cases in one transaction (engine_together.cpp).
    struct Part {
        std::string caseId;
        Ask ask = {};
        std::optional<StartCase> start = {};
        bool mayBeRefused = false;
        std::vector<StoredMessage> publishes = {};
    };
    struct Attempt {
        Kept kept;
        std::vector<Event> events;
    };
    struct Together {
        std::vector<bool> done;  // by part
        std::vector<std::pair<std::string, Outcome>> outcomes;
    };
    Result<Together> together(const std::vector<Part>& parts, Instant now);
    Result<bool> attempt(const Part& part, std::map<std::string, Attempt>& attempts, Instant now);

    // A delivery of a case that is handed over: confirmed in the same transaction.
    struct Sender {
        std::string caseId;
        std::int64_t delivery = 0;
    };
    Result<Together> handOver(std::vector<Part> parts, const Sender* sender, Instant now);
    // The command that starts a case at an event; nothing when there is a case with this key already.
    Result<std::optional<StartCase>> startAt(const std::string& hash, const Definition& flow, const Node& start,
                                             const std::string& municipality, const std::string& businessKey,
                                             const Context& variables, const std::string& message);
    Result<bool> startNow(const std::optional<StartCase>& start, Instant now);
    Result<int> fireStartTimers(Instant now);
    std::map<std::string, Instant> startTimersSeen;  // municipality, definition and element: looked at until then

    Result<std::shared_ptr<const Definition>> definitionAt(const State& state, std::int64_t token);

    // What a case has sent goes to the others (engine_messages.cpp).
    Result<int> deliverOf(const std::string& caseId, Instant now);
    Result<Published> publish(const Message& message, const Sender* sender, Instant now);
    Result<int> broadcast(const std::string& municipality, const std::string& name, const Context& variables,
                          const std::string& id, const Sender* sender, Instant now);
    Result<void> takeKept(const std::string& caseId, Instant now);  // messages that came before somebody waited
    // Every start event of the newest definitions, with the hash of its file.
    Result<void> eachStart(
        const std::function<Result<void>(const std::string&, const Definition&, const Node&, const Node&)>& visit);
};

// The id follows from what makes a case unique, so a start that is repeated after a crash meets itself.
std::string caseIdOf(const std::string& municipality, const std::string& process, const std::string& businessKey);

// "<case>.<number>" → "<case>".
std::string caseOf(const std::string& workId);

Task taskView(const State& state, const Definition& definition, const OpenTask& task);
Job jobView(const State& state, const Definition& definition, const OpenJob& job);
CaseView caseView(const State& state);

}  // namespace toitsu::workflows
