// What data a task or event has must fit its operation, message, signal, error or escalation (BPMN 2.0.2, 10.3.3,
// 10.5.1), and what a call activity has must fit what it calls (10.3.6). Where no data is modelled nothing is asked.

#include <algorithm>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

// The item definition that a trigger carries: a message's, or that of the signal, error or escalation.
std::string payload(const Model& model, const Item& definition) {
    static constexpr std::pair<std::string_view, std::string_view> carriers[] = {{"messageRef", "itemRef"},
                                                                                 {"signalRef", "structureRef"},
                                                                                 {"errorRef", "structureRef"},
                                                                                 {"escalationRef", "structureRef"}};
    for (const auto& [reference, item] : carriers)
        if (definition.has(reference)) {
            const Item* carrier = model.find(definition.get(reference));
            return carrier == nullptr ? std::string() : carrier->get(item);
        }
    return {};
}

}  // namespace

void checkEventData(const Model& model, Findings& findings) {
    for (const Item& event : model.items()) {
        if (!isEvent(event.tag())) continue;
        auto data = event.all("dataOutput");
        if (data.empty()) data = event.all("dataInput");
        std::vector<std::string> carried;
        for (const Item* definition : model.definitionsOf(event))
            if (const std::string item = payload(model, *definition); !item.empty()) carried.push_back(item);
        if (data.empty() || carried.empty()) continue;
        const std::string name = called(*event.node);
        if (data.size() != carried.size()) {
            findings.error(rule::eventData, *event.node,
                           name + " のデータは " + std::to_string(data.size()) + " 個、運ばれるものは " +
                               std::to_string(carried.size()) + " 個です。同じ順に同じ数だけ書いてください。",
                           name + " has " + std::to_string(data.size()) + " data for " +
                               std::to_string(carried.size()) +
                               " triggers that carry some; write one for each, in their order");
            continue;
        }
        for (std::size_t n = 0; n < data.size(); ++n) {
            const std::string own = model.itemOf(*data[n]);
            if (own.empty() || model.sameItem(own, carried[n])) continue;
            findings.error(rule::eventData, *data[n]->node,
                           name + ": " + data[n]->id + " の項目定義は " + carried[n] + " と同じにしてください。",
                           name + ": the item definition of " + data[n]->id + " must equal " + carried[n]);
        }
    }
}

namespace {

class TaskData {
public:
    TaskData(const Model& model, const Item& task, Findings& findings)
        : model_(model), task_(task), specification_(task.child("ioSpecification")), findings_(findings) {}

    void service() {
        const Item* operation = model_.find(task_.get("operationRef"));
        if (operation == nullptr || !operation->is("operation")) return;
        const std::string in = messageItem(*operation, "inMessageRef"), out = messageItem(*operation, "outMessageRef");
        if (specification_ == nullptr) {
            if (!in.empty() || !out.empty())
                wrong("の操作はデータを受け渡しますが、ioSpecification がありません。書き足してください。",
                      "has an operation with data and no ioSpecification; add it");
            return;
        }
        sets("inputSet", "dataInput", in);
        sets("outputSet", "dataOutput", out);
    }

    void message(std::string_view set, std::string_view data) {
        const Item* message = model_.find(task_.get("messageRef"));
        if (specification_ == nullptr || message == nullptr) return;
        if (specification_->all(set).size() > 1 || specification_->all(data).size() > 1)
            wrong("の " + std::string(set) + " と " + std::string(data) + " は一つずつまでです。",
                  "can have one " + std::string(set) + " and one " + std::string(data) + " only");
        sets(set, data, message->get("itemRef"));
    }

private:
    void wrong(const std::string& ja, const std::string& en) {
        findings_.error(rule::taskData, *task_.node, called(*task_.node) + " " + ja, called(*task_.node) + " " + en);
    }

