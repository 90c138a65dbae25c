#pragma once

// The constraints, one line each; docs/errors.md says what to do about them. The words are the constraint, and stay.

#include "workflows/bpmn/finding.h"

namespace toitsu::workflows::bpmn::rule {

// Structure, as the schemas have it
inline constexpr Rule child{"W200", "only elements that BPMN knows here, in its order"};
inline constexpr Rule required{"W201", "required attributes and elements are there"};
inline constexpr Rule value{"W202", "attributes have values of their type"};
inline constexpr Rule attribute{"W203", "only attributes that BPMN knows here"};
inline constexpr Rule often{"W204", "no element stands more often than allowed"};
inline constexpr Rule uniqueId{"W205", "every id is unique"};
inline constexpr Rule resolves{"W206", "every reference leads to something"};
inline constexpr Rule referenceType{"W207", "a reference leads to an element of the right kind"};
inline constexpr Rule import{"W208", "imported files are there"};
inline constexpr Rule noText{"W209", "no text where only elements stand"};

// Values
inline constexpr Rule mimeType{"W210", "formats are MIME types"};
inline constexpr Rule uri{"W211", "languages, methods and namespaces are URIs"};
inline constexpr Rule formal{"W212", "expressions of an executable process are formal and not empty"};
inline constexpr Rule boolean{"W213", "a condition is true or false"};
inline constexpr Rule timer{"W214", "a timer has one time, in ISO 8601"};
inline constexpr Rule quantity{"W215", "quantities are in their range"};
inline constexpr Rule scriptFormat{"W216", "a script says its format"};

// Sequence flows and gateways
inline constexpr Rule flowEnds{"W220", "a sequence flow joins activities, gateways and events"};
inline constexpr Rule flowLevel{"W221", "a sequence flow stays in its process or sub-process"};
inline constexpr Rule flowListed{"W222", "incoming and outgoing say what the sequence flows say"};
inline constexpr Rule flowCondition{"W223", "a condition stands where another way is left"};
inline constexpr Rule defaultFlow{"W224", "a default flow leaves the element that names it"};
inline constexpr Rule immediate{"W225", "isImmediate is not false in an executable process"};
inline constexpr Rule direction{"W226", "a gateway does what its direction says"};
inline constexpr Rule gatewayUse{"W227", "a gateway splits or merges"};

// Pools, messages, choreographies
inline constexpr Rule messageEnds{"W230", "a message flow joins pools, activities and events"};
inline constexpr Rule messagePools{"W231", "a message flow goes from one pool to another"};
inline constexpr Rule messageEvent{"W232", "message flows end at what receives and begin at what sends"};
inline constexpr Rule choreography{"W233", "choreographies and conversations stand where they may"};
inline constexpr Rule processKind{"W234", "an executable process is private"};

// Events
inline constexpr Rule startEnd{"W240", "a start event only begins, an end event only ends"};
inline constexpr Rule startAndEnd{"W241", "start and end events are used together"};
inline constexpr Rule connected{"W242", "what stands between start and end is connected"};
inline constexpr Rule eventKind{"W243", "an event has triggers that its place allows"};
inline constexpr Rule eventSubProcess{"W244", "an event sub-process has one start event and no sequence flow"};
inline constexpr Rule adHoc{"W245", "an ad-hoc sub-process has activities, and no start or end"};
inline constexpr Rule boundary{"W246", "a boundary event stands on an activity and leads on"};
inline constexpr Rule compensation{"W247", "compensation is bound by an association to a compensation activity"};
inline constexpr Rule cancel{"W248", "cancel belongs to a transaction"};
inline constexpr Rule link{"W249", "links go in pairs, in one process or sub-process"};
inline constexpr Rule eventGateway{"W250", "an event-based gateway waits for events"};
inline constexpr Rule instantiate{"W251", "what starts a process has nothing before it"};
inline constexpr Rule messageRef{"W252", "a message event of an executable process names message and operation"};
inline constexpr Rule code{"W253", "thrown errors and escalations of an executable process have a code"};
inline constexpr Rule definitionRef{"W254", "a referenced event definition is a global one"};
inline constexpr Rule calledStart{"W255", "a called process can be started without a trigger"};

// Data and activities
inline constexpr Rule collection{"W260", "data and item definition agree whether it is a collection"};
inline constexpr Rule specification{"W261", "data inputs and outputs stand in processes and tasks"};
inline constexpr Rule sets{"W262", "input and output sets fit the data"};
inline constexpr Rule association{"W263", "data is read from inputs and written to outputs"};
inline constexpr Rule associationItems{"W264", "a data association joins data of one kind"};
inline constexpr Rule eventData{"W265", "an event's data fits its triggers"};
inline constexpr Rule taskData{"W266", "a task's data fits its operation or message"};
inline constexpr Rule callData{"W267", "a call activity's data fits what it calls"};
inline constexpr Rule binding{"W268", "a supported interface is bound to the data"};
inline constexpr Rule multiInstance{"W269", "multiple instances are counted, or taken from data of the activity"};
inline constexpr Rule dataName{"W270", "a data object reference is named after object and state"};
inline constexpr Rule resource{"W271", "a resource is named or computed, not both"};

}  // namespace toitsu::workflows::bpmn::rule
