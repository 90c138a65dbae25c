#include "rules/expression.h"

#include <algorithm>
#include <set>

#include "rules/builtins.h"
#include "rules/expression_access.h"
#include "rules/free_paths.h"
#include "rules/parser.h"
#include "rules/session.h"
#include "rules/static_type.h"

namespace toitsu::rules {

namespace {

constexpr std::size_t kMaxSource = 1u << 20;

tl::unexpected<Error> problem(const ParseProblem& found, const Place& place) {
    const std::string column = std::to_string(found.column);
    return fail(found.tooDeep ? ErrorKind::limit : ErrorKind::schema, found.tooDeep ? "R002" : "R001",
                {"式の " + column + " 文字目: " + found.message.ja,
                 "expression, character " + column + ": " + found.message.en},
                place);
}

// What is found on the way through an expression.
struct Found {
    std::set<std::string> paths;
    std::vector<Expression::Comparison> comparisons;
};

void compare(const Node& side, const Node& other, const std::vector<Bound>& bound, Found& out) {
    const std::string* text = other.kind == NodeKind::literal ? other.value.string() : nullptr;
    const std::string path = text == nullptr ? std::string() : plainPath(side, bound);
    if (!path.empty()) out.comparisons.push_back({path, *text, other.at.column});
}

void collectComparisons(const Node& node, const std::vector<Bound>& bound, Found& out) {
    if (node.kind == NodeKind::compare && (node.op == Op::equal || node.op == Op::notEqual)) {
        compare(*node.children[0], *node.children[1], bound, out);
        compare(*node.children[1], *node.children[0], bound, out);
    }
    if (node.kind == NodeKind::in && node.children[1]->kind == NodeKind::unaryTests)
        for (const NodePtr& test : node.children[1]->children) compare(*node.children[0], *test, bound, out);
}

// Free paths: `bound` are the names that the expression itself brings.
void collect(const Node& node, std::vector<Bound>& bound, Found& out) {
    const std::size_t before = bound.size();
    collectComparisons(node, bound, out);
    if (node.kind == NodeKind::name || node.kind == NodeKind::path) {
        if (const std::string path = plainPath(node, bound); !path.empty()) out.paths.insert(path);
        const Node* at = &node;
        while (at->kind == NodeKind::path) at = at->children[0].get();
        if (at->kind != NodeKind::name) collect(*at, bound, out);
        return;
    }
    std::size_t first = 0;
    if (node.kind == NodeKind::call && node.children[0]->kind == NodeKind::name &&
        findFamily(node.children[0]->text) != nullptr)
        first = 1;
    if (node.kind == NodeKind::function)
        for (const std::string& name : node.names) bound.push_back({name, {}});
    const bool binds = node.kind == NodeKind::loop || node.kind == NodeKind::some || node.kind == NodeKind::every ||
                       node.kind == NodeKind::context;
    for (std::size_t i = first; i < node.children.size(); ++i) {
        if (node.kind == NodeKind::filter && i == 1) bound.push_back({"item", plainPath(*node.children[0], bound)});
        if (node.kind == NodeKind::loop && i + 1 == node.children.size()) bound.push_back({"partial", {}});
        collect(*node.children[i], bound, out);
        const bool iterates = node.kind != NodeKind::context;
        if (binds && i < node.names.size())
            bound.push_back({node.names[i], iterates ? plainPath(*node.children[i], bound) : std::string()});
    }
    bound.resize(before);
}

}  // namespace

const Bound* findBound(const std::vector<Bound>& bound, const std::string& name) {
    const auto it = std::find_if(bound.rbegin(), bound.rend(), [&](const Bound& one) { return one.name == name; });
    return it == bound.rend() ? nullptr : &*it;
}

std::string plainPath(const Node& node, const std::vector<Bound>& bound) {
    if (node.kind == NodeKind::filter) return plainPath(*node.children[0], bound);
    if (node.kind == NodeKind::path) {
        const std::string inner = plainPath(*node.children[0], bound);
        return inner.empty() ? inner : inner + "." + node.text;
    }
    if (node.kind != NodeKind::name || node.text == "?") return {};
    const Bound* own = findBound(bound, node.text);
    return own == nullptr ? node.text : own->elementOf;
}

Result<Expression> ExpressionAccess::make(std::string_view source, const Place& place,
                                          const std::vector<std::string>& known, bool unaryTests, const Wording& what) {
    if (source.size() > kMaxSource)
        return fail(ErrorKind::limit, "R002",
                    {"式が長すぎます。分けて書いてください", "the expression is too long; split it"}, place);
    Parser parser(source, known, place, what);
    Expression out;
    out.source_ = source;
    out.node_ = unaryTests ? parser.wholeUnaryTests() : parser.wholeExpression();
    if (!out.node_) return problem(parser.problem(), place);
    return out;
}

Result<Expression> Expression::parse(std::string_view source, const Place& place,
                                     const std::vector<std::string>& known) {
    return ExpressionAccess::make(source, place, known, false);
}

Result<Expression> Expression::parseUnaryTests(std::string_view source, const Place& place,
                                               const std::vector<std::string>& known) {
    return ExpressionAccess::make(source, place, known, true);
}

Value Expression::evaluate(const Context& scope, std::vector<Remark>* remarks) const {
    if (!node_) return {};
    Session session(remarks);
    if (!node_->makesFunctions) {
        const Frame frame(nullptr, &scope);
        return session.leaving(rules::evaluate(*node_, frame, session));
    }
    const auto frame = std::make_shared<Frame>(nullptr, &scope);
    return session.leaving(rules::evaluate(*node_, *frame, session), node_->at);
}

Value Expression::test(const Value& input, const Context& scope, std::vector<Remark>* remarks) const {
    if (!node_) return {};
    Session session(remarks);
    const auto frame = std::make_shared<Frame>(nullptr, &scope);
    const auto passed = passes(*node_, input, *frame, session);
    return passed ? Value(*passed) : Value();
}

bool Expression::matches(const Value& input, const Context& scope, std::vector<Remark>* remarks) const {
    return test(input, scope, remarks).isTrue();
}

std::vector<std::string> Expression::variables() const {
    Found out;
    std::vector<Bound> bound;
    if (node_) collect(*node_, bound, out);
    return {out.paths.begin(), out.paths.end()};
}

std::vector<Remark> Expression::doubts(const TypeOf& typeOf, bool condition) const {
    return node_ ? staticDoubts(*node_, typeOf, condition) : std::vector<Remark>();
}

std::vector<Expression::Comparison> Expression::comparisons() const {
    Found out;
    std::vector<Bound> bound;
    if (node_) collect(*node_, bound, out);
    return out.comparisons;
}

}  // namespace toitsu::rules
