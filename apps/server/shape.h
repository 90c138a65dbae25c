#pragma once

// Shape: how a body of the API is written down in a route's line, once – the request is checked against it, and the
// OpenAPI document is written from it.
//
//   string int number bool time any null     time: ISO 8601 with a zone; a string has at most 20,000 bytes
//   text                                     a string as long as the route's body may be
//   {name: shape, other?: shape}             an object; members with ? may be absent or null; others are refused
//   [shape]                                  an array
//   accept|correct|"two words"               one of these words
//   string|null                              either
//   Item                                     a shape named in the table of names

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace toitsu::server {

class Shape {
public:
    // A mistake in a shape is a programmer's: V090 with the place in the text.
    static Result<Shape> parse(std::string_view text);
    static Result<Shape> members(std::string_view text);  // "a?: string, b: int", what stands between { and }

    using Names = std::map<std::string, Shape, std::less<>>;

    // V001 with the place in the value ("$.entries[2].action") – never with what stands there.
    Result<void> check(const Value& value, const Names& names) const;
    Value schema() const;  // JSON Schema 2020-12; names become $ref of #/components/schemas
    std::vector<std::string> namesUsed() const;

    struct Member;
    const std::vector<Member>& memberList() const;  // of an object; empty otherwise

    struct Node;

private:
    explicit Shape(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
    std::shared_ptr<const Node> node_;
    friend class ShapeReader;
};

struct Shape::Member {
    std::string name;
    bool optional = false;
    Shape shape;
};

}  // namespace toitsu::server
