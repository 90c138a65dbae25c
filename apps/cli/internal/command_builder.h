#pragma once

// Inside the command line only: what every part of it uses to say which commands and options there are.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

class CommandBuilder {
public:
    CommandBuilder(Terminal& terminal, const char* ja, const char* en)
        : terminal_(terminal), app_(say(ja, en), "toitsu") {}

    std::string say(const char* ja, const char* en) const { return terminal_.language == Language::ja ? ja : en; }

    CLI::App* command(CLI::App& parent, const char* name, const char* ja, const char* en,
                      std::function<void()> action) {
        CLI::App* sub = parent.add_subcommand(name, say(ja, en))->group(say("コマンド", "Subcommands"));
        sub->callback([this, action = std::move(action)] { command_ = action; });
        return sub;
    }
    CLI::App* group(const char* name, const char* ja, const char* en) {
        CLI::App* sub = app_.add_subcommand(name, say(ja, en))->group(say("コマンド", "Subcommands"));
        sub->require_subcommand(1);
        return sub;
    }
    void addLibrary(CLI::App* to, std::string& target) {
        to->add_option("--library", target,
                       say("ひな型集（forms/ のあるフォルダー）。省略時は添付のもの",
                           "library: a folder with forms/; default: the one that ships"))
            ->type_name("DIR");
    }
    void addWeights(CLI::App* to, std::string& target) {
        to->add_option("--weights", target, say("文字認識の重みのフォルダー", "folder with the recognisers' weights"))
            ->type_name("DIR");
    }
    void addLineModel(CLI::App* to, std::string& target) {
        to->add_option("--line-model", target,
                       say("手書きの行を読むモデルのフォルダー（docs/line-model.md）",
                           "folder of a model for handwritten lines (docs/line-model.md)"))
            ->type_name("DIR");
    }
    void addData(CLI::App* to, std::string& target) {
        to->add_option("--data", target, say("データフォルダー", "data folder"))->type_name("DIR")->required();
    }
    void addFormat(CLI::App* to, std::string& target) {
        to->add_option("--format", target, say("出力の形: text か jsonl", "output: text or jsonl"))
            ->check(CLI::IsMember({"text", "jsonl"}))
            ->capture_default_str();
    }
    void addPerson(CLI::App* to, std::string& target) {
        target = loginName();
        auto* option = to->add_option("--person", target, say("担当者。記録に残る", "who you are; kept in the record"))
                           ->type_name("NAME");
        if (target.empty()) option->required();
    }

    Terminal& terminal_;
    CLI::App app_;
    std::function<void()> command_;  // what the words of the command line ask for

private:
    // Who sits here, unless --person says otherwise.
    static std::string loginName() {
        const char* name = std::getenv("USER");
        return name == nullptr ? "" : name;
    }
};

}  // namespace toitsu::cli
