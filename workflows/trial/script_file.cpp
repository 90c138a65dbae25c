// Reads a flow test's XML. One table says which attributes an element has; a reader for each kind of value.

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/text.h"
#include "base/xml.h"
#include "workflows/trial/script.h"

namespace toitsu::workflows::trial {

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

const std::map<std::string, Names>& attributesOf() {
    static const std::map<std::string, Names> all{
        {"flow-test", {"flow", "overlay", "library", "decisions"}},
        {"test", {"id", "title"}},
        {"given", {"key", "municipality", "now", "variables", "process", "start"}},
        {"decision", {"name", "gives"}},
        {"when",
         {"complete", "claim", "job",       "message", "signal", "time",  "until",      "retry", "skip", "set",
          "person",   "gives", "variables", "where",   "key",    "error", "escalation", "fails", "flow", "calendar"}},
        {"then",
         {"status", "at", "path", "never", "variables", "holds", "incident", "refused", "error", "sent", "element",
          "role", "form", "operation", "due"}}};
    return all;
}

// What a step is, and what may stand beside it.
const std::map<std::string, std::pair<When::Kind, Names>>& kinds() {
    using Kind = When::Kind;
    static const std::map<std::string, std::pair<Kind, Names>> all{
        {"complete", {Kind::complete, {"person", "variables", "where", "error", "escalation"}}},
        {"claim", {Kind::claim, {"person", "where"}}},
        {"job", {Kind::job, {"gives", "variables", "where", "error", "escalation", "fails"}}},
        {"message", {Kind::message, {"key", "variables"}}},
        {"signal", {Kind::signal, {"variables"}}},
        {"time", {Kind::wait, {"calendar"}}},
        {"until", {Kind::wait, {}}},
        {"retry", {Kind::retry, {"person", "variables"}}},
        {"skip", {Kind::skip, {"person", "variables", "flow"}}},
        {"set", {Kind::set, {"person"}}}};
    return all;
}

std::string listed(const Names& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

Names words(const std::string& text) {
    Names out;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\r\n,", at)) != std::string::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n,", at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end;
    }
    return out;
}

class Reader {
public:
    Reader(Script& script, std::vector<Error>& mistakes) : script_(script), mistakes_(mistakes) {}

    void read(const xml::Element& root) {
        checkAttributes(root);
        const std::string folder = fs::path(script_.file).parent_path().string();
        const auto beside = [&](const std::string& path) {
            return path.empty() ? path : (fs::path(folder) / path).lexically_normal().string();
        };
        for (const std::string& flow : words(root.get("flow"))) script_.flows.push_back(beside(flow));
        if (script_.flows.empty())
            wrong("W300", root.place, "<flow-test> に属性 flow（試す BPMN ファイル）が必要です。",
                  "<flow-test> needs the attribute flow: the BPMN file to be tested");
        script_.overlay = beside(root.get("overlay"));
        script_.decisions = beside(root.get("decisions"));
        script_.library = root.find("library") ? beside(root.get("library")) : libraryAbove(folder);
        for (const xml::Element& child : root.children) {
            if (child.space != testNamespace || child.local == "documentation") continue;
            if (child.local != "test") {
                unknown(child, "test, documentation");
                continue;
            }
            readTest(child);
        }
        if (script_.tests.empty())
            wrong("W300", root.place, "<test> がありません。一つ以上書いてください。", "there is no <test>; write one");
    }

private:
    void wrong(const char* code, const Place& place, std::string ja, std::string en) {
        mistakes_.push_back({ErrorKind::schema, code, {std::move(ja), std::move(en)}, place});
    }
    void unknown(const xml::Element& element, const std::string& known) {
        wrong("W300", element.place, "<" + element.local + "> は使えません。使えるもの: " + known + "。",
              "<" + element.local + "> is not known here; there are " + known);
    }

    static std::string libraryAbove(const std::string& folder) {
        std::error_code ignored;  // what cannot be looked at is no library
        for (fs::path at = fs::absolute(folder.empty() ? "." : folder, ignored); !at.empty(); at = at.parent_path()) {
            if (fs::is_directory(at / "calendars", ignored)) return at.string();
            if (at == at.parent_path()) break;
        }
        return {};
    }

    void checkAttributes(const xml::Element& element) {
        const Names& known = attributesOf().at(element.local);
        for (const xml::Attribute& attribute : element.attributes) {
            if (!attribute.space.empty() || std::find(known.begin(), known.end(), attribute.local) != known.end())
                continue;
            wrong("W300", attribute.place,
                  "<" + element.local + "> に属性 " + attribute.local + " はありません。使える属性: " + listed(known) +
                      "。",
                  "<" + element.local + "> has no attribute " + attribute.local + "; it has " + listed(known));
        }
    }

