#pragma once

// Overlay (団体差分): one municipality's checked differences to a shared flow – steps added, skipped, renamed, moved,
// or given another role, form, operation or deadline. Applied to the flow it gives the flow that this municipality
// runs. What the law requires (flow:mandatory) cannot be dropped. docs/overlays.md

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/bpmn/document.h"
#include "workflows/bpmn/finding.h"

namespace toitsu::workflows::bpmn {

inline constexpr std::string_view overlaySpace = "urn:toitsu:overlay:1";

// Where something is put: behind or before an element, or on a sequence flow; exactly one is set.
struct Spot {
    std::string after, before, on;
};

struct OverlayChange {
    enum class Kind { add, skip, rename, move, change, deadline };
    Kind kind = Kind::add;
    std::string element;             // id in the base flow; of an added step its own
    Spot spot;                       // add, move
    std::vector<std::string> steps;  // add: BPMN elements as XML, one behind the other
    std::string name;                // rename
    std::vector<std::pair<std::string, std::string>>
        attributes;              // change: role, form, operation …; deadline: calendar …
    std::string time, timeKind;  // deadline: the text, and timeDuration, timeDate or timeCycle
    Place place;
};

struct Overlay {
    std::string id, title, flow, base, municipality;
    std::vector<OverlayChange> changes;
    Place place;
    std::string file;
};

// W290 for what is no overlay or not understood; X0xx for what is no XML. Nothing when there is a finding.
std::optional<Overlay> readOverlay(std::string_view bytes, const std::string& file, std::vector<Finding>& findings);

// What an overlay's `base` must say: 16 hexadecimal digits of SHA-256 over the flow's meaning. Its drawing, comments
// and white space do not count.
std::string fingerprint(const Document& flow);

// The effective flow, when there is no finding: W291 made for another state of the flow, W292 an element that is not
// there, W293 two entries against each other, W294 not possible at this place, W295 a mandatory step dropped or
// bypassed, W296 what is added; and what validate() finds in the result.
std::optional<Document> applyOverlay(const Document& base, const Overlay& overlay, std::vector<Finding>& findings);

}  // namespace toitsu::workflows::bpmn
