#include "tests/replay/random_flow.h"

namespace toitsu::workflows {

namespace {

std::string duration(int hours) {
    return "<timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT" + std::to_string(hours) +
           "H</timeDuration></timerEventDefinition>";
}

}  // namespace

std::string RandomFlow::xml() {
    nodes_ = "<startEvent id=\"start\"/><endEvent id=\"end\"/>";
    std::string last = "start";
    for (int i = 2 + pick(3); i > 0; --i) last = block(last, 0);
    connect(last, "end");
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:flow=\"urn:toitsu:flow:1\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"urn:test\">"
           "<process id=\"random\" isExecutable=\"true\">" +
           nodes_ + flows_ + "</process></definitions>";
}

void RandomFlow::connect(const std::string& from, const std::string& to, const std::string& condition,
                         const std::string& flow) {
    flows_ += "<sequenceFlow id=\"" + (flow.empty() ? id("f") : flow) + "\" sourceRef=\"" + from + "\" targetRef=\"" +
              to + "\">";
    if (!condition.empty())
        flows_ += "<conditionExpression xsi:type='tFormalExpression'>" + condition + "</conditionExpression>";
    flows_ += "</sequenceFlow>";
}

void RandomFlow::boundary(const std::string& host) {
    const std::string event = id("boundary");
    const std::string end = id("end");
    nodes_ += "<boundaryEvent id=\"" + event + "\" attachedToRef=\"" + host + "\" cancelActivity=\"" +
              (pick(2) == 0 ? "true" : "false") + "\">" + duration(1 + pick(48)) + "</boundaryEvent><endEvent id=\"" +
              end + "\">" + (pick(4) == 0 ? "<terminateEventDefinition/>" : "") + "</endEvent>";
    connect(pick(2) == 0 ? event : activity(event), end);
}

std::string RandomFlow::activity(const std::string& from) {
    const int kind = pick(4);
    const std::string node = id(kind == 0 ? "user" : kind == 1 ? "service" : kind == 2 ? "feel" : "rule");
    if (kind == 0) nodes_ += "<userTask id=\"" + node + "\" flow:role=\"r\"/>";
    if (kind == 1) nodes_ += "<serviceTask id=\"" + node + "\" flow:operation=\"op\"/>";
    if (kind == 2) nodes_ += "<serviceTask id=\"" + node + "\" flow:operation=\"= word + &quot;.do&quot;\"/>";
    if (kind == 3) nodes_ += "<businessRuleTask id=\"" + node + "\" flow:decision=\"next\" flow:result=\"x\"/>";
    connect(from, node);
    if (kind != 3 && pick(4) == 0) boundary(node);
    return node;
}

std::string RandomFlow::timer(const std::string& from) {
    const std::string node = id("wait");
    nodes_ += "<intermediateCatchEvent id=\"" + node + "\">" + duration(pick(30)) + "</intermediateCatchEvent>";
    connect(from, node);
    return node;
}

std::string RandomFlow::choice(const std::string& from, int depth) {
    const std::string split = id("choice");
    // One in six merges wrongly, with a join: the engine must report it, not hang.
    const std::string merge = pick(6) == 0 ? id("join") : id("merge");
    const std::string otherwise = id("f");
    const bool hasDefault = pick(4) != 0;
    nodes_ += "<exclusiveGateway id=\"" + split + "\"" + (hasDefault ? " default=\"" + otherwise + "\"" : "") + "/>";
    nodes_ += merge[0] == 'j' ? "<parallelGateway id=\"" + merge + "\"/>" : "<exclusiveGateway id=\"" + merge + "\"/>";
    connect(from, split);
    const int branches = 1 + pick(2);
    for (int i = 0; i < branches; ++i) {
        const std::string node = id("user");
        nodes_ += "<userTask id=\"" + node + "\"/>";
        connect(split, node, (pick(5) == 0 ? "missing + x &gt; " : "x &gt; ") + std::to_string(pick(4)));
        connect(pick(2) == 0 ? node : block(node, depth + 1), merge);
    }
    connect(split, merge, hasDefault ? "" : "x &lt; 2", otherwise);
    return merge;
}

std::string RandomFlow::fork(const std::string& from, int depth) {
    const std::string split = id("fork");
    const std::string join = id("join");
    nodes_ += "<parallelGateway id=\"" + split + "\"/><parallelGateway id=\"" + join + "\"/>";
    connect(from, split);
    for (int i = 2 + pick(2); i > 0; --i) connect(block(split, depth + 1), join);
    return join;
}

std::string RandomFlow::loop(const std::string& from, int depth) {
    const std::string entry = id("merge");
    const std::string exit = id("choice");
    const std::string back = id("f");
    nodes_ +=
        "<exclusiveGateway id=\"" + entry + "\"/><exclusiveGateway id=\"" + exit + "\" default=\"" + back + "\"/>";
    connect(from, entry);
    connect(block(entry, depth + 1), exit);
    connect(exit, entry, "", back);
    const std::string after = id("user");
    nodes_ += "<userTask id=\"" + after + "\"/>";
    connect(exit, after, "x &gt;= 2");
    return after;
}

std::string RandomFlow::block(const std::string& from, int depth) {
    switch (pick(depth < 2 ? 8 : 4)) {
        case 3:
            return timer(from);
        case 4:
            return choice(from, depth);
        case 5:
        case 6:
            return fork(from, depth);
        case 7:
            return loop(from, depth);
        default:
            return activity(from);
    }
}

}  // namespace toitsu::workflows
