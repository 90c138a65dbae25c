// PostgreSQL is stopped by a small guard process that waits for the end of its input: whether we finish, fail or are
// killed, the pipe closes and the guard stops the server and removes its folder.

#include "apps/cli/demo_systems.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>

#include "apps/station/library_folder.h"
#include "apps/station/places.h"
#include "backends/postgres_connection.h"
#include "base/csv.h"

namespace toitsu::cli {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> missing(const std::string& what, const char* package) {
    return fail(
        ErrorKind::unavailable, "C073",
        {"実演に必要なプログラムがありません。" + std::string(package) + " を用意してから、もう一度実行してください",
         std::string("a program that the demonstration needs is missing; provide ") + package + " and run it again"},
        Place{what, 0, 0, 0});
}

// The script that knows how a server is started and stopped: beside the installed program, else in the source tree.
std::string postgresScript() {
    const fs::path installed =
        fs::path(station::executableFolder()) / ".." / "share" / "toitsu" / "systems" / "postgres.sh";
    std::error_code failed;
    if (fs::is_regular_file(installed, failed)) return installed.lexically_normal().string();
    return std::string(TOITSU_SOURCE_DIR) + "/tests/systems/postgres.sh";
}

std::string folderProgram() {
    return station::executableFolder() + "/toitsu-folder-system";
}

bool foldersReady(const std::string& folder) {
    std::error_code failed;
    for (const char* name : {"/inbox", "/taken", "/results"})
        if (!fs::is_directory(folder + name, failed)) return false;
    return true;
}

Result<std::vector<csv::Row>> ledgerOf(const std::string& folder) {
    std::error_code failed;
    if (!fs::exists(folder + "/ledger.csv", failed)) return std::vector<csv::Row>{};
    auto text = files::read(folder + "/ledger.csv");
    if (!text) return fail(text.error());
    return csv::parse(*text, folder + "/ledger.csv");
}

// A ledger line: receipt, "<key>.<n>", then the row.
bool isOf(const csv::Row& line, const std::string& key) {
    return line.size() > 2 && line[1].rfind(key + ".", 0) == 0;
}

std::string tableName(const BindingTarget& target) {
    return (target.schema.empty() ? "" : backends::quotedIdentifier(target.schema) + ".") +
           backends::quotedIdentifier(target.table);
}

}  // namespace

