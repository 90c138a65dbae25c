#include "tests/replay/random_flow.h"

#include <utility>

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
           "<message id=\"word\" name=\"word\"/><signal id=\"bell\" name=\"bell\"/>"
           "<error id=\"no\" errorCode=\"NO\"/>"
           "<process id=\"called\" isExecutable=\"true\"><startEvent id=\"cs\"/><userTask id=\"cu\"/><endEvent "
           "id=\"ce\"/>"
           "<sequenceFlow id=\"c1\" sourceRef=\"cs\" targetRef=\"cu\"/><sequenceFlow id=\"c2\" sourceRef=\"cu\" "
           "targetRef=\"ce\"/></process>"
           "<process id=\"random\" isExecutable=\"true\">" +
           nodes_ + flows_ + artifacts_ + "</process></definitions>";
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

// Its content is made with the same means and then put inside; sometimes an event sub-process waits beside it, and a
// boundary event takes it away.
std::string RandomFlow::subProcess(const std::string& from, int depth) {
    const std::string outerNodes = std::exchange(nodes_, {});
    const std::string outerFlows = std::exchange(flows_, {});
    const std::string outerArtifacts = std::exchange(artifacts_, {});
    const std::string start = id("start");
    const std::string end = id("end");
    nodes_ = "<startEvent id=\"" + start + "\"/><endEvent id=\"" + end + "\"/>";
    connect(block(start, depth + 1), end);
    if (pick(2) == 0) {
        const std::string sub = id("event");
        const std::string begin = id("start");
        const std::string task = id("user");
        const std::string stop = id("end");
        const std::string trigger =
            pick(2) == 0 ? duration(1 + pick(20)) : "<messageEventDefinition messageRef=\"word\"/>";
        nodes_ += "<subProcess id=\"" + sub + "\" triggeredByEvent=\"true\"><startEvent id=\"" + begin +
                  "\" isInterrupting=\"" + (pick(2) == 0 ? "true" : "false") + "\">" + trigger +
                  "</startEvent><userTask id=\"" + task + "\"/><endEvent id=\"" + stop + "\"/><sequenceFlow id=\"" +
                  id("f") + "\" sourceRef=\"" + begin + "\" targetRef=\"" + task + "\"/><sequenceFlow id=\"" + id("f") +
                  "\" sourceRef=\"" + task + "\" targetRef=\"" + stop + "\"/></subProcess>";
    }
    const std::string node = id("sub");
    const std::string content = nodes_ + flows_ + artifacts_;
    nodes_ = outerNodes + "<subProcess id=\"" + node + "\">" + content + "</subProcess>";
    flows_ = outerFlows;
    artifacts_ = outerArtifacts;
    connect(from, node);
    if (pick(3) == 0) boundary(node);
    return node;
}

std::string RandomFlow::instances(const std::string& from) {
    const std::string node = id("many");
    const bool person = pick(2) == 0;
    const std::string tag = person ? "userTask" : "serviceTask";
    const std::string characteristics =
        pick(4) == 0
            ? "<standardLoopCharacteristics loopMaximum=\"" + std::to_string(1 + pick(3)) + "\"/>"
            : "<multiInstanceLoopCharacteristics isSequential=\"" + std::string(pick(2) == 0 ? "true" : "false") +
                  "\" flow:collect=\"x\" flow:into=\"all\"><loopCardinality xsi:type='tFormalExpression'>" +
                  std::to_string(pick(4)) + "</loopCardinality>" +
                  (pick(3) == 0 ? "<completionCondition xsi:type='tFormalExpression'>numberOfCompletedInstances "
                                  "&gt;= 2</completionCondition>"
                                : "") +
                  "</multiInstanceLoopCharacteristics>";
    nodes_ += "<" + tag + " id=\"" + node + "\"" + (person ? "" : " flow:operation=\"op\"") + ">" + characteristics +
              "</" + tag + ">";
    connect(from, node);
    if (pick(3) == 0) boundary(node);
    return node;
}

