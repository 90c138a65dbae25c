#include "apps/station/verify/waiting.h"

#include <algorithm>

namespace toitsu::station {

namespace {

constexpr std::size_t kWorthwhile = 12;  // items of one field that are worth a carousel

bool forFirstLook(const DeskItem& item) {
    return item.task->row.kind != TaskKind::sample &&
           (item.state.stage == Stage::first || item.state.stage == Stage::held);
}

std::optional<Mode> modeOf(const DeskItem& item) {
    switch (item.state.stage) {
        case Stage::first:
            // What somebody has doubted needs its whole case.
            if (item.state.deferred()) return std::nullopt;
            return Mode::carousel;
        case Stage::second:
            return item.task->row.kind == TaskKind::sample ? Mode::qa : Mode::blind;
        case Stage::compare:
            return Mode::compare;
        case Stage::held:
        case Stage::decided:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

DeskItem* DeskTask::item(const std::string& field) {
    for (const auto& one : items)
        if (one->field == field) return one.get();
    return nullptr;
}

bool DeskTask::isFor(const std::string& person) const {
    if (!claimedBy.empty() && claimedBy != person) return false;
    return std::find(row.forbidden.begin(), row.forbidden.end(), person) == row.forbidden.end();
}

bool ByTurn::operator()(const DeskTask* a, const DeskTask* b) const {
    if (a->deferred != b->deferred) return b->deferred;
    if (a->row.created != b->row.created) return a->row.created < b->row.created;
    return a->row.task < b->row.task;
}

bool ByTurn::operator()(const DeskItem* a, const DeskItem* b) const {
    if (a->deferred != b->deferred) return b->deferred;
    if (a->task != b->task) {
        if (a->task->row.created != b->task->row.created) return a->task->row.created < b->task->row.created;
        return a->task->row.task < b->task->row.task;
    }
    if (a->place != b->place) return a->place < b->place;
    return a->id < b->id;
}

Line* Waiting::lineOf(const DeskItem& item, bool make) {
    const auto mode = modeOf(item);
    if (!mode) return nullptr;
    const LineKey key{*mode, item.task->row.municipality, item.task->row.form, item.field};
    if (make) return &lines_[key];
    const auto found = lines_.find(key);
    return found == lines_.end() ? nullptr : &found->second;
}

DeskTask* Waiting::add(TaskRow row) {
    auto& slot = tasks_[row.task];
    if (slot == nullptr) {
        slot = std::make_unique<DeskTask>();
        slot->row = std::move(row);
        byCase_.emplace(slot->row.caseId, slot.get());
    }
    return slot.get();
}

DeskItem* Waiting::addItem(DeskTask& task, DeskItem item) {
    item.task = &task;
    DeskItem* added = task.items.emplace_back(std::make_unique<DeskItem>(std::move(item))).get();
    items_[added->id] = added;
    std::sort(task.items.begin(), task.items.end(),
              [](const auto& a, const auto& b) { return a->place != b->place ? a->place < b->place : a->id < b->id; });
    return added;
}

// Where its case stands in the line of the exception pass: a case whose every free item was set aside comes last.
void Waiting::settle(DeskTask& task) {
    TaskLine& cases = cases_[task.row.municipality];
    cases.erase(&task);
    bool free = false, deferred = true;
    for (const auto& item : task.items) {
        if (!item->inLine || !forFirstLook(*item)) continue;
        free = true;
        deferred = deferred && item->deferred;
    }
    task.deferred = deferred;
    if (free) cases.insert(&task);
    if (cases.empty()) cases_.erase(task.row.municipality);
}

void Waiting::place(DeskItem& item) {
    if (!item.lease.empty() || item.inLine) return;
    item.deferred = item.state.deferred();
    item.inLine = true;
    if (Line* line = lineOf(item, true)) line->insert(&item);
    settle(*item.task);
}

void Waiting::remove(DeskItem& item) {
    if (!item.inLine) return;
    if (Line* line = lineOf(item, false)) {
        line->erase(&item);
        if (line->empty()) lines_.erase({*modeOf(item), item.task->row.municipality, item.task->row.form, item.field});
    }
    item.inLine = false;
    settle(*item.task);
}

void Waiting::removeItem(DeskItem& item) {
    remove(item);
    items_.erase(item.id);
    auto& items = item.task->items;
    items.erase(std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.get() == &item; }));
}

void Waiting::removeTask(DeskTask& task) {
    while (!task.items.empty()) removeItem(*task.items.back());
    const auto [first, last] = byCase_.equal_range(task.row.caseId);
    byCase_.erase(std::find_if(first, last, [&](const auto& one) { return one.second == &task; }));
    tasks_.erase(std::string(task.row.task));
}

void Waiting::claimed(DeskTask& task, const std::string& person) {
    task.claimedBy = person;
}

DeskTask* Waiting::task(const std::string& id) const {
    const auto found = tasks_.find(id);
    return found == tasks_.end() ? nullptr : found->second.get();
}

std::vector<DeskTask*> Waiting::tasksOf(const std::string& caseId) const {
    std::vector<DeskTask*> out;
    const auto [first, last] = byCase_.equal_range(caseId);
    for (auto at = first; at != last; ++at) out.push_back(at->second);
    return out;
}

DeskItem* Waiting::item(const std::string& id) const {
    const auto found = items_.find(id);
    return found == items_.end() ? nullptr : found->second;
}

std::vector<DeskItem*> Waiting::choose(const Ask& ask, const std::string& person, Instant now,
                                       const std::string& first) const {
    return ask.mode == Mode::exception ? ofOneCase(ask, person, now, first) : ofOneField(ask, person, now);
}

std::vector<DeskItem*> Waiting::ofOneCase(const Ask& ask, const std::string& person, Instant now,
                                          const std::string& first) const {
    const auto freeItems = [&](const DeskTask& task) {
        std::vector<DeskItem*> out;
        if (!task.isFor(person) || (!ask.form.empty() && task.row.form != ask.form)) return out;
        for (const auto& item : task.items)
            if (item->lease.empty() && forFirstLook(*item) && item->state.isFor(person, item->rules, now))
                out.push_back(item.get());
        return out;
    };
    if (const DeskTask* going = task(first);
        going != nullptr && std::find(ask.municipalities.begin(), ask.municipalities.end(), going->row.municipality) !=
                                ask.municipalities.end()) {
        auto items = freeItems(*going);
        // What was set aside in it has its turn like everything else.
        std::erase_if(items, [](const DeskItem* item) { return item->deferred; });
        if (!items.empty()) return items;
    }
    std::vector<DeskItem*> best;
    for (const std::string& municipality : ask.municipalities) {
        const auto cases = cases_.find(municipality);
        if (cases == cases_.end()) continue;
        for (DeskTask* task : cases->second) {
            if (!best.empty() && !ByTurn()(task, best.front()->task)) break;
            auto items = freeItems(*task);
            if (items.empty()) continue;
            best = std::move(items);
            break;
        }
    }
    return best;
}

std::vector<DeskItem*> Waiting::ofOneField(const Ask& ask, const std::string& person, Instant now) const {
    std::vector<DeskItem*> best;
    bool bestWorthwhile = false;
    const auto most = static_cast<std::size_t>(std::clamp(ask.count, 1, 40));
    for (const std::string& municipality : ask.municipalities) {
        LineKey from{ask.mode, municipality, ask.form, ask.form.empty() ? std::string() : ask.field};
        for (auto at = lines_.lower_bound(from); at != lines_.end(); ++at) {
            const auto& [key, line] = *at;
            if (key.mode != ask.mode || key.municipality != municipality) break;
            if (!ask.form.empty() && key.form != ask.form) break;
            if (!ask.field.empty() && key.field != ask.field) continue;
            const bool worthwhile = ask.mode != Mode::carousel || line.size() >= kWorthwhile;
            if (!best.empty() && bestWorthwhile && !worthwhile) continue;
            std::vector<DeskItem*> items;
            for (DeskItem* item : line) {
                if (!item->task->isFor(person) || !item->state.isFor(person, item->rules, now)) continue;
                const bool later = !best.empty() && bestWorthwhile == worthwhile && !ByTurn()(item, best.front());
                if (items.empty() && later) break;
                items.push_back(item);
                if (items.size() == most) break;
            }
            if (items.empty()) continue;
            best = std::move(items);
            bestWorthwhile = worthwhile;
        }
    }
    return best;
}

std::vector<Waiting::Count> Waiting::counts(const std::vector<std::string>& municipalities) const {
    std::vector<Count> out;
    for (const std::string& municipality : municipalities) {
        if (const auto cases = cases_.find(municipality); cases != cases_.end())
            out.push_back(
                {{Mode::exception, municipality, {}, {}}, cases->second.size(), (*cases->second.begin())->row.created});
        for (const Mode mode : {Mode::carousel, Mode::blind, Mode::compare, Mode::qa})
            for (auto at = lines_.lower_bound({mode, municipality, {}, {}}); at != lines_.end(); ++at) {
                if (at->first.mode != mode || at->first.municipality != municipality) break;
                out.push_back({at->first, at->second.size(), (*at->second.begin())->task->row.created});
            }
    }
    return out;
}

std::vector<Waiting::Wait> Waiting::waits(const std::vector<std::string>& municipalities) const {
    std::map<std::tuple<bool, std::string, std::string>, std::vector<Instant>> all;
    for (const auto& [id, task] : tasks_) {
        if (task->row.kind == TaskKind::other || task->wholeSince) continue;
        if (std::find(municipalities.begin(), municipalities.end(), task->row.municipality) == municipalities.end())
            continue;
        all[{task->row.kind == TaskKind::sample, task->row.municipality, task->row.form}].push_back(task->row.created);
    }
    std::vector<Wait> out;
    for (auto& [key, created] : all) {
        const auto middle = created.begin() + static_cast<std::ptrdiff_t>(created.size() / 2);
        std::nth_element(created.begin(), middle, created.end());
        out.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), created.size(),
                       *std::min_element(created.begin(), created.end()), *middle});
    }
    return out;
}

}  // namespace toitsu::station
