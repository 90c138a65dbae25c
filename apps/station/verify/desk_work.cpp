// What the desk does by itself: takes up tasks that appeared, lets go of those that ended, completes what is whole.

#include <algorithm>

#include "apps/station/case_variables.h"
#include "apps/station/sealed_record.h"
#include "apps/station/verify/desk_working.h"
#include "apps/station/verify/sample.h"

namespace toitsu::station {

namespace {

constexpr std::size_t kBatch = 64;  // tasks taken up in one transaction
constexpr Instant kRefusedMillis = 60'000;
constexpr const char* kVerify = "verify";

template <class T>
std::vector<T> some(std::vector<T>& from, std::size_t most) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(from.size(), most));
    std::vector<T> out(std::make_move_iterator(from.begin()), std::make_move_iterator(from.begin() + count));
    from.erase(from.begin(), from.begin() + count);
    return out;
}

}  // namespace

Result<int> Desk::tick(Instant now) {
    const std::lock_guard one(ticking_);
    std::vector<std::string> tasks, cases, gone;
    std::vector<std::pair<std::string, std::string>> claims;
    {
        const std::lock_guard lock(noticedMutex_);
        tasks = some(newTasks_, kBatch);
        cases = some(newCases_, kBatch);
        // A task is let go after it was taken up, never before.
        if (newTasks_.empty()) gone.swap(goneTasks_);
        claims.swap(claims_);
    }
    if (auto taken = takeUp(tasks, cases, now); !taken) {
        // Nothing of it is lost: the next tick tries again.
        const std::lock_guard lock(noticedMutex_);
        newTasks_.insert(newTasks_.begin(), tasks.begin(), tasks.end());
        newCases_.insert(newCases_.begin(), cases.begin(), cases.end());
        goneTasks_.insert(goneTasks_.begin(), gone.begin(), gone.end());
        claims_.insert(claims_.begin(), claims.begin(), claims.end());
        return fail(taken.error());
    }
    if (auto closed = close(gone, now); !closed) {
        const std::lock_guard lock(noticedMutex_);
        goneTasks_.insert(goneTasks_.begin(), gone.begin(), gone.end());
        return fail(closed.error());
    }
    if (auto counted = countEnded(now); !counted) return fail(counted.error());
    std::vector<std::string> dead, whole;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, person] : claims)
            if (DeskTask* task = waiting_.task(id)) task->claimedBy = person;
        endExpired(now);
        dead.swap(deadLeases_);
        for (const auto& [id, task] : waiting_.tasks())
            if (task->wholeSince && now >= task->notBefore &&
                now >= *task->wholeSince + parts_.policies.of(task->row.municipality).undoMillis)
                whole.push_back(id);
    }
    if (!dead.empty()) {
        const auto dropped = parts_.file.write([&](Database& database) -> Result<void> {
            for (const std::string& lease : dead)
                if (auto done = dropLease(database, lease); !done) return done;
            return {};
        });
        if (!dropped) return fail(dropped.error());
    }
    int completed = 0;
    std::optional<Error> trouble;
    for (const std::string& task : whole) {
        const auto done = complete(task, now);
        if (done)
            completed += *done ? 1 : 0;
        else if (!trouble)
            trouble = done.error();
    }
    if (!tasks.empty() || !gone.empty() || completed > 0) parts_.changed();
    if (trouble) return fail(*trouble);
    return completed;
}

// The flow's four eyes: whoever has done the one may not do this one, so they are never given it.
Result<std::vector<std::string>> Desk::forbiddenFor(const workflows::Task& task) const {
    std::vector<std::string> out;
    const auto row = parts_.station.store().findCase(task.caseId);
    if (!row) return fail(row.error());
    if (!*row) return out;
    const auto flow = parts_.station.engine().definition((*row)->definition);
    if (!flow) return fail(flow.error());
    const workflows::Node* node = (*flow)->find(task.element);
    if (node == nullptr || node->fourEyes.empty()) return out;
    const auto history = parts_.station.engine().history(task.caseId);
    if (!history) return fail(history.error());
    for (const workflows::HistoryEntry& entry : *history)
        if (entry.kind == workflows::name(workflows::Kind::taskCompleted) && entry.element == node->fourEyes)
            out.push_back(entry.actor);
    return out;
}

