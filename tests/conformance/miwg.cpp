#include "tests/conformance/miwg.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include "base/files.h"
#include "base/xml.h"
#include "base/xml_encoding.h"
#include "tests/conformance/suite.h"
#include "workflows/bpmn/document.h"
#include "workflows/bpmn/node.h"

// What a model says is turned into facts: strings for what must be equal, numbers for what may differ by one. A
// measure is the share of the original's facts that the written model states too.

namespace toitsu::conformance {

namespace {

namespace fs = std::filesystem;
using workflows::bpmn::boundsSpace;
using workflows::bpmn::diagramSpace;
using workflows::bpmn::modelSpace;

using Facts = std::map<std::string, int>;

struct Model {
    Facts ids, semantics, attributes, references, extensions;
    std::map<std::string, std::vector<double>> diagram;
};

bool isReference(const std::string& name) {
    static const std::set<std::string> names{"incoming", "outgoing", "source", "target", "default", "calledElement"};
    return names.count(name) > 0 || name.ends_with("Ref") || name.ends_with("Refs");
}

// Left out when it has the value that the schema supplies anyway.
bool isDefault(const std::string& name, const std::string& value) {
    static const std::set<std::pair<std::string, std::string>> defaults{
        {"isInterrupting", "true"},    {"cancelActivity", "true"},     {"isClosed", "false"},
        {"isExecutable", "false"},     {"isSequential", "false"},      {"startQuantity", "1"},
        {"completionQuantity", "1"},   {"isForCompensation", "false"}, {"parallelMultiple", "false"},
        {"triggeredByEvent", "false"}, {"isCollection", "false"},      {"gatewayDirection", "Unspecified"},
        {"processType", "None"},       {"itemKind", "Information"}};
    return defaults.count({name, value}) > 0;
}

class Reader {
public:
    Model model;

    void read(const xml::Element& element, const std::string& owner) {
        const std::string id = element.get("id", owner + "/" + element.local);
        if (element.space == modelSpace) {
            readModel(element, id);
        } else if (element.space == diagramSpace || element.space.find("/spec/DD/") != std::string::npos) {
            readDiagram(element, owner);
        } else {
            ++model.extensions[describe(element)];
        }
        for (const xml::Attribute& attribute : element.attributes)
            if (!attribute.space.empty() && attribute.space.find("XMLSchema-instance") == std::string::npos)
                ++model.extensions[id + "@" + attribute.space + attribute.local + "=" + attribute.value];
        const std::string drawn = element.get("bpmnElement");
        for (const xml::Element& child : element.children)
            read(child, drawn.empty() ? id : element.local + " " + drawn);
    }

private:
    static std::string trimmed(const std::string& text) {
        const std::size_t first = text.find_first_not_of(" \t\r\n");
        return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    }

    static std::string describe(const xml::Element& element) {
        std::string out = element.space + element.local + ":" + trimmed(element.text);
        for (const xml::Attribute& attribute : element.attributes)
            out += "|" + attribute.space + attribute.local + "=" + attribute.value;
        return out;
    }

    void readModel(const xml::Element& element, const std::string& id) {
        if (element.find("id") != nullptr) ++model.ids[element.local + " " + id];
        ++model.semantics[element.local + " " + element.get("name")];
        for (const xml::Attribute& attribute : element.attributes) {
            if (!attribute.space.empty() || isDefault(attribute.local, attribute.value)) continue;
            Facts& facts = isReference(attribute.local) ? model.references : model.attributes;
            ++facts[id + "@" + attribute.local + "=" + attribute.value];
        }
        if (isReference(element.local)) ++model.references[id + ">" + element.local + ":" + trimmed(element.text)];
        if (!isReference(element.local) && !trimmed(element.text).empty())
            ++model.attributes[id + ">" + element.local + ":" + trimmed(element.text)];
    }

    void readDiagram(const xml::Element& element, const std::string& owner) {
        for (const xml::Attribute& attribute : element.attributes) {
            char* end = nullptr;
            const double number = std::strtod(attribute.value.c_str(), &end);
            const bool measured = (element.local == "Bounds" || element.local == "waypoint") && *end == '\0';
            if (measured) model.diagram[owner + " " + element.local + "." + attribute.local].push_back(number);
            if (!measured && attribute.space.empty())
                ++model.attributes[owner + "@" + element.local + "." + attribute.local + "=" + attribute.value];
        }
    }
};

double share(const Facts& wanted, const Facts& found) {
    int all = 0, there = 0;
    for (const auto& [fact, count] : wanted) {
        all += count;
        const auto at = found.find(fact);
        there += at == found.end() ? 0 : std::min(count, at->second);
    }
    return all == 0 ? 100 : 100.0 * there / all;
}

double share(const std::map<std::string, std::vector<double>>& wanted,
             const std::map<std::string, std::vector<double>>& found) {
    std::size_t all = 0, there = 0;
    for (const auto& [where, numbers] : wanted) {
        all += numbers.size();
        const auto at = found.find(where);
        if (at == found.end()) continue;
        for (std::size_t n = 0; n < numbers.size() && n < at->second.size(); ++n)
            if (std::fabs(numbers[n] - at->second[n]) <= 1) ++there;
    }
    return all == 0 ? 100 : 100.0 * static_cast<double>(there) / static_cast<double>(all);
}

Result<Model> read(std::string_view bytes) {
    const auto text = xml::toUtf8(bytes, "");
    if (!text) return fail(text.error());
    const auto document = xml::parse(*text, "");
    if (!document) return fail(document.error());
    Reader reader;
    reader.read(document->root, "");
    return reader.model;
}

std::string row(const std::string& name, const RoundTrip& trip) {
    char line[160];
    std::snprintf(line, sizeof line, "%-14s %6.1f %6.1f %6.1f %6.1f %6.1f %6.1f", name.c_str(), trip.ids,
                  trip.semantics, trip.attributes, trip.references, trip.diagram, trip.extensions);
    return line;
}

}  // namespace

double RoundTrip::least() const {
    return std::min({ids, semantics, attributes, references, diagram, extensions});
}

Result<RoundTrip> compare(std::string_view original, std::string_view written) {
    const auto a = read(original), b = read(written);
    if (!a) return fail(a.error());
    if (!b) return fail(b.error());
    return RoundTrip{share(a->ids, b->ids),
                     share(a->semantics, b->semantics),
                     share(a->attributes, b->attributes),
                     share(a->references, b->references),
                     share(a->diagram, b->diagram),
                     share(a->extensions, b->extensions)};
}

Tally runMiwg(const fs::path& folder, std::ostream& out) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.path().extension() == ".bpmn") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    Tally tally;
    out << "model             ids    sem  attrs   refs     DI    ext\n";
    for (const fs::path& file : files) {
        const auto bytes = files::read(file.string());
        const auto document = bytes ? workflows::bpmn::Document::parse(*bytes, file.string())
                                    : Result<workflows::bpmn::Document>(fail(bytes.error()));
        const auto trip = document ? compare(*bytes, document->write()) : Result<RoundTrip>(fail(document.error()));
        if (trip)
            out << row(file.stem().string(), *trip) << '\n';
        else
            out << file.filename().string() << "  " << trip.error().text(Language::en) << '\n';
        ++(trip && trip->least() >= 100 ? tally.passed : tally.failed);
    }
    return tally;
}

}  // namespace toitsu::conformance
