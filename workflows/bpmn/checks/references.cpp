// Who may refer to what. A reference whose prefix names an imported namespace is looked up there; without a way to open
// imports it counts as found.

#include <algorithm>
#include <set>
#include <sstream>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

// owner@attribute or owner>element : kinds. Owner * is any; kinds in <> are families. Sequence and message flows have
// rules of their own for the kind.
constexpr std::string_view table = R"(
association@sourceRef : <any>
association@targetRef : <any>
group@categoryValueRef : categoryValue
*>categoryValueRef : categoryValue
*>correlationPropertyRef : correlationProperty
*@correlationPropertyRef : correlationProperty
*@correlationKeyRef : correlationKey
*@messageRef : message
*>messageFlowRef : messageFlow
*@innerMessageFlowRef : messageFlow
*@outerMessageFlowRef : messageFlow
error@structureRef : itemDefinition
escalation@structureRef : itemDefinition
signal@structureRef : itemDefinition
message@itemRef : itemDefinition
*@evaluatesToTypeRef : itemDefinition
*@itemSubjectRef : itemDefinition
*>inMessageRef : message
*>outMessageRef : message
*>errorRef : error
*@errorRef : error
*@escalationRef : escalation
*@signalRef : signal
*>choreographyRef : choreography
*@calledChoreographyRef : choreography globalChoreographyTask
*@calledCollaborationRef : collaboration globalConversation
*@innerConversationNodeRef : <conversation>
*@outerConversationNodeRef : <conversation>
*@processRef : process
*>supports : process
*@definitionalCollaborationRef : collaboration choreography
*>interfaceRef : interface
*>supportedInterfaceRef : interface
*>endPointRef : endPoint
*>participantRef : participant
*>innerParticipantRef : participant
*>outerParticipantRef : participant
*@initiatingParticipantRef : participant
conversationLink@sourceRef : participant <node> <conversation>
conversationLink@targetRef : participant <node> <conversation>
*@default : sequenceFlow
*>resourceRef : resource
*@parameterRef : resourceParameter
*@operationRef : operation
*>operationRef : operation
*@calledElement : process <globalTask>
*@inputDataRef : dataInput inputSet
*@outputDataRef : dataOutput outputSet
*>loopDataInputRef : <data>
*>loopDataOutputRef : <data>
*@oneBehaviorEventRef : <event>
*@noneBehaviorEventRef : <event>
*@dataObjectRef : dataObject
*@dataStoreRef : dataStore
*>dataInputRefs : dataInput
*>optionalInputRefs : dataInput
*>whileExecutingInputRefs : dataInput
*>outputSetRefs : outputSet
*>dataOutputRefs : dataOutput
*>optionalOutputRefs : dataOutput
*>whileExecutingOutputRefs : dataOutput
*>inputSetRefs : inputSet
dataInputAssociation>sourceRef : <data>
dataInputAssociation>targetRef : <data>
dataOutputAssociation>sourceRef : <data>
dataOutputAssociation>targetRef : <data>
*>eventDefinitionRef : <event>
*@attachedToRef : <activity>
*@activityRef : <activity>
linkEventDefinition>source : linkEventDefinition
linkEventDefinition>target : linkEventDefinition
*>flowNodeRef : <node>
*>incoming : sequenceFlow
*>outgoing : sequenceFlow
sequenceFlow@sourceRef : <any>
sequenceFlow@targetRef : <any>
messageFlow@sourceRef : <any>
messageFlow@targetRef : <any>
)";

using Kinds = std::vector<std::string>;

const std::map<std::string, Kinds>& references() {
    static const std::map<std::string, Kinds> all = [] {
        std::map<std::string, Kinds> rows;
        std::istringstream lines{std::string(table)};
        for (std::string line; std::getline(lines, line);) {
            std::istringstream words(line);
            std::string where, colon;
            if (!(words >> where >> colon)) continue;
            for (std::string kind; words >> kind;) rows[where].push_back(kind);
        }
        return rows;
    }();
    return all;
}

const Kinds* kindsOf(const Item& owner, char how, const std::string& name) {
    const auto& all = references();
    auto found = all.find(owner.tag() + how + name);
    if (found == all.end()) found = all.find(std::string("*") + how + name);
    return found == all.end() ? nullptr : &found->second;
}

bool fits(const Item& item, const Kinds& kinds) {
    return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) {
        if (kind == "<any>") return true;
        if (kind == "<node>") return isFlowNode(item.tag()) || isChoreographyActivity(item.tag());
        if (kind == "<activity>") return isActivity(item.tag());
        if (kind == "<event>") return isEventDefinition(item.tag());
        if (kind == "<data>") return isItemAware(item.tag());
        if (kind == "<globalTask>") return isGlobalTask(item.tag());
        if (kind == "<conversation>") return isConversationNode(item.tag());
        return item.is(kind);
    });
}

std::string spelled(const Kinds& kinds) {
    static const std::map<std::string, std::string> families{
        {"<any>", "any element"},          {"<node>", "activity, gateway or event"},
        {"<activity>", "activity"},        {"<event>", "event definition"},
        {"<data>", "data element"},        {"<globalTask>", "global task"},
        {"<conversation>", "conversation"}};
    std::string out;
    for (const std::string& kind : kinds) {
        const auto family = families.find(kind);
        out += (out.empty() ? "" : ", ") + (family == families.end() ? kind : family->second);
    }
    return out;
}

class Checker {
public:
    Checker(const Model& model, const ValidateOptions& options, Findings& findings)
        : model_(model), options_(options), findings_(findings) {
        for (const Item* import : model.all("import")) readImport(*import);
    }

