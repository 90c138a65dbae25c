#pragma once

// Key file: the master keys of a station, in a file that lies outside its data folder and outside every backup of it.
// They wrap the data keys (vault.h) and nothing else. One line a key, the newest first:
//
//   toitsu-key 1 <id> <32 bytes in base64>

#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret_key.h"

namespace toitsu::station {

struct MasterKey {
    std::string id;
    SecretKey key;

    static MasterKey random();
};

// Where it lies: what was asked for; TOITSU_KEY_FILE; toitsu.key of systemd's credentials; where it lay before
// (`remembered`, when it is still there); beside the data folder.
std::string keyFileFor(const std::string& dataFolder, const std::string& asked, const std::string& remembered);

// At least one. V401 there is none, V402 others may read it, V403 it is no key file.
Result<std::vector<MasterKey>> readKeyFile(const std::string& path);
// Readable by its owner only; whole or not at all, and on the disk. V404 it cannot be written.
// `make` leaves a file that is there as it is, and answers false: of two stations that make one, both use the first.
Result<bool> makeKeyFile(const std::string& path, const std::vector<MasterKey>& keys);
Result<void> writeKeyFile(const std::string& path, const std::vector<MasterKey>& keys);

}  // namespace toitsu::station
