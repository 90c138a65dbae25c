// Unary tests and types.

#include "rules/parser.h"

namespace toitsu::rules {

std::optional<Op> Parser::comparisonOperator() {
    if (lexer_.accept(U"<=")) return Op::lessEqual;
    if (lexer_.accept(U">=")) return Op::greaterEqual;
    if (lexer_.accept(U"!=")) return Op::notEqual;
    if (lexer_.accept(U"<")) return Op::less;
    if (lexer_.accept(U">")) return Op::greater;
    if (lexer_.accept(U"=")) return Op::equal;
    return std::nullopt;
}

NodePtr Parser::unaryTests(bool insideExpression) {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    lexer_.skipSpace();
    const int column = lexer_.column();
    if (!insideExpression) {
        const std::size_t start = lexer_.position();
        if (lexer_.accept(U"-")) {
            if (lexer_.atEnd()) return make(NodeKind::anything, column, {});
            lexer_.rewind(start);
        }
        if (lexer_.acceptWord("not") && lexer_.accept(U"(")) {
            NodePtr first = unaryTest();
            NodePtr tests = first ? testList(std::move(first), column) : nullptr;
            if (!tests || !need(U")", ")")) return nullptr;
            if (lexer_.atEnd()) {
                Node negated = *tests;
                negated.negated = true;
                return finish(std::move(negated));
            }
        }
        lexer_.rewind(start);  // not(a) and b: an expression
    }
    NodePtr first = unaryTest();
    return first ? testList(std::move(first), column) : nullptr;
}

NodePtr Parser::testList(NodePtr first, int column) {
    std::vector<NodePtr> tests{std::move(first)};
    while (lexer_.accept(U",")) {
        NodePtr test = unaryTest();
        if (!test) return nullptr;
        tests.push_back(std::move(test));
    }
    return make(NodeKind::unaryTests, column, std::move(tests));
}

NodePtr Parser::unaryTest() {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    lexer_.skipSpace();
    Node node;
    node.at.column = lexer_.column();
    if (const auto op = comparisonOperator()) {
        node.kind = NodeKind::unaryCompare;
        node.op = *op;
        NodePtr end = operators(3);
        node.children = {std::move(end)};
        return finish(std::move(node));
    }
    const bool sawBefore = std::exchange(sawInput_, false);
    NodePtr test = expression();
    const bool asks = std::exchange(sawInput_, sawBefore || sawInput_);
    if (!test || !asks) return test;
    Node marked = *test;
    marked.asksInput = true;
    return finish(std::move(marked));
}

// x in test, x in (test, test), x in (1..5]
NodePtr Parser::inTail(NodePtr left, int column) {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    lexer_.skipSpace();
    const int at = lexer_.column();
    NodePtr tests;
    if (lexer_.accept(U"(")) {
        rangeEnd_ = false;
        NodePtr first = unaryTest();
        if (!first) return nullptr;
        if (lexer_.looksAt(U"..")) {
            NodePtr range = rangeTail(std::move(first), false, at);
            tests = make(NodeKind::unaryTests, at, {std::move(range)});
        } else {
            tests = testList(std::move(first), at);
            if (!tests || !need(U")", ")")) return nullptr;
        }
    } else if (const auto op = comparisonOperator()) {
        Node test;
        test.kind = NodeKind::unaryCompare;
        test.op = *op;
        test.at.column = at;
        NodePtr end = operators(3);
        test.children = {std::move(end)};
        NodePtr only = finish(std::move(test));
        tests = make(NodeKind::unaryTests, at, {std::move(only)});
    } else {
        NodePtr set = operators(3);
        tests = make(NodeKind::unaryTests, at, {std::move(set)});
    }
    return make(NodeKind::in, column, {std::move(left), std::move(tests)});
}

FeelTypePtr Parser::type() {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    const auto first = lexer_.name();
    if (!first) return expected("型", "a type");
    using Kind = FeelType::Kind;
    const std::pair<const char*, Kind> generic[] = {
        {"list", Kind::list}, {"range", Kind::range}, {"context", Kind::context}, {"function", Kind::function}};
    for (const auto& [name, kind] : generic)
        if (*first == name && lexer_.accept(U"<")) return typeWithArguments(kind);
    if (FeelTypePtr own = builtinFeelType(*first)) return own;
    FeelType named;
    named.kind = Kind::named;
    named.name = *first;
    while (lexer_.looksAt(U".") && !lexer_.looksAt(U"..")) {
        lexer_.accept(U".");
        const auto part = lexer_.name();
        if (!part) return expected("名前", "a name");
        named.name += "." + *part;
    }
    return std::make_shared<const FeelType>(std::move(named));
}

// After "list<", "range<", "context<" or "function<".
FeelTypePtr Parser::typeWithArguments(FeelType::Kind kind) {
    FeelType out;
    out.kind = kind;
    if (kind == FeelType::Kind::list || kind == FeelType::Kind::range) {
        out.element = type();
        if (!out.element || !need(U">", ">")) return nullptr;
        return std::make_shared<const FeelType>(std::move(out));
    }
    if (!lexer_.accept(U">")) {
        do {
            std::string name;
            if (kind == FeelType::Kind::context) {
                const auto key = lexer_.looseName(U":");
                if (!key || !need(U":", ":")) return expected("名前とコロン", "a name and :");
                name = *key;
            }
            FeelTypePtr member = type();
            if (!member) return nullptr;
            out.members.emplace_back(std::move(name), std::move(member));
        } while (lexer_.accept(U","));
        if (!need(U">", ">")) return nullptr;
    }
    if (kind == FeelType::Kind::function) {
        if (!need(U"->", "->")) return nullptr;
        out.element = type();
        if (!out.element) return nullptr;
    }
    return std::make_shared<const FeelType>(std::move(out));
}

}  // namespace toitsu::rules
