#include <algorithm>
#include <array>

#include "rules/parser.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

constexpr std::array kReserved{"and", "or", "then", "else", "return", "satisfies", "in", "between", "instance"};

bool reserved(const std::string& name) {
    return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

}  // namespace

NodePtr Parser::primary() {
    lexer_.skipSpace();
    const int column = lexer_.column();
    const char32_t c = lexer_.peek();
    if (c == U'(') return parenthesized();
    if (c == U'[' || c == U']') return bracketed();
    if (c == U'{') return contextLiteral();
    if (c == U'"' || c == U'@' || c == U'.' || (c >= U'0' && c <= U'9')) return literal();

    Node node;
    node.at.column = column;
    if (const auto known = lexer_.knownName()) {
        node.kind = NodeKind::name;
        node.text = *known;
        return finish(std::move(node));
    }
    if (lexer_.acceptWord("if")) return conditional(column);
    if (lexer_.acceptWord("for")) return iteration(NodeKind::loop, "return", column);
    if (lexer_.acceptWord("some")) return iteration(NodeKind::some, "satisfies", column);
    if (lexer_.acceptWord("every")) return iteration(NodeKind::every, "satisfies", column);
    if (lexer_.looksAtWord("function")) return functionLiteral();
    const std::size_t start = lexer_.position();
    const auto name = lexer_.plainName();
    if (!name || reserved(*name)) {
        lexer_.rewind(start);
        return expected("値", "a value");
    }
    if (*name == "true" || *name == "false") {
        node.value = Value(*name == "true");
    } else if (*name != "null") {
        node.kind = NodeKind::name;
        node.text = *name;
        if (*name == "?") sawInput_ = true;
    }
    return finish(std::move(node));
}

NodePtr Parser::literal() {
    Node node;
    node.at.column = lexer_.column();
    const bool temporal = lexer_.accept(U"@");
    Wording problem;
    if (lexer_.peek() == U'"') {
        const auto content = lexer_.string(&problem);
        if (!content) return fail(problem.ja, problem.en, node.at.column);
        node.value = temporal ? parseTemporal(*content) : Value(*content);
        if (temporal && node.value.isNull()) node.text = "@";  // null, as FEEL wants it
        return finish(std::move(node));
    }
    if (temporal) return expected("\"");
    const auto digits = lexer_.number();
    if (!digits) return expected("値", "a value");
    const auto number = Decimal::parse(*digits);
    if (!number) return fail("数が大きすぎます", "the number is out of range", node.at.column);
    node.value = Value(*number);
    return finish(std::move(node));
}

NodePtr Parser::parenthesized() {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    rangeEnd_ = false;
    const int column = lexer_.column();
    lexer_.accept(U"(");
    if (const auto op = comparisonOperator()) {  // (> 5) is the range from 5 to infinity
        NodePtr end = operators(3);
        if (!end || !need(U")", ")")) return nullptr;
        Node range;
        range.kind = NodeKind::range;
        range.at.column = column;
        range.op = *op;
        range.children = {std::move(end)};
        return finish(std::move(range));
    }
    NodePtr inner = expression();
    if (!inner) return nullptr;
    if (lexer_.looksAt(U"..")) return rangeTail(std::move(inner), false, column);
    if (!need(U")", ")")) return nullptr;
    Node whole = *inner;  // remarks show the parentheses too
    whole.at.begin = column - 1;
    whole.at.end = static_cast<int>(lexer_.position());
    return std::make_shared<const Node>(std::move(whole));
}

NodePtr Parser::bracketed() {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    rangeEnd_ = false;
    const int column = lexer_.column();
    if (lexer_.accept(U"]")) {
        NodePtr low = expression();
        return low ? rangeTail(std::move(low), false, column) : nullptr;
    }
    lexer_.accept(U"[");
    std::vector<NodePtr> items;
    if (lexer_.accept(U"]")) return make(NodeKind::list, column, {});
    do {
        NodePtr item = expression();
        if (!item) return nullptr;
        if (items.empty() && lexer_.looksAt(U"..")) return rangeTail(std::move(item), true, column);
        items.push_back(std::move(item));
    } while (lexer_.accept(U","));
    if (!need(U"]", "]")) return nullptr;
    return make(NodeKind::list, column, std::move(items));
}

