#pragma once

// A FEEL expression (DMN 1.5 §10.3), parsed once, evaluated many times. FEEL is the only expression language in forms,
// flows and decisions.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::rules {

// Why a part of an expression became null: FEEL has no exceptions, and a silent null helps nobody. Never holds a
// value's content, only types and positions.
struct Remark {
    Wording message;
    int column = 0;     // 1-based character column in the expression's source; 0 when it is about no text
    std::string piece;  // of the expression, as its author wrote it; at most 60 characters
    Place place;        // of the expression, in a file
    Wording where;      // in a decision model: which decision, and which cell of its table

    // "a.dmn:12:5: decision "x", rule 2: character 5, `1 + a`: the right side is null", as far as it is known.
    std::string text(Language language) const;
};

class Expression {
public:
    Expression() = default;  // evaluates to null

    // R001 with the column of the first character that does not fit. `known` are names with spaces or operators in them
    // that may occur ("氏名 (カナ)", "monthly-salary"); plain names need not be listed.
    static Result<Expression> parse(std::string_view source, const Place& place = {},
                                    const std::vector<std::string>& known = {});
    // Unary tests of a decision table's input cell: `"a","b"`, `> 5`, `[1..3]`, `not(…)`, `-`.
    static Result<Expression> parseUnaryTests(std::string_view source, const Place& place = {},
                                              const std::vector<std::string>& known = {});

    Value evaluate(const Context& scope, std::vector<Remark>* remarks = nullptr) const;
    // For unary tests: true when `input` passes.
    bool matches(const Value& input, const Context& scope, std::vector<Remark>* remarks = nullptr) const;

    // The same with all three answers: true, false or null.
    Value test(const Value& input, const Context& scope, std::vector<Remark>* remarks = nullptr) const;

    // Where a path is compared with a text: `kind = "new"`, `kind != "new"`, `kind in ("a", "b")`. Paths as
    // variables().
    struct Comparison {
        std::string path;
        std::string text;
        int column = 0;  // of the text, in characters from 1
    };
    std::vector<Comparison> comparisons() const;

    // What the types alone tell: sides that can never be compared or calculated, conditions that are no booleans, `true
    // or …`, texts ordered by `<`, arguments that do not fit. Nothing is guessed: what has an unknown type has no
    // doubt. `typeOf` gives the FEEL type of a path of variables() ("number", "string", "date", "list" …), "" when
    // unknown. `condition`: the whole must be true or false.
    using TypeOf = std::function<std::string(const std::string& path)>;
    std::vector<Remark> doubts(const TypeOf& typeOf, bool condition) const;

    const std::string& source() const { return source_; }
    // Free paths: "employee.birth_date"; sorted, unique. What runs over a list counts as read from the list: `every c
    // in child satisfies c.name != null` reads "child" and "child.name".
    std::vector<std::string> variables() const;
    explicit operator bool() const { return node_ != nullptr; }

private:
    friend struct ExpressionAccess;
    std::string source_;
    std::shared_ptr<const struct Node> node_;
};

}  // namespace toitsu::rules
