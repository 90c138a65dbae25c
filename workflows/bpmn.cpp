#include "workflows/bpmn.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "base/xml.h"
#include "workflows/check.h"
#include "workflows/elements/table.h"

namespace toitsu::workflows {

namespace {

// BPMN elements that carry no behaviour of their own: notes, drawing, data for reading.
constexpr std::array documentary = {"documentation",
                                    "extensionElements",
                                    "laneSet",
                                    "textAnnotation",
                                    "association",
                                    "group",
                                    "dataObject",
                                    "dataObjectReference",
                                    "dataStoreReference",
                                    "property",
                                    "ioSpecification",
                                    "dataInputAssociation",
                                    "dataOutputAssociation",
                                    "potentialOwner",
                                    "humanPerformer",
                                    "performer",
                                    "resourceRole",
                                    "rendering",
                                    "incoming",
                                    "outgoing",
                                    "auditing",
                                    "monitoring",
                                    "artifact"};

bool isDocumentary(const xml::Element& element) {
    return element.space != bpmnNamespace ||
           std::find(documentary.begin(), documentary.end(), element.local) != documentary.end();
}

class Importer {
public:
    explicit Importer(std::vector<Error>& mistakes) : mistakes_(mistakes) {}

    Definition read(const xml::Element& process) {
        Definition definition;
        definition.process = process.get("id");
        definition.name = process.get("name");
        if (definition.process.empty()) {
            wrong("W003", process.place, "process に id がありません。", "the process has no id; give it one");
        }
        for (const xml::Element& element : process.children) {
            if (isDocumentary(element)) continue;
            if (element.local == "sequenceFlow") {
                readFlow(element, definition);
            } else if (knowsTag(element.local)) {
                readNode(element, definition);
            } else {
                refuse(element, element.local);
            }
        }
        connect(definition, refused_, process.place, mistakes_);
        return definition;
    }

private:
    void wrong(const char* code, const Place& place, std::string ja, std::string en) {
        mistakes_.push_back({ErrorKind::schema, code, {std::move(ja), std::move(en)}, place});
    }

    void unsupported(const xml::Element& element, const std::string& name) {
        wrong("W002", element.place, "BPMN 要素 " + name + " は実行できません。使える要素: " + elementNames() + "。",
              "the BPMN element " + name + " cannot be run; supported are: " + elementNames());
    }

    void refuse(const xml::Element& element, const std::string& name) {
        refused_.insert(element.get("id"));
        unsupported(element, name);
    }

    void readFlow(const xml::Element& element, Definition& definition) {
        Flow flow{element.get("id"), element.get("name"), element.get("sourceRef"), element.get("targetRef"), false, {},
                  element.place};
        for (const xml::Element& child : element.children) {
            if (isDocumentary(child)) continue;
            if (child.local == "conditionExpression") {
                readCondition(child, flow);
            } else {
                unsupported(child, child.local);
            }
        }
        definition.flows.push_back(std::move(flow));
    }

