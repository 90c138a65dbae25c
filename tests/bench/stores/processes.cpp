#include "tests/bench/stores/processes.h"

namespace toitsu::bench {

namespace {

std::string file(const std::string& id, const std::string& elements) {
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:flow=\"urn:toitsu:flow:1\" "
           "id=\"d\" "
           "targetNamespace=\"urn:bench\"><process id=\"" +
           id + "\" isExecutable=\"true\">" + elements + "</process></definitions>";
}

std::string task(const std::string& id) {
    return "<serviceTask id=\"" + id + "\" flow:operation=\"add\"/>";
}

std::string flow(const std::string& from, const std::string& to, const std::string& condition = {}) {
    const std::string head =
        "<sequenceFlow id=\"" + from + "-" + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"";
    return condition.empty() ? head + "/>"
                             : head + "><conditionExpression>" + condition + "</conditionExpression></sequenceFlow>";
}

}  // namespace

std::string linearProcess() {
    std::string out = "<startEvent id=\"start\"/><endEvent id=\"end\"/>";
    std::string last = "start";
    for (int n = 1; n <= 10; ++n) {
        const std::string id = "t" + std::to_string(n);
        out += task(id) + flow(last, id);
        last = id;
    }
    return file("linear", out + flow(last, "end"));
}

std::string branchProcess() {
    std::string out =
        "<startEvent id=\"start\"/><endEvent id=\"end\"/><exclusiveGateway id=\"choice\" default=\"choice-c\"/>"
        "<exclusiveGateway id=\"merge\"/><parallelGateway id=\"fork\"/><parallelGateway id=\"join\"/>";
    out += task("first") + task("last") + flow("start", "first") + flow("first", "choice");
    out += task("a") + task("b") + task("c");
    out += flow("choice", "a", "n = 2") + flow("choice", "b", "n = 3") + flow("choice", "c");
    out += flow("a", "merge") + flow("b", "merge") + flow("c", "merge") + flow("merge", "fork");
    for (const std::string branch : {"x", "y", "z"}) {
        out += task(branch + "1") + task(branch + "2");
        out += flow("fork", branch + "1") + flow(branch + "1", branch + "2") + flow(branch + "2", "join");
    }
    return file("branch", out + flow("join", "last") + flow("last", "end"));
}

}  // namespace toitsu::bench
