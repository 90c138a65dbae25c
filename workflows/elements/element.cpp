#include "workflows/elements/element.h"

#include "base/text.h"
#include "workflows/bpmn.h"

namespace toitsu::workflows {

std::string Reading::own(std::string_view attribute) const {
    const std::string* value = element.find(attribute, flowNamespace);
    return value ? text::trim(*value) : std::string();
}

FormalExpression Reading::expression(std::string_view attribute) const {
    const std::string source = own(attribute);
    if (source.empty()) return {};
    const xml::Attribute* written = element.attribute(attribute, flowNamespace);
    auto parsed = parseExpression(source, written ? written->place : element.place, ExpressionLanguage::feel);
    if (parsed) return std::move(*parsed);
    mistakes.push_back(std::move(parsed.error()));
    return {};
}

FormalExpression Reading::expression(const xml::Element& child) const {
    auto parsed = readExpression(child, language);
    if (parsed) return std::move(*parsed);
    mistakes.push_back(std::move(parsed.error()));
    return {};
}

void Reading::wrong(const char* code, const Place& place, std::string ja, std::string en) const {
    mistakes.push_back({ErrorKind::schema, code, {std::move(ja), std::move(en)}, place});
}

}  // namespace toitsu::workflows
