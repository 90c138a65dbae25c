#include "workflows/bpmn/schema.h"

#include <algorithm>
#include <sstream>

// One line a type: name : base | attributes | content. "!" marks a required attribute; ? * + how often an element
// stands there, nothing once, and 2.. or ..2 a bound; (a b) is a choice; $x is a group; a=b is an element a of type b.
// A type "=text" holds text, "=any" holds anything. Written from the standard's class model (BPMN 2.0.2,
// formal/2013-12-09).

namespace toitsu::workflows::bpmn {

namespace {

constexpr std::string_view table = R"(
$root = category collaboration choreography globalChoreographyTask globalConversation correlationProperty dataStore endPoint error escalation $event globalTask globalBusinessRuleTask globalManualTask globalScriptTask globalUserTask interface itemDefinition message partnerEntity partnerRole process resource signal
$event = messageEventDefinition timerEventDefinition errorEventDefinition escalationEventDefinition signalEventDefinition cancelEventDefinition compensateEventDefinition conditionalEventDefinition linkEventDefinition terminateEventDefinition
$flow = task userTask serviceTask sendTask receiveTask scriptTask manualTask businessRuleTask callActivity subProcess transaction adHocSubProcess startEvent endEvent boundaryEvent intermediateCatchEvent intermediateThrowEvent implicitThrowEvent exclusiveGateway inclusiveGateway parallelGateway complexGateway eventBasedGateway sequenceFlow dataObject dataObjectReference dataStoreReference choreographyTask subChoreography callChoreography
$artifact = association group textAnnotation
$conversation = conversation subConversation callConversation
$role = resourceRole performer humanPerformer=performer potentialOwner=performer
$loop = standardLoopCharacteristics multiInstanceLoopCharacteristics
$expression = expression formalExpression
ref : - | | =text
any : - | | =any
definitions : - | id:ID name:string targetNamespace:anyURI! expressionLanguage:anyURI typeLanguage:anyURI exporter:string exporterVersion:string | import* extension* ($root)* relationship*
import : - | namespace:anyURI! location:string! importType:anyURI! |
extension : - | definition:QName mustUnderstand:boolean | documentation*
base : - | id:ID | documentation* extensionElements=any?
documentation : - | id:ID textFormat:string | =any
relationship : base | type:string! direction:None,Forward,Backward,Both | source=ref+ target=ref+
expression : - | id:ID language:anyURI evaluatesToTypeRef:QName | =any
formalExpression : expression | |
auditing : base | |
monitoring : base | |
category : base | name:string | categoryValue*
categoryValue : base | value:string |
collaboration : base | name:string isClosed:boolean | participant* messageFlow* ($artifact)* ($conversation)* conversationAssociation* participantAssociation* messageFlowAssociation* correlationKey* choreographyRef=ref* conversationLink*
globalConversation : collaboration | |
choreography : collaboration | | ($flow)*
globalChoreographyTask : choreography | initiatingParticipantRef:QName |
participant : base | name:string processRef:QName | interfaceRef=ref* endPointRef=ref* participantMultiplicity?
participantMultiplicity : base | minimum:integer maximum:integer |
participantAssociation : base | | innerParticipantRef=ref outerParticipantRef=ref
messageFlow : base | name:string sourceRef:QName! targetRef:QName! messageRef:QName |
messageFlowAssociation : base | innerMessageFlowRef:QName! outerMessageFlowRef:QName! |
conversation : base | name:string | participantRef=ref* messageFlowRef=ref* correlationKey*
subConversation : conversation | | ($conversation)*
callConversation : conversation | calledCollaborationRef:QName | participantAssociation*
conversationAssociation : base | innerConversationNodeRef:QName! outerConversationNodeRef:QName! |
conversationLink : base | name:string sourceRef:QName! targetRef:QName! |
correlationKey : base | name:string | correlationPropertyRef=ref*
correlationProperty : base | name:string type:QName | correlationPropertyRetrievalExpression+
correlationPropertyRetrievalExpression : base | messageRef:QName! | messagePath=expression
correlationSubscription : base | correlationKeyRef:QName! | correlationPropertyBinding*
correlationPropertyBinding : base | correlationPropertyRef:QName! | dataPath=expression
endPoint : base | |
error : base | name:string errorCode:string structureRef:QName |
escalation : base | name:string escalationCode:string structureRef:QName |
signal : base | name:string structureRef:QName |
message : base | name:string itemRef:QName |
itemDefinition : base | structureRef:QName isCollection:boolean itemKind:Information,Physical |
interface : base | name:string! implementationRef:QName | operation+
operation : base | name:string! implementationRef:QName | inMessageRef=ref outMessageRef=ref? errorRef=ref*
partnerEntity : base | name:string | participantRef=ref*
partnerRole : base | name:string | participantRef=ref*
resource : base | name:string! | resourceParameter*
resourceParameter : base | name:string type:QName isRequired:boolean |
resourceRole : base | name:string | resourceRef=ref? resourceParameterBinding* resourceAssignmentExpression?
performer : resourceRole | |
resourceParameterBinding : base | parameterRef:QName! | ($expression)
resourceAssignmentExpression : base | | ($expression)
callable : base | name:string | supportedInterfaceRef=ref* ioSpecification? ioBinding*
process : callable | processType:None,Public,Private isClosed:boolean isExecutable:boolean definitionalCollaborationRef:QName | auditing? monitoring? property* laneSet* ($flow)* ($artifact)* ($role)* correlationSubscription* supports=ref*
globalTask : callable | | ($role)*
globalManualTask : globalTask | |
globalBusinessRuleTask : globalTask | implementation:anyURI |
globalUserTask : globalTask | implementation:anyURI | rendering*
globalScriptTask : globalTask | scriptLanguage:anyURI | script=any?
ioBinding : base | operationRef:QName! inputDataRef:IDREF! outputDataRef:IDREF! |
ioSpecification : base | | dataInput* dataOutput* inputSet+ outputSet+
inputSet : base | name:string | dataInputRefs=ref* optionalInputRefs=ref* whileExecutingInputRefs=ref* outputSetRefs=ref*
outputSet : base | name:string | dataOutputRefs=ref* optionalOutputRefs=ref* whileExecutingOutputRefs=ref* inputSetRefs=ref*
dataInput : base | name:string itemSubjectRef:QName isCollection:boolean | dataState?
dataOutput : dataInput | |
dataState : base | name:string |
dataStore : base | name:string capacity:integer isUnlimited:boolean itemSubjectRef:QName | dataState?
property : base | name:string itemSubjectRef:QName | dataState?
dataAssociation : base | | sourceRef=ref* targetRef=ref transformation=expression? assignment*
dataInputAssociation : dataAssociation | |
dataOutputAssociation : dataAssociation | |
assignment : base | | from=expression to=expression
flowElement : base | name:string | auditing? monitoring? categoryValueRef=ref*
dataObject : flowElement | itemSubjectRef:QName isCollection:boolean | dataState?
dataObjectReference : flowElement | itemSubjectRef:QName dataObjectRef:IDREF | dataState?
dataStoreReference : flowElement | itemSubjectRef:QName dataStoreRef:QName | dataState?
sequenceFlow : flowElement | sourceRef:IDREF! targetRef:IDREF! isImmediate:boolean | conditionExpression=expression?
flowNode : flowElement | | incoming=ref* outgoing=ref*
gateway : flowNode | gatewayDirection:Unspecified,Converging,Diverging,Mixed |
exclusiveGateway : gateway | default:IDREF |
inclusiveGateway : gateway | default:IDREF |
parallelGateway : gateway | |
complexGateway : gateway | default:IDREF | activationCondition=expression?
eventBasedGateway : gateway | instantiate:boolean eventGatewayType:Exclusive,Parallel |
event : flowNode | | property*
catchEvent : event | parallelMultiple:boolean | dataOutput* dataOutputAssociation* outputSet? ($event)* eventDefinitionRef=ref*
throwEvent : event | | dataInput* dataInputAssociation* inputSet? ($event)* eventDefinitionRef=ref*
startEvent : catchEvent | isInterrupting:boolean |
intermediateCatchEvent : catchEvent | |
boundaryEvent : catchEvent | cancelActivity:boolean attachedToRef:QName! |
intermediateThrowEvent : throwEvent | |
implicitThrowEvent : throwEvent | |
endEvent : throwEvent | |
messageEventDefinition : base | messageRef:QName | operationRef=ref?
timerEventDefinition : base | | (timeDate=expression timeDuration=expression timeCycle=expression)?
errorEventDefinition : base | errorRef:QName |
escalationEventDefinition : base | escalationRef:QName |
signalEventDefinition : base | signalRef:QName |
cancelEventDefinition : base | |
compensateEventDefinition : base | waitForCompletion:boolean activityRef:QName |
conditionalEventDefinition : base | | condition=expression
linkEventDefinition : base | name:string! | source=ref* target=ref?
terminateEventDefinition : base | |
activity : flowNode | isForCompensation:boolean startQuantity:integer completionQuantity:integer default:IDREF | ioSpecification? property* dataInputAssociation* dataOutputAssociation* ($role)* ($loop)?
task : activity | |
manualTask : task | |
userTask : task | implementation:anyURI | rendering*
serviceTask : task | implementation:anyURI operationRef:QName |
sendTask : task | implementation:anyURI messageRef:QName operationRef:QName |
receiveTask : task | implementation:anyURI instantiate:boolean messageRef:QName operationRef:QName |
scriptTask : task | scriptFormat:string | script=any?
businessRuleTask : task | implementation:anyURI |
rendering : base | | =any
callActivity : activity | calledElement:QName |
subProcess : activity | triggeredByEvent:boolean | laneSet* ($flow)* ($artifact)*
transaction : subProcess | method:anyURI |
adHocSubProcess : subProcess | cancelRemainingInstances:boolean ordering:Parallel,Sequential | completionCondition=expression?
standardLoopCharacteristics : base | testBefore:boolean loopMaximum:integer | loopCondition=expression?
multiInstanceLoopCharacteristics : base | isSequential:boolean behavior:None,One,All,Complex oneBehaviorEventRef:QName noneBehaviorEventRef:QName | loopCardinality=expression? loopDataInputRef=ref? loopDataOutputRef=ref? inputDataItem=dataInput? outputDataItem=dataOutput? complexBehaviorDefinition* completionCondition=expression?
complexBehaviorDefinition : base | | condition=expression event=implicitThrowEvent?
laneSet : base | name:string | lane*
lane : base | name:string partitionElementRef:QName | partitionElement=any? flowNodeRef=ref* childLaneSet=laneSet?
association : base | sourceRef:QName! targetRef:QName! associationDirection:None,One,Both |
group : base | categoryValueRef:QName |
textAnnotation : base | textFormat:string | text=any?
choreographyActivity : flowNode | initiatingParticipantRef:QName! loopType:None,Standard,MultiInstanceSequential,MultiInstanceParallel | participantRef=ref2.. correlationKey*
choreographyTask : choreographyActivity | | messageFlowRef=ref+
subChoreography : choreographyActivity | | ($flow)* ($artifact)*
callChoreography : choreographyActivity | calledChoreographyRef:QName | participantAssociation*
)";

struct Line {
    std::string base, attributes, content;
};

class Table {
public:
    Table() {
        std::istringstream lines{std::string(table)};
        for (std::string line; std::getline(lines, line);) {
            if (line.empty()) continue;
            if (line.front() == '$') {
                groups_[line.substr(0, line.find(' '))] = line.substr(line.find('=') + 1);
                continue;
            }
            const std::size_t colon = line.find(" : "), first = line.find('|'), second = line.find('|', first + 1);
            std::istringstream base(line.substr(colon + 3, first - colon - 3));
            Line parts{"", line.substr(first + 1, second - first - 1), line.substr(second + 1)};
            base >> parts.base;
            lines_[line.substr(0, colon)] = parts;
        }
        for (const auto& [name, line] : lines_) rules_[name] = build(name);
    }

