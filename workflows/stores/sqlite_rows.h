#pragma once

// Rows of the SQLite store's tables as values; for sqlite_*.cpp only.

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/database.h"
#include "workflows/store.h"

namespace toitsu::workflows {

template <class T, class From>
Result<std::vector<T>> allRows(Statement& statement, From from) {
    std::vector<T> all;
    for (;;) {
        const auto row = statement.next();
        if (!row) return fail(row.error());
        if (!*row) return all;
        all.push_back(from(statement));
    }
}

template <class T, class From>
Result<std::optional<T>> firstRow(Statement& statement, From from) {
    auto all = allRows<T>(statement, from);
    if (!all) return fail(all.error());
    return all->empty() ? std::optional<T>() : std::optional<T>(std::move(all->front()));
}

// SQL that grows by the conditions that are asked for; the same conditions give the same text, which is prepared once.
class Conditions {
public:
    explicit Conditions(std::string sql) : sql_(std::move(sql)) {}
    // `text` has one `?` when there is a value.
    Conditions& add(const std::string& text) {
        sql_ += (first_ ? " WHERE " : " AND ") + text;
        first_ = false;
        return *this;
    }
    Conditions& add(const std::string& text, std::string value) {
        add(text);
        values_.push_back({std::move(value), std::nullopt});
        return *this;
    }
    Conditions& add(const std::string& text, std::int64_t value) {
        add(text);
        values_.push_back({{}, value});
        return *this;
    }
    Conditions& then(const std::string& text) {
        sql_ += text;
        return *this;
    }
    Conditions& then(const std::string& text, std::int64_t value) {
        sql_ += text;
        values_.push_back({{}, value});
        return *this;
    }
    Result<Statement*> on(Database& database) const {
        auto statement = database.cached(sql_);
        if (!statement) return statement;
        for (const auto& [text, number] : values_) number ? (*statement)->bind(*number) : (*statement)->bind(text);
        return statement;
    }

private:
    std::string sql_;
    bool first_ = true;
    std::vector<std::pair<std::string, std::optional<std::int64_t>>> values_;
};

}  // namespace toitsu::workflows
