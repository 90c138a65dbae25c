#pragma once

// A draft as files that an author goes on with. Everything that was guessed carries draft:confidence (namespace
// urn:toitsu:draft:1) until somebody has looked at it and removes the attribute; `toitsu form lint` lists what is left.

#include <string>
#include <string_view>
#include <vector>

#include "forms/draft/question.h"
#include "forms/form.h"

namespace toitsu::forms {

constexpr std::string_view kDraftSpace = "urn:toitsu:draft:1";

struct DraftHead {
    std::string id;            // of the layout
    std::string municipality;  // six digits
    std::string title;
    std::vector<std::string> blanks;  // file names of the pages' pictures
};

// The layout file. Questions without a field stand at the end of their page as comments, ready to be used.
std::string draftLayoutXml(const DraftHead& head, const Form& form, const std::vector<SeenPage>& pages,
                           const std::vector<Question>& questions);

// The form file of a form that was drafted with it.
std::string draftFormXml(const Form& form, const std::vector<Question>& questions);

}  // namespace toitsu::forms
