#pragma once

// Rows of the PostgreSQL store's tables as values; for postgres_*.cpp only.

#include <string>
#include <utility>
#include <vector>

#include "workflows/store.h"
#include "workflows/stores/postgres_link.h"

namespace toitsu::workflows {

std::string workColumns(const std::string& prefix = "");
std::vector<Work> workFrom(const PgRows& rows);  // of workColumns()

// SQL that grows by the conditions that are asked for.
class PgConditions {
public:
    explicit PgConditions(std::string sql) : sql_(std::move(sql)) {}
    PgConditions& add(const std::string& text) {
        sql_ += (first_ ? " WHERE " : " AND ") + text;
        first_ = false;
        return *this;
    }
    // `text` and behind it the parameter with its type: add("kind =", "3", "smallint").
    PgConditions& add(const std::string& text, const std::string& value, const std::string& type = "text",
                      const std::string& after = {}) {
        parameters_.emplace_back(toPg(value));
        return add(text + " $" + std::to_string(parameters_.size()) + "::" + type + after);
    }
    PgConditions& then(const std::string& text) {
        sql_ += text;
        return *this;
    }
    const std::string& sql() const { return sql_; }
    const std::vector<PgText>& parameters() const { return parameters_; }

private:
    std::string sql_;
    bool first_ = true;
    std::vector<PgText> parameters_;
};

}  // namespace toitsu::workflows