    std::string messageItem(const Item& operation, std::string_view which) const {
        const Item* reference = operation.child(which);
        const Item* message = reference == nullptr ? nullptr : model_.find(text(*reference->node));
        return message == nullptr ? std::string() : message->get("itemRef");
    }

    // One set at most, and one piece of data of the message's kind.
    void sets(std::string_view set, std::string_view data, const std::string& item) {
        const auto all = specification_->all(data);
        const std::string name(data);
        if (specification_->all(set).size() > 1)
            wrong("の " + std::string(set) + " は一つだけにしてください。",
                  "must have one " + std::string(set) + " only");
        if (item.empty()) return;
        if (all.size() > 1) wrong("の " + name + " は一つだけにしてください。", "must have one " + name + " only");
        if (all.size() != 1) return;
        const std::string own = model_.itemOf(*all.front());
        if (model_.sameItem(own, item)) return;
        wrong("の " + all.front()->id + " の項目定義は、メッセージと同じ " + item + " にしてください。",
              "must give " + all.front()->id + " the item definition of the message, " + item);
    }

    const Model& model_;
    const Item& task_;
    const Item* specification_;
    Findings& findings_;
};

}  // namespace

void checkTaskData(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        if (!item.strictlyExecutable()) continue;
        if (item.is("serviceTask")) TaskData(model, item, findings).service();
        if (item.is("sendTask")) TaskData(model, item, findings).message("inputSet", "dataInput");
        if (item.is("receiveTask")) TaskData(model, item, findings).message("outputSet", "dataOutput");
    }
}

namespace {

std::vector<const Item*> dataOf(const Item& owner, std::string_view tag) {
    const Item* specification = owner.child("ioSpecification");
    return specification == nullptr ? std::vector<const Item*>() : specification->all(tag);
}

// Each piece of data of one side has its counterpart on the other, by item definition.
bool match(const Model& model, std::vector<const Item*> own, std::vector<const Item*> wanted) {
    if (own.size() != wanted.size()) return false;
    for (const Item* one : own) {
        const std::string item = model.itemOf(*one);
        const auto fits = [&](const Item* other) {
            const std::string theirs = model.itemOf(*other);
            return item.empty() || theirs.empty() || model.sameItem(item, theirs);
        };
        const auto found = std::find_if(wanted.begin(), wanted.end(), fits);
        if (found == wanted.end()) return false;
        wanted.erase(found);
    }
    return true;
}

void checkBinding(const Model& model, const Item& binding, Findings& findings) {
    const Item* operation = model.find(binding.get("operationRef"));
    if (operation == nullptr) return;
    const auto check = [&](std::string_view data, std::string_view message) {
        const Item* own = model.find(binding.get(data));
        const Item* reference = operation->child(message);
        const Item* other = reference == nullptr ? nullptr : model.find(text(*reference->node));
        if (own == nullptr || other == nullptr || !isItemAware(own->tag())) return;
        const std::string item = model.itemOf(*own), wanted = other->get("itemRef");
        if (item.empty() || wanted.empty() || model.sameItem(item, wanted)) return;
        findings.error(
            rule::binding, *binding.node,
            "ioBinding の " + own->id + " の項目定義は、操作のメッセージと同じ " + wanted + " にしてください。",
            "ioBinding: the item definition of " + own->id + " must be that of the operation's message, " + wanted);
    };
    check("inputDataRef", "inMessageRef");
    check("outputDataRef", "outMessageRef");
}

}  // namespace

