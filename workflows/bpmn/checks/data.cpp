// Data (BPMN 2.0.2, 10.4): collections, input and output sets, data associations.

#include <algorithm>
#include <set>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

std::vector<const Item*> referred(const Model& model, const Item& owner, std::string_view element) {
    std::vector<const Item*> out;
    for (const Item* reference : owner.all(element))
        if (const Item* found = model.find(text(*reference->node))) out.push_back(found);
    return out;
}

bool contains(const std::vector<const Item*>& items, const Item* wanted) {
    return std::find(items.begin(), items.end(), wanted) != items.end();
}

}  // namespace

void checkCollections(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        if (item.process != nullptr ? !item.strictlyExecutable() : !model.executable()) continue;
        if (!item.is("dataObject") && !item.is("dataInput") && !item.is("dataOutput")) continue;
        const Item* definition = model.find(item.get("itemSubjectRef"));
        if (definition == nullptr || !definition->is("itemDefinition")) continue;
        const bool collection = isTrue(*definition->node, "isCollection");
        if (isTrue(*item.node, "isCollection") == collection) continue;
        const std::string wanted = collection ? "true" : "false";
        findings.error(rule::collection, *item.node,
                       called(*item.node) + " の isCollection が項目定義 " + definition->id + " と違います。" + wanted +
                           " にしてください。",
                       "isCollection of " + called(*item.node) + " differs from its item definition " + definition->id +
                           "; write " + wanted);
    }
}

namespace {

class Specification {
public:
    Specification(const Model& model, const Item& item, Findings& findings)
        : model_(model), item_(item), findings_(findings) {}

    void check() {
        if (isSubProcess(item_.parent->tag()))
            wrong(rule::specification, item_,
                  "サブプロセスに ioSpecification は書けません。データオブジェクトを使ってください。",
                  "a sub-process can have no ioSpecification; use data objects");
        checkListed("dataInput", "inputSet", "dataInputRefs");
        checkListed("dataOutput", "outputSet", "dataOutputRefs");
        for (const Item* set : item_.all("inputSet"))
            for (const std::string_view part : {"optionalInputRefs", "whileExecutingInputRefs"})
                checkPart(*set, part, "dataInputRefs");
        for (const Item* set : item_.all("outputSet"))
            for (const std::string_view part : {"optionalOutputRefs", "whileExecutingOutputRefs"})
                checkPart(*set, part, "dataOutputRefs");
        checkMutual("inputSet", "outputSetRefs", "inputSetRefs");
        checkMutual("outputSet", "inputSetRefs", "outputSetRefs");
    }

private:
    void wrong(const Rule& rule, const Item& at, const std::string& ja, const std::string& en) {
        findings_.error(rule, *at.node, called(*item_.parent->node) + ": " + ja,
                        called(*item_.parent->node) + ": " + en);
    }

    void checkListed(std::string_view data, std::string_view set, std::string_view references) {
        std::set<const Item*> listed;
        for (const Item* one : item_.all(set))
            for (const Item* found : referred(model_, *one, references)) listed.insert(found);
        for (const Item* one : item_.all(data))
            if (listed.count(one) == 0)
                wrong(rule::sets, *one,
                      one->id + " がどの " + std::string(set) + " にもありません。" + std::string(references) +
                          " に加えてください。",
                      one->id + " is in no " + std::string(set) + "; add it to " + std::string(references));
    }

    void checkPart(const Item& set, std::string_view part, std::string_view whole) {
        const auto all = referred(model_, set, whole);
        for (const Item* one : referred(model_, set, part))
            if (!contains(all, one))
                wrong(rule::sets, set,
                      one->id + " は " + std::string(part) + " にありますが、同じ組の " + std::string(whole) +
                          " にありません。",
                      one->id + " stands in " + std::string(part) + " and not in " + std::string(whole) +
                          " of the same set");
    }

    void checkMutual(std::string_view sets, std::string_view there, std::string_view back) {
        for (const Item* set : item_.all(sets))
            for (const Item* other : referred(model_, *set, there))
                if (!contains(referred(model_, *other, back), set))
                    wrong(rule::sets, *set,
                          set->id + " は " + other->id + " を指しますが、逆の参照（" + std::string(back) +
                              "）がありません。",
                          set->id + " refers to " + other->id + ", which does not refer back (" + std::string(back) +
                              ")");
    }

