#include "workflows/bpmn.h"

#include <algorithm>

#include "base/text.h"
#include "base/xml.h"
#include "base/xml_encoding.h"
#include "workflows/bpmn/validate.h"
#include "workflows/bpmn_reader.h"
#include "workflows/elements/table.h"
#include "workflows/elements/waiting_join.h"

namespace toitsu::workflows {

namespace {

void sortByPlace(std::vector<Error>& mistakes) {
    std::stable_sort(mistakes.begin(), mistakes.end(), [](const Error& a, const Error& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
}

}  // namespace

std::string localRef(const std::string& reference) {
    const std::string trimmed = text::trim(reference);
    const std::size_t colon = trimmed.rfind(':');
    return colon == std::string::npos ? trimmed : trimmed.substr(colon + 1);
}

BpmnReader::BpmnReader(const xml::Element& root, bool ours, Definition& definition, std::vector<Error>& mistakes)
    : root_(root), definition_(definition), mistakes_(mistakes) {
    language_ = ours ? ExpressionLanguage::feel : ExpressionLanguage::unknown;
}

void BpmnReader::wrong(const char* code, const Place& place, std::string ja, std::string en) {
    mistakes_.push_back({ErrorKind::schema, code, {std::move(ja), std::move(en)}, place});
}

FormalExpression BpmnReader::expression(const xml::Element& element) {
    auto parsed = readExpression(element, language_);
    if (!parsed) {
        mistakes_.push_back(std::move(parsed.error()));
        return {};
    }
    if (parsed->foreign) {
        definition_.remarks.push_back(
            {ErrorKind::schema,
             "W019",
             {"この式は FEEL ではないので、実行するとここで止まります。FEEL で書き直してください。",
              "this expression is not FEEL: a case that comes here stops with an incident; rewrite it in FEEL"},
             element.place});
    }
    return std::move(*parsed);
}

void BpmnReader::read() {
    collectNames(root_);
    std::size_t first = nowhere;
    for (const xml::Element& child : root_.children) {
        if (child.space != bpmnNamespace) continue;
        const bool process = child.local == "process";
        if (!process && child.local.rfind("global", 0) != 0) continue;
        if (!findElement(child.local)) continue;
        const std::size_t index = readNode(child, nowhere);
        if (index == nowhere) continue;
        definition_.processes.push_back(index);
        if (!process) continue;
        readContainer(child, index);
        const bool better = first == nowhere || (definition_.process.empty() && child.get("isExecutable") == "true");
        if (!better) continue;
        first = index;
        if (child.get("isExecutable") == "true") definition_.process = child.get("id");
    }
    if (first == nowhere) {
        if (!mistakes_.empty()) return;
        wrong("W001", root_.place, "BPMN ファイルに process がありません。", "the BPMN file holds no process");
        return;
    }
    definition_.process = definition_.at(first).id;
    definition_.name = definition_.at(first).name;
    link();
}

Import readBpmn(std::string_view xml, const std::string& file) {
    Import import;
    const auto utf8 = xml::toUtf8(xml, file);
    const auto document = utf8 ? xml::parse(*utf8, file) : Result<xml::Document>(fail(utf8.error()));
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
    Definition definition;
    const bool ours = utf8->find(flowNamespace) != std::string_view::npos;  // declared is enough
    BpmnReader(root, ours, definition, import.mistakes).read();
    if (import.mistakes.empty()) {
        findWaysToJoins(definition);
        import.definition = std::move(definition);
        return import;
    }
    sortByPlace(import.mistakes);
    return import;
}

Import checkedBpmn(std::string_view xml, const std::string& file,
                   const std::function<bool(std::string_view process)>& deployed) {
    bpmn::ValidateOptions options;
    options.callable = deployed;
    std::vector<Error> forbidden;
    for (const bpmn::Finding& finding : bpmn::validate(xml, file, options)) {
        if (finding.severity == bpmn::Severity::error) forbidden.push_back(finding.error());
    }
    Import import = readBpmn(xml, file);
    if (forbidden.empty()) return import;
    import.definition.reset();
    // What both have found at one place is told once.
    for (Error& mistake : import.mistakes) {
        const bool told = std::any_of(forbidden.begin(), forbidden.end(), [&](const Error& other) {
            return other.place.line == mistake.place.line && other.place.column == mistake.place.column;
        });
        if (!told) forbidden.push_back(std::move(mistake));
    }
    import.mistakes = std::move(forbidden);
    sortByPlace(import.mistakes);
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

const Node* Definition::find(std::string_view id) const {
    const auto found = byId.find(id);
    return found == byId.end() ? nullptr : &nodes[found->second];
}

std::vector<std::string> Definition::processIds() const {
    std::vector<std::string> ids;
    for (const std::size_t index : processes) ids.push_back(nodes[index].id);
    return ids;
}

}  // namespace toitsu::workflows
