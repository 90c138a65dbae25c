#include "workflows/decide_person.h"

#include "workflows/bpmn.h"
#include "workflows/elements/element.h"

namespace toitsu::workflows {

namespace {

tl::unexpected<Error> incidentGone() {
    return fail(ErrorKind::conflict, "W043",
                {"この問題はもう解決しています。一覧を開き直してください。",
                 "this incident is already resolved; list the incidents again"});
}

tl::unexpected<Error> cannotSkip() {
    return fail(ErrorKind::usage, "W067",
                {"ここは飛ばせません。進む先の線(flow)を指定するか、再実行してください。",
                 "this cannot be skipped; name the sequence flow to go along, or retry"});
}

}  // namespace

Result<void> PersonDecider::operator()(const RetryIncident& command) {
    const OpenIncident* open = find(steps_.state().incidents, command.incident);
    if (!open) return incidentGone();
    const OpenIncident incident = *open;
    steps_.emit(Kind::incidentResolved, incident.element, {{"incident", incident.id}, {"variables", command.variables}},
                command.person);
    if (incident.job != 0) {
        steps_.emit(Kind::jobRetried, incident.element, {{"job", incident.job}}, command.person);
    } else {
        steps_.again(incident);
    }
    return {};
}

Result<void> PersonDecider::operator()(const SkipIncident& command) {
    const OpenIncident* open = find(steps_.state().incidents, command.incident);
    if (!open) return incidentGone();
    const OpenIncident incident = *open;
    if (incident.token == 0) return cannotSkip();
    const Token token = *steps_.state().token(incident.token);
    const Node& node = *steps_.nodeOf(token);
    const Definition& all = steps_.definition(token.scope);
    const Flow* way = nullptr;
    for (const std::size_t index : node.outgoing) {
        if (all.flows[index].id == command.flow) way = &all.flows[index];
    }
    if (!command.flow.empty() && !way) return cannotSkip();
    const bool asks = incident.stage == "leave" || node.type->position == Position::gateway;
    if (asks && !way) return cannotSkip();
    steps_.emit(Kind::incidentResolved, incident.element,
                {{"incident", incident.id}, {"variables", command.variables}, {"skipped", true}}, command.person);
    if (way) {
        steps_.leaveAlong(node, {token.id}, {way});
    } else if (node.type->position == Position::activity && token.hosted == 0) {
        steps_.withdraw(token.id);
        steps_.complete(node, token.id);
    } else if (incident.stage != "wait" || token.element == incident.element) {
        steps_.leave(node, token.id);
    }
    return {};
}

Result<void> PersonDecider::operator()(const SetVariables& command) {
    if (!find(steps_.state().scopes, command.scope)) {
        return fail(ErrorKind::notFound, "W062",
                    {"その範囲はもうありません。案件を開き直してください。",
                     "there is no such scope any more; look at the case again"});
    }
    steps_.setVariables(command.scope, 0, command.variables, command.local, command.person);
    return {};
}

Result<void> PersonDecider::operator()(const Suspend& command) {
    if (steps_.state().suspended == command.suspend) return {};
    steps_.emit(command.suspend ? Kind::caseSuspended : Kind::caseResumed, "", {}, command.person);
    return {};
}

Result<void> PersonDecider::operator()(const Modify& command) {
    for (const std::int64_t token : command.change.cancel) {
        if (steps_.state().token(token)) continue;
        return fail(ErrorKind::notFound, "W063",
                    {"取り下げる場所(トークン " + std::to_string(token) + ")がありません。案件を開き直してください。",
                     "there is no token " + std::to_string(token) + " to take away; look at the case again"});
    }
    std::vector<std::pair<std::int64_t, const Node*>> begins;
    for (const Modification::Begin& begin : command.change.begin) {
        const auto place = placeFor(begin);
        if (!place) return fail(place.error());
        begins.push_back(*place);
    }
    steps_.setVariables(0, 0, command.change.variables, false, command.person);
    for (const auto& [scope, node] : begins) steps_.arrive(scope, *node);
    for (const std::int64_t token : command.change.cancel) {
        if (steps_.alive(token)) steps_.cancel(token, command.person);
    }
    return {};
}

Result<void> PersonDecider::operator()(const ActivateAdHoc& command) {
    const Scope* scope = find(steps_.state().scopes, command.scope);
    const Node* container = scope ? steps_.find(scope->id, scope->element) : nullptr;
    if (!container || !container->adHoc) {
        return fail(
            ErrorKind::notFound, "W064",
            {"その範囲は開いているアドホックサブプロセスではありません。", "this scope is no open ad-hoc sub-process"});
    }
    if (command.element.empty()) {
        steps_.setVariables(0, 0, {}, false, command.person);
        steps_.terminate(command.scope);
        return {};
    }
    for (const std::size_t start : container->starts) {
        const Node& node = steps_.definition(scope->id).at(start);
        if (node.id != command.element) continue;
        if (container->adHocSequential && !scope->tokens.empty()) {
            return fail(ErrorKind::conflict, "W065",
                        {"順次のアドホックサブプロセスでは、前の作業が終わってから次を始めてください。",
                         "this ad-hoc sub-process is sequential: finish the running activity first"});
        }
        steps_.arrive(scope->id, node);
        return {};
    }
    return fail(ErrorKind::notFound, "W066",
                {"「" + command.element + "」はここから始められる作業ではありません。",
                 command.element + " is no activity that can be begun here"});
}

Result<void> PersonDecider::operator()(const CancelCase& command) {
    steps_.endCase(true, {}, command.person);
    return {};
}

Result<void> PersonDecider::operator()(const MigrateCase& command) {
    const auto target = steps_.surroundings().definition(command.definition);
    if (!target) return fail(target.error());
    const auto obstacles = migrationObstacles(steps_.definition(0), **target, steps_.state(), command.elements);
    if (!obstacles.empty()) return fail(combined(obstacles));
    steps_.migrate(command.definition, *target, command.elements, command.person);
    return {};
}

Result<std::pair<std::int64_t, const Node*>> PersonDecider::placeFor(const Modification::Begin& begin) const {
    std::vector<std::pair<std::int64_t, const Node*>> places;
    for (const auto& [id, scope] : steps_.state().scopes) {
        if (begin.scope >= 0 && begin.scope != id) continue;
        const Node* node = steps_.find(id, begin.element);
        const Node* container = steps_.find(id, scope.element);
        if (node && container && scope.kind != Scope::Kind::multi && node->parent == container->index)
            places.emplace_back(id, node);
    }
    if (places.size() == 1) return places.front();
    if (places.empty()) {
        return fail(ErrorKind::notFound, "W068",
                    {"「" + begin.element + "」を置ける開いた範囲がありません。",
                     "there is no open scope that " + begin.element + " could stand in"});
    }
    return fail(ErrorKind::conflict, "W069",
                {"「" + begin.element + "」を置ける範囲が複数あります。scope を指定してください。",
                 begin.element + " could stand in several open scopes; name one"});
}

}  // namespace toitsu::workflows
