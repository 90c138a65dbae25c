#pragma once

// Terminal: where a command writes, in which language, and the exit code it will end with.

#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/exit_code.h"
#include "base/result.h"

namespace toitsu::cli {

class Terminal {
public:
    Terminal(std::ostream& output, std::ostream& errors, Language asked) : out(output), err(errors), language(asked) {}

    std::ostream& out;
    std::ostream& err;
    const Language language;

    const std::string& say(const Wording& wording) const { return wording.in(language); }
    void line(const Wording& wording) { out << say(wording) << '\n'; }

    // Writes the error; the first one decides the exit code, later ones do not hide it.
    void report(const Error& error);
    void fails(const Error& error);  // the same without writing: it stands in the output already
    std::function<void(const Error&)> reporter() {
        return [this](const Error& error) { report(error); };
    }
    void warn(const Error& error);  // written as a warning; the exit code stays
    // What was found is not as it should be, without an error to report.
    void differs() {
        if (exit_ == ExitCode::done) exit_ = ExitCode::differs;
    }

    int exitStatus() const { return static_cast<int>(exit_); }

private:
    ExitCode exit_ = ExitCode::done;
};

// A table with columns as wide as a terminal shows them: a kanji takes two columns.
class Table {
public:
    explicit Table(std::vector<std::string> head);
    void add(std::vector<std::string> row);
    bool empty() const { return rows_.size() == 1; }
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

int columns(std::string_view utf8);  // terminal columns that a text takes

}  // namespace toitsu::cli
