// Reads an overlay's XML. Every mistake is told at once, with what may stand there.

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/xml_encoding.h"
#include "base/xml_write.h"
#include "workflows/bpmn/overlay.h"
#include "workflows/bpmn/rules.h"

namespace toitsu::workflows::bpmn {

namespace {

constexpr Rule format{"W290", "an overlay is written as its schema says"};

struct Entry {
    OverlayChange::Kind kind;
    std::vector<std::string> needed, allowed;
};

const std::map<std::string, Entry>& entries() {
    using Kind = OverlayChange::Kind;
    static const std::map<std::string, Entry> all{
        {"add", {Kind::add, {}, {"after", "before", "on"}}},
        {"skip", {Kind::skip, {"element", "reason"}, {}}},
        {"rename", {Kind::rename, {"element", "name"}, {}}},
        {"move", {Kind::move, {"element"}, {"after", "before", "on"}}},
        {"change", {Kind::change, {"element"}, {"role", "form", "operation", "decision"}}},
        {"deadline",
         {Kind::deadline, {"element"}, {"duration", "date", "cycle", "calendar", "until", "shift", "first-day"}}}};
    return all;
}

class Reader {
public:
    Reader(Overlay& overlay, Findings& findings) : overlay_(overlay), findings_(findings) {}

    void read(const Node& root) {
        overlay_.place = root.place;
        checkAttributes(root, {"id", "flow", "base", "municipality"}, {"title", "from", "to"});
        overlay_.id = get(root, "id");
        overlay_.title = get(root, "title");
        overlay_.flow = get(root, "flow");
        overlay_.base = get(root, "base");
        overlay_.municipality = get(root, "municipality");
        const bool digits = overlay_.municipality.size() == 6 &&
                            overlay_.municipality.find_first_not_of("0123456789") == std::string::npos;
        if (!digits && !overlay_.municipality.empty())
            wrong(root, "municipality は 6 桁の全国地方公共団体コードにしてください。",
                  "municipality is the six-digit code of a municipality");
        for (const Node* inner : elements(root)) {
            if (inner->space != overlaySpace) continue;  // others' elements are left alone
            const auto entry = entries().find(inner->local);
            if (entry != entries().end()) {
                readEntry(*inner, entry->second);
                continue;
            }
            if (inner->local == "documentation") continue;
            wrong(
                *inner,
                "<" + inner->local +
                    "> は使えません。使えるもの: add, skip, rename, move, change, deadline, documentation。",
                "<" + inner->local + "> is not known; use add, skip, rename, move, change, deadline or documentation");
        }
    }

private:
    void wrong(const Node& at, const std::string& ja, const std::string& en) { findings_.error(format, at, ja, en); }

    void checkAttributes(const Node& node, const std::vector<std::string>& needed, std::vector<std::string> allowed) {
        for (const std::string& name : needed)
            if (get(node, name).empty())
                wrong(node, "<" + node.local + "> に属性 " + name + " が必要です。",
                      "<" + node.local + "> needs the attribute " + name);
        allowed.insert(allowed.end(), needed.begin(), needed.end());
        for (std::size_t n = 0; n < node.attributes.size(); ++n) {
            const std::string& name = node.attributes[n].first;
            if (!node.spaces[n].empty() || std::find(allowed.begin(), allowed.end(), name) != allowed.end()) continue;
            std::string known;
            for (const std::string& one : allowed) known += (known.empty() ? "" : ", ") + one;
            wrong(node, "<" + node.local + "> に属性 " + name + " はありません。使える属性: " + known + "。",
                  "<" + node.local + "> has no attribute " + name + "; it has " + known);
        }
    }

    void readEntry(const Node& node, const Entry& entry) {
        checkAttributes(node, entry.needed, entry.allowed);
        OverlayChange change;
        change.kind = entry.kind;
        change.place = node.place;
        change.element = get(node, "element");
        change.name = get(node, "name");
        change.spot = {get(node, "after"), get(node, "before"), get(node, "on")};
        const int spots = (change.spot.after.empty() ? 0 : 1) + (change.spot.before.empty() ? 0 : 1) +
                          (change.spot.on.empty() ? 0 : 1);
        const bool placed = entry.kind == OverlayChange::Kind::add || entry.kind == OverlayChange::Kind::move;
        if (placed && spots != 1)
            wrong(node, "after、before、on のうち一つだけを書いてください。",
                  "write exactly one of after, before and on");
        if (entry.kind == OverlayChange::Kind::add) readSteps(node, change);
        if (entry.kind == OverlayChange::Kind::change)
            readAttributes(node, {"role", "form", "operation", "decision"}, change);
        if (entry.kind == OverlayChange::Kind::deadline) readDeadline(node, change);
        overlay_.changes.push_back(std::move(change));
    }

