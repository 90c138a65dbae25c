// The engine by JSON Lines: what every language can rely on.

#include "apps/cli/flow_shell.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"

namespace toitsu::cli {
namespace {

constexpr const char* head =
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:flow='urn:toitsu:flow:1' "
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' targetNamespace='urn:t'><message id='m' name='paid'/>"
    "<process id='p' isExecutable='true'>";
constexpr const char* flow =
    "<startEvent id='start'/><serviceTask id='work' flow:operation='do'/><userTask id='look' flow:role='clerk'/>"
    "<boundaryEvent id='late' attachedToRef='look' cancelActivity='false'><timerEventDefinition><timeDuration "
    "xsi:type='tFormalExpression'>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
    "<userTask id='remind'/><endEvent id='end'/><sequenceFlow id='f1' sourceRef='start' "
    "targetRef='work'/><sequenceFlow "
    "id='f2' sourceRef='work' targetRef='look'/><sequenceFlow id='f3' sourceRef='look' targetRef='end'/><sequenceFlow "
    "id='f4' sourceRef='late' targetRef='remind'/><sequenceFlow id='f5' sourceRef='remind' targetRef='end'/>";

std::string xml() {
    return std::string(head) + flow + "</process></definitions>";
}

class Shell : public testing::Test {
protected:
    void open(const std::string& store = "memory") {
        FlowShellOptions options;
        options.store = store;
        options.now = "2026-04-01T09:00:00+09:00";
        auto opened = FlowShell::open(options);
        ASSERT_TRUE(opened) << opened.error().text(Language::en);
        shell_ = std::move(*opened);
    }
    Value ask(const Context& request) {
        auto answer = json::parse(shell_->answer(json::write(request)));
        EXPECT_TRUE(answer);
        return answer ? *answer : Value();
    }
    Value good(const Context& request) {
        const Value answer = ask(request);
        EXPECT_TRUE(answer["ok"].isTrue()) << json::write(answer);
        return answer;
    }
    std::string refused(const Context& request) {
        const Value answer = ask(request);
        EXPECT_FALSE(answer["ok"].isTrue()) << json::write(answer);
        EXPECT_TRUE(answer["events"].list() && answer["events"].list()->empty()) << "nothing has happened";
        return answer["error"]["code"].string() ? *answer["error"]["code"].string() : "";
    }
    std::string begin() {
        good({{"op", "deploy"}, {"xml", xml()}});
        return *good({{"op", "start"}, {"process", "p"}, {"key", "1"}, {"variables", Context{{"x", 1}}}})["case"]
                    .string();
    }

