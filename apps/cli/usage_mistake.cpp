#include <algorithm>
#include <regex>
#include <vector>

#include "apps/cli/internal/usage_mistake.h"

namespace toitsu::cli {

namespace {

struct Pattern {
    std::regex english;
    const char *ja, *en;  // $1 … are what the brackets of `english` hold
};

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> all = [] {
        const std::pair<const char*, std::pair<const char*, const char*>> texts[] = {
            {"^(.+) is required$", {"$1 を書いてください", "$1 is required"}},
            {"^(.+): Value (.+) not in range (.+) to (.+)$",
             {"$1 の「$2」は使えません。$3 から $4 までの数を書いてください",
              "$1 cannot be $2; write a number from $3 to $4"}},
            {"^(.+): (.+) not in \\{(.+)\\}$",
             {"$1 の「$2」は使えません。次のどれかを書いてください: $3", "$1 cannot be $2; write one of $3"}},
            {"^(.+) requires (.+)$", {"$1 は $2 と一緒に使ってください", "$1 is used together with $2"}},
            {"^(.+) excludes (.+)$", {"$1 と $2 は一緒に使えません", "$1 and $2 exclude each other"}},
            {"^Could not convert: (.+) = (.+)$",
             {"$1 の「$2」は読めません。数を書いてください", "$1 cannot be $2; write a number"}},
            {"^(.+): \\d+ required .+ missing$", {"$1 の値がありません", "$1 needs a value"}},
        };
        std::vector<Pattern> made;
        for (const auto& [english, said] : texts) made.push_back({std::regex(english), said.first, said.second});
        return made;
    }();
    return all;
}

// 50.000000 → 50
std::string plainNumbers(const std::string& text) {
    static const std::regex zeros("(\\d)\\.0+(?!\\d)");
    return std::regex_replace(text, zeros, "$1");
}

// The command whose own words were being read when it went wrong.
const CLI::App& innermost(const CLI::App& app) {
    const auto below = app.get_subcommands();
    return below.empty() ? app : innermost(*below.front());
}

std::string commandsOf(const CLI::App& app, const char* separator) {
    std::string names;
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        names += (names.empty() ? "" : separator) + sub->get_name();
    return names;
}

bool isWordOfOurs(const std::string& word) {
    return !word.empty() &&
           std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

Wording unexpected(const std::vector<std::string>& words) {
    std::string shown;
    std::size_t others = 0;
    for (const std::string& word : words) {
        const std::string name = word.substr(0, word.find('='));  // of --name=value
        if (isWordOfOurs(name))
            shown += (shown.empty() ? "" : " ") + name;
        else
            ++others;
    }
    const std::string count = std::to_string(others);
    if (shown.empty())
        return {"余分な語が " + count + " 個あります。空白を含む値は引用符で囲んでください",
                count + " words too many; put a value with spaces into quotation marks"};
    return {"「" + shown + "」はここでは使えません", "\"" + shown + "\" means nothing here"};
}

}  // namespace

Wording usageWording(const std::string& message) {
    const std::string plain = plainNumbers(message);
    for (const Pattern& pattern : patterns()) {
        std::smatch match;
        if (!std::regex_match(plain, match, pattern.english)) continue;
        return {match.format(pattern.ja), match.format(pattern.en)};
    }
    return {plain, plain};
}

Wording usageMistake(const CLI::App& app, const CLI::ParseError& problem) {
    const CLI::App& command = innermost(app);
    const std::vector<std::string> rest = app.remaining(true);
    const std::string names = commandsOf(command, ", ");
    if (!names.empty() && command.get_subcommands().empty()) {
        const std::string word = rest.empty() || !isWordOfOurs(rest.front()) ? "" : rest.front();
        if (word.empty())
            return {"コマンドを書いてください: " + commandsOf(command, "、"), "write a command: " + names};
        return {"「" + word + "」というコマンドはありません。使えるもの: " + commandsOf(command, "、"),
                "there is no command \"" + word + "\"; possible: " + names};
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&problem) != nullptr && !rest.empty()) return unexpected(rest);
    return usageWording(problem.what());
}

}  // namespace toitsu::cli
