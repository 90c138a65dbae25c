#pragma once

// Stage: the library as it would be with some other texts in it, in a folder of its own, so that what reads a library
// from files reads drafts without a line of its own for them. Files that stay are links; the stage goes when it does.

#include <map>
#include <set>
#include <string>

#include "base/files.h"
#include "base/result.h"

namespace toitsu::authoring {

using Texts = std::map<std::string, std::string>;  // path in the library → text
using Paths = std::set<std::string>;               // in the library

class Stage {
public:
    // `part`: only this folder of the library ("forms/trial"), "" for all of it. `hidden` is left out, as if the
    // library did not have it. X013, X014 when it cannot be made.
    static Result<Stage> make(const std::string& library, const std::string& part, const Texts& texts,
                              const Paths& hidden = {});

    const std::string& root() const { return folder_.path(); }
    std::string file(const std::string& path) const { return root() + "/" + path; }
    // The path in the library of a file on the stage; "" for one that is not on it.
    std::string pathOf(const std::string& file) const;
    // The same error, said of the library: nobody is told where the stage stands.
    Error told(Error error) const;

private:
    explicit Stage(files::TemporaryFolder folder) : folder_(std::move(folder)) {}
    files::TemporaryFolder folder_;
};

}  // namespace toitsu::authoring
