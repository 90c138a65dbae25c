#include "rules/parser.h"

#include <algorithm>

#include "base/text.h"
#include "rules/builtins.h"
#include "rules/session.h"

namespace toitsu::rules {

Parser::Parser(std::string_view source, const std::vector<std::string>& known, Place place, Wording what)
    : lexer_(source),
      source_(std::make_shared<const Source>(Source{std::string(source), std::move(place), std::move(what)})) {
    for (const std::string& name : builtinNamesWithSpaces()) lexer_.know(name);
    for (const char* name : {"time offset", "start included", "end included", "days and time duration",
                             "years and months duration", "day time duration", "year month duration"})
        lexer_.know(name);
    for (const std::string& name : known) lexer_.know(name);
}

std::nullptr_t Parser::fail(std::string_view ja, std::string_view en, int column) {
    if (!problem_)
        problem_ = ParseProblem{column > 0 ? column : lexer_.column(), {std::string(ja), std::string(en)}, false};
    return nullptr;
}

std::nullptr_t Parser::expected(std::string_view ja, std::string_view en) {
    const bool end = lexer_.atEnd();
    const std::string found = end ? "" : text::jsonish(text::encode(std::u32string(1, lexer_.peek())));
    const std::string jaText(ja);
    const std::string enText(en);
    if (lexer_.looksAt(U"/*"))
        return fail("注釈が閉じていません。*/ で閉じてください", "the comment is not closed; close it with */");
    if (const char32_t c = lexer_.peek(); !end && (c == U'“' || c == U'”' || c == U'＂'))
        return fail("「" + found + "」は使えません。文字列は \" で囲んでください",
                    "\"" + found + "\" does not fit here; texts stand in straight quotation marks");
    if (end)
        return fail("式が途中で終わっています。ここに" + jaText + "が必要です",
                    "the expression ends where " + enText + " is expected");
    return fail("「" + found + "」は読めません。ここに" + jaText + "が必要です",
                "\"" + found + "\" does not fit here; " + enText + " is expected");
}

bool Parser::need(std::u32string_view symbol, std::string_view shown) {
    if (lexer_.accept(symbol)) return true;
    expected(shown);
    return false;
}

bool Parser::needWord(std::string_view word) {
    if (lexer_.acceptWord(word)) return true;
    expected(word);
    return false;
}

NodePtr Parser::finish(Node node) {
    node.at.source = source_;
    node.at.begin = node.at.column - 1;
    node.at.end = static_cast<int>(lexer_.position());
    node.makesFunctions = node.kind == NodeKind::function;
    for (const NodePtr& child : node.children) {
        if (!child) return nullptr;
        node.height = std::max(node.height, child->height + 1);
        node.at.begin = std::min(node.at.begin, child->at.begin);
        node.makesFunctions = node.makesFunctions || child->makesFunctions;
    }
    if (node.height > kMaxHeight) {
        fail("式が長すぎます。分けて書いてください", "the expression is too long; split it", node.at.column);
        problem_->tooDeep = true;
        return nullptr;
    }
    if (folds_) fold(node);
    return std::make_shared<const Node>(std::move(node));
}

bool Parser::isConstant(const Node& node) {
    return node.kind == NodeKind::literal && node.text.empty() && !node.value.isNull();
}

// Of functions only those that make values: they are what is written again and again, and cost nothing to try. A call
// keeps its form, for something in scope may have the function's name; its result stands beside it.
void Parser::fold(Node& node) {
    const bool call = node.kind == NodeKind::call;
    if (!call && node.kind != NodeKind::negate && node.kind != NodeKind::binary && node.kind != NodeKind::list &&
        node.kind != NodeKind::range)
        return;
    if (!std::all_of(node.children.begin() + (call ? 1 : 0), node.children.end(),
                     [](const NodePtr& child) { return isConstant(*child); }))
        return;
    if (call) {
        constexpr std::string_view kMakers[] = {"date", "time", "date and time", "duration", "number"};
        if (node.family == nullptr || !node.names.empty() ||
            std::find(std::begin(kMakers), std::end(kMakers), node.children[0]->text) == std::end(kMakers))
            return;
    }
    Session session(nullptr);
    Value value = evaluate(node, Frame(nullptr), session);
    if (value.isNull()) return;
    node.value = std::move(value);
    if (call) return;
    node.kind = NodeKind::literal;
    node.children.clear();
    node.height = 1;
}

NodePtr Parser::make(NodeKind kind, int column, std::vector<NodePtr> children) {
    Node node;
    node.kind = kind;
    node.at.column = column;
    node.children = std::move(children);
    return finish(std::move(node));
}

NodePtr Parser::wholeExpression() {
    NodePtr node = expression();
    if (node && !lexer_.atEnd()) return expected("演算子か式の終わり", "an operator or the end");
    return node;
}

NodePtr Parser::wholeUnaryTests() {
    NodePtr node = unaryTests(false);
    if (node && !lexer_.atEnd()) return expected("コンマか終わり", "a comma or the end");
    return node;
}

FeelTypePtr Parser::wholeType() {
    FeelTypePtr found = type();
    if (found && !lexer_.atEnd()) return expected("終わり", "the end");
    return found;
}

NodePtr Parser::expression() {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    return operators(0);
}

// Levels, loosest first: or, and, comparison, + -, * /, **.
NodePtr Parser::operators(int level) {
    if (level == 6) return negation();
    NodePtr left = operators(level + 1);
    while (left) {
        lexer_.skipSpace();
        const int column = lexer_.column();
        Node node;
        node.at.column = column;
        node.kind = NodeKind::binary;
        if (level == 0 && lexer_.acceptWord("or")) {
            node.kind = NodeKind::either;
        } else if (level == 1 && lexer_.acceptWord("and")) {
            node.kind = NodeKind::both;
        } else if (level == 2) {
            NodePtr compared = comparisonTail(left, column);
            if (compared == left || !compared) return compared;
            left = std::move(compared);
            continue;
        } else if (level == 3 && lexer_.accept(U"+")) {
            node.op = Op::add;
        } else if (level == 3 && lexer_.accept(U"-")) {
            node.op = Op::subtract;
        } else if (level == 4 && !lexer_.looksAt(U"**") && lexer_.accept(U"*")) {
            node.op = Op::multiply;
        } else if (level == 4 && lexer_.accept(U"/")) {
            node.op = Op::divide;
        } else if (level == 5 && lexer_.accept(U"**")) {
            node.op = Op::power;
        } else {
            return left;
        }
        NodePtr right = operators(level + 1);
        if (!right) return nullptr;
        node.children = {std::move(left), std::move(right)};
        left = finish(std::move(node));
    }
    return nullptr;
}

// `left` itself when no comparison follows.
NodePtr Parser::comparisonTail(NodePtr left, int column) {
    if (lexer_.acceptWord("between")) {
        NodePtr low = operators(3);
        if (!low || !needWord("and")) return nullptr;
        NodePtr high = operators(3);
        return make(NodeKind::between, column, {left, low, high});
    }
    if (lexer_.acceptWord("in")) return inTail(left, column);
    if (const auto op = comparisonOperator()) {
        Node node;
        node.kind = NodeKind::compare;
        node.op = *op;
        node.at.column = column;
        NodePtr right = operators(3);
        node.children = {std::move(left), std::move(right)};
        return finish(std::move(node));
    }
    return left;
}

NodePtr Parser::negation() {
    lexer_.skipSpace();
    const int column = lexer_.column();
    NodePtr node;
    if (lexer_.accept(U"-")) {
        const Nesting nesting(*this);
        if (!nesting.ok()) return nullptr;
        NodePtr operand = negation();
        return make(NodeKind::negate, column, {std::move(operand)});
    }
    node = postfix();
    while (node && lexer_.looksAtWord("instance")) {
        const int at = lexer_.column();
        lexer_.acceptWord("instance");
        if (!needWord("of")) return nullptr;
        FeelTypePtr wanted = type();
        if (!wanted) return nullptr;
        Node test;
        test.kind = NodeKind::instanceOf;
        test.at.column = at;
        test.types = {std::move(wanted)};
        test.children = {std::move(node)};
        node = finish(std::move(test));
    }
    return node;
}

NodePtr Parser::postfix() {
    NodePtr node = primary();
    while (node) {
        lexer_.skipSpace();
        const int column = lexer_.column();
        if (lexer_.looksAt(U".") && !lexer_.looksAt(U"..")) {
            lexer_.accept(U".");
            const auto member = lexer_.name();
            if (!member) return expected("名前", "a name");
            Node path;
            path.kind = NodeKind::path;
            path.at.column = column;
            path.text = *member;
            path.children = {std::move(node)};
            node = finish(std::move(path));
        } else if (!rangeEnd_ && lexer_.accept(U"[")) {
            NodePtr filter;
            {
                const Nesting nesting(*this);
                if (!nesting.ok()) return nullptr;
                filter = expression();
            }
            if (!filter || !need(U"]", "]")) return nullptr;
            node = make(NodeKind::filter, column, {std::move(node), std::move(filter)});
        } else if (lexer_.accept(U"(")) {
            node = callTail(std::move(node));
        } else {
            return node;
        }
    }
    return nullptr;
}

NodePtr Parser::callTail(NodePtr callee) {
    const Nesting nesting(*this);
    if (!nesting.ok()) return nullptr;
    rangeEnd_ = false;
    Node call;
    call.kind = NodeKind::call;
    call.at.column = callee->at.column;
    if (callee->kind == NodeKind::name) call.family = findFamily(callee->text);
    call.children.push_back(std::move(callee));
    if (lexer_.accept(U")")) return finish(std::move(call));
    do {
        const auto name = lexer_.looseName(U":");
        const bool named = name && lexer_.accept(U":");
        if (named != !call.names.empty() && call.children.size() > 1)
            return fail("名前付きの引数とそうでない引数は混ぜられません",
                        "named and positional arguments cannot be mixed");
        if (named) call.names.push_back(*name);
        NodePtr argument = expression();
        if (!argument) return nullptr;
        call.children.push_back(std::move(argument));
    } while (lexer_.accept(U","));
    if (!need(U")", ")")) return nullptr;
    return finish(std::move(call));
}

}  // namespace toitsu::rules