    const Model& model_;
    const Item& item_;
    Findings& findings_;
};

}  // namespace

void checkSpecifications(const Model& model, Findings& findings) {
    for (const Item* item : model.all("ioSpecification"))
        if (item->parent != nullptr) Specification(model, *item, findings).check();
}

namespace {

// Data of the process as a whole comes from outside (inputs) or goes there (outputs).
bool ofProcess(const Item& data, std::string_view tag) {
    return data.is(tag) && data.parent->is("ioSpecification") && data.parent->parent->is("process");
}

void checkAssociation(const Model& model, const Item& association, Findings& findings) {
    const auto sources = referred(model, association, "sourceRef");
    const Item* reference = association.child("targetRef");
    const Item* target = reference == nullptr ? nullptr : model.find(text(*reference->node));
    const Node& node = *association.node;
    const std::string name = called(node);
    const bool transformed = association.child("transformation") != nullptr;
    const bool assigned = association.child("assignment") != nullptr;
    if (target != nullptr && ofProcess(*target, "dataInput") && association.is("dataOutputAssociation"))
        findings.error(rule::association, node, name + ": プロセスの入力 " + target->id + " には書き込めません。",
                       name + ": the input " + target->id + " of the process cannot be written");
    for (const Item* source : sources)
        if (ofProcess(*source, "dataOutput") && association.is("dataInputAssociation"))
            findings.error(rule::association, node, name + ": プロセスの出力 " + source->id + " からは読めません。",
                           name + ": the output " + source->id + " of the process cannot be read");
    if (association.all("sourceRef").size() > 1 && !transformed)
        findings.error(rule::association, node, name + ": sourceRef が複数あるときは transformation が必要です。",
                       name + ": several sourceRefs need a transformation");
    if (!association.strictlyExecutable() || sources.size() != 1 || target == nullptr || transformed || assigned)
        return;
    const std::string from = model.itemOf(*sources.front()), to = model.itemOf(*target);
    if (from.empty() || to.empty() || model.sameItem(from, to)) return;
    findings.error(
        rule::associationItems, node,
        name + ": 項目定義 " + from + " と " + to + " が違います。そろえるか、transformation を書いてください。",
        name + ": the item definitions " + from + " and " + to + " differ; make them equal or write a transformation");
}

}  // namespace

void checkAssociations(const Model& model, Findings& findings) {
    for (const std::string_view tag : {"dataInputAssociation", "dataOutputAssociation"})
        for (const Item* association : model.all(tag))
            if (association->parent != nullptr) checkAssociation(model, *association, findings);
}

void checkNames(const Model& model, Findings& findings) {
    for (const Item* reference : model.all("dataObjectReference")) {
        const Item* object = model.find(reference->get("dataObjectRef"));
        const Item* state = reference->child("dataState");
        if (object == nullptr || state == nullptr || !object->has("name") || !reference->has("name")) continue;
        if (object->get("name").empty() || state->get("name").empty() || reference->get("name").empty()) continue;
        const std::string wanted = object->get("name") + " [" + state->get("name") + "]";
        if (reference->get("name") == wanted) continue;
        findings.error(rule::dataName, *reference->node,
                       called(*reference->node) + " の名前は「" + wanted + "」にしてください。",
                       called(*reference->node) + " must be named \"" + wanted + "\"");
    }
    for (const Item& role : model.items()) {
        if (!role.is("resourceRole") && !role.is("performer") && !role.is("humanPerformer") &&
            !role.is("potentialOwner"))
            continue;
        const bool named = role.child("resourceRef") != nullptr,
                   computed = role.child("resourceAssignmentExpression") != nullptr;
        const bool bound = role.child("resourceParameterBinding") != nullptr;
        if ((named || bound) && computed)
            findings.error(rule::resource, *role.node,
                           called(*role.node) + ": resourceRef と resourceAssignmentExpression の両方は書けません。",
                           called(*role.node) + ": write resourceRef or resourceAssignmentExpression, not both");
        if (bound && !named)
            findings.error(rule::resource, *role.node,
                           called(*role.node) + ": resourceParameterBinding には resourceRef が必要です。",
                           called(*role.node) + ": resourceParameterBinding needs a resourceRef");
    }
}

}  // namespace toitsu::workflows::bpmn
