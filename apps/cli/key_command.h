#pragma once

// toitsu key: the keys that keep 個人番号 unreadable on the disk – which there are, and new ones.

#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

struct KeyOptions {
    std::string data;
    std::string keyFile;  // "" – where it lies by itself
    std::string format = "text";
    bool dataKeys = false;  // rotate: new data keys instead of a new master key
};

void keyMake(const KeyOptions& options, Terminal& terminal);  // a key file for a station that is to come
void keyList(const KeyOptions& options, Terminal& terminal);
void keyRotate(const KeyOptions& options, Terminal& terminal);

// Tells that a key file was made, and what is to be done with it.
void tellNewKey(const std::string& keyFile, Terminal& terminal);

}  // namespace toitsu::cli
