#pragma once

// Runs the built toitsu like a person at a shell: words in; exit code, standard output and standard error out.

#include <string>
#include <vector>

namespace toitsu::e2e {

struct Ran {
    int code = -1;                           // exit code; 128 + signal when it was killed
    std::string output;                      // standard output
    std::string errors;                      // standard error
    std::vector<std::string> lines() const;  // of standard output, without empty ones
};

// `language` becomes LC_ALL.
Ran run(const std::vector<std::string>& words, const std::string& language = "C.UTF-8");
Ran toitsu(std::vector<std::string> words, const std::string& language = "C.UTF-8");

std::string source(const std::string& path);  // a path of the source tree

}  // namespace toitsu::e2e