    // FEEL; nothing where the attribute is absent.
    rules::Expression feel(const xml::Element& element, const char* name) {
        const xml::Attribute* attribute = element.attribute(name);
        if (!attribute) return {};
        auto parsed = rules::Expression::parse(attribute->value, attribute->place);
        if (parsed) return std::move(*parsed);
        mistakes_.push_back(std::move(parsed.error()));
        return {};
    }

    std::optional<Instant> moment(const xml::Element& element, const char* name) {
        const xml::Attribute* attribute = element.attribute(name);
        if (!attribute) return std::nullopt;
        TimerRule rule;
        rule.kind = TimerRule::Kind::date;
        rule.literal = attribute->value;
        if (const auto due = rule.due({}, 0)) return due;
        wrong("W301", attribute->place, "日時は 2027-03-31T17:00:00+09:00 のように書いてください。",
              "write a time like 2027-03-31T17:00:00+09:00");
        return std::nullopt;
    }

    void readTest(const xml::Element& element) {
        checkAttributes(element);
        Test test;
        test.place = element.place;
        test.id = element.get("id");
        test.title = element.get("title");
        if (test.id.empty())
            wrong("W300", element.place, "<test> に属性 id が必要です。", "<test> needs the attribute id");
        const bool again = std::any_of(script_.tests.begin(), script_.tests.end(),
                                       [&](const Test& other) { return other.id == test.id; });
        if (again && !test.id.empty())
            wrong("W300", element.place, "テストの id「" + test.id + "」が二度使われています。",
                  "the test id " + test.id + " is used twice");
        bool given = false;
        for (const xml::Element& child : element.children) {
            if (child.space != testNamespace || child.local == "documentation") continue;
            if (attributesOf().count(child.local) == 0 || child.local == "test" || child.local == "flow-test") {
                unknown(child, "given, decision, when, then, documentation");
                continue;
            }
            checkAttributes(child);
            if (child.local == "given") {
                if (given) wrong("W300", child.place, "<given> は一つのテストに一つです。", "a test has one <given>");
                given = true;
                readGiven(child, test);
            } else if (child.local == "decision") {
                readDecision(child, test);
            } else {
                readStep(child, test);
            }
        }
        if (!given)
            wrong("W300", element.place, "<given> がありません。団体と日時と変数を書いてください。",
                  "<given> is missing: municipality, time and variables");
        script_.tests.push_back(std::move(test));
    }

    void readGiven(const xml::Element& element, Test& test) {
        test.process = element.get("process");
        test.key = element.get("key", "1");
        test.municipality = element.get("municipality", "202011");
        test.starts = element.get("start", "true") != "false";
        test.variables = feel(element, "variables");
        if (!element.find("now"))
            wrong("W300", element.place, "<given> に属性 now（始まる日時）が必要です。",
                  "<given> needs the attribute now: when it begins");
        test.now = moment(element, "now").value_or(0);
    }

    void readDecision(const xml::Element& element, Test& test) {
        if (element.get("name").empty() || !element.find("gives"))
            wrong("W300", element.place, "<decision> には属性 name と gives が必要です。",
                  "<decision> needs the attributes name and gives");
        test.decisions.push_back({element.get("name"), feel(element, "gives")});
    }

    void readStep(const xml::Element& element, Test& test) {
        Step step;
        step.place = element.place;
        if (element.local == "when")
            step.when = readWhen(element);
        else
            step.then = readThen(element);
        test.steps.push_back(std::move(step));
    }

