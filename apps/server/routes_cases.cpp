// Cases: their records, their way through the flow, incidents to mend, tasks of one's role.

#include <algorithm>

#include "apps/server/case_values.h"
#include "apps/server/paging.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/values.h"
#include "apps/station/audit.h"
#include "apps/station/case_search.h"

namespace toitsu::server {

namespace {

using station::RunningStation;

// What is not the account's is answered like what does not exist.
Result<workflows::CaseView> caseFor(RunningStation& station, const Request& request, const std::string& id,
                                    Permission permission) {
    auto one = station.engine().findCase(id);
    if (!one && one.error().kind != ErrorKind::notFound) return fail(one.error());
    if (!one || !request.access.may(permission, one->municipality)) return fail(noSuchPath());
    return std::move(*one);
}

std::optional<workflows::CaseStatus> statusNamed(const std::string& name) {
    if (name == "running") return workflows::CaseStatus::running;
    if (name == "incident") return workflows::CaseStatus::incident;
    if (name == "completed") return workflows::CaseStatus::completed;
    return std::nullopt;
}

// Municipality by municipality, oldest first in each; a cursor is "<municipality> <case>".
Result<Response> listCases(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto page = pageOf(request);
    if (!page) return fail(page.error());
    const auto where = whereAsked(request, Permission::casesRead);
    const std::string q = request.queried("q").value_or("");
    List shown;
    Value next;
    if (!q.empty() && page->after.empty()) {
        // By its number, or by what a clerk knows of it.
        auto found = (*station)->file().read(
            [&](Database& database) { return station::case_search::find(database, where, q, page->limit); });
        if (!found) return fail(found.error());
        found->insert(found->begin(), q);
        for (const std::string& id : *found) {
            const auto one = (*station)->station().store().findCase(id);
            if (!one) return fail(one.error());
            if (!*one || std::find(where.begin(), where.end(), (*one)->municipality) == where.end()) continue;
            const auto status = statusNamed(request.queried("status").value_or(""));
            if (status && *status != (*one)->status) continue;
            auto row = caseRow(**station, **one);
            if (!row) return fail(row.error());
            shown.push_back(std::move(*row));
        }
        if (!shown.empty()) return Response::json(Value(Context{{"cases", shown}, {"next", next}}));
    }
    const std::size_t space = page->after.find(' ');
    const std::string from = page->after.substr(0, space);
    for (const std::string& municipality : where) {
        if (!from.empty() && municipality < from) continue;
        workflows::CaseQuery query;
        query.municipality = municipality;
        query.process = request.queried("process").value_or("");
        query.status = statusNamed(request.queried("status").value_or(""));
        query.businessKey = q;
        if (municipality == from && space != std::string::npos) query.after = page->after.substr(space + 1);
        query.most = page->limit + 1 - static_cast<int>(shown.size());
        const auto cases = (*station)->station().store().cases(query);
        if (!cases) return fail(cases.error());
        for (const workflows::StoredCase& one : *cases) {
            if (static_cast<int>(shown.size()) == page->limit) {
                const Value& last = shown.back();
                next = cursor(textOf(last["municipality"]) + " " + textOf(last["id"]));
                return Response::json(Value(Context{{"cases", shown}, {"next", next}}));
            }
            auto row = caseRow(**station, one);
            if (!row) return fail(row.error());
            shown.push_back(std::move(*row));
        }
    }
    return Response::json(Value(Context{{"cases", shown}, {"next", next}}));
}

Result<Response> oneCase(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto one = caseFor(**station, request, request.parameter("id"), Permission::casesRead);
    if (!one) return fail(one.error());
    const auto reason = request.queried("reason");
    const bool secrets = reason && !reason->empty() && request.access.may(Permission::myNumberRead, one->municipality);
    if (secrets) {
        const auto told = services.file->write([&](Database& database) {
            return station::audit::append(database, {one->municipality, services.now(), request.access.account(),
                                                     "my-number.case", one->id, Context{{"reason", *reason}}});
        });
        if (!told) return fail(told.error());
    }
    auto value = caseValue(services, *one, secrets);
    if (!value) return fail(value.error());
    // What shows a 個人番号 is not for the browser's disk.
    return Response::json(*value).with("Cache-Control", secrets ? "no-store" : "private, no-cache");
}

Result<Response> flowOf(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto one = caseFor(**station, request, request.parameter("id"), Permission::casesRead);
    if (!one) return fail(one.error());
    const auto flow = (*station)->station().store().definition(one->definition);
    if (!flow) return fail(flow.error());
    if (!*flow) return fail(noSuchPath());
    return withEtag(request, Response::bytes("application/xml", (*flow)->xml), etag(one->definition));
}

Result<Response> suspend(Services& services, const Request& request, bool suspended) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto one = caseFor(**station, request, request.parameter("id"), Permission::casesOperate);
    if (!one) return fail(one.error());
    const auto done = (*station)->engine().suspend(one->id, suspended, request.access.account(), services.now());
    if (!done) return fail(done.error());
    return Response::noContent();
}

// Nobody mends a record past the desk.
Result<Context> variablesOf(const Request& request) {
    Context out;
    if (const Context* given = request.json["variables"].context()) out = *given;
    if (out.find("record") == nullptr) return out;
    return fail(ErrorKind::refused, "V137",
                {"記録はここでは変えられません。検証の画面で確認してください",
                 "a record is not changed here; verify it at the desk"});
}

Result<Response> mend(Services& services, const Request& request, bool skip) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const std::string& id = request.parameter("id");
    const std::string caseId = id.substr(0, id.rfind('.'));
    const auto one = caseFor(**station, request, caseId, Permission::casesOperate);
    if (!one) return fail(one.error());
    const auto history = (*station)->engine().history(caseId);
    if (!history) return fail(history.error());
    const auto incidents = openIncidents(caseId, *history);
    const auto incident =
        std::find_if(incidents.begin(), incidents.end(), [&](const OpenIncident& open) { return open.id == id; });
    if (incident == incidents.end()) return fail(noSuchPath());
    const auto variables = variablesOf(request);
    if (!variables) return fail(variables.error());
    auto& engine = (*station)->engine();
    const std::string& person = request.access.account();
    const auto done = skip ? engine.skipIncident(incident->id, person, services.now(), *variables)
                           : engine.retryIncident(incident->id, person, services.now(), *variables);
    if (!done) return fail(done.error());
    (*station)->ring();
    return Response::noContent();
}

