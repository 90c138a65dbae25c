#pragma once

// The business systems of the demonstration: for every binding of the library the system on its other side – a folder
// that is watched by a program of its own, or a table in a PostgreSQL that lives as long as this object.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/cli/binding_target.h"
#include "apps/cli/child_process.h"
#include "backends/backend.h"
#include "base/files.h"

namespace toitsu::cli {

class DemoSystems {
public:
    // Folders below `folder`. C073 when PostgreSQL or the folder system's program is missing.
    static Result<DemoSystems> start(const std::string& library, const std::string& folder);

    const std::map<std::string, std::string>& endpoints() const { return endpoints_; }  // by binding id

    // Column by column, what the system has under a key: the names of those that are not as expected; how often the key
    // is there at all.
    struct Comparison {
        int entries = 0;
        std::vector<std::string> differing;
    };
    Result<Comparison> compare(const std::string& bindingId, const std::string& key,
                               const backends::Row& expected) const;
    Result<int> entries(const std::string& bindingId) const;           // everything that binding's system has
    Result<int> differentEntries(const std::string& bindingId) const;  // by content: the same thing twice counts once
    // The database ends with us: copies its tables to <binding>.csv beside the folders.
    Result<void> keepCopies() const;
    std::string whereToLook(const std::string& bindingId) const;  // the file, for people

private:
    Result<void> startPostgres(const std::string& library);
    const BindingTarget* target(const std::string& bindingId) const;

    std::vector<BindingTarget> targets_;
    std::map<std::string, std::string> endpoints_;
    std::unique_ptr<files::TemporaryFolder> postgresFolder_;
    std::string folder_;
    std::string connection_;
    std::vector<ChildProcess> programs_;  // ended first, in the destructor's order
};

}  // namespace toitsu::cli