    const ElementRule& rule(const std::string& type) const {
        static const ElementRule none;
        const auto found = rules_.find(type);
        return found == rules_.end() ? none : found->second;
    }

private:
    ElementRule build(const std::string& name) const {
        const Line& line = lines_.at(name);
        ElementRule rule = line.base == "-" ? ElementRule{} : build(line.base);
        std::istringstream attributes(line.attributes);
        for (std::string word; attributes >> word;) rule.attributes.push_back(attributeOf(word));
        std::istringstream content(line.content);
        for (std::string word; content >> word;) {
            if (word == "=any") rule.free = true;
            if (word == "=text") rule.text = true;
            if (word.front() == '=') continue;
            if (word.front() == '(')
                while (word.find(')') == std::string::npos) {
                    std::string more;
                    content >> more;
                    word += " " + more;
                }
            rule.content.push_back(particle(word));
        }
        return rule;
    }

    static AttributeRule attributeOf(std::string word) {
        AttributeRule rule;
        rule.required = word.back() == '!';
        if (rule.required) word.pop_back();
        const std::size_t colon = word.find(':');
        rule.name = word.substr(0, colon);
        rule.type = word.substr(colon + 1);
        if (rule.type.find(',') == std::string::npos) return rule;
        std::istringstream words(rule.type);
        for (std::string one; std::getline(words, one, ',');) rule.words.push_back(one);
        rule.type = "enum";
        return rule;
    }

