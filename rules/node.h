#pragma once

// The syntax tree of FEEL: one uniform node, so that walking it is one switch.

#include <memory>
#include <string>
#include <vector>

#include "base/value.h"
#include "rules/feel_type.h"

namespace toitsu::rules {

enum class NodeKind {
    literal,     // value; with a text it is null because that text is no date
    name,        // text
    path,        // child 0 . text
    filter,      // child 0 [ child 1 ]
    call,        // child 0 ( child 1 … ); names = the arguments' names, empty when positional
    negate,      // - child 0
    binary,      // child 0 op child 1: + - * / **
    compare,     // child 0 op child 1: = != < <= > >=
    both,        // and
    either,      // or
    between,     // child 0 between child 1 and child 2
    in,          // child 0 in unaryTests child 1
    instanceOf,  // child 0 instance of type
    condition,   // if child 0 then child 1 else child 2
    loop,        // for names[i] in child i … return last child
    some,        // names[i] in child i … satisfies last child
    every,
    function,  // function(names: types) child 0
    list,
    context,       // names[i]: child i
    range,         // child 0 .. child 1; lowIncluded, highIncluded
    span,          // child 0 .. child 1 as an iteration: counts upwards or downwards
    unaryTests,    // any child passes; negated = not(…)
    unaryCompare,  // op child 0, compared with ?
    anything,      // the unary test "-"
    block,         // names[i]: child i, one after the other; the last child is the value (boxed context with a result)
    typed,         // child 0, which must be of type; text says what it is
    table,         // a decision table
};

enum class Op { none, add, subtract, multiply, divide, power, equal, notEqual, less, lessEqual, greater, greaterEqual };

struct DecisionTable;
struct Family;
struct Node;
using NodePtr = std::shared_ptr<const Node>;

// The text that nodes were parsed from, so that a null can say where it arose.
struct Source {
    std::string text;
    Place place;   // of the text in its file
    Wording what;  // what the text is there: "decision …, rule 3, input …"; empty for an expression alone
};

// A piece of a source, in characters.
struct Spot {
    int column = 0;  // from 1: the operator, or the first character; 0 when it has no text
    int begin = 0;   // from 0
    int end = 0;
    std::shared_ptr<const Source> source;  // may be nullptr
};

struct Node {
    NodeKind kind = NodeKind::literal;
    Op op = Op::none;
    Spot at;
    int height = 1;  // bounded by the parser: evaluation and destruction recurse this deep
    bool lowIncluded = true;
    bool highIncluded = true;
    bool negated = false;
    bool asksInput = false;          // a unary test that mentions "?" itself
    bool strict = false;             // boxed: another value than true, false and null is an error, thus null
    bool external = false;           // function … external
    bool makesFunctions = false;     // a function literal stands in it, which keeps the frames around it
    const Family* family = nullptr;  // call: the built-in functions of that name, when there are any
    Value value;                     // literal; call: its value when it only has literal arguments
    std::string text;
    std::vector<std::string> names;
    std::vector<FeelTypePtr> types;
    std::vector<NodePtr> children;
    std::shared_ptr<const DecisionTable> table;
};

}  // namespace toitsu::rules
