#pragma once

// Binding target: which kind of system a binding file speaks to, and the names it uses there. The demonstration builds
// the other side from it and looks into that side afterwards; the entering itself is the binding's.

#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::cli {

struct BindingTarget {
    std::string file;  // the binding's own
    std::string id, municipality, operation;
    std::string kind;                                     // "file", "sql"
    std::string encoding;                                 // "cp932", "utf-8"
    std::string schema, table, keyColumn, receiptColumn;  // sql
    std::vector<std::string> columns;

    std::string schemaFile() const;  // <binding>.sql beside it: the system's own table; may not exist
};

Result<std::vector<BindingTarget>> bindingTargets(const std::string& library);

}  // namespace toitsu::cli