Result<DemoSystems> DemoSystems::start(const std::string& library, const std::string& folder) {
    DemoSystems systems;
    systems.folder_ = folder;
    auto targets = bindingTargets(library);
    if (!targets) return fail(targets.error());
    systems.targets_ = std::move(*targets);
    const bool needsSql =
        std::any_of(systems.targets_.begin(), systems.targets_.end(), [](const auto& t) { return t.kind == "sql"; });
    if (needsSql)
        if (auto started = systems.startPostgres(library); !started) return fail(started.error());
    for (const BindingTarget& target : systems.targets_) {
        if (target.kind == "sql") systems.endpoints_[target.id] = systems.connection_;
        if (target.kind != "file") continue;
        const std::string place = folder + "/" + target.id;
        if (auto made = files::makeFolders(place); !made) return fail(made.error());
        if (!fs::exists(folderProgram())) return missing(folderProgram(), "toitsu-folder-system");
        auto program =
            ChildProcess::start({folderProgram(), place, "--encoding", target.encoding == "cp932" ? "cp932" : "utf-8",
                                 "--columns", std::to_string(target.columns.size())},
                                true);
        if (!program) return fail(program.error());
        systems.programs_.push_back(std::move(*program));
        // It makes its folders first; until then the binding would say that the share is not there.
        for (int patience = 0; !foldersReady(place); ++patience) {
            if (patience > 500) return missing(place, "toitsu-folder-system");
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        systems.endpoints_[target.id] = place;
    }
    return systems;
}

Result<void> DemoSystems::startPostgres(const std::string& library) {
    const std::string script = postgresScript();
    if (!ChildProcess::run({"/bin/sh", script, "available"})) return missing("initdb", "postgresql");
    auto folder = files::TemporaryFolder::make("toitsu-demo-postgres-");
    if (!folder) return fail(folder.error());
    postgresFolder_ = std::make_unique<files::TemporaryFolder>(std::move(*folder));
    const std::string place = postgresFolder_->path();
    auto guard = ChildProcess::start(
        {"/bin/sh", "-c", "cat >/dev/null; sh \"$0\" stop \"$1\"; rm -rf \"$1\"", script, place}, false);
    if (!guard) return fail(guard.error());
    programs_.push_back(std::move(*guard));
    auto started = ChildProcess::run({"/bin/sh", script, "start", place});
    if (!started) return fail(started.error());
    connection_ = *started;
    for (const std::string& schema : station::filesBelow(library + "/bindings", ".sql"))
        if (auto made = ChildProcess::run(
                {"/usr/bin/env", "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", connection_, "-f", schema});
            !made)
            return fail(made.error());
    return {};
}

const BindingTarget* DemoSystems::target(const std::string& bindingId) const {
    for (const BindingTarget& one : targets_)
        if (one.id == bindingId) return &one;
    return nullptr;
}

Result<DemoSystems::Comparison> DemoSystems::compare(const std::string& bindingId, const std::string& key,
                                                     const backends::Row& expected) const {
    Comparison comparison;
    const BindingTarget* to = target(bindingId);
    if (to == nullptr) return comparison;
    if (to->kind == "file") {
        const auto ledger = ledgerOf(endpoints_.at(bindingId));
        if (!ledger) return fail(ledger.error());
        for (const csv::Row& line : *ledger) {
            if (!isOf(line, key)) continue;
            ++comparison.entries;
            for (std::size_t i = 0; i < expected.size(); ++i)
                if (i + 2 >= line.size() || line[i + 2] != expected[i].value)
                    comparison.differing.push_back(expected[i].name);
            if (line.size() != expected.size() + 2)
                comparison.differing.push_back("(" + std::to_string(line.size()) + ")");
        }
        return comparison;
    }
    auto database = backends::PostgresConnection::open(connection_);
    if (!database) return fail(database.error());
    // The database compares in its own types: 007 and 7 are one number, and an empty text is NULL.
    std::string sql = "SELECT ";
    std::vector<backends::Parameter> parameters{key};
    for (const backends::Column& column : expected) {
        parameters.push_back(column.value.empty() ? backends::Parameter() : backends::Parameter(column.value));
        sql += std::string(parameters.size() > 2 ? ", " : "") + "(" + backends::quotedIdentifier(column.name) +
               " IS NOT DISTINCT FROM $" + std::to_string(parameters.size()) + ")::text";
    }
    sql += " FROM " + tableName(*to) + " WHERE " + backends::quotedIdentifier(to->keyColumn) + " = $1";
    const auto rows = database->run(sql, parameters);
    if (!rows) return fail(rows.error());
    for (const auto& row : rows->rows) {
        ++comparison.entries;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (row[i].value_or("") != "true") comparison.differing.push_back(expected[i].name);
    }
    return comparison;
}

Result<int> DemoSystems::entries(const std::string& bindingId) const {
    const BindingTarget* to = target(bindingId);
    if (to == nullptr) return 0;
    if (to->kind == "file") {
        const auto ledger = ledgerOf(endpoints_.at(bindingId));
        if (!ledger) return fail(ledger.error());
        return static_cast<int>(ledger->size());
    }
    auto database = backends::PostgresConnection::open(connection_);
    if (!database) return fail(database.error());
    const auto rows = database->run("SELECT 1 FROM " + tableName(*to), {});
    if (!rows) return fail(rows.error());
    return static_cast<int>(rows->rows.size());
}

Result<int> DemoSystems::differentEntries(const std::string& bindingId) const {
    const BindingTarget* to = target(bindingId);
    if (to == nullptr) return 0;
    std::set<std::vector<std::string>> contents;
    if (to->kind == "file") {
        const auto ledger = ledgerOf(endpoints_.at(bindingId));
        if (!ledger) return fail(ledger.error());
        for (const csv::Row& line : *ledger)
            contents.insert({line.begin() + std::min<std::ptrdiff_t>(2, std::ssize(line)), line.end()});
        return static_cast<int>(contents.size());
    }
    auto database = backends::PostgresConnection::open(connection_);
    if (!database) return fail(database.error());
    std::string sql;
    for (const std::string& column : to->columns)
        sql += (sql.empty() ? "SELECT " : ", ") + backends::quotedIdentifier(column) + "::text";
    const auto rows = database->run(sql + " FROM " + tableName(*to), {});
    if (!rows) return fail(rows.error());
    for (const auto& row : rows->rows) {
        std::vector<std::string> content;
        for (const backends::Parameter& value : row) content.push_back(value.value_or("\x01"));
        contents.insert(std::move(content));
    }
    return static_cast<int>(contents.size());
}

Result<void> DemoSystems::keepCopies() const {
    for (const BindingTarget& target : targets_) {
        if (target.kind != "sql") continue;
        csv::Row head{target.receiptColumn, target.keyColumn};
        head.insert(head.end(), target.columns.begin(), target.columns.end());
        std::string sql;
        for (const std::string& column : head)
            sql += (sql.empty() ? "SELECT " : ", ") + backends::quotedIdentifier(column) + "::text";
        auto database = backends::PostgresConnection::open(connection_);
        if (!database) return fail(database.error());
        const auto rows = database->run(sql + " FROM " + tableName(target) + " ORDER BY 1", {});
        if (!rows) return fail(rows.error());
        std::string text = csv::write(head, "\n");
        for (const auto& row : rows->rows) {
            csv::Row line;
            for (const backends::Parameter& value : row) line.push_back(value.value_or(""));
            text += csv::write(line, "\n");
        }
        if (auto kept = files::writeAtomically(whereToLook(target.id), text); !kept) return kept;
    }
    return {};
}

std::string DemoSystems::whereToLook(const std::string& bindingId) const {
    const BindingTarget* to = target(bindingId);
    if (to == nullptr) return {};
    return to->kind == "file" ? endpoints_.at(bindingId) + "/ledger.csv" : folder_ + "/" + bindingId + ".csv";
}

}  // namespace toitsu::cli
