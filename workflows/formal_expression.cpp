#include "workflows/formal_expression.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::workflows {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return text;
}

std::vector<std::string> rootsOf(const rules::Expression& expression) {
    std::vector<std::string> names;
    for (const std::string& path : expression.variables()) names.push_back(path.substr(0, path.find('.')));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace

bool FormalExpression::reads(const std::string& name) const {
    return std::binary_search(names.begin(), names.end(), name);
}

Result<FormalExpression> parseExpression(std::string source, const Place& place, ExpressionLanguage language) {
    FormalExpression expression;
    expression.source = text::trim(source);
    const bool marked = !expression.source.empty() && expression.source.front() == '=';
    if (marked) expression.source = text::trim(expression.source.substr(1));
    if (expression.source.empty()) return expression;
    auto parsed = rules::Expression::parse(expression.source, place);
    if (parsed) {
        expression.names = rootsOf(*parsed);
        expression.feel = std::move(*parsed);
        return expression;
    }
    if (language == ExpressionLanguage::unknown && !marked) {
        expression.foreign = true;
        return expression;
    }
    const Error& cause = parsed.error();
    return fail(ErrorKind::schema, "W010",
                {"式が FEEL として読めません(" + cause.code + "): " + cause.message.ja,
                 "the expression is not FEEL (" + cause.code + "): " + cause.message.en},
                cause.place);
}

Result<FormalExpression> readExpression(const xml::Element& element, ExpressionLanguage language) {
    const std::string own = lower(element.get("language"));
    if (!own.empty() && own.find("feel") == std::string::npos) {
        if (language == ExpressionLanguage::feel) {
            return fail(ErrorKind::schema, "W010",
                        {"式の言語は FEEL だけです。language 属性を消すか FEEL で書き直してください。",
                         "expressions are written in FEEL only; remove the language attribute or rewrite it in FEEL"},
                        element.place);
        }
        FormalExpression expression;
        expression.source = text::trim(element.text);
        expression.foreign = !expression.source.empty();
        return expression;
    }
    return parseExpression(element.text, element.place, language);
}

}  // namespace toitsu::workflows
