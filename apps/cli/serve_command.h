#pragma once

// toitsu serve: one process that holds the data folder's station and answers browsers.

#include <functional>
#include <map>
#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct ServeOptions {
    std::string data;
    std::string library;  // "" – the one that the data folder remembers
    std::string address = "127.0.0.1";
    int port = 8470;
    std::string keyFile;                              // "" – where it lies by itself (apps/station/key_file.h)
    std::string publicUrl;                            // "https://toitsu.example.lg.jp" behind a proxy
    std::string webRoot;                              // "" – the screens in the program
    std::map<std::string, std::string> endpoints;     // binding id → where it is reached, in place of its file's
    std::vector<std::string> watched;                 // "202088=DIR": what lies in DIR/in is that municipality's
    std::string log;                                  // a file; "" – standard error
    std::function<void(const std::string&)> serving;  // told the address once it answers; for tests
};

// Until SIGINT or SIGTERM.
void serve(const ServeOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