    std::unique_ptr<FlowShell> shell_;
};

TEST_F(Shell, DrivesACaseFromStartToEnd) {
    open();
    const std::string id = begin();
    const Value claimed = good({{"op", "claim-jobs"}, {"worker", "w"}, {"lease", "PT1M"}});
    const Value job = (*claimed["jobs"].list()).at(0);
    EXPECT_EQ(job["operation"], Value("do"));
    EXPECT_EQ((*claimed["events"].list()).at(0)["kind"], Value("job-claimed"));
    good({{"op", "complete-job"}, {"job", job["id"]}, {"attempt", job["attempt"]}, {"variables", Context{{"y", 2}}}});
    const Value task = (*good({{"op", "tasks"}, {"case", id}})["tasks"].list()).at(0);
    EXPECT_EQ(task["element"], Value("look"));
    EXPECT_EQ(task["variables"]["y"], Value(2));
    const Value advanced = good({{"op", "advance"}, {"by", "P2D"}});
    EXPECT_EQ(advanced["fired"], Value(1));
    EXPECT_EQ(advanced["now"], Value("2026-04-03T09:00:00+09:00"));
    EXPECT_EQ((*advanced["events"].list()).at(0)["at"], Value("2026-04-02T09:00:00+09:00")) << "at its own time";
    EXPECT_EQ((*good({{"op", "tokens"}, {"case", id}})["tokens"].list()).size(), 2u);
    for (const char* element : {"look", "remind"}) {
        const Value open = good({{"op", "tasks"}});
        for (const Value& one : *open["tasks"].list()) {
            if (one["element"] == Value(element)) good({{"op", "complete-task"}, {"task", one["id"]}, {"person", "p"}});
        }
    }
    const Value ended = good({{"op", "case"}, {"case", id}})["case"];
    EXPECT_EQ(ended["status"], Value("completed"));
    EXPECT_EQ((*ended["path"].list()).back(), Value("end"));
}

TEST_F(Shell, SaysWhatIsWrongAndGoesOn) {
    open();
    EXPECT_EQ(refused({{"op", "start"}, {"process", "p"}}), "W020");
    EXPECT_EQ(refused({{"op", "start"}}), "C190");
    EXPECT_EQ(refused({{"op", "fly"}}), "C190");
    EXPECT_EQ(refused({{"nothing", 1}}), "C190");
    EXPECT_EQ(refused({{"op", "deploy"}, {"file", "/no/such/file"}}), "X010");
    EXPECT_EQ(refused({{"op", "advance"}, {"by", "soon"}}), "C190");
    EXPECT_EQ(refused({{"op", "advance"}, {"to", "2020-01-01T00:00:00+09:00"}}), "C190") << "the clock cannot go back";
    const auto broken = json::parse(shell_->answer("{\"op\": "));
    ASSERT_TRUE(broken);
    EXPECT_EQ((*broken)["error"]["code"], Value("X101"));
    const Value deployed = ask({{"op", "deploy"}, {"xml", std::string(head) + "<task id='a'/></process>"}, {"id", 7}});
    EXPECT_EQ(deployed["id"], Value(7));
    EXPECT_GT(deployed["error"]["line"].number()->toInteger().value_or(0), 0);
    begin();
}

TEST_F(Shell, EveryOperationThatHelpNamesExists) {
    open();
    const Value help = good({{"op", "help"}});  // named: a range-for would not keep it alive
    for (const Value& entry : *help["operations"].list()) {
        const std::string op = *entry["op"].string();
        if (op == "quit") continue;
        const Value answer = ask({{"op", op}});
        if (!answer["ok"].isTrue()) {
            EXPECT_EQ(*answer["error"]["message"].string() == "there is no \"op\" " + op, false) << op;
        }
    }
    EXPECT_FALSE(shell_->ended());
    good({{"op", "quit"}});
    EXPECT_TRUE(shell_->ended());
}

TEST_F(Shell, WhatItHasAnsweredIsThereAfterARestart) {
    const auto folder = files::TemporaryFolder::make("shell").value();
    open("sqlite:" + folder.path() + "/s.db");
    const std::string id = begin();
    shell_.reset();
    open("sqlite:" + folder.path() + "/s.db");
    EXPECT_EQ(good({{"op", "case"}, {"case", id}})["case"]["variables"]["x"], Value(1));
    EXPECT_EQ((*good({{"op", "jobs"}})["jobs"].list()).size(), 1u);
}

TEST_F(Shell, OperatorsHoldMoveMigrateAndEndManyAtOnce) {
    open();
    const std::string id = begin();
    const std::string other = *good({{"op", "start"}, {"process", "p"}, {"key", "2"}})["case"].string();
    const Value held = good({{"op", "suspend"}, {"cases", List{id, other, "nobody"}}, {"person", "op"}});
    EXPECT_EQ(held["done"], Value(2));
    EXPECT_EQ((*held["results"].list()).at(2)["error"]["code"], Value("W042"));
    EXPECT_TRUE((*good({{"op", "claim-jobs"}})["jobs"].list()).empty());
    good({{"op", "resume"}, {"cases", List{id, other}}});
    const Value token = (*good({{"op", "tokens"}, {"case", id}})["tokens"].list()).at(0)["token"];
    good({{"op", "modify"}, {"case", id}, {"cancel", List{token}}, {"begin", List{"look"}}, {"person", "op"}});
    EXPECT_EQ((*good({{"op", "subscriptions"}, {"case", id}})["subscriptions"].list()).at(0)["kind"], Value("timer"));
    const Value can = good({{"op", "migrate"}, {"case", id}, {"dry", true}});
    EXPECT_TRUE((*can["results"].list()).at(0)["can"].isTrue());
    good({{"op", "delete"}, {"case", id}, {"person", "op"}});
    EXPECT_EQ(good({{"op", "purge"}, {"ended_before", "2027-01-01T00:00:00+09:00"}})["purged"], Value(1));
    EXPECT_EQ(good({{"op", "cases"}})["count"], Value(1));
}

}  // namespace
}  // namespace toitsu::cli