Result<std::optional<Desk::TakenUp>> Desk::read(const std::string& taskId) {
    const auto task = parts_.station.engine().task(taskId);
    if (!task && task.error().kind == ErrorKind::notFound) return std::optional<TakenUp>();  // finished already
    if (!task) return fail(task.error());
    TakenUp out;
    out.row.task = taskId;
    out.row.caseId = task->caseId;
    out.row.municipality = task->municipality;
    out.row.created = task->created;
    out.claimedBy = task->claimedBy;
    if (task->form != kVerify || task->variables["record"].isNull()) return std::optional<TakenUp>(std::move(out));
    const auto record = answers_.current(*task);
    const forms::Form* form = record ? parts_.library->asked(record->form, record->layout) : nullptr;
    // A record that this library cannot hold waits for a better library, and for the next start.
    if (form == nullptr) {
        out.keep = false;
        return std::optional<TakenUp>(std::move(out));
    }
    auto forbidden = forbiddenFor(*task);
    if (!forbidden) return fail(forbidden.error());
    out.row.kind = TaskKind::verify;
    out.row.form = record->form;
    out.row.layout = record->layout;
    out.row.forbidden = std::move(*forbidden);
    out.terms = case_search::termsOf(*form, *record, task->variables, parts_.data.pages());
    // Of a case that began without a server; those that nobody has touched yet are the machine's.
    out.reads = readFields(*form, *record);
    const Draft draft = draftOf(*form, *record);
    for (const auto& [field, state] : draft.items) {
        auto item = itemRow(vault(), *form, taskId, draft.record, field, task->variables);
        if (!item) return fail(item.error());
        out.items.push_back(std::move(*item));
        if (!state.said.empty()) out.items.back().firstBy = state.said.front().person;
    }
    return std::optional<TakenUp>(std::move(out));
}

Result<std::optional<Desk::TakenUp>> Desk::sample(const std::string& caseId) {
    const auto found = parts_.station.engine().findCase(caseId);
    if (!found && found.error().kind == ErrorKind::notFound) return std::optional<TakenUp>();
    if (!found) return fail(found.error());
    if (found->variables["record"].isNull()) return std::optional<TakenUp>();
    const auto record = recordOf(vault(), found->variables);
    if (!record && record.error().kind != ErrorKind::input) return fail(record.error());
    const forms::Form* form = record ? parts_.library->asked(record->form, record->layout) : nullptr;
    if (form == nullptr) return std::optional<TakenUp>();
    TakenUp out;
    out.started = true;
    out.terms = case_search::termsOf(*form, *record, found->variables, parts_.data.pages());
    out.row.kind = TaskKind::sample;
    out.row.caseId = caseId;
    out.row.municipality = found->municipality;
    out.row.created = found->started;
    out.row.form = record->form;
    out.row.layout = record->layout;
    // What people have worked on with the command line is not the machine's any more.
    if (std::any_of(record->fields.begin(), record->fields.end(),
                    [](const forms::FieldValue& value) { return !value.confirmedBy.empty(); }))
        return std::optional<TakenUp>(std::move(out));
    out.reads = readFields(*form, *record);
    const int perMille = parts_.policies.of(found->municipality).samplePerMille;
    for (const std::string& field : sampledFields(*form, *record, caseId, perMille)) {
        auto item = itemRow(vault(), *form, sampleTask(caseId), *record, field, found->variables);
        if (!item) return fail(item.error());
        out.items.push_back(std::move(*item));
    }
    if (!out.items.empty()) out.row.task = sampleTask(caseId);
    return std::optional<TakenUp>(std::move(out));
}

