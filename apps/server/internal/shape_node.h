#pragma once

// Inside the server only: what a Shape is made of.

#include <string>
#include <vector>

#include "apps/server/shape.h"

namespace toitsu::server {

enum class ShapeKind { string, text, integer, number, boolean, time, any, null, object, array, words, either, name };

struct Shape::Node {
    ShapeKind kind = ShapeKind::any;
    std::vector<Member> members;     // of an object
    std::vector<Shape> parts;        // an array's element, the alternatives of either
    std::vector<std::string> words;  // of words; the name itself
};

}  // namespace toitsu::server