void checkCalls(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        if (item.is("ioBinding")) checkBinding(model, item, findings);
        if ((item.is("process") || isGlobalTask(item.tag())) && item.child("supportedInterfaceRef") != nullptr &&
            item.child("ioBinding") == nullptr)
            findings.error(
                rule::binding, *item.node,
                called(*item.node) + " のインターフェイスに ioBinding がありません。操作とデータを結んでください。",
                called(*item.node) + " supports an interface without ioBinding; bind its operations to the data");
        if (!item.is("callActivity") || !item.strictlyExecutable()) continue;
        const Item* target = model.find(item.get("calledElement"));
        if (target == nullptr || (!target->is("process") && !isGlobalTask(target->tag()))) continue;
        // A call activity that models no data at all passes what there is; the standard maps nothing then.
        if (target->child("ioSpecification") == nullptr && item.child("ioSpecification") == nullptr) continue;
        if (match(model, dataOf(item, "dataInput"), dataOf(*target, "dataInput")) &&
            match(model, dataOf(item, "dataOutput"), dataOf(*target, "dataOutput")))
            continue;
        findings.error(
            rule::callData, *item.node,
            called(*item.node) + " の入出力は、呼び出す " + called(*target->node) + " の入出力と同じにしてください。",
            "inputs and outputs of " + called(*item.node) + " must match those of " + called(*target->node) +
                ", which it calls");
    }
}

namespace {

bool isDataOf(const Item& data, const Item& activity, std::string_view tag) {
    return data.is(tag) && data.parent->is("ioSpecification") && data.parent->parent == &activity;
}

// An item of the collection is no collection itself, and of the same structure.
void checkElement(const Model& model, const Item* data, const Item* element, const Item& at, Findings& findings) {
    if (data == nullptr || element == nullptr) return;
    const Item* whole = model.find(model.itemOf(*data));
    const Item* one = model.find(model.itemOf(*element));
    if (whole == nullptr || one == nullptr) return;
    if (!isTrue(*one->node, "isCollection") && (whole == one || model.sameItem(whole->id, one->id))) return;
    findings.error(
        rule::multiInstance, *at.node,
        called(*at.parent->node) + " の " + element->tag() + " は、集まり " + data->id +
            " の一件と同じ型にしてください。",
        element->tag() + " of " + called(*at.parent->node) + " must have the type of one item of " + data->id);
}

}  // namespace

void checkLoops(const Model& model, Findings& findings) {
    for (const Item* loop : model.all("multiInstanceLoopCharacteristics")) {
        const Item& activity = *loop->parent;
        const std::string name = called(*activity.node);
        const Item* input = loop->child("loopDataInputRef");
        const Item* output = loop->child("loopDataOutputRef");
        const bool counted = loop->child("loopCardinality") != nullptr || input != nullptr ||
                             attribute(*loop->node, "items", flowSpace) != nullptr;
        if (!counted && activity.executable() && !loop->extended())
            findings.error(
                rule::multiInstance, *loop->node,
                name +
                    " の回数がわかりません。loopCardinality、loopDataInputRef、flow:items のどれかを書いてください。",
                name + " does not say how often; write loopCardinality, loopDataInputRef or flow:items");
        const Item* inputData = input == nullptr ? nullptr : model.find(text(*input->node));
        const Item* outputData = output == nullptr ? nullptr : model.find(text(*output->node));
        const bool task = !isSubProcess(activity.tag());
        if (task && inputData != nullptr && isItemAware(inputData->tag()) &&
            !isDataOf(*inputData, activity, "dataInput"))
            findings.error(rule::multiInstance, *input->node,
                           name + " の loopDataInputRef は、この作業の dataInput を指してください。",
                           "loopDataInputRef of " + name + " must refer to a data input of the task");
        if (task && outputData != nullptr && isItemAware(outputData->tag()) &&
            !isDataOf(*outputData, activity, "dataOutput"))
            findings.error(rule::multiInstance, *output->node,
                           name + " の loopDataOutputRef は、この作業の dataOutput を指してください。",
                           "loopDataOutputRef of " + name + " must refer to a data output of the task");
        checkElement(model, inputData, loop->child("inputDataItem"), *loop, findings);
        checkElement(model, outputData, loop->child("outputDataItem"), *loop, findings);
    }
}

}  // namespace toitsu::workflows::bpmn
