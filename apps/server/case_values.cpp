#include "apps/server/case_values.h"

#include <algorithm>
#include <limits>

#include "apps/server/event_words.h"
#include "apps/server/values.h"
#include "apps/station/case_label.h"
#include "apps/station/sealed_record.h"
#include "workflows/definition.h"

namespace toitsu::server {

namespace {

std::string_view statusName(workflows::CaseStatus status) {
    switch (status) {
        case workflows::CaseStatus::running:
            return "running";
        case workflows::CaseStatus::incident:
            return "incident";
        case workflows::CaseStatus::completed:
            return "completed";
    }
    return "running";
}

// What the flow calls an element; its id where it has no name, or stands in a called process.
class Names {
public:
    Names(station::RunningStation& station, const std::string& definition) {
        if (auto flow = station.engine().definition(definition)) flow_ = *flow;
    }
    std::string of(const std::string& element) const {
        const workflows::Node* node = flow_ == nullptr ? nullptr : flow_->find(element);
        return node == nullptr || node->name.empty() ? element : node->name;
    }
    std::string flow() const { return flow_ == nullptr ? std::string() : flow_->name; }

private:
    std::shared_ptr<const workflows::Definition> flow_;
};

// What a list says of a case, whether it has been gone through or is known by its end.
struct Listed {
    std::string id, municipality, process, definition;
    std::string form;   // that it says it is on
    std::string label;  // "" – no name stands in it
    workflows::CaseStatus status = workflows::CaseStatus::running;
    bool suspended = false;
    Instant started = 0;
    std::vector<std::string> at = {};
};

Listed listedOf(station::RunningStation& station, const workflows::CaseView& one) {
    Listed out{one.id, one.municipality, one.process,   one.definition, textOf(one.variables["form"]),
               {},     one.status,       one.suspended, one.started,    {one.at.begin(), one.at.end()}};
    out.label = station::caseLabel(station.library(), one.variables);
    return out;
}

Context rowOf(station::RunningStation& station, const Listed& one, const Names& names) {
    List at;
    for (const std::string& element : one.at) at.push_back(Context{{"element", element}, {"name", names.of(element)}});
    const forms::Form* form = station.library().form(one.form);
    const std::string flow = names.flow().empty() ? one.process : names.flow();
    return Context{{"id", one.id},
                   {"municipality", one.municipality},
                   {"process", one.process},
                   {"title", form == nullptr ? flow : form->title},
                   {"label", textOrNull(one.label)},
                   {"status", std::string(statusName(one.status))},
                   {"suspended", one.suspended},
                   {"started", isoTime(one.started)},
                   {"at", at},
                   {"due", Value()},
                   {"waiting_for", Value()}};
}

// A choice as the form calls it; null where the text says it already.
Value shownOf(const forms::Field* field, const Value& value) {
    if (field == nullptr) return {};
    if (field->type == forms::FieldType::flag && value.boolean() != nullptr)
        return *value.boolean() ? Context{{"ja", "はい"}, {"en", "yes"}} : Context{{"ja", "いいえ"}, {"en", "no"}};
    if (field->options.empty()) return {};
    std::string titles;
    const auto add = [&](const Value& code) {
        const auto known = std::find_if(field->options.begin(), field->options.end(),
                                        [&](const forms::Option& option) { return option.code == textOf(code); });
        titles += (titles.empty() ? "" : "、") + (known == field->options.end() ? textOf(code) : known->title);
    };
    if (const List* codes = value.list())
        for (const Value& code : *codes) add(code);
    else
        add(value);
    return titles.empty() ? Value() : Value(Context{{"ja", titles}, {"en", titles}});
}

// Of a person, a company or a place: shown in a font that has the characters of names.
bool isName(forms::FieldType type) {
    return type == forms::FieldType::personName || type == forms::FieldType::address || type == forms::FieldType::text;
}

Value recordValue(const Services& services, station::RunningStation& station, const workflows::CaseView& one,
                  bool secretsToo) {
    if (one.variables["record"].isNull()) return {};
    // Nothing is opened that is not to be shown.
    auto record = forms::fromValue(one.variables["record"]);
    if (record && secretsToo)
        record = station::openRecord(station.data().vault(), std::move(*record), station::recordSubject(one.variables));
    if (!record) return {};
    const forms::Form* form = station.library().asked(record->form, record->layout);
    List fields;
    for (const forms::FieldValue& value : record->fields) {
        const forms::Field* field = form == nullptr ? nullptr : form->field(value.field);
        // A form that this library does not know may hold anything.
        const bool secret = field == nullptr || field->myNumber;
        const bool covered = secret && !secretsToo;
        const auto payload = station::payloadOf(value, one.variables);
        const bool paper = !payload.page.empty() && !payload.places.empty();
        fields.push_back(Context{
            {"field", value.field},
            {"title", field == nullptr ? value.field : field->title},
            {"name", field != nullptr && isName(field->type)},
            {"text", covered ? Value() : Value(payload.text)},
            {"shown", covered ? Value() : shownOf(field, value.value)},
            {"raw", covered ? Value() : Value(value.raw)},
            {"confidence", Decimal::fromDouble(value.confidence).value_or(Decimal(0))},
            {"doubt", value.doubt ? Value(Context{{"ja", value.why.ja}, {"en", value.why.en}}) : Value()},
            {"confirmed_by", value.confirmedBy.empty() ? Value() : Value(services.personName(value.confirmedBy))},
            {"crop", paper ? Value("/api/v1/crops/" + one.id + ":" + value.field + "?scale=2") : Value()},
            {"page", textOrNull(payload.page)},
            {"sensitive", secret},
        });
    }
    return Context{{"form", record->form}, {"fields", fields}};
}

// The originals that it came from, as pictures.
List pagesValue(station::RunningStation& station, const workflows::CaseView& one) {
    List out;
    for (const std::string& id : station::pagesOf(one.variables)) {
        const auto page = station.data().pages().find(id);
        out.push_back(Context{{"id", id},
                              {"file", page ? Value(page->fileName) : Value()},
                              {"page", page ? Value(page->page) : Value()},
                              {"url", "/api/v1/pages/" + id + "/image"}});
    }
    return out;
}

// What the business system gave for it.
Value receiptValue(const workflows::CaseView& one) {
    const Value& receipt = one.variables["receipt"];
    if (receipt["number"].string() == nullptr) return {};
    return Context{{"number", receipt["number"]}, {"system", receipt["backend"]}};
}

// Its open tasks, and for the row: the nearest deadline, and whose turn it is.
Result<std::vector<workflows::Task>> openTasks(station::RunningStation& station, const std::string& caseId) {
    std::vector<workflows::Task> out;
    for (const std::string& id : station.desk().tasksOf(caseId)) {
        auto task = station.engine().task(id);
        if (task) out.push_back(std::move(*task));
        // Finished since.
        if (!task && task.error().kind != ErrorKind::notFound) return fail(task.error());
    }
    return out;
}

void putTasks(Context& row, const std::vector<workflows::Task>& tasks) {
    const workflows::Task* next = nullptr;
    const auto due = [](const workflows::Task& task) {
        return task.due.value_or(std::numeric_limits<workflows::Instant>::max());
    };
    for (const workflows::Task& task : tasks)
        if (next == nullptr || due(task) < due(*next)) next = &task;
    if (next == nullptr) return;
    if (next->due) row.put("due", isoTime(*next->due));
    row.put("waiting_for", textOrNull(next->role));
}

}  // namespace

// From the history, which has the words of both languages.
std::vector<OpenIncident> openIncidents(const std::string& caseId, const std::vector<workflows::HistoryEntry>& events) {
    std::vector<OpenIncident> out;
    for (const workflows::HistoryEntry& event : events) {
        const Decimal* number = event.detail["incident"].number();
        if (number == nullptr) continue;
        const std::string id = caseId + "." + number->text();
        if (event.kind == workflows::name(workflows::Kind::incidentRaised))
            out.push_back({id,
                           event.element,
                           textOf(event.detail["code"]),
                           {textOf(event.detail["ja"]), textOf(event.detail["en"])},
                           event.at});
        else
            std::erase_if(out, [&](const OpenIncident& one) { return one.id == id; });
    }
    return out;
}

Result<Value> caseRow(station::RunningStation& station, const workflows::CaseView& one) {
    Context row = rowOf(station, listedOf(station, one), Names(station, one.definition));
    const auto tasks = openTasks(station, one.id);
    if (!tasks) return fail(tasks.error());
    putTasks(row, *tasks);
    return Value(std::move(row));
}

Result<Value> caseRow(station::RunningStation& station, const workflows::StoredCase& row) {
    if (row.status == workflows::CaseStatus::completed) {
        const auto known =
            station.file().read([&](Database& database) { return station::ended_cases::find(database, row.id); });
        if (!known) return fail(known.error());
        if (*known) {
            const Listed one{row.id,          row.municipality, row.process, row.definition, (*known)->form,
                             (*known)->label, row.status,       false,       row.started};
            return Value(rowOf(station, one, Names(station, row.definition)));
        }
    }
    const auto one = station.engine().view(row);
    if (!one) return fail(one.error());
    return caseRow(station, *one);
}

Value taskValue(const Services& services, const workflows::Task& task) {
    return Context{{"id", task.id},
                   {"case", task.caseId},
                   {"municipality", task.municipality},
                   {"element", task.element},
                   {"name", task.name},
                   {"role", task.role},
                   {"form", task.form},
                   {"created", isoTime(task.created)},
                   {"claimed_by", task.claimedBy.empty() ? Value() : Value(services.personName(task.claimedBy))},
                   {"due", task.due ? Value(isoTime(*task.due)) : Value()}};
}

Result<Value> caseValue(const Services& services, const workflows::CaseView& one, bool secretsToo) {
    station::RunningStation& station = *services.station;
    const auto who = [&](const std::string& actor) {
        return actor.empty() ? Value() : Value(services.personName(actor));
    };
    const Names names(station, one.definition);
    Context out = rowOf(station, listedOf(station, one), names);
    out.put("record", recordValue(services, station, one, secretsToo));
    const auto events = station.engine().history(one.id);
    if (!events) return fail(events.error());
    List path, history;
    for (const workflows::HistoryEntry& event : *events) {
        // What an event holds may be anybody's: only what happened, where, and by whom.
        const Wording words = eventWords(event.kind);
        history.push_back(Context{{"at", isoTime(event.at)},
                                  {"event", event.kind},
                                  {"text", Context{{"ja", words.ja}, {"en", words.en}}},
                                  {"element", textOrNull(event.element)},
                                  {"name", event.element.empty() ? Value() : Value(names.of(event.element))},
                                  {"actor", who(event.actor)}});
        if (event.kind == workflows::name(workflows::Kind::elementEntered))
            path.push_back(Context{{"element", event.element},
                                   {"name", names.of(event.element)},
                                   {"at", isoTime(event.at)},
                                   {"actor", who(event.actor)}});
        // Whoever did it is told where it was done.
        if (event.kind == workflows::name(workflows::Kind::taskCompleted) && !event.actor.empty())
            for (auto step = path.rbegin(); step != path.rend(); ++step)
                if (textOf((*step)["element"]) == event.element) {
                    Context done = *step->context();
                    done.put("actor", who(event.actor));
                    *step = done;
                    break;
                }
    }
    out.put("path", path);
    out.put("history", history);
    List incidents, tasks;
    for (const OpenIncident& incident : openIncidents(one.id, *events))
        incidents.push_back(Context{{"id", incident.id},
                                    {"element", incident.element},
                                    {"name", names.of(incident.element)},
                                    {"code", incident.code},
                                    {"message", Context{{"ja", incident.message.ja}, {"en", incident.message.en}}},
                                    {"at", isoTime(incident.at)}});
    const auto open = openTasks(station, one.id);
    if (!open) return fail(open.error());
    for (const workflows::Task& task : *open) tasks.push_back(taskValue(services, task));
    putTasks(out, *open);
    out.put("incidents", incidents);
    out.put("tasks", tasks);
    out.put("pages", pagesValue(station, one));
    out.put("receipt", receiptValue(one));
    return Value(out);
}

}  // namespace toitsu::server
