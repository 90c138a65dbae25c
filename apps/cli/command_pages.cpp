#include <functional>
#include <sstream>
#include <vector>

#include "apps/cli/internal/command_pages.h"

namespace toitsu::cli {

namespace {

std::vector<const CLI::App*> commandsOf(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* one) { return !one->get_name().empty(); });
}

std::vector<const CLI::Option*> optionsOf(const CLI::App& app) {
    return app.get_options([](const CLI::Option* one) { return one->nonpositional(); });
}

// As groff wants it: a backslash and a hyphen are marked, a line does not begin with a dot or an apostrophe.
std::string roff(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (out.empty() && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '\n')
            out += ' ';
        else
            out += c;
    }
    return out;
}

std::string names(const CLI::Option& option) {
    std::string out;
    for (const std::string& name : option.get_snames()) out += (out.empty() ? "-" : ", -") + name;
    for (const std::string& name : option.get_lnames()) out += (out.empty() ? "--" : ", --") + name;
    return out;
}

void describe(std::ostream& out, const CLI::App& app, const std::string& path) {
    out << ".SS \"" << roff(path) << "\"\n" << roff(app.get_description()) << "\n";
    for (const CLI::Option* option : app.get_options()) {
        if (option->nonpositional()) {
            out << ".TP\n.B " << roff(names(*option)) << "\n";
            if (option->get_type_size() != 0 && !option->get_type_name().empty())
                out << ".I " << roff(option->get_type_name()) << "\n.br\n";
        } else {
            out << ".TP\n.I " << roff(option->get_name(true)) << "\n";
        }
        out << roff(option->get_description()) << "\n";
    }
    for (const CLI::App* inner : commandsOf(app)) describe(out, *inner, path + " " + inner->get_name());
}

void complete(std::ostream& out, const CLI::App& app, const std::string& path) {
    out << "        '" << path << "') words='";
    std::string between;
    for (const CLI::App* inner : commandsOf(app)) {
        out << between << inner->get_name();
        between = " ";
    }
    for (const CLI::Option* option : optionsOf(app))
        for (const std::string& name : option->get_lnames()) {
            out << between << "--" << name;
            between = " ";
        }
    out << "' ;;\n";
    for (const CLI::App* inner : commandsOf(app)) complete(out, *inner, path + " " + inner->get_name());
}

}  // namespace

std::string manualPage(const CLI::App& app, const std::string& version, Language language) {
    const auto say = [&](const char* ja, const char* en) { return std::string(language == Language::ja ? ja : en); };
    std::ostringstream out;
    out << ".TH TOITSU 1 \"\" \"toitsu " << version << "\" \"\"\n.SH " << say("名前", "NAME") << "\ntoitsu \\- "
        << roff(app.get_description()) << "\n.SH " << say("書式", "SYNOPSIS") << "\n.B toitsu\n.I "
        << say("コマンド", "COMMAND") << "\n[" << say("オプション", "options") << "]\n.SH "
        << say("コマンド", "COMMANDS") << "\n";
    for (const CLI::App* inner : commandsOf(app)) describe(out, *inner, "toitsu " + inner->get_name());
    out << ".SH " << say("終了コード", "EXIT STATUS") << "\n" << roff(app.get_footer()) << "\n";
    return out.str();
}

std::string bashCompletion(const CLI::App& app) {
    std::ostringstream out;
    out << "# bash completion of toitsu; written by `toitsu completion`.\n"
           "_toitsu() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} path=toitsu words=''\n"
           "    local index\n"
           "    for ((index = 1; index < COMP_CWORD; index++)); do\n"
           "        case \"$path ${COMP_WORDS[index]}\" in\n            ";
    std::string between;
    const std::function<void(const CLI::App&, const std::string&)> paths = [&](const CLI::App& one,
                                                                               const std::string& path) {
        for (const CLI::App* inner : commandsOf(one)) {
            out << between << "'" << path << " " << inner->get_name() << "'";
            between = " | ";
            paths(*inner, path + " " + inner->get_name());
        }
    };
    paths(app, "toitsu");
    out << ")\n                path=\"$path ${COMP_WORDS[index]}\" ;;\n"
           "        esac\n"
           "    done\n"
           "    case \"$path\" in\n";
    complete(out, app, "toitsu");
    out << "    esac\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
           "    # Where no word fits, it is a file.\n"
           "    [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
           "}\n"
           "complete -o filenames -F _toitsu toitsu\n";
    return out.str();
}

}  // namespace toitsu::cli