    void readSteps(const Node& node, OverlayChange& change) {
        std::vector<const Node*> steps;
        for (const Node* inner : elements(node))
            if (isModel(*inner)) steps.push_back(inner);
        if (steps.empty())
            return wrong(node, "<add> の中に、足す作業を BPMN で書いてください。",
                         "put what is added into <add>, as BPMN");
        for (const Node* step : steps) change.steps.push_back(standalone(*step));
        change.element = get(*steps.front(), "id");
    }

    // With the namespaces that were declared around it.
    std::string standalone(const Node& step) const {
        Node copy = step;
        for (const auto& [name, value] : root_) {
            const bool own = std::any_of(copy.attributes.begin(), copy.attributes.end(),
                                         [&, key = name](const auto& one) { return one.first == key; });
            if (!own && name != "xmlns") copy.attributes.emplace_back(name, value);
        }
        return xml::write(copy);
    }

    void readAttributes(const Node& node, const std::vector<std::string>& names, OverlayChange& change) {
        for (const std::string& name : names)
            if (attribute(node, name) != nullptr) change.attributes.emplace_back(name, get(node, name));
        if (change.attributes.empty())
            wrong(node, "<" + node.local + "> に、変えるもの（role、form、operation、decision）を書いてください。",
                  "say in <" + node.local + "> what changes: role, form, operation or decision");
    }

    void readDeadline(const Node& node, OverlayChange& change) {
        static const std::pair<const char*, const char*> kinds[] = {
            {"duration", "timeDuration"}, {"date", "timeDate"}, {"cycle", "timeCycle"}};
        int times = 0;
        for (const auto& [name, element] : kinds) {
            if (attribute(node, name) == nullptr) continue;
            ++times;
            change.time = get(node, name);
            change.timeKind = element;
        }
        for (const char* name : {"calendar", "until", "shift", "first-day"})
            if (attribute(node, name) != nullptr) change.attributes.emplace_back(name, get(node, name));
        if (times > 1 || (times == 0 && change.attributes.empty()))
            wrong(node, "<deadline> には duration、date、cycle のうち一つを書いてください。",
                  "write one of duration, date and cycle in <deadline>");
    }

public:
    std::vector<std::pair<std::string, std::string>> root_;  // namespaces of the overlay's root

private:
    Overlay& overlay_;
    Findings& findings_;
};

void describe(const Node& node, std::string& out) {
    if (!isModel(node) && node.space == diagramSpace) return;
    out += "<" + node.space + " " + node.local;
    std::vector<std::string> attributes;
    for (std::size_t n = 0; n < node.attributes.size(); ++n) {
        const std::string& name = node.attributes[n].first;
        if (name.rfind("xmlns", 0) == 0 || name == "exporter" || name == "exporterVersion") continue;
        attributes.push_back(node.spaces[n] + " " + std::string(localPart(name)) + "=" + node.attributes[n].second);
    }
    std::sort(attributes.begin(), attributes.end());
    for (const std::string& one : attributes) out += "|" + one;
    out += ">" + text(node);
    for (const Node* inner : elements(node)) describe(*inner, out);
    out += "</>";
}

}  // namespace

std::optional<Overlay> readOverlay(std::string_view bytes, const std::string& file, std::vector<Finding>& told) {
    const auto broken = [&](const Error& error) {
        told.push_back({Severity::error, error.code, std::string(format.name), "", error.message, error.place});
    };
    const auto text = xml::toUtf8(bytes, file);
    const auto tree = text ? xml::parseWhole(*text, file) : Result<xml::Tree>(fail(text.error()));
    if (!tree) {
        broken(tree.error());
        return std::nullopt;
    }
    const auto root = std::find_if(tree->nodes.begin(), tree->nodes.end(),
                                   [](const Node& node) { return node.kind == Node::Kind::element; });
    if (!is(*root, "overlay", overlaySpace)) {
        broken({ErrorKind::schema,
                "W290",
                {"団体差分のファイルではありません（最上位は urn:toitsu:overlay:1 の overlay です）。",
                 "not an overlay: the outermost element must be overlay of urn:toitsu:overlay:1"},
                root->place});
        return std::nullopt;
    }
    Overlay overlay;
    overlay.file = file;
    Findings findings;
    Reader reader(overlay, findings);
    for (const auto& [name, value] : root->attributes)
        if (name.rfind("xmlns", 0) == 0) reader.root_.emplace_back(name, value);
    reader.read(*root);
    auto all = std::move(findings).sorted();
    const bool good = all.empty();
    told.insert(told.end(), all.begin(), all.end());
    return good ? std::optional<Overlay>(std::move(overlay)) : std::nullopt;
}

std::string fingerprint(const Document& flow) {
    std::string meaning;
    describe(flow.definitions(), meaning);
    return sha256Hex(meaning).substr(0, 16);
}

}  // namespace toitsu::workflows::bpmn
