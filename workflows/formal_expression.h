#pragma once

// FormalExpression: an expression of a BPMN file. FEEL runs; a text in another tool's language is kept, so that a
// foreign model can be deployed, and gives an incident where it would have to run.

#include <string>
#include <vector>

#include "base/result.h"
#include "base/xml.h"
#include "rules/expression.h"

namespace toitsu::workflows {

struct FormalExpression {
    std::string source;              // without a leading "="
    rules::Expression feel;          // not there when `foreign`
    std::vector<std::string> names;  // variables that it reads
    bool foreign = false;

    explicit operator bool() const { return !source.empty(); }
    bool reads(const std::string& name) const;
};

// How a file's expressions are to be taken: `feel` when the file says so or uses our namespace – then what is no FEEL
// is W010; `unknown` for others: FEEL where it is FEEL.
enum class ExpressionLanguage { feel, unknown };

// The text of `element`; its own `language` attribute comes first. W010 with the place inside the text.
Result<FormalExpression> readExpression(const xml::Element& element, ExpressionLanguage language);
Result<FormalExpression> parseExpression(std::string source, const Place& place, ExpressionLanguage language);

}  // namespace toitsu::workflows