Result<Response> listTasks(Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const auto page = pageOf(request);
    if (!page) return fail(page.error());
    const auto where = whereAsked(request, Permission::tasksWork);
    List shown;
    Value next;
    const std::size_t space = page->after.find(' ');
    const std::string from = page->after.substr(0, space);
    for (const std::string& municipality : where) {
        if (!from.empty() && municipality < from) continue;
        workflows::WorkQuery query;
        query.municipality = municipality;
        query.name = request.queried("role").value_or("");
        if (municipality == from && space != std::string::npos) query.after = page->after.substr(space + 1);
        query.most = page->limit + 1 - static_cast<int>(shown.size());
        const auto tasks = (*station)->engine().tasks(query);
        if (!tasks) return fail(tasks.error());
        for (const workflows::Task& task : *tasks) {
            if (static_cast<int>(shown.size()) == page->limit) {
                const Value& last = shown.back();
                next = cursor(textOf(last["municipality"]) + " " + textOf(last["id"]));
                return Response::json(Value(Context{{"tasks", shown}, {"next", next}}));
            }
            shown.push_back(taskValue(services, task));
        }
    }
    return Response::json(Value(Context{{"tasks", shown}, {"next", next}}));
}

enum class Doing { claim, release, complete };

Result<Response> doTask(Services& services, const Request& request, Doing doing) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    auto& engine = (*station)->engine();
    const auto task = engine.task(request.parameter("id"));
    if (!task && task.error().kind != ErrorKind::notFound) return fail(task.error());
    if (!task || !request.access.may(Permission::tasksWork, task->municipality)) return fail(noSuchPath());
    const std::string& person = request.access.account();
    Result<void> done;
    if (doing == Doing::claim) {
        done = engine.claimTask(task->id, person, services.now());
    } else if (doing == Doing::release) {
        done = engine.releaseTask(task->id, person, services.now());
    } else {
        const auto variables = variablesOf(request);
        if (!variables) return fail(variables.error());
        if (task->form == "verify" && !task->variables["record"].isNull())
            return fail(ErrorKind::refused, "V137",
                        {"記録はここでは変えられません。検証の画面で確認してください",
                         "a record is not changed here; verify it at the desk"});
        done = engine.completeTask(task->id, person, *variables, services.now());
    }
    if (!done) return fail(done.error());
    (*station)->ring();
    return Response::noContent();
}

}  // namespace