    When readWhen(const xml::Element& element) {
        When when;
        Names found;
        for (const auto& [name, kind] : kinds())
            if (element.find(name)) found.push_back(name);
        if (found.size() != 1) {
            Names known;
            for (const auto& [name, kind] : kinds()) known.push_back(name);
            wrong("W300", element.place, "<when> には次のうち一つを書いてください: " + listed(known) + "。",
                  "<when> needs exactly one of " + listed(known));
            return when;
        }
        const auto& [kind, beside] = kinds().at(found.front());
        for (const xml::Attribute& attribute : element.attributes) {
            const Names& known = beside;
            const bool fits = attribute.local == found.front() ||
                              std::find(known.begin(), known.end(), attribute.local) != known.end();
            const Names& all = attributesOf().at("when");
            if (fits || std::find(all.begin(), all.end(), attribute.local) == all.end()) continue;
            wrong("W300", attribute.place,
                  found.front() + " と一緒に " + attribute.local +
                      " は書けません。書けるもの: " + (beside.empty() ? "なし" : listed(beside)) + "。",
                  attribute.local + " does not go with " + found.front() + "; beside it may stand " +
                      (beside.empty() ? "nothing" : listed(beside)));
        }
        when.kind = kind;
        when.what = element.get(found.front());
        when.person = element.get("person", "担当者");
        when.key = element.get("key");
        when.error = element.get("error");
        when.escalation = element.get("escalation");
        when.fails = element.get("fails");
        when.flow = element.get("flow");
        when.where = feel(element, "where");
        when.variables = feel(element, kind == When::Kind::set ? "set" : element.find("gives") ? "gives" : "variables");
        if (kind == When::Kind::wait) readWait(element, found.front(), when);
        return when;
    }

    void readWait(const xml::Element& element, const std::string& name, When& when) {
        when.wait.kind = name == "time" ? TimerRule::Kind::duration : TimerRule::Kind::date;
        when.wait.literal = when.what;
        if (when.wait.due({}, 0)) {
            when.wait.office.calendar = element.get("calendar");
            return;
        }
        wrong("W301", element.attribute(name)->place,
              name == "time" ? "時間は P3D や PT8H のように書いてください。"
                             : "日時は 2027-03-31T17:00:00+09:00 のように書いてください。",
              name == "time" ? "write a duration like P3D or PT8H" : "write a time like 2027-03-31T17:00:00+09:00");
    }

    Then readThen(const xml::Element& element) {
        Then then;
        if (element.attributes.empty())
            wrong("W300", element.place,
                  "<then> に、確かめることを書いてください: " + listed(attributesOf().at("then")),
                  "say in <then> what must be so: " + listed(attributesOf().at("then")));
        if (const std::string* status = element.find("status")) {
            then.status = *status;
            if (*status != "running" && *status != "incident" && *status != "completed")
                wrong("W301", element.attribute("status")->place,
                      "status は running、incident、completed のどれかです。",
                      "status is running, incident or completed");
        }
        if (const std::string* at = element.find("at")) then.at = words(*at);
        if (const std::string* path = element.find("path")) then.path = words(*path);
        then.never = words(element.get("never"));
        then.variables = feel(element, "variables");
        then.holds = feel(element, "holds");
        then.incident = element.get("incident");
        then.refused = element.get("refused");
        then.error = element.get("error");
        then.sent = element.get("sent");
        then.element = element.get("element");
        const auto own = [&](const char* name) {
            const std::string* value = element.find(name);
            return value ? std::optional<std::string>(*value) : std::nullopt;
        };
        then.role = own("role");
        then.form = own("form");
        then.operation = own("operation");
        then.due = moment(element, "due");
        if (then.element.empty() && (then.role || then.form || then.operation || then.due))
            wrong("W300", element.place, "role、form、operation、due には element（どの作業か）が必要です。",
                  "role, form, operation and due need element: of which work");
        return then;
    }

    Script& script_;
    std::vector<Error>& mistakes_;
};

}  // namespace

std::optional<Script> readScript(std::string_view xml, const std::string& file, std::vector<Error>& mistakes) {
    const auto document = xml::parse(xml, file);
    if (!document) {
        mistakes.push_back(document.error());
        return std::nullopt;
    }
    if (document->root.space != testNamespace || document->root.local != "flow-test") {
        mistakes.push_back({ErrorKind::schema,
                            "W300",
                            {"業務フローのテストではありません（最上位は urn:toitsu:flow-test:1 の flow-test です）。",
                             "not a flow test: the outermost element must be flow-test of urn:toitsu:flow-test:1"},
                            document->root.place});
        return std::nullopt;
    }
    Script script;
    script.file = file;
    script.place = document->root.place;
    const std::size_t before = mistakes.size();
    Reader(script, mistakes).read(document->root);
    std::stable_sort(mistakes.begin() + static_cast<std::ptrdiff_t>(before), mistakes.end(),
                     [](const Error& a, const Error& b) {
                         return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
                     });
    return mistakes.size() == before ? std::optional(std::move(script)) : std::nullopt;
}

bool looksLikeScript(std::string_view xml) {
    return xml.substr(0, 4000).find(testNamespace) != std::string_view::npos;
}

}  // namespace toitsu::workflows::trial
