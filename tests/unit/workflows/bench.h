#pragma once

// A bench for flows: small BPMN texts, an engine on a store, and short words for what the tests do.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "workflows/engine.h"
#include "workflows/stores/memory.h"

namespace toitsu::workflows::bench {

// A process "p" around the given elements.
inline std::string process(const std::string& elements) {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flow="urn:toitsu:flow:1"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:test">
<process id="p" name="試験" isExecutable="true">
)" + elements +
           "\n</process>\n</definitions>\n";
}

// A sequence flow "a-b" from a to b; with a FEEL condition when one is given.
inline std::string flow(const std::string& from, const std::string& to, const std::string& condition = {}) {
    const std::string head =
        "<sequenceFlow id=\"" + from + "-" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"";
    if (condition.empty()) return head + "/>\n";
    return head + "><conditionExpression xsi:type='tFormalExpression'>" + condition +
           "</conditionExpression></sequenceFlow>\n";
}

inline const std::string start = "<startEvent id=\"start\"/>\n";
inline const std::string end = "<endEvent id=\"end\"/>\n";

inline std::string userTask(const std::string& id) {
    return "<userTask id=\"" + id + "\" name=\"" + id + "\" flow:role=\"clerk\" flow:form=\"verify\"/>\n";
}
inline std::string serviceTask(const std::string& id, const std::string& operation = "do") {
    return "<serviceTask id=\"" + id + "\" flow:operation=\"" + operation + "\"/>\n";
}

// start → the one element → end
inline std::string around(const std::string& id, const std::string& element) {
    return process(start + element + end + flow("start", id) + flow(id, "end"));
}

constexpr Instant minute = 60'000;
constexpr Instant day = 24 * 60 * minute;
constexpr Instant t0 = 1'790'000'000'000;

struct Bench {
    std::shared_ptr<Store> store = openMemory();
    Decide decide = [](const std::string&, const Context&) -> Result<Value> { return Value("none"); };
    Engine engine{store, [this](const std::string& d, const Context& in) { return decide(d, in); }};
    Instant now = t0;

    std::string run(const std::string& xml, const Context& variables = {}, const std::string& key = "k") {
        const auto process = engine.deploy(xml, "flow.bpmn", now);
        EXPECT_TRUE(process) << (process ? "" : process.error().text(Language::en));
        if (!process) return {};
        const auto id = engine.start(*process, "202011", key, variables, now);
        EXPECT_TRUE(id) << (id ? "" : id.error().text(Language::en));
        return id ? *id : "";
    }
    CaseView look(const std::string& id) { return engine.findCase(id).value(); }
    Task onlyTask() {
        const auto tasks = engine.tasks().value();
        EXPECT_EQ(tasks.size(), 1u);
        return tasks.empty() ? Task() : tasks.front();
    }
    Task taskAt(const std::string& element) {
        const auto tasks = engine.tasks().value();  // named: a range-for would not keep the Result alive
        for (const Task& task : tasks) {
            if (task.element == element) return task;
        }
        ADD_FAILURE() << "no open task at " << element;
        return {};
    }
    void complete(const std::string& element, const Context& variables = {}) {
        const auto done = engine.completeTask(taskAt(element).id, "山田", variables, now);
        EXPECT_TRUE(done) << (done ? "" : done.error().text(Language::en));
    }
    std::vector<Job> claim(int count = 10, Instant lease = minute) {
        return engine.claimJobs("w", count, lease, now).value();
    }
    Job claimOne(Instant lease = minute) {
        const auto jobs = claim(1, lease);
        EXPECT_EQ(jobs.size(), 1u);
        return jobs.empty() ? Job() : jobs.front();
    }
    Incident onlyIncident() {
        const auto incidents = engine.incidents().value();
        EXPECT_EQ(incidents.size(), 1u);
        return incidents.empty() ? Incident() : incidents.front();
    }
    std::vector<std::string> kinds(const std::string& id) {
        std::vector<std::string> names;
        const auto history = engine.history(id).value();
        for (const HistoryEntry& entry : history) names.push_back(entry.kind);
        return names;
    }
};

using Path = std::vector<std::string>;

}  // namespace toitsu::workflows::bench