    void check(const Item& owner, const Node& at, const std::string& name, const std::string& reference,
               const Kinds& kinds) {
        if (const Item* found = model_.find(reference)) {
            // Types of data may be named by the schema that defines them.
            if (fits(*found, kinds)) return;
            findings_.error(rule::referenceType, at,
                            called(*owner.node) + " の " + name + " が指す " + called(*found->node) +
                                " は種類が違います（" + spelled(kinds) + " であるべきです）。",
                            name + " of " + called(*owner.node) + " leads to " + called(*found->node) +
                                "; it should be " + spelled(kinds));
            return;
        }
        if (elsewhere(reference, kinds)) return;
        if (name == "calledElement" && options_.callable && options_.callable(localPart(reference))) return;
        if (name == "structureRef") return;  // a type may be named by any schema's word
        if (name == "calledElement" && owner.extended())
            return findings_.warning(
                rule::resolves, at,
                called(*owner.node) + " が呼ぶ " + reference + " はこのファイルにありません。先に配備してください。",
                called(*owner.node) + " calls " + reference + ", which is not in this file; deploy it first");
        findings_.error(
            rule::resolves, at,
            called(*owner.node) + " の " + name + " が指す「" + reference + "」はありません。つなぎ直してください。",
            name + " of " + called(*owner.node) + " leads to \"" + reference +
                "\", which is not there; connect it anew");
    }

private:
    void readImport(const Item& import) {
        const std::string space = import.get("namespace");
        imported_[space];
        if (!options_.open || import.get("importType") != modelSpace) {
            unseen_.insert(space);
            return;
        }
        const auto bytes = options_.open(import.get("location"));
        const auto document = bytes ? Document::parse(*bytes, import.get("location"))
                                    : Result<Document>(fail(ErrorKind::notFound, "W208", {}));
        if (!document) return;
        const Model other(*document);
        for (const Item& item : other.items())
            if (!item.id.empty()) imported_[space].insert(item.id);
    }

    // Defined in an imported file, or a type of data that a schema defines.
    bool elsewhere(const std::string& reference, const Kinds& kinds) const {
        const std::size_t colon = reference.find(':');
        const bool type = kinds.size() == 1 && kinds.front() == "itemDefinition";
        if (colon == std::string::npos)
            return std::any_of(imported_.begin(), imported_.end(),
                               [&](const auto& space) { return space.second.count(reference) > 0; });
        const std::string space = model_.spaceOf(std::string_view(reference).substr(0, colon));
        const bool unseen = imported_.count(space) == 0 || unseen_.count(space) > 0;
        if (model_.isForeign(reference) && (unseen || type)) return true;
        const auto found = imported_.find(space);
        return found != imported_.end() && found->second.count(reference.substr(colon + 1)) > 0;
    }

    const Model& model_;
    const ValidateOptions& options_;
    Findings& findings_;
    std::map<std::string, std::set<std::string>> imported_;
    std::set<std::string> unseen_;
};

}  // namespace

void checkReferences(const Model& model, const ValidateOptions& options, Findings& findings) {
    Checker checker(model, options, findings);
    for (const Item& item : model.items()) {
        const Node& node = *item.node;
        for (std::size_t n = 0; n < node.attributes.size(); ++n) {
            const auto& [name, value] = node.attributes[n];
            if (!node.spaces[n].empty() || value.empty()) continue;
            if (const Kinds* kinds = kindsOf(item, '@', name)) checker.check(item, node, name, value, *kinds);
        }
        if (item.parent == nullptr) continue;
        const Kinds* kinds = kindsOf(*item.parent, '>', item.tag());
        const std::string reference = kinds == nullptr ? "" : text(node);
        if (kinds == nullptr) continue;
        if (reference.empty())
            findings.error(rule::resolves, node,
                           called(*item.parent->node) + " の " + item.tag() + " が空です。id を書いてください。",
                           item.tag() + " of " + called(*item.parent->node) + " is empty; write an id");
        else
            checker.check(*item.parent, node, item.tag(), reference, *kinds);
    }
    // A lane belongs to a process, and so does what is in it.
    for (const Item* lane : model.all("lane"))
        for (const Item* reference : lane->all("flowNodeRef")) {
            const Item* node = model.find(text(*reference->node));
            if (node == nullptr || node->process == lane->process) continue;
            findings.error(rule::referenceType, *reference->node,
                           called(*lane->node) + " の " + called(*node->node) + " は別のプロセスのものです。",
                           called(*node->node) + " in " + called(*lane->node) + " belongs to another process");
        }
}

void checkImports(const Document& document, const ValidateOptions& options, Findings& findings) {
    if (!options.open) return;
    for (const Node* import : elements(document.definitions(), "import")) {
        const std::string location = get(*import, "location");
        const auto bytes = options.open(location);
        const std::string ja = "import するファイル " + location + " がありません。",
                          en = "the imported file " + location + " is not there";
        if (get(*import, "importType") != modelSpace) {
            if (!bytes) findings.warning(rule::import, *import, ja, en);
            continue;
        }
        if (!bytes) {
            findings.error(rule::import, *import, ja + "このファイルと同じフォルダーに置いてください。",
                           en + "; put it into the folder of this file");
            continue;
        }
        const auto imported = Document::parse(*bytes, location);
        if (!imported)
            findings.error(rule::import, *import, location + " は読めません: " + imported.error().message.ja,
                           location + " cannot be read: " + imported.error().message.en);
        else if (get(imported->definitions(), "targetNamespace") != get(*import, "namespace"))
            findings.error(rule::import, *import, location + " の targetNamespace が import の namespace と違います。",
                           "the targetNamespace of " + location + " differs from the import's namespace");
    }
}

}  // namespace toitsu::workflows::bpmn
