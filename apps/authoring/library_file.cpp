#include "apps/authoring/library_file.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "apps/station/library_folder.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/xml.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargestTemplate = 16u << 20;  // as whoever reads a library takes it

constexpr std::string_view kBpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";

// A name that is the same on every file system, is not hidden and leads nowhere else.
bool plainName(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    };
    return !name.empty() && name.size() <= 100 && name.front() != '.' && name.back() != '.' &&
           std::all_of(name.begin(), name.end(), plain);
}

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

// What lies there is taken for a layout, whatever it is called.
bool amongLayouts(const std::string& path) {
    return fs::path(path).parent_path().filename() == "layouts";
}

std::vector<std::string> blanksOf(const xml::Element& root) {
    std::vector<std::string> names;
    for (const xml::Element& child : root.children)
        if (child.local == "page" && !child.get("blank").empty()) names.push_back(child.get("blank"));
    return names;
}

void describeFlow(const xml::Element& root, LibraryFile& file) {
    for (const xml::Element& child : root.children) {
        if (child.space != kBpmn || child.local != "process") continue;
        file.name = child.get("id", file.name);
        file.title = child.get("name");
        return;
    }
}

}  // namespace

std::string_view kindName(FileKind kind) {
    switch (kind) {
        case FileKind::form:
            return "form";
        case FileKind::layout:
            return "layout";
        case FileKind::flow:
            return "flow";
        case FileKind::decision:
            return "decision";
    }
    return "";
}

std::string idOf(std::string_view path) {
    std::string id(path);
    std::replace(id.begin(), id.end(), '/', ':');
    return id;
}

std::string LibraryFile::id() const {
    return idOf(path);
}

std::optional<std::string> pathOf(std::string_view id) {
    if (id.find('/') != std::string_view::npos) return std::nullopt;
    std::string path(id);
    std::replace(path.begin(), path.end(), ':', '/');
    if (!kindOf(path)) return std::nullopt;
    return path;
}

std::optional<FileKind> kindOf(std::string_view path) {
    std::vector<std::string> parts = text::split(std::string(path), '/');
    if (!std::all_of(parts.begin(), parts.end(), plainName)) return std::nullopt;
    if (parts.size() == 3 && parts[0] == "forms" && parts[2] == "form.xml") return FileKind::form;
    if (parts.size() == 4 && parts[0] == "forms" && parts[2] == "layouts" && endsWith(parts[3], ".xml"))
        return FileKind::layout;
    if (parts.size() == 2 && parts[0] == "flows" && endsWith(parts[1], ".bpmn")) return FileKind::flow;
    if (parts.size() == 2 && parts[0] == "decisions" && endsWith(parts[1], ".dmn")) return FileKind::decision;
    return std::nullopt;
}

std::string formFolderOf(std::string_view path) {
    const auto kind = kindOf(path);
    if (kind != FileKind::form && kind != FileKind::layout) return {};
    return std::string(path.substr(0, path.find('/', std::string_view("forms/").size())));
}

LibraryFile described(const std::string& path, std::string_view text) {
    LibraryFile file;
    file.path = path;
    file.kind = kindOf(path).value_or(amongLayouts(path) ? FileKind::layout : FileKind::form);
    file.name = fs::path(path).stem().string();
    file.tag = tagOf(text);
    if (file.kind == FileKind::form) file.form = file.name = fs::path(path).parent_path().filename().string();
    const auto document = xml::parse(text, path);
    if (!document) return file;
    const xml::Element& root = document->root;
    switch (file.kind) {
        case FileKind::form:
            file.name = file.form = root.get("id", file.name);
            file.title = root.get("title");
            break;
        case FileKind::layout:
            file.name = root.get("id", file.name);
            file.title = root.get("title");
            file.form = root.get("form");
            file.municipality = root.get("municipality");
            file.basedOn = root.get("based-on");
            file.blanks = blanksOf(root);
            break;
        case FileKind::flow:
            describeFlow(root, file);
            return file;
        case FileKind::decision:
            file.name = root.get("id", file.name);
            file.title = root.get("name");
            return file;
    }
    const std::string version = root.get("version", "1");
    std::from_chars(version.data(), version.data() + version.size(), file.version);
    return file;
}

std::string tagOf(std::string_view text) {
    return sha256Hex(text).substr(0, 32);
}

std::vector<std::string> libraryPaths(const std::string& library) {
    std::vector<std::string> paths;
    for (const auto& [folder, extension] :
         {std::pair("forms", ".xml"), std::pair("flows", ".bpmn"), std::pair("decisions", ".dmn")})
        for (const std::string& file : station::filesBelow(library + "/" + folder, extension)) {
            const std::string path = fs::path(file).lexically_relative(library).generic_string();
            if (kindOf(path)) paths.push_back(path);
        }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::vector<LibraryFile> layoutsIn(const std::string& library) {
    std::vector<LibraryFile> layouts;
    for (const std::string& file : station::filesBelow(library + "/forms", ".xml")) {
        const std::string path = fs::path(file).lexically_relative(library).generic_string();
        // Of what cannot be read, no more is known than that it is there.
        if (amongLayouts(path)) layouts.push_back(described(path, files::read(file, kLargestTemplate).value_or("")));
    }
    return layouts;
}

std::optional<std::string> municipalityOf(const std::string& library, const std::string& path) {
    const auto document = xml::load(library + "/" + path);
    if (!document) return std::nullopt;
    const xml::Element& root = document->root;
    std::string of = root.get("municipality");
    bool one = amongLayouts(path);  // of which each has its municipality
    if (const std::string overlay = root.get("overlay"); root.local == "flow-test" && !overlay.empty()) {
        const auto made =
            xml::load(library + "/" + (fs::path(path).parent_path() / overlay).lexically_normal().string());
        of = made ? made->root.get("municipality") : "";
        one = true;
    }
    if (one && of.empty()) return std::nullopt;
    return of;
}

}  // namespace toitsu::authoring
