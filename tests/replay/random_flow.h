#pragma once

// A random BPMN process out of blocks: tasks, jobs, decisions, timers, choices, forks, loops, boundary timers,
// sub-processes with events of their own, instances, inclusive joins, events that decide, calls, compensation. Every
// flow is well formed; some may come to incidents on the way (a missing variable, a join that waits in vain).

#include <random>
#include <string>

namespace toitsu::workflows {

class RandomFlow {
public:
    explicit RandomFlow(std::uint32_t seed) : random_(seed) {}
    std::string xml();

private:
    int pick(int bound) { return static_cast<int>(random_() % static_cast<std::uint32_t>(bound)); }
    std::string id(const std::string& kind) { return kind + std::to_string(++count_); }
    void connect(const std::string& from, const std::string& to, const std::string& condition = {},
                 const std::string& flow = {});
    std::string activity(const std::string& from);  // each adds a block behind `from` and answers its last node
    std::string timer(const std::string& from);
    std::string choice(const std::string& from, int depth);
    std::string fork(const std::string& from, int depth);
    std::string loop(const std::string& from, int depth);
    std::string subProcess(const std::string& from, int depth);
    std::string instances(const std::string& from);
    std::string inclusive(const std::string& from, int depth);
    std::string whicheverComesFirst(const std::string& from);
    std::string call(const std::string& from);
    std::string signal(const std::string& from);
    std::string undone(const std::string& from);
    std::string block(const std::string& from, int depth);
    void boundary(const std::string& host);

    std::mt19937 random_;
    int count_ = 0;
    std::string nodes_;
    std::string flows_;
    std::string artifacts_;
};

}  // namespace toitsu::workflows
