#pragma once

// Parser of FEEL (DMN 1.5 §10.3.1.2), by recursive descent with bounded depth: hostile text gives an error, never a
// crash.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lexer.h"
#include "rules/node.h"

namespace toitsu::rules {

struct ParseProblem {
    int column = 0;
    Wording message;
    bool tooDeep = false;
};

class Parser {
public:
    // `place` and `what` go into the remarks of what is parsed.
    Parser(std::string_view source, const std::vector<std::string>& known, Place place = {}, Wording what = {});

    NodePtr wholeExpression();  // nullptr on failure, then problem() says why
    NodePtr wholeUnaryTests();
    FeelTypePtr wholeType();
    const ParseProblem& problem() const { return *problem_; }
    void keepOperations() { folds_ = false; }  // for whoever wants to see what is written

private:
    static constexpr int kMaxNesting = 150;  // open constructs at one place
    static constexpr int kMaxHeight = 600;   // of the tree: also long chains of operators

    class Nesting;

    // parser.cpp
    NodePtr expression();
    NodePtr operators(int level);
    NodePtr comparisonTail(NodePtr left, int column);
    NodePtr negation();
    NodePtr postfix();
    NodePtr callTail(NodePtr callee);
    // parser_primary.cpp
    NodePtr primary();
    NodePtr literal();
    NodePtr parenthesized();
    NodePtr bracketed();
    NodePtr rangeTail(NodePtr low, bool lowIncluded, int column);
    NodePtr contextLiteral();
    NodePtr functionLiteral();
    NodePtr conditional(int column);
    NodePtr iteration(NodeKind kind, std::string_view lastWord, int column);
    std::optional<std::string> iterator();
    // parser_tests.cpp
    NodePtr unaryTests(bool insideExpression);
    NodePtr unaryTest();
    NodePtr inTail(NodePtr left, int column);
    NodePtr testList(NodePtr first, int column);
    std::optional<Op> comparisonOperator();
    FeelTypePtr type();
    FeelTypePtr typeWithArguments(FeelType::Kind kind);

    NodePtr make(NodeKind kind, int column, std::vector<NodePtr> children);
    NodePtr finish(Node node);
    static bool isConstant(const Node& node);
    static void fold(Node& node);  // an operation on literals becomes its result
    std::nullptr_t fail(std::string_view ja, std::string_view en, int column = 0);
    std::nullptr_t expected(std::string_view ja, std::string_view en);
    std::nullptr_t expected(std::string_view symbol) { return expected(" " + std::string(symbol) + " ", symbol); }
    bool need(std::u32string_view symbol, std::string_view shown);
    bool needWord(std::string_view word);

    Lexer lexer_;
    std::shared_ptr<const Source> source_;
    std::optional<ParseProblem> problem_;
    int nesting_ = 0;
    bool folds_ = true;
    bool rangeEnd_ = false;  // reading the high end of a range: '[' closes it
    bool sawInput_ = false;  // a "?" has been read
};

class Parser::Nesting {
public:
    explicit Nesting(Parser& parser) : parser_(parser), rangeEnd_(parser.rangeEnd_) {
        ++parser_.nesting_;
        ok_ = parser_.nesting_ <= kMaxNesting;
        if (!ok_ && !parser_.problem_) {
            parser_.fail("式の入れ子が深すぎます。分けて書いてください",
                         "the expression is nested too deeply; split it");
            parser_.problem_->tooDeep = true;
        }
    }
    ~Nesting() {
        --parser_.nesting_;
        parser_.rangeEnd_ = rangeEnd_;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    bool ok() const { return ok_; }

private:
    Parser& parser_;
    bool rangeEnd_;
    bool ok_ = true;
};

}  // namespace toitsu::rules
