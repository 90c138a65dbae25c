#include <charconv>
#include <sstream>

#include "apps/cli/internal/flow_desk.h"
#include "apps/cli/value_argument.h"
#include "base/json.h"
#include "base/text.h"
#include "workflows/timer_rule.h"

namespace toitsu::cli {

using namespace workflows;

namespace {

tl::unexpected<Error> notUnderstood() {
    return fail(
        ErrorKind::usage, "C184",
        {"「番号 {変数}」「error 番号 コード」「retry 番号 {変数}」「time P3D」「message 名前 鍵 "
         "{変数}」「stop」のどれか"
         "を書いてください",
         "write NUMBER {values}, error NUMBER CODE, retry NUMBER {values}, time P3D, message NAME KEY {values} or "
         "stop"});
}

std::string moment(Instant instant) {
    return DateTime::fromUnixMillis(instant).iso();
}

}  // namespace

FlowDesk::FlowDesk(trial::Stage& stage, std::string caseId, std::string municipality, const trial::Library& library,
                   Terminal& terminal)
    : stage_(stage),
      caseId_(std::move(caseId)),
      municipality_(std::move(municipality)),
      library_(library),
      terminal_(terminal) {}

Result<void> FlowDesk::list() {
    open_.clear();
    auto tasks = stage_.engine().tasks();
    if (!tasks) return fail(tasks.error());
    for (Task& task : *tasks) open_.push_back({task, task.element});
    auto jobs = stage_.jobs();
    if (!jobs) return fail(jobs.error());
    for (Job& job : *jobs) open_.push_back({job, job.element});
    auto incidents = stage_.engine().incidents();
    if (!incidents) return fail(incidents.error());
    for (Incident& incident : *incidents) open_.push_back({incident, incident.element});
    return {};
}

void FlowDesk::line(std::size_t number, const Open& open) {
    terminal_.out << "  " << number << "  " << open.element << "  ";
    if (const Task* task = std::get_if<Task>(&open.work)) {
        terminal_.out << task->name << "  " << terminal_.say({"担当: ", "role: "}) << task->role;
        if (task->due) terminal_.out << terminal_.say({"  期限: ", "  due: "}) << moment(*task->due);
    } else if (const Job* job = std::get_if<Job>(&open.work)) {
        terminal_.out << terminal_.say({"機械の仕事: ", "job: "}) << job->operation;
    } else if (const Incident* incident = std::get_if<Incident>(&open.work)) {
        terminal_.out << terminal_.say({"停止: ", "incident: "}) << incident->code << " " << incident->message;
    }
    terminal_.out << '\n';
}

Result<void> FlowDesk::show() {
    const auto history = stage_.engine().history(caseId_);
    if (!history) return fail(history.error());
    for (const HistoryEntry& entry : *history) {
        if (trace && entry.sequence > told_)
            terminal_.out << moment(entry.at) << "  " << entry.kind << "  " << entry.element << "  "
                          << json::write(entry.detail) << '\n';
        told_ = std::max(told_, entry.sequence);
    }
    const auto view = stage_.engine().findCase(caseId_);
    if (!view) return fail(view.error());
    ended_ = view->status == CaseStatus::completed;
    std::string path;
    for (const std::string& element : view->path) path += (path.empty() ? "" : " → ") + element;
    terminal_.out << moment(stage_.now()) << "  " << path << '\n';
    if (ended_) {
        terminal_.line({"案件は終わりました" + (view->error.empty() ? "" : "（エラー " + view->error + "）"),
                        "the case has ended" + (view->error.empty() ? "" : " (error " + view->error + ")")});
        terminal_.out << json::writePretty(view->variables) << '\n';
        return {};
    }
    if (const auto listed = list(); !listed) return listed;
    for (std::size_t i = 0; i < open_.size(); ++i) line(i + 1, open_[i]);
    const auto standing = stage_.engine().standing(caseId_);
    if (!standing) return fail(standing.error());
    for (const Standing::Waiting& waiting : standing->waits) {
        terminal_.out << "  -  " << waiting.element << "  " << waiting.kind << " " << waiting.name;
        if (!waiting.key.empty()) terminal_.out << " (" << waiting.key << ")";
        if (waiting.due) terminal_.out << " " << moment(*waiting.due);
        terminal_.out << '\n';
    }
    return {};
}

Result<void> FlowDesk::finish(const Open& open, const Context& values) {
    Engine& engine = stage_.engine();
    if (const Task* task = std::get_if<Task>(&open.work)) {
        // Whoever tries a flow alone is somebody else at every desk, so that four eyes do not stop them.
        const std::string& person = task->claimedBy.empty() ? task->element : task->claimedBy;
        return engine.completeTask(task->id, person, values, stage_.now());
    }
    if (const Incident* incident = std::get_if<Incident>(&open.work))
        return engine.retryIncident(incident->id, "author", stage_.now(), values);
    const Job& job = std::get<Job>(open.work);
    auto done = engine.completeJob(job, values, stage_.now());
    if (done) stage_.answered(job);
    return done;
}

Result<void> FlowDesk::throwError(const Open& open, const std::string& code) {
    if (const Task* task = std::get_if<Task>(&open.work))
        return stage_.engine().throwError(task->id, 0, code, {}, task->element, stage_.now());
    if (const Job* job = std::get_if<Job>(&open.work)) {
        auto done = stage_.engine().throwError(job->id, job->attempt, code, {}, "", stage_.now());
        if (done) stage_.answered(*job);
        return done;
    }
    return notUnderstood();
}

Result<void> FlowDesk::wait(const std::string& duration) {
    TimerRule rule;
    rule.literal = duration;
    const auto office = library_.calendar(municipality_);
    if (!office) return fail(office.error());
    const auto until = rule.due({}, stage_.now(), *office);
    if (!until) return notUnderstood();
    return stage_.waitUntil(*until);
}

Result<void> FlowDesk::order(const std::string& line) {
    std::istringstream words(line);
    std::string first, second, third;
    words >> first;
    const auto rest = [&] {
        std::string all;
        std::getline(words, all);
        return contextArgument(text::trim(all), "values");
    };
    const auto chosen = [&](const std::string& number) -> const Open* {
        std::size_t at = 0;
        const auto parsed = std::from_chars(number.data(), number.data() + number.size(), at);
        const bool good = parsed.ec == std::errc() && parsed.ptr == number.data() + number.size();
        return good && at >= 1 && at <= open_.size() ? &open_[at - 1] : nullptr;
    };
    if (first == "time" && words >> second) return wait(second);
    if (first == "message" && words >> second >> third) {
        const auto values = rest();
        if (!values) return fail(values.error());
        const auto published =
            stage_.engine().publish({municipality_, second, third == "-" ? "" : third, *values}, stage_.now());
        if (!published) return fail(published.error());
        if (published->way == Published::Way::nobody) terminal_.line({"誰も待っていません", "nobody waits for it"});
        return {};
    }
    if (first == "error" && words >> second >> third) {
        const Open* open = chosen(second);
        return open ? throwError(*open, third) : notUnderstood();
    }
    if (first == "retry") words >> first;
    const Open* open = chosen(first);
    if (!open) return notUnderstood();
    const auto values = rest();
    if (!values) return fail(values.error());
    return finish(*open, *values);
}

// {"verify": {…}} every time, {"verify": [{…}, {…}]} the first and the second time.
Result<bool> FlowDesk::answer(Context& answers) {
    for (const Open& open : open_) {
        const Value* given = answers.find(open.element);
        if (!given || std::holds_alternative<Incident>(open.work)) continue;
        Value now = *given;
        if (const List* each = given->list()) {
            if (each->empty()) continue;
            now = each->front();
            answers.put(open.element, List(each->begin() + 1, each->end()));
        }
        const Context values = now.context() ? *now.context() : Context{};
        const std::string* error = values.find("$error") ? values.find("$error")->string() : nullptr;
        const auto done = error ? throwError(open, *error) : finish(open, values);
        if (!done) return fail(done.error());
        return true;
    }
    const auto next = stage_.engine().nextTimer();
    if (!next) return fail(next.error());
    if (!*next || !open_.empty()) return false;
    if (const auto waited = stage_.waitUntil(**next); !waited) return fail(waited.error());
    return true;
}

}  // namespace toitsu::cli
