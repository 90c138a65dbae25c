#include "apps/cli/finding_report.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/json.h"

namespace toitsu::cli {

namespace {

Value finding(const Error& error, const char* severity, const Terminal& terminal) {
    Context out{{"code", error.code}, {"severity", severity}, {"file", error.place.file}};
    if (error.place.line > 0) {
        out.put("line", error.place.line);
        out.put("column", error.place.column);
    }
    out.put("message", terminal.say(error.message));
    return out;
}

Value findingsJson(const forms::Findings& findings, const Terminal& terminal) {
    List list;
    for (const Error& error : findings.errors) list.push_back(finding(error, "error", terminal));
    for (const Error& warning : findings.warnings) list.push_back(finding(warning, "warning", terminal));
    return Context{{"errors", static_cast<int>(findings.errors.size())},
                   {"warnings", static_cast<int>(findings.warnings.size())},
                   {"findings", list}};
}

// A path as a URI reference (RFC 3986): every byte that is not unreserved or '/' is percent-encoded.
std::string uri(const std::string& path) {
    static const char* hex = "0123456789ABCDEF";
    std::string out = std::filesystem::path(path).is_absolute() ? "file://" : "";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~' ||
                           byte == '/';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

Value text(const std::string& content) {
    return Context{{"text", content}};
}

Value sarifResult(const Error& error, const char* level, const Terminal& terminal) {
    Context physical{{"artifactLocation", Context{{"uri", uri(error.place.file)}}}};
    if (error.place.line > 0)
        physical.put("region",
                     Context{{"startLine", error.place.line}, {"startColumn", std::max(1, error.place.column)}});
    Context result{{"ruleId", error.code}, {"level", level}, {"message", text(terminal.say(error.message))}};
    if (!error.place.file.empty()) result.put("locations", List{Context{{"physicalLocation", physical}}});
    return result;
}

Value findingsSarif(const forms::Findings& findings, const Terminal& terminal) {
    std::set<std::string> codes;
    List results;
    for (const Error& error : findings.errors) {
        codes.insert(error.code);
        results.push_back(sarifResult(error, "error", terminal));
    }
    for (const Error& warning : findings.warnings) {
        codes.insert(warning.code);
        results.push_back(sarifResult(warning, "warning", terminal));
    }
    List rules;
    for (const std::string& code : codes) {
        Context rule{{"id", code}};
        const std::string title = terminal.say(findingTitle(code));
        if (!title.empty()) rule.put("shortDescription", text(title));
        rules.push_back(rule);
    }
    const Context driver{{"name", "toitsu"}, {"version", TOITSU_VERSION}, {"rules", rules}};
    // Columns count characters, not UTF-16 units.
    const Context run{{"tool", Context{{"driver", driver}}},
                      {"columnKind", "unicodeCodePoints"},
                      {"language", terminal.language == Language::ja ? "ja" : "en"},
                      {"results", results}};
    return Context{
        {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", List{run}}};
}

}  // namespace

void reportFindings(const forms::Findings& findings, const std::string& format, Terminal& terminal) {
    if (format == "text") {
        for (const Error& error : findings.errors) terminal.report(error);
        for (const Error& warning : findings.warnings) terminal.warn(warning);
        return;
    }
    for (const Error& error : findings.errors) terminal.fails(error);
    const Value told = format == "sarif" ? findingsSarif(findings, terminal) : findingsJson(findings, terminal);
    terminal.out << json::writePretty(told) << '\n';
}

void sumUp(int files, const forms::Findings& findings, Terminal& terminal) {
    const std::string checked = std::to_string(files), errors = std::to_string(findings.errors.size()),
                      warnings = std::to_string(findings.warnings.size());
    terminal.line({checked + " ファイルを検査: 誤り " + errors + " 件、注意 " + warnings + " 件",
                   checked + " files checked: " + errors + " errors, " + warnings + " warnings"});
}

}  // namespace toitsu::cli