std::string RandomFlow::inclusive(const std::string& from, int depth) {
    const std::string split = id("any");
    const std::string join = id("join");
    const std::string otherwise = id("f");
    nodes_ +=
        "<inclusiveGateway id=\"" + split + "\" default=\"" + otherwise + "\"/><inclusiveGateway id=\"" + join + "\"/>";
    connect(from, split);
    for (int i = 0; i < 2; ++i) {
        const std::string node = id("user");
        nodes_ += "<userTask id=\"" + node + "\"/>";
        connect(split, node, "x &gt; " + std::to_string(pick(3)));
        connect(pick(2) == 0 ? node : block(node, depth + 1), join);
    }
    connect(split, join, "", otherwise);
    return join;
}

std::string RandomFlow::whicheverComesFirst(const std::string& from) {
    const std::string gate = id("gate");
    const std::string late = id("late");
    const std::string word = id("word");
    const std::string merge = id("merge");
    nodes_ += "<eventBasedGateway id=\"" + gate + "\"/><exclusiveGateway id=\"" + merge +
              "\"/><intermediateCatchEvent id=\"" + late + "\">" + duration(1 + pick(30)) +
              "</intermediateCatchEvent><intermediateCatchEvent id=\"" + word +
              "\"><messageEventDefinition messageRef=\"word\"/></intermediateCatchEvent>";
    connect(from, gate);
    connect(gate, late);
    connect(gate, word);
    connect(late, merge);
    connect(word, merge);
    return merge;
}

std::string RandomFlow::call(const std::string& from) {
    const std::string node = id("call");
    nodes_ += "<callActivity id=\"" + node + "\" calledElement=\"called\"/>";
    connect(from, node);
    return node;
}

std::string RandomFlow::signal(const std::string& from) {
    const std::string split = id("fork");
    const std::string join = id("join");
    const std::string hear = id("hear");
    const std::string ring = id("ring");
    nodes_ += "<parallelGateway id=\"" + split + "\"/><parallelGateway id=\"" + join +
              "\"/><intermediateCatchEvent id=\"" + hear +
              "\"><signalEventDefinition signalRef=\"bell\"/></intermediateCatchEvent><intermediateThrowEvent id=\"" +
              ring + "\"><signalEventDefinition signalRef=\"bell\"/></intermediateThrowEvent>";
    connect(from, split);
    connect(split, hear);
    connect(activity(split), ring);
    connect(hear, join);
    connect(ring, join);
    return join;
}

// A task with a handler, and all of it undone behind.
std::string RandomFlow::undone(const std::string& from) {
    const std::string node = id("user");
    const std::string handler = id("undo");
    const std::string event = id("boundary");
    const std::string thrower = id("throw");
    nodes_ += "<userTask id=\"" + node + "\"/><boundaryEvent id=\"" + event + "\" attachedToRef=\"" + node +
              "\"><compensateEventDefinition/></boundaryEvent><serviceTask id=\"" + handler +
              "\" isForCompensation=\"true\" flow:operation=\"undo\"/><intermediateThrowEvent id=\"" + thrower +
              "\"><compensateEventDefinition/></intermediateThrowEvent>";
    artifacts_ += "<association id=\"" + id("as") + "\" associationDirection=\"One\" sourceRef=\"" + event +
                  "\" targetRef=\"" + handler + "\"/>";
    connect(from, node);
    connect(node, thrower);
    return thrower;
}

std::string RandomFlow::block(const std::string& from, int depth) {
    switch (pick(depth < 2 ? 15 : 4)) {
        case 3:
            return timer(from);
        case 4:
            return choice(from, depth);
        case 5:
        case 6:
            return fork(from, depth);
        case 7:
            return loop(from, depth);
        case 8:
            return subProcess(from, depth);
        case 9:
            return instances(from);
        case 10:
            return inclusive(from, depth);
        case 11:
            return whicheverComesFirst(from);
        case 12:
            return call(from);
        case 13:
            return signal(from);
        case 14:
            return undone(from);
        default:
            return activity(from);
    }
}

}  // namespace toitsu::workflows