    Particle particle(std::string word) const {
        Particle out{{}, 1, 1};
        if (word.ends_with("2..")) {
            out.least = 2;
            out.most = 0;
            word.erase(word.size() - 3);
        } else if (word.back() == '?' || word.back() == '*' || word.back() == '+') {
            out.least = word.back() == '+' ? 1 : 0;
            out.most = word.back() == '?' ? 1 : 0;
            word.pop_back();
        }
        if (word.front() == '(') word = word.substr(1, word.size() - 2);
        addNames(word, out);
        return out;
    }

    void addNames(const std::string& names, Particle& out) const {
        std::istringstream words(names);
        for (std::string one; words >> one;) {
            if (one.front() == '$') {
                addNames(groups_.at(one), out);
                continue;
            }
            const std::size_t equals = one.find('=');
            out.elements[one.substr(0, equals)] = equals == std::string::npos ? one : one.substr(equals + 1);
        }
    }

    std::map<std::string, std::string> groups_;
    std::map<std::string, Line> lines_;
    std::map<std::string, ElementRule> rules_;
};

}  // namespace

const AttributeRule* ElementRule::attribute(std::string_view name) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const AttributeRule& rule) { return rule.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

const ElementRule& elementRule(const std::string& type) {
    static const Table all;
    return all.rule(type);
}

}  // namespace toitsu::workflows::bpmn
