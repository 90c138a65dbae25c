#include "workflows/bpmn/finding.h"

#include <algorithm>
#include <tuple>

namespace toitsu::workflows::bpmn {

void Findings::add(Severity severity, const Rule& rule, const Node& at, std::string ja, std::string en) {
    all_.push_back({severity, std::string(rule.code), std::string(rule.name), get(at, "id"),
                    Wording{std::move(ja), std::move(en)}, at.place});
}

void Findings::error(const Rule& rule, const Node& at, std::string ja, std::string en) {
    add(Severity::error, rule, at, std::move(ja), std::move(en));
}

void Findings::warning(const Rule& rule, const Node& at, std::string ja, std::string en) {
    add(Severity::warning, rule, at, std::move(ja), std::move(en));
}

std::vector<Finding> Findings::sorted() && {
    const auto key = [](const Finding& finding) {
        return std::tie(finding.place.line, finding.place.column, finding.code, finding.message.en);
    };
    std::stable_sort(all_.begin(), all_.end(), [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
    const auto same = [&](const Finding& a, const Finding& b) { return key(a) == key(b); };
    all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
    return std::move(all_);
}

std::string called(const Node& node) {
    std::string name = get(node, "name"), id = get(node, "id");
    std::replace(name.begin(), name.end(), '\n', ' ');
    if (name.size() > 60) name.clear();
    if (!name.empty() && !id.empty()) return node.local + " " + name + " (id " + id + ")";
    if (!id.empty()) return node.local + " " + id;
    return name.empty() ? node.local : node.local + " " + name;
}

}  // namespace toitsu::workflows::bpmn