std::vector<NamedShape> caseShapes() {
    return {
        {"Step", "{element: string, name: string}"},
        {"CaseRow",
         "{id: string, municipality: string, process: string, title: string, label: string|null, status: "
         "running|incident|completed, "
         "suspended: bool, started: time, at: [Step], due: time|null, waiting_for: string|null}"},
        {"RecordField",
         "{field: string, title: string, name: bool, text: string|null, shown: Words|null, raw: string|null, "
         "confidence: number, "
         "doubt: Words|null, "
         "confirmed_by: string|null, crop: string|null, page: string|null, sensitive: bool}"},
        {"Incident", "{id: string, element: string, name: string, code: string, message: Words, at: time}"},
        {"Task",
         "{id: string, case: string, municipality: string, element: string, name: string, role: string, form: string, "
         "created: time, claimed_by: string|null, due: time|null}"},
        {"CaseFile",
         "{id: string, municipality: string, process: string, title: string, label: string|null, status: "
         "running|incident|completed, "
         "suspended: bool, started: time, at: [Step], due: time|null, waiting_for: string|null, "
         "record: {form: string, fields: [RecordField]}|null, "
         "path: [{element: string, name: string, at: time, actor: string|null}], "
         "history: [{at: time, event: string, text: Words, element: string|null, name: string|null, actor: "
         "string|null}], "
         "incidents: [Incident], tasks: [Task], "
         "pages: [{id: string, file: string|null, page: int|null, url: string}], "
         "receipt: {number: string, system: string}|null}"},
    };
}

Routes caseRoutes(Services& services) {
    const auto bound = [&services](Result<Response> (*handler)(Services&, const Request&)) {
        return [&services, handler](const Request& request) { return handler(services, request); };
    };
    const auto task = [&services](Doing doing) {
        return [&services, doing](const Request& request) { return doTask(services, request, doing); };
    };
    const auto mending = [&services](bool skip) {
        return [&services, skip](const Request& request) { return mend(services, request, skip); };
    };
    const auto suspending = [&services](bool suspended) {
        return [&services, suspended](const Request& request) { return suspend(services, request, suspended); };
    };
    return {
        {Method::get,
         "/api/v1/cases",
         Permission::casesRead,
         {"Cases; q is a case's id, its business key, or the beginning of a name or number that stands in its record",
          "municipality?: string, status?: string, q?: string, process?: string, after?: string, limit?: string", "",
          "{cases: [CaseRow], next: string|null}"},
         bound(listCases)},
        {Method::get,
         "/api/v1/cases/{id}",
         Permission::casesRead,
         {"One case with its record, its way and what is open", "reason?: string", "", "CaseFile"},
         bound(oneCase)},
        {Method::get,
         "/api/v1/cases/{id}/flow",
         Permission::casesRead,
         {"The case's flow, as it was deployed (BPMN)", "", "", ""},
         bound(flowOf)},
        {Method::post,
         "/api/v1/cases/{id}/suspend",
         Permission::casesOperate,
         {"Let a case stand still", "", "any", ""},
         suspending(true),
         Body::json},
        {Method::post,
         "/api/v1/cases/{id}/resume",
         Permission::casesOperate,
         {"Let a case go on", "", "any", ""},
         suspending(false),
         Body::json},
        {Method::post,
         "/api/v1/incidents/{id}/retry",
         Permission::casesOperate,
         {"Try an incident's step again, with values that mend it", "", "{variables?: any}", ""},
         mending(false),
         Body::json},
        {Method::post,
         "/api/v1/incidents/{id}/skip",
         Permission::casesOperate,
         {"Go on as if the incident's step were done", "", "{variables?: any}", ""},
         mending(true),
         Body::json},
        {Method::get,
         "/api/v1/tasks",
         Permission::tasksWork,
         {"Open tasks, oldest first", "municipality?: string, role?: string, after?: string, limit?: string", "",
          "{tasks: [Task], next: string|null}"},
         bound(listTasks)},
        {Method::post,
         "/api/v1/tasks/{id}/claim",
         Permission::tasksWork,
         {"Take a task for oneself", "", "any", ""},
         task(Doing::claim),
         Body::json},
        {Method::post,
         "/api/v1/tasks/{id}/release",
         Permission::tasksWork,
         {"Give a task back", "", "any", ""},
         task(Doing::release),
         Body::json},
        {Method::post,
         "/api/v1/tasks/{id}/complete",
         Permission::tasksWork,
         {"Complete a task; what is about a record is verified at the desk", "", "{variables?: any}", ""},
         task(Doing::complete),
         Body::json},
    };
}

}  // namespace toitsu::server