Result<void> Desk::takeUp(const std::vector<std::string>& tasks, const std::vector<std::string>& cases, Instant now) {
    std::vector<TakenUp> all;
    const auto known = [&](const std::string& id) {
        const std::lock_guard lock(mutex_);
        return waiting_.task(id) != nullptr;
    };
    for (const std::string& id : tasks) {
        if (known(id)) continue;
        auto one = read(id);
        if (!one) return fail(one.error());
        if (*one) all.push_back(std::move(**one));
    }
    for (const std::string& id : cases) {
        if (known(sampleTask(id))) continue;
        auto one = sample(id);
        if (!one) return fail(one.error());
        if (*one) all.push_back(std::move(**one));
    }
    if (all.empty()) return {};
    const auto mark = markDue(all, now);
    const auto durable = parts_.file.write([&](Database& database) -> Result<void> {
        for (const TakenUp& one : all) {
            if (one.started || !one.reads.empty())
                if (auto counted =
                        figures::read(database, one.row.caseId, one.row.municipality, one.row.form, one.reads);
                    !counted)
                    return counted;
            if (!one.terms.empty())
                if (auto put = case_search::put(database, one.row.caseId, one.row.municipality, one.terms); !put)
                    return put;
            if (!one.keep || one.row.task.empty()) continue;
            if (auto put = putTask(database, one.row); !put) return put;
            for (const ItemRow& item : one.items)
                if (auto put = putItem(database, item); !put) return put;
        }
        return mark ? figures::setMark(database, *mark) : Result<void>();
    });
    if (!durable) return durable;
    const std::lock_guard lock(mutex_);
    for (TakenUp& one : all) {
        if (one.row.task.empty()) continue;
        DeskTask* task = waiting_.add(std::move(one.row));
        task->claimedBy = one.claimedBy;
        if (!task->items.empty()) continue;
        for (const ItemRow& row : one.items)
            if (auto added = addItem(*task, row); !added) return fail(added.error());
        for (const auto& item : task->items) waiting_.place(*item);
    }
    return {};
}

// They ended without us: somebody completed them with the command line, the flow went another way, or we were killed
// between completing one and noting it down.
Result<void> Desk::close(const std::vector<std::string>& tasks, Instant now) {
    std::vector<TaskRow> rows;
    {
        const std::lock_guard lock(mutex_);
        for (const std::string& id : tasks)
            if (const DeskTask* task = waiting_.task(id)) rows.push_back(task->row);
    }
    std::vector<Finished> ended;
    for (const TaskRow& row : rows) {
        auto finished = finishedElsewhere(row);
        if (!finished) return fail(finished.error());
        ended.push_back(std::move(*finished));
    }
    return closeOurs(ended, now);
}

Result<void> Desk::closeOurs(const std::vector<Finished>& tasks, Instant now) {
    if (tasks.empty()) return {};
    const auto durable = parts_.file.write([&](Database& database) -> Result<void> {
        for (const Finished& finished : tasks) {
            const TaskRow& row = finished.row;
            const auto closed = closeTask(database, row.task, now);
            if (!closed) return fail(closed.error());
            if (!*closed) continue;
            auto counted = figures::lookedAt(database, row.municipality, row.form, finished.fields);
            if (counted && finished.here && row.kind == TaskKind::verify)
                counted = figures::happened(database, row.municipality, Happening::task, now);
            if (counted && !finished.terms.empty())
                counted = case_search::put(database, row.caseId, row.municipality, finished.terms);
            if (!counted) return counted;
        }
        return {};
    });
    if (!durable) return durable;
    const std::lock_guard lock(mutex_);
    for (const Finished& finished : tasks) {
        const std::string& id = finished.row.task;
        DeskTask* task = waiting_.task(id);
        if (task == nullptr) continue;
        for (const auto& item : task->items) leaveLease(*item);
        waiting_.removeTask(*task);
        std::erase_if(drafts_, [&](const auto& draft) { return draft.first == id; });
    }
    return {};
}