NodePtr Parser::rangeTail(NodePtr low, bool lowIncluded, int column) {
    if (!need(U"..", "..")) return nullptr;
    Node range;
    range.kind = NodeKind::range;
    range.at.column = column;
    range.lowIncluded = lowIncluded;
    rangeEnd_ = true;
    NodePtr high = expression();
    if (!high) return nullptr;
    range.highIncluded = lexer_.accept(U"]");
    if (!range.highIncluded && !lexer_.accept(U")") && !lexer_.accept(U"[")) return expected(" ] か ) ", "] or )");
    range.children = {std::move(low), std::move(high)};
    return finish(std::move(range));
}

NodePtr Parser::contextLiteral() {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    rangeEnd_ = false;
    Node node;
    node.kind = NodeKind::context;
    node.at.column = lexer_.column();
    lexer_.accept(U"{");
    if (lexer_.accept(U"}")) return finish(std::move(node));
    do {
        Wording problem;
        std::optional<std::string> key = lexer_.looksAt(U"\"") ? lexer_.string(&problem) : lexer_.looseName(U":");
        if (!key && !problem.en.empty()) return fail(problem.ja, problem.en);
        if (!key) return expected("名前とコロン", "a name and :");
        if (!need(U":", ":")) return nullptr;
        lexer_.know(*key);  // later entries may use it
        NodePtr entry = expression();
        if (!entry) return nullptr;
        node.names.push_back(*key);
        node.children.push_back(std::move(entry));
    } while (lexer_.accept(U","));
    if (!need(U"}", "}")) return nullptr;
    return finish(std::move(node));
}

NodePtr Parser::functionLiteral() {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    Node node;
    node.kind = NodeKind::function;
    node.at.column = lexer_.column();
    lexer_.acceptWord("function");
    if (!need(U"(", "(")) return nullptr;
    if (!lexer_.accept(U")")) {
        do {
            auto name = lexer_.looseName(U":,)");
            if (!name) return expected("引数の名前", "a parameter");
            lexer_.know(*name);
            FeelTypePtr wanted;
            if (lexer_.accept(U":") && !(wanted = type())) return nullptr;
            node.names.push_back(*name);
            node.types.push_back(std::move(wanted));
        } while (lexer_.accept(U","));
        if (!need(U")", ")")) return nullptr;
    }
    node.external = lexer_.acceptWord("external");
    NodePtr body = expression();
    node.children = {std::move(body)};
    return finish(std::move(node));
}

NodePtr Parser::conditional(int column) {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    NodePtr test = expression();
    if (!test || !needWord("then")) return nullptr;
    NodePtr yes = expression();
    if (!yes || !needWord("else")) return nullptr;
    NodePtr no = expression();
    return make(NodeKind::condition, column, {std::move(test), std::move(yes), std::move(no)});
}

// The name before `in`; it may hold spaces, and the body may use it.
std::optional<std::string> Parser::iterator() {
    auto name = lexer_.name();
    while (name && !lexer_.looksAtWord("in")) {
        const auto more = lexer_.plainName();
        if (!more) return std::nullopt;
        *name += " " + *more;
    }
    if (name) lexer_.know(*name);
    return name;
}

NodePtr Parser::iteration(NodeKind kind, std::string_view lastWord, int column) {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    Node node;
    node.kind = kind;
    node.at.column = column;
    do {
        const auto name = iterator();
        if (!name) return expected("名前と in", "a name and in");
        if (!needWord("in")) return nullptr;
        lexer_.skipSpace();
        const int at = lexer_.column();
        NodePtr domain = expression();
        if (domain && lexer_.accept(U"..")) {
            NodePtr last = expression();
            domain = make(NodeKind::span, at, {std::move(domain), std::move(last)});
        }
        if (!domain) return nullptr;
        node.names.push_back(*name);
        node.children.push_back(std::move(domain));
    } while (lexer_.accept(U","));
    if (!needWord(lastWord)) return nullptr;
    NodePtr body = expression();
    node.children.push_back(std::move(body));
    return finish(std::move(node));
}

}  // namespace toitsu::rules
