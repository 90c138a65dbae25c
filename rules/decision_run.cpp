#include "rules/decision_run.h"

#include <functional>
#include <set>

namespace toitsu::rules {

namespace {

std::string described(const DrgElement& element) {
    return element.name.empty() ? element.id : element.name;
}

}  // namespace

Result<void> checkRequirements(const DecisionModelData& model) {
    std::set<const DrgElement*> finished;
    std::set<const DrgElement*> open;
    std::function<Result<void>(const DrgElement&, const DecisionModelData&)> visit =
        [&](const DrgElement& element, const DecisionModelData& home) -> Result<void> {
        if (finished.contains(&element)) return {};
        if (open.size() > 300 || !open.insert(&element).second)
            return fail(
                ErrorKind::schema, "R019",
                {"判定「" + described(element) + "」の要求が循環しているか深すぎます。矢印を一つ外してください",
                 "\"" + described(element) + "\" requires itself in a circle, or too deeply; remove one requirement"},
                element.place);
        for (const std::string& href : element.requirements) {
            const Reference required = resolve(home, href);
            if (required.element == nullptr)
                return fail(
                    ErrorKind::schema, "R018",
                    {"「" + described(element) + "」が要求する「" + href + "」がありません。href を確かめてください",
                     "\"" + described(element) + "\" requires \"" + href + "\", which is not there; check the href"},
                    element.place);
            if (required.element->kind == DrgElement::Kind::knowledge) continue;  // functions may call themselves
            if (auto sound = visit(*required.element, *required.model); !sound) return sound;
        }
        open.erase(&element);
        finished.insert(&element);
        return {};
    };
    for (const DrgElement& element : model.elements)
        if (auto sound = visit(element, model); !sound) return sound;
    return {};
}

Value DecisionRun::input(const DrgElement& element, const std::string& import) {
    const Value* given = nullptr;
    if (!import.empty())
        if (const Value* space = inputs_.find(import); space != nullptr && space->context() != nullptr)
            given = space->context()->find(element.variable);
    if (given == nullptr) given = inputs_.find(element.variable);
    if (given == nullptr) given = inputs_.find(element.name);
    if (given == nullptr) {
        trace(element, "input", {}, {});
        return {};
    }
    Value value = *given;
    if (element.type)
        value = coerced(value, *element.type, session_,
                        {"入力「" + element.name + "」", "the input \"" + element.name + "\""}, element.at);
    trace(element, "input", value, {});
    return value;
}

void DecisionRun::trace(const DrgElement& element, const char* kind, const Value& value, std::vector<TableRun> tables) {
    if (session_.trace == nullptr || session_.trace->elements == nullptr) return;
    ElementRun run;
    run.name = element.name.empty() ? element.id : element.name;
    run.kind = kind;
    run.value = session_.leaving(value);
    run.place = element.place;
    run.tables = std::move(tables);
    session_.trace->elements->push_back(std::move(run));
}

Value DecisionRun::valueOf(const Reference& reference) {
    if (const auto found = done_.find(reference.element); found != done_.end()) return found->second;
    Value value;
    switch (reference.element->kind) {
        case DrgElement::Kind::input:
            value = input(*reference.element, reference.import);
            break;
        case DrgElement::Kind::decision:
            value = decision(*reference.element, *reference.model);
            break;
        case DrgElement::Kind::knowledge:
            value = knowledge(*reference.element, *reference.model);
            break;
        case DrgElement::Kind::service:
            value = service(*reference.element, *reference.model);
            break;
    }
    done_[reference.element] = value;
    return value;
}

// A decision that declares no requirement at all sees every input: such files are common and mean just that.
std::shared_ptr<Frame> DecisionRun::frameFor(const DrgElement& element, const DecisionModelData& model) {
    const bool declares = !element.requirements.empty() || element.kind == DrgElement::Kind::knowledge;
    auto frame = std::make_shared<Frame>(nullptr, declares ? nullptr : &inputs_);
    for (const std::string& href : element.requirements) {
        const Reference reference = resolve(model, href);
        if (reference.element == nullptr) continue;
        const Value value = valueOf(reference);
        if (reference.import.empty()) {
            frame->put(reference.element->variable, value);
            continue;
        }
        const Value* before = frame->own().find(reference.import);
        Context space = before != nullptr && before->context() != nullptr ? *before->context() : Context();
        space.put(reference.element->variable, value);
        frame->put(reference.import, Value(std::move(space)));
    }
    return frame;
}

Value DecisionRun::decision(const DrgElement& element, const DecisionModelData& model) {
    const auto frame = frameFor(element, model);
    const Wording outer = std::exchange(session_.deciding, element.label());
    std::vector<TableRun> outerTables;
    if (session_.trace != nullptr) outerTables.swap(session_.trace->open);
    Value value;
    if (element.logic) {
        value = evaluate(*element.logic, *frame, session_);
        if (element.type)
            value = coerced(value, *element.type, session_, {"判定の結果", "the decision's result"}, element.logic->at);
    } else {
        session_.null(element.at, "判定に式も表もありません", "the decision has no logic");
    }
    session_.deciding = outer;
    if (session_.trace != nullptr) {
        outerTables.swap(session_.trace->open);
        trace(element, "decision", value, std::move(outerTables));
    }
    return value;
}

Value DecisionRun::knowledge(const DrgElement& element, const DecisionModelData& model) {
    if (!element.logic || element.logic->kind != NodeKind::function || element.logic->external)
        return session_.null(element.at, "実行できる式がありません（Java や PMML の関数は実行しません）",
                             "it has no logic that can be run (functions in Java or PMML are not)");
    // Bound before its frame is filled, so that it may call itself and others that call it.
    const auto frame = std::make_shared<Frame>(nullptr);
    Function function;
    function.name = element.name;
    function.parameters = element.logic->names;
    function.types = element.logic->types;
    function.body = element.logic->children[0];
    function.frame = frame;
    if (element.type && element.type->kind != FeelType::Kind::function) function.result = element.type;
    const Value wrapped = session_.wrap(std::move(function));
    done_[&element] = wrapped;
    frame->put(element.variable, wrapped);
    const auto required = frameFor(element, model);
    for (const auto& [name, value] : required->own().entries()) frame->put(name, value);
    return wrapped;
}

Value DecisionRun::service(const DrgElement& element, const DecisionModelData& model) {
    Function function;
    function.name = element.name;
    const auto addParameters = [&](const std::vector<std::string>& hrefs) {
        for (const std::string& href : hrefs) {
            const Reference reference = resolve(model, href);
            if (reference.element == nullptr) continue;
            function.parameters.push_back(reference.element->variable);
            function.types.push_back(reference.element->type);
        }
    };
    addParameters(element.inputData);
    addParameters(element.inputDecisions);
    function.frame = std::make_shared<Frame>(nullptr);
    function.native = [this, &element, &model](Session&, const Frame& arguments) {
        return served(element, model, arguments);
    };
    return session_.wrap(std::move(function));
}

// Evaluates the service's output decisions in a run of their own, with the arguments in place of what it leaves open.
Value DecisionRun::served(const DrgElement& element, const DecisionModelData& model, const Frame& arguments) {
    Context inputs;
    Done given;
    for (const auto* hrefs : {&element.inputData, &element.inputDecisions}) {
        for (const std::string& href : *hrefs) {
            const Reference reference = resolve(model, href);
            if (reference.element == nullptr) continue;
            const Value* argument = arguments.find(reference.element->variable);
            given[reference.element] = argument != nullptr ? *argument : Value();
        }
    }
    DecisionRun inner(model, session_, inputs);
    inner.done_ = std::move(given);
    Context out;
    for (const std::string& href : element.outputDecisions) {
        const Reference reference = resolve(model, href);
        if (reference.element == nullptr) continue;
        Value value = inner.valueOf(reference);
        if (element.outputDecisions.size() == 1)
            return element.type && element.type->kind != FeelType::Kind::function
                       ? coerced(value, *element.type, session_, {"サービスの結果", "the service's result"}, element.at)
                       : value;
        out.put(reference.element->variable, std::move(value));
    }
    return Value(std::move(out));
}

Value DecisionRun::asked(const DrgElement& element) {
    const Value value = valueOf({&element, &model_, ""});
    const Function* function = session_.functionOf(value);
    if (element.kind == DrgElement::Kind::decision || function == nullptr) return value;
    std::vector<Value> arguments;
    for (const std::string& parameter : function->parameters) {
        const Value* given = inputs_.find(parameter);
        arguments.push_back(given != nullptr ? *given : Value());
    }
    return call(value, std::move(arguments), session_, element.at);
}

}  // namespace toitsu::rules
