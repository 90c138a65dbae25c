// Any bytes as BPMN: a definition without mistakes, or mistakes without a definition; a document that is written reads
// back as the same one, and lint, which validates too, comes to an end.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "workflows/bpmn.h"
#include "workflows/bpmn/lint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto imported = toitsu::workflows::readBpmn(text, "fuzz.bpmn");
    if (imported.definition.has_value() != imported.mistakes.empty()) std::abort();
    namespace bpmn = toitsu::workflows::bpmn;
    const auto document = bpmn::Document::parse(text, "fuzz.bpmn");
    if (!document) return 0;
    const auto again = bpmn::Document::parse(document->write(), "fuzz.bpmn");
    if (!again || !bpmn::sameContent(document->definitions(), again->definitions())) std::abort();
    bpmn::LintOptions options;
    options.states = 200;
    for (const bpmn::Finding& finding : bpmn::lint(*document, options))
        if (finding.code.empty() || finding.message.ja.empty()) std::abort();
    return 0;
}
