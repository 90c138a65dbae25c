#include "apps/cli/feel_command.h"

#include <algorithm>

#include "apps/cli/value_argument.h"
#include "base/json.h"
#include "base/text.h"

namespace toitsu::cli {

namespace {

// Every name anywhere in the context: those with spaces or operators have to be known before parsing.
void collectNames(const Value& value, std::vector<std::string>& out, int depth = 0) {
    if (depth > 100) return;
    if (const List* list = value.list())
        for (const Value& element : *list) collectNames(element, out, depth + 1);
    if (const Context* context = value.context())
        for (const auto& [name, entry] : context->entries()) {
            out.push_back(name);
            collectNames(entry, out, depth + 1);
        }
}

}  // namespace

void showRemark(const rules::Remark& remark, const std::string& source, Terminal& terminal) {
    terminal.err << terminal.say({"注: ", "remark: "}) << remark.text(terminal.language) << '\n';
    const bool oneLine = !source.empty() && columns(source) <= 100 && source.find('\n') == std::string::npos;
    if (!oneLine || remark.column < 1) return;
    const std::u32string characters = text::decode(source);
    const auto before = std::min(static_cast<std::size_t>(remark.column - 1), characters.size());
    const int width = columns(text::encode(characters.substr(0, before)));
    terminal.err << "    " << source << "\n    " << std::string(static_cast<std::size_t>(width), ' ') << "^\n";
}

Value remarkJson(const rules::Remark& remark, const Terminal& terminal) {
    Context out{{"message", terminal.say(remark.message)}};
    if (remark.column > 0) out.put("column", remark.column);
    if (!remark.piece.empty()) out.put("piece", remark.piece);
    if (remark.place.line > 0) {
        out.put("file", remark.place.file);
        out.put("line", remark.place.line);
        out.put("file_column", remark.place.column);
    }
    if (!remark.where.en.empty()) out.put("where", terminal.say(remark.where));
    return out;
}

void feel(const FeelOptions& options, Terminal& terminal) {
    const auto source = argumentText(options.expression);
    if (!source) return terminal.report(source.error());
    const auto context = contextArgument(options.context, "--context");
    if (!context) return terminal.report(context.error());
    std::vector<std::string> names;
    collectNames(Value(*context), names);
    const bool unary = !options.unary.empty();
    const auto expression =
        unary ? rules::Expression::parseUnaryTests(*source, {}, names) : rules::Expression::parse(*source, {}, names);
    if (!expression) return terminal.report(expression.error());
    std::vector<rules::Remark> remarks;
    Value value;
    if (unary) {
        const auto input = valueArgument(options.unary);
        if (!input) return terminal.report(input.error());
        value = expression->test(*input, *context, &remarks);
    } else {
        value = expression->evaluate(*context, &remarks);
    }
    if (options.json) {
        List told;
        for (const rules::Remark& remark : remarks) told.push_back(remarkJson(remark, terminal));
        terminal.out << json::writePretty(Context{{"value", value}, {"remarks", told}}) << '\n';
        return;
    }
    terminal.out << json::writePretty(value) << '\n';
    terminal.out.flush();
    for (const rules::Remark& remark : remarks) showRemark(remark, *source, terminal);
}

}  // namespace toitsu::cli