Result<void> Desk::forget(const std::string& caseId, Instant now) {
    std::vector<std::string> tasks;
    {
        const std::lock_guard lock(mutex_);
        for (const DeskTask* task : waiting_.tasksOf(caseId)) tasks.push_back(task->row.task);
    }
    const auto stripes = lockTasks({tasks.begin(), tasks.end()});
    return close(tasks, now);
}

// Whoever entered last finishes it: nobody holds an item whose task they may not finish.
Result<bool> Desk::complete(const std::string& taskId, Instant now) {
    const auto stripes = lockTasks({taskId});
    TaskRow row;
    {
        const std::lock_guard lock(mutex_);
        const DeskTask* task = waiting_.task(taskId);
        if (task == nullptr || !task->wholeSince) return false;  // undone, or gone
        row = task->row;
    }
    if (row.kind == TaskKind::sample) {
        const auto finished = finishedSample(row);
        if (!finished) return fail(finished.error());
        if (auto closed = closeOurs({*finished}, now); !closed) return fail(closed.error());
        return true;
    }
    std::vector<std::string> terms;
    const auto whole = draft(taskId);
    const bool gone = !whole && whole.error().kind == ErrorKind::notFound;
    if (!whole && !gone) return fail(whole.error());
    if (whole && !(*whole)->whole()) {
        const std::lock_guard lock(mutex_);
        if (DeskTask* task = waiting_.task(taskId)) task->wholeSince.reset();
        return false;
    }
    if (whole) {
        const auto entries = parts_.file.read([&](Database& database) { return entriesOf(database, taskId); });
        if (!entries) return fail(entries.error());
        const auto counted = counting(*entries);
        if (counted.empty()) return false;
        const auto about = parts_.station.engine().task(taskId);
        if (!about && about.error().kind != ErrorKind::notFound) return fail(about.error());
        terms = case_search::termsOf(*formOf(row), (*whole)->record, about ? about->variables : Value(),
                                     parts_.data.pages());
        // A task that is gone is not completed: what its record would be bound to does not matter.
        auto known = caseVariables(vault(), *formOf(row), (*whole)->record,
                                   about ? recordSubject(about->variables) : std::string());
        if (!known) return fail(known.error());
        Context& variables = *known;
        Context codes;
        for (const auto& [field, state] : (*whole)->items)
            if (state.decision && state.decision->code != Code::none)
                codes.put(field, std::string(codeName(state.decision->code)));
        variables.put("codes", codes);
        const auto done = parts_.station.engine().completeTask(taskId, counted.back().person, variables, now);
        // W041, W040: it was completed before we were killed, or by somebody else.
        const bool already = !done && (done.error().code == "W041" || done.error().code == "W040");
        if (!done && !already) {
            const std::lock_guard lock(mutex_);
            if (DeskTask* task = waiting_.task(taskId)) task->notBefore = now + kRefusedMillis;
            const bool refusal = done.error().kind == ErrorKind::refused || done.error().kind == ErrorKind::conflict;
            if (refusal) return false;  // somebody else has claimed it: it waits for them
            return fail(done.error());
        }
    }
    workflows::Task finished;
    finished.id = taskId;
    answers_.forget(finished);
    Finished counted;
    counted.row = row;
    if (whole) {
        auto looked = finishedTask(row, **whole);
        if (!looked) return fail(looked.error());
        counted = std::move(*looked);
        counted.terms = std::move(terms);
    } else {
        auto elsewhere = finishedElsewhere(row);
        if (!elsewhere) return fail(elsewhere.error());
        counted = std::move(*elsewhere);
    }
    if (auto closed = closeOurs({counted}, now); !closed) return fail(closed.error());
    return true;
}

}  // namespace toitsu::station
