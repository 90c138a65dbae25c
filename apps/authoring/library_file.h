#pragma once

// Library file: one file of a library that authors edit in the studio – a form, a layout, a flow, a decision model.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::authoring {

enum class FileKind { form, layout, flow, decision };
std::string_view kindName(FileKind kind);  // "form", as the API writes it

// More is no template that a person has written.
inline constexpr std::size_t kLongestText = 512u << 10;

struct LibraryFile {
    std::string path;  // below the library: "forms/trial/layouts/komoro-2026.xml"
    FileKind kind = FileKind::form;
    std::string name;                 // its id, as the text says; the file's name where it says none
    std::string title;                // "" when it has none
    std::string form;                 // of a layout, and of a form: the form's id
    std::string municipality;         // of a layout
    std::string basedOn;              // of a layout: the name of another one of its form; "" when it stands by itself
    std::vector<std::string> blanks;  // of a layout: the pictures that its pages name
    int version = 0;                  // 0: the text has none (flows and decisions are numbered when they are published)
    std::string tag;                  // of the text; "" for a text that is not there

    std::string id() const;  // the path as one segment of an address: "forms:trial:form.xml"
};

// The path that an id stands for; nullopt when it is none of the four kinds: nothing else is ever read or written.
std::optional<std::string> pathOf(std::string_view id);
std::optional<FileKind> kindOf(std::string_view path);
std::string idOf(std::string_view path);
// "forms/trial" for a form and its layouts; "" for others.
std::string formFolderOf(std::string_view path);

// What a text says of itself; what cannot be read stays empty.
LibraryFile described(const std::string& path, std::string_view text);

std::string tagOf(std::string_view text);

// Everything in the library that is of the four kinds, sorted by path.
std::vector<std::string> libraryPaths(const std::string& library);
// Everything that a reader of the library takes for a layout, sorted by path: also what is not edited in the studio,
// for its name or its length.
std::vector<LibraryFile> layoutsIn(const std::string& library);
// Whose a file is that belongs to one municipality – a layout, a binding, an overlay and the tests of it –, "" when it
// is everybody's; nullopt when that cannot be told.
std::optional<std::string> municipalityOf(const std::string& library, const std::string& path);

}  // namespace toitsu::authoring
