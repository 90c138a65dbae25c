#pragma once

// ElementType: what one kind of BPMN element is, how it is read and what it does when a token arrives.

#include <string_view>
#include <vector>

#include "base/xml.h"
#include "workflows/definition.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

enum class Position { start, end, activity, gateway, catching, boundary };

struct ElementType {
    std::string_view tag;      // element name in the BPMN namespace
    std::string_view trigger;  // the event definition it carries, "" for none
    Position position = Position::activity;
    std::vector<std::string_view> attributes = {};  // urn:toitsu:flow:1 attributes that it knows

    // Reads what is special to it; null when there is nothing.
    void (*read)(const xml::Element& element, Node& node, std::vector<Error>& mistakes) = nullptr;
    // A token has arrived, or a person retries after an incident. Leaves, or opens work to wait for.
    void (*enter)(Steps& steps, const Node& node, const Token& token) = nullptr;
    // The timer that this element set has fired; `token` is the one the timer was set for.
    void (*fired)(Steps& steps, const Node& node, const Token& token) = nullptr;
};

// The attribute of urn:toitsu:flow:1, trimmed; W015 into `mistakes` and "" when it is missing.
std::string required(const xml::Element& element, std::string_view attribute, std::vector<Error>& mistakes);

}  // namespace toitsu::workflows
