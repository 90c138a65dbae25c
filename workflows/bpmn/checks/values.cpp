// Formats, addresses and quantities: values that the schemas call strings or integers and the text narrows.

#include <array>
#include <cctype>

#include "workflows/bpmn/checks/checks.h"

namespace toitsu::workflows::bpmn {

namespace {

// type/subtype with the characters of RFC 2045, and parameters behind ';'.
bool isMimeType(std::string_view text) {
    text = text.substr(0, text.find(';'));
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) return false;
    for (const char c : text) {
        const bool word = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (!word && std::string_view("/!#$%&'*+-.^_`{|}~").find(c) == std::string_view::npos) return false;
    }
    return text.find('/', slash + 1) == std::string_view::npos;
}

// What RFC 3986 (and 3987, for other scripts) does not let stand in an address.
bool isUri(std::string_view text) {
    for (std::size_t n = 0; n < text.size(); ++n) {
        const char c = text[n];
        if (static_cast<unsigned char>(c) <= ' ' || std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos)
            return false;
        if (c != '%') continue;
        const bool hex = n + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[n + 1])) != 0 &&
                         std::isxdigit(static_cast<unsigned char>(text[n + 2])) != 0;
        if (!hex) return false;
    }
    return true;
}

void mimeType(const Item& item, std::string_view name, Findings& findings) {
    const std::string value = item.get(name);
    if (!item.has(name) || isMimeType(value)) return;
    findings.error(rule::mimeType, *item.node,
                   called(*item.node) + " の " + std::string(name) + "=\"" + value +
                       "\" は MIME 型ではありません。text/plain のように書いてください。",
                   std::string(name) + "=\"" + value + "\" of " + called(*item.node) +
                       " is no MIME type; write one such as text/plain");
}

void least(const Item& item, std::string_view name, long long smallest, Findings& findings) {
    const std::string value = item.get(name);
    if (value.empty() || value.find_first_not_of("+-0123456789") != std::string::npos) return;  // W202 tells
    const bool negative = value.front() == '-' && value.find_first_not_of("-0") != std::string::npos;
    const bool zero = value.find_first_not_of("+-0") == std::string::npos;
    if (!negative && !(zero && smallest > 0)) return;
    findings.error(
        rule::quantity, *item.node,
        called(*item.node) + " の " + std::string(name) + " は " + std::to_string(smallest) + " 以上にしてください。",
        std::string(name) + " of " + called(*item.node) + " must be at least " + std::to_string(smallest));
}

long long number(const Item& item, std::string_view name, long long fallback) {
    const std::string value = item.get(name);
    if (value.empty() || value.size() > 15) return value.empty() ? fallback : 1'000'000'000'000'000;
    return std::strtoll(value.c_str(), nullptr, 10);
}

void multiplicity(const Item& item, Findings& findings) {
    least(item, "minimum", 0, findings);
    least(item, "maximum", 1, findings);
    if (!item.has("maximum") || number(item, "maximum", 1) >= number(item, "minimum", 0)) return;
    findings.error(rule::quantity, *item.node, "参加者の数の maximum は minimum 以上にしてください。",
                   "maximum of a participant's multiplicity must not be less than minimum");
}

}  // namespace

void checkValues(const Model& model, Findings& findings) {
    for (const Item& item : model.items()) {
        for (const std::string_view name : {"language", "expressionLanguage", "typeLanguage", "targetNamespace",
                                            "namespace", "importType", "method", "scriptLanguage"})
            if (const std::string value = item.get(name); item.has(name) && !isUri(value))
                findings.error(
                    rule::uri, *item.node,
                    called(*item.node) + " の " + std::string(name) + "=\"" + value + "\" は URI ではありません。",
                    std::string(name) + "=\"" + value + "\" of " + called(*item.node) + " is no URI");
        if (item.is("documentation") || item.is("textAnnotation")) mimeType(item, "textFormat", findings);
        if (item.is("scriptTask")) mimeType(item, "scriptFormat", findings);
        if (isActivity(item.tag())) {
            least(item, "startQuantity", 1, findings);
            least(item, "completionQuantity", 1, findings);
        }
        if (item.is("standardLoopCharacteristics")) least(item, "loopMaximum", 0, findings);
        if (item.is("participantMultiplicity")) multiplicity(item, findings);
        if (item.is("process") && item.executable() && item.get("processType") == "Public")
            findings.error(rule::processKind, *item.node,
                           called(*item.node) +
                               " は公開プロセス（Public）なので実行できません。processType を Private にしてください。",
                           called(*item.node) +
                               " is public, and only a private process can be executed; write processType=\"Private\"");
    }
}

}  // namespace toitsu::workflows::bpmn
