#pragma once

// ElementType: what one kind of BPMN element is, how it is read and what it does when a token arrives.

#include <string_view>
#include <vector>

#include "base/xml.h"
#include "workflows/definition.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

enum class Position { container, start, end, activity, gateway, catching, throwing, boundary };

// What is needed to read an element.
struct Reading {
    const xml::Element& element;
    Node& node;
    ExpressionLanguage language = ExpressionLanguage::unknown;
    std::vector<Error>& mistakes;

    // The attribute of urn:toitsu:flow:1, trimmed; "" when it is not there.
    std::string own(std::string_view attribute) const;
    // FEEL in an attribute or a child; what is wrong goes to `mistakes`.
    FormalExpression expression(std::string_view ownAttribute) const;
    FormalExpression expression(const xml::Element& child) const;
    void wrong(const char* code, const Place& place, std::string ja, std::string en) const;
};

struct ElementType {
    std::string_view tag;  // element name in the BPMN namespace
    Position position = Position::activity;
    std::vector<std::string_view> attributes = {};  // urn:toitsu:flow:1 attributes that it knows

    // Reads what is special to it; null when there is nothing.
    void (*read)(const Reading& reading) = nullptr;
    // A token has arrived, or a person retries after an incident. Leaves, or opens work to wait for.
    void (*enter)(Steps& steps, const Node& node, const Token& token) = nullptr;
    // Whether tokens wait here for each other; null: never.
    bool (*joins)(const Node& node) = nullptr;
    // A join that may be ready only because of what happened elsewhere (inclusive, complex): asked when nothing else
    // moves. True when it did something.
    bool (*ask)(Steps& steps, const Node& node, std::int64_t scope) = nullptr;
};

}  // namespace toitsu::workflows
