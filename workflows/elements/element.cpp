#include "workflows/elements/element.h"

#include "base/text.h"
#include "workflows/bpmn.h"

namespace toitsu::workflows {

std::string required(const xml::Element& element, std::string_view attribute, std::vector<Error>& mistakes) {
    const std::string* value = element.find(attribute, flowNamespace);
    const std::string text = value ? text::trim(*value) : std::string();
    if (text.empty()) {
        const std::string name(attribute);
        mistakes.push_back(
            {ErrorKind::schema,
             "W015",
             {element.local + " に属性 flow:" + name +
                  " がありません(名前空間 urn:toitsu:flow:1)。書き足してください。",
              element.local + " needs the attribute flow:" + name + " (namespace urn:toitsu:flow:1); add it"},
             element.place});
    }
    return text;
}

}  // namespace toitsu::workflows
