#pragma once

// Library (ひな型集): a templates/ folder: forms/<id>/form.xml and forms/<id>/layouts/*.xml.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::forms {

struct Library {
    std::string folder;
    std::vector<std::shared_ptr<const Form>> forms;
    std::vector<std::shared_ptr<const Layout>> layouts;

    const Form* form(std::string_view id) const;
    const Layout* layout(std::string_view id) const;
    // The form as the record's paper asked it: with the local fields of the layout. The form alone when the library
    // does not have the layout, nullptr when it does not have the form.
    const Form* asked(std::string_view form, std::string_view layout) const;

    // Loads everything; a wrong file is left out and its mistakes stand in `findings`, the others are unaffected.
    // F001 when the folder has no forms at all. `folder` may also be one form's folder.
    static Result<Library> load(const std::string& folder, Findings& findings);
};

}  // namespace toitsu::forms
