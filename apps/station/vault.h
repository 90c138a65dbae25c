#pragma once

// Vault: keeps 個人番号, and pictures that may show one, unreadable on the disk.
//
// A text is sealed with the newest data key of its municipality, bound to where it stands: what was sealed for one
// record and field opens nowhere else. Data keys lie in keys.json of the data folder, wrapped by the master key of the
// key file (key_file.h). A sealed text is a text like any other – sealed:1:<key>:<base64> – so that engine, flows and
// databases keep it without knowing what it is. Methods may be called from any thread, and from several processes.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/station/key_file.h"
#include "base/result.h"
#include "base/secret_key.h"

namespace toitsu::station {

// Where a sealed text stands.
struct SealedPlace {
    std::string municipality;  // "" – the station's own
    std::string of;            // page, item, entry …
    std::string field;
};

class Vault {
public:
    // Nothing is read before something is to be sealed or opened; `keyFile` "" – see keyFileFor.
    explicit Vault(std::string dataFolder, std::string keyFile = {});

    // Reads the keys; makes both files in a data folder that has none yet. V401–V404 the key file, V405 it lies in the
    // data folder, V406 it is another station's, V409 keys.json is damaged, V410 it is missing and something is sealed.
    Result<void> ready();
    bool madeKeyFile() const;  // by this process: people must be told
    std::string keyFile() const;

    static bool isSealed(std::string_view text);
    Result<std::string> seal(const SealedPlace& place, std::string_view text);
    // As it is when it is not sealed. V407 it does not open, V408 its key is not known here.
    Result<std::string> open(const SealedPlace& place, const std::string& text);

    // Of the key that sealed it; "" also when it is not sealed or the key is not known.
    Result<std::string> municipalityOf(const std::string& text);

    // Whole files, with the station's own key; `name` binds them to their place.
    Result<std::string> sealFile(const std::string& name, std::string_view bytes);
    Result<std::string> openFile(const std::string& name, std::string bytes);
    static bool isSealedFile(std::string_view bytes);

    // A keyed hash (SecretKey::hash) with a key of the station that never changes.
    Result<std::string> hash(std::string_view purpose, std::string_view text);

    struct DataKey {
        std::string id, municipality, made, master;
        bool opens = false;  // with a key of the key file
    };
    Result<std::vector<DataKey>> keys();  // oldest first
    // A new master key: every data key is wrapped anew, the old master key leaves the key file. Killed at any point,
    // doing it again ends it.
    Result<void> rotateMaster();
    // What is sealed from now on uses new keys; the old ones stay for what they sealed.
    Result<void> rotateData();

private:
    struct Kept {  // of keys.json
        std::string id, municipality, made, master, wrapped;
        std::optional<SecretKey> key;
    };
    std::string file() const { return folder_ + "/keys.json"; }
    // Under mutex_.
    Result<void> load();
    Result<void> save() const;
    Result<void> unlock(Kept& kept) const;
    Kept fresh(const std::string& municipality) const;
    Result<const Kept*> newest(const std::string& municipality);
    Result<const Kept*> find(const std::string& id);

    const std::string folder_, asked_;
    mutable std::mutex mutex_;
    bool loaded_ = false, made_ = false;
    std::string keyFile_, remembered_;  // the one in use, and what keys.json says
    std::vector<MasterKey> masters_;
    std::vector<Kept> kept_;
};

}  // namespace toitsu::station
