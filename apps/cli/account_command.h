#pragma once

// toitsu account: accounts of a station, by whoever works on its machine. Not while the server runs: it holds the data
// folder, and administrators use its screens.

#include <iosfwd>
#include <string>
#include <vector>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct AccountOptions {
    std::string data;
    std::string login;
    std::string name;
    std::vector<std::string> grants;  // "202088:verifier,reception"
    std::string passwordFrom;         // a file, "-" for standard input; "" – one is made and shown once
    bool own = false;                 // the person chose it: no change at the first sign-in
    bool unlock = false;
    std::string format = "text";
};

void accountAdd(const AccountOptions& options, Terminal& terminal);
void accountList(const AccountOptions& options, Terminal& terminal);
void accountGrant(const AccountOptions& options, Terminal& terminal);
void accountLock(const AccountOptions& options, Terminal& terminal);
void accountPassword(const AccountOptions& options, Terminal& terminal);

}  // namespace toitsu::cli