    void readCondition(const xml::Element& element, Flow& flow) {
        flow.conditional = true;
        std::string language = element.get("language");
        std::transform(language.begin(), language.end(), language.begin(),
                       [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
        if (!language.empty() && language.find("feel") == std::string::npos) {
            wrong(
                "W010", element.place, "条件の言語は FEEL だけです。language 属性を消すか FEEL で書き直してください。",
                "conditions are written in FEEL only; remove the language attribute or rewrite the condition in FEEL");
            return;
        }
        std::string source = text::trim(element.text);
        if (!source.empty() && source.front() == '=') source.erase(0, 1);
        auto condition = rules::Expression::parse(source, element.place);
        if (condition) {
            flow.condition = std::move(*condition);
            return;
        }
        const Error& cause = condition.error();
        wrong("W010", cause.place, "条件式が FEEL として読めません(" + cause.code + "): " + cause.message.ja,
              "the condition is not FEEL (" + cause.code + "): " + cause.message.en);
    }

    void readNode(const xml::Element& element, Definition& definition) {
        Node node;
        node.id = element.get("id");
        node.name = element.get("name");
        node.place = element.place;
        const xml::Element* trigger = nullptr;
        if (!readChildren(element, trigger)) {
            refused_.insert(node.id);
            return;
        }
        node.type = findElement(element.local, trigger ? std::string_view(trigger->local) : std::string_view());
        if (!node.type) {
            refuse(element, trigger ? element.local + " (" + trigger->local + ")" : element.local + " (none)");
            return;
        }
        for (const char* attribute : {"isForCompensation", "startQuantity", "completionQuantity"}) {
            const std::string* value = element.find(attribute);
            if (value && *value != "false" && *value != "1") unsupported(element, element.local + " @" + attribute);
        }
        checkAttributes(element, *node.type);
        if (trigger && trigger->local == "timerEventDefinition") {
            auto timer = readTimerRule(*trigger);
            if (timer) {
                node.timer = std::move(*timer);
            } else {
                mistakes_.push_back(timer.error());
            }
        }
        if (node.type->read) node.type->read(element, node, mistakes_);
        definition.nodes.push_back(std::move(node));
    }

    // The one event definition, and nothing that changes the behaviour (loops, multiple instances).
    bool readChildren(const xml::Element& element, const xml::Element*& trigger) {
        bool good = true;
        for (const xml::Element& child : element.children) {
            if (isDocumentary(child)) continue;
            const bool definition = child.local.size() > 15 && child.local.ends_with("EventDefinition");
            if (definition && !trigger) {
                trigger = &child;
                continue;
            }
            unsupported(child, element.local + " / " + child.local);
            good = false;
        }
        return good;
    }

    void checkAttributes(const xml::Element& element, const ElementType& type) {
        for (const xml::Attribute& attribute : element.attributes) {
            if (attribute.space != flowNamespace) continue;
            if (std::find(type.attributes.begin(), type.attributes.end(), attribute.local) != type.attributes.end())
                continue;
            std::string known;
            for (const std::string_view name : type.attributes)
                known += (known.empty() ? "flow:" : ", flow:") + std::string(name);
            wrong("W015", attribute.place,
                  element.local + " に属性 flow:" + attribute.local +
                      " はありません。使える属性: " + (known.empty() ? "なし" : known) + "。",
                  element.local + " has no attribute flow:" + attribute.local + "; it has " +
                      (known.empty() ? "none" : known));
        }
    }

    std::vector<Error>& mistakes_;
    std::set<std::string> refused_;  // ids of elements that cannot be run
};

// The process to run: the only one, or the only executable one among several pools.
const xml::Element* executable(const xml::Element& root, std::vector<Error>& mistakes) {
    std::vector<const xml::Element*> all;
    std::vector<const xml::Element*> marked;
    for (const xml::Element& child : root.children) {
        if (child.space != bpmnNamespace || child.local != "process") continue;
        all.push_back(&child);
        if (child.get("isExecutable") == "true") marked.push_back(&child);
    }
    if (all.empty()) {
        mistakes.push_back({ErrorKind::schema,
                            "W001",
                            {"BPMN ファイルに process がありません。", "the BPMN file holds no process"},
                            root.place});
        return nullptr;
    }
    if (all.size() == 1) return all.front();
    if (marked.size() == 1) return marked.front();
    mistakes.push_back({ErrorKind::schema,
                        "W016",
                        {"process が複数あります。実行する一つだけに isExecutable=\"true\" を付けてください。",
                         "there are several processes; mark exactly one of them isExecutable=\"true\""},
                        all[1]->place});
    return nullptr;
}

}  // namespace

Import readBpmn(std::string_view xml, const std::string& file) {
    Import import;
    const auto document = xml::parse(xml, file);
    if (!document) {
        import.mistakes.push_back(document.error());
        return import;
    }
    const xml::Element& root = document->root;
    if (root.space != bpmnNamespace || root.local != "definitions") {
        import.mistakes.push_back(
            {ErrorKind::schema,
             "W001",
             {"BPMN 2.0 のファイルではありません(根の要素が BPMN の definitions ではありません)。",
              "not a BPMN 2.0 file: the root element must be definitions in the BPMN namespace"},
             root.place});
        return import;
    }
    const xml::Element* process = executable(root, import.mistakes);
    if (!process) return import;
    Definition definition = Importer(import.mistakes).read(*process);
    if (import.mistakes.empty()) {
        import.definition = std::move(definition);
        return import;
    }
    std::stable_sort(import.mistakes.begin(), import.mistakes.end(), [](const Error& a, const Error& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    return import;
}

Error combined(const std::vector<Error>& mistakes) {
    Error error = mistakes.front();
    for (std::size_t i = 1; i < mistakes.size(); ++i) {
        error.message.ja += "\n" + mistakes[i].text(Language::ja);
        error.message.en += "\n" + mistakes[i].text(Language::en);
    }
    return error;
}

}  // namespace toitsu::workflows
