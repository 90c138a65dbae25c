#pragma once

// A folder with copies of shipped forms, in which an author may do what he likes.

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "base/json.h"
#include "tests/e2e/program.h"

namespace toitsu::e2e {

struct AuthorDesk {
    AuthorDesk() : folder(files::TemporaryFolder::make("toitsu-author-").value()) {}

    std::string at(const std::string& name) const { return folder.path() + "/" + name; }
    std::string get(const std::string& name) const { return files::read(at(name)).value_or("no file"); }
    void put(const std::string& name, const std::string& content) const {
        ASSERT_TRUE(files::makeFolders(std::filesystem::path(at(name)).parent_path().string()));
        ASSERT_TRUE(files::writeAtomically(at(name), content));
    }
    bool exists(const std::string& name) const { return std::filesystem::exists(at(name)); }

    // lib/forms/<form> with the layouts that are named; its path.
    std::string form(const std::string& form, const std::vector<std::string>& layouts) const {
        const std::string from = source("templates/forms/" + form + "/"), to = "lib/forms/" + form + "/";
        put(to + "form.xml", files::read(from + "form.xml").value());
        for (const std::string& layout : layouts)
            put(to + "layouts/" + layout + ".xml", files::read(from + "layouts/" + layout + ".xml").value());
        return at("lib/forms/" + form);
    }
    void replace(const std::string& name, const std::string& from, const std::string& to) const {
        std::string content = get(name);
        const std::size_t place = content.find(from);
        ASSERT_NE(place, std::string::npos) << from << " in " << name;
        put(name, content.replace(place, from.size(), to));
    }
    Value json(const std::string& name) const { return json::parse(get(name)).value_or(Value()); }

    files::TemporaryFolder folder;
};

}  // namespace toitsu::e2e
