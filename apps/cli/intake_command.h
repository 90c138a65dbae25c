#pragma once

// toitsu intake and toitsu page list|show|save|assign|dismiss: scans in, and the pages that wait for a person.

#include <string>
#include <vector>

#include "apps/cli/terminal.h"
#include "apps/cli/watch_command.h"

namespace toitsu::cli {

struct IntakeOptions {
    std::string library;
    std::string weights, lineModel;
    std::string data;
    std::string process = "intake";
    std::vector<std::string> files;
    std::string feeding = "as-fed";
    WatchOptions watch;  // with a folder: instead of files
};
void intake(const IntakeOptions& options, Terminal& terminal);

struct PageOptions {
    std::string library;
    std::string weights, lineModel;
    std::string data;
    std::string process = "intake";
    std::string format = "text";  // text, jsonl
    bool all = false;             // list also what is in a case or dismissed
    std::string page;
    std::string layout;
    int layoutPage = 1;
    std::vector<std::string> with;  // further pages of the same submission
    std::vector<double> corners;    // x, y of four corners, or none
    std::string person;
    std::string note;
    std::string out;  // save
};
void pageList(const PageOptions& options, Terminal& terminal);
void pageShow(const PageOptions& options, Terminal& terminal);
void pageSave(const PageOptions& options, Terminal& terminal);  // the original as it came
void pageAssign(const PageOptions& options, Terminal& terminal);
void pageDismiss(const PageOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
