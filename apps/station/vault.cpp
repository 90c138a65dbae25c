// keys.json is written under a lock of its own (keys.lock) after it was read again: two processes that need a key for
// the same municipality end with one. A process that meets a key it does not know reads the file again.

#include "apps/station/vault.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "apps/station/random_id.h"
#include "apps/station/sealed_trace.h"
#include "base/date.h"
#include "base/files.h"
#include "base/json.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kText = "sealed:1:";
constexpr std::string_view kFile = "TOITSU-SEALED-1\n";  // then the key's id, a line end, and the sealed bytes
constexpr std::size_t kIdLength = 12;

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

// No part can run into the next.
std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) out += std::to_string(part.size()) + ":" + std::string(part) + "\n";
    return out;
}

class Lock {
public:
    explicit Lock(const std::string& file) : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0)
            if (errno != EINTR) break;
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

private:
    int descriptor_;
};

tl::unexpected<Error> damaged(const std::string& file) {
    return fail(ErrorKind::input, "V409",
                {"データ鍵のファイルが壊れています。バックアップから keys.json を戻してください",
                 "the file of the data keys is damaged; restore keys.json from a backup"},
                {file, 0, 0, 0});
}

tl::unexpected<Error> lost(const std::string& file, const std::string& trace) {
    return fail(ErrorKind::notFound, "V410",
                {"データ鍵のファイルがありませんが、封じられたものが残っています（" + trace +
                     "）。バックアップから keys.json を戻してください。新しい鍵では開けません",
                 "the file of the data keys is missing, and there are sealed things (" + trace +
                     "); restore keys.json from a backup: new keys would not open them"},
                {file, 0, 0, 0});
}

tl::unexpected<Error> doesNotOpen(const SealedPlace& place) {
    return fail(
        ErrorKind::input, "V407",
        {"封じられた値が開けません。別の場所から写されたか、壊れています（項目 " + place.field + "）",
         "a sealed value does not open: it was copied from elsewhere, or is damaged (field " + place.field + ")"},
        {place.of, 0, 0, 0});
}

tl::unexpected<Error> unknownKey(const std::string& id, const std::string& file) {
    return fail(ErrorKind::notFound, "V408",
                {"値を封じた鍵 " + id + " が keys.json にありません。バックアップから戻してください",
                 "the key " + id + " that sealed a value is not in keys.json; restore it from a backup"},
                {file, 0, 0, 0});
}

std::string nowText() {
    return DateTime::fromUnixMillis(std::chrono::duration_cast<std::chrono::milliseconds>(
                                        std::chrono::system_clock::now().time_since_epoch())
                                        .count())
        .iso();
}

std::string whole(const std::string& path) {
    std::error_code failed;
    return fs::weakly_canonical(fs::absolute(path, failed), failed).string();
}

// A service's credentials lie where they lie only while it runs.
bool lasting(const std::string& path) {
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    return credentials == nullptr || path.rfind(std::string(credentials) + "/", 0) != 0;
}

struct Armour {
    std::string key;
    std::string_view body;
};

std::optional<Armour> armourOf(std::string_view text) {
    if (text.substr(0, kText.size()) != kText) return std::nullopt;
    text.remove_prefix(kText.size());
    if (text.size() < kIdLength + 2 || text[kIdLength] != ':') return std::nullopt;
    return Armour{std::string(text.substr(0, kIdLength)), text.substr(kIdLength + 1)};
}

}  // namespace

Vault::Vault(std::string dataFolder, std::string keyFile)
    : folder_(std::move(dataFolder)), asked_(std::move(keyFile)) {}

bool Vault::isSealed(std::string_view text) {
    return armourOf(text).has_value();
}

bool Vault::isSealedFile(std::string_view bytes) {
    return bytes.substr(0, kFile.size()) == kFile;
}

Result<void> Vault::load() {
    std::error_code failed;
    const bool there = fs::exists(file(), failed);
    std::vector<Kept> kept;
    if (there) {
        const auto content = files::read(file());
        if (!content) return fail(content.error());
        const auto value = json::parse(*content, file());
        const List* list = value ? (*value)["keys"].list() : nullptr;
        if (list == nullptr) return damaged(file());
        remembered_ = textOf((*value)["key_file"]);
        for (const Value& one : *list) {
            Kept key{textOf(one["id"]),     textOf(one["municipality"]), textOf(one["made"]),
                     textOf(one["master"]), textOf(one["key"]),          std::nullopt};
            if (key.id.size() != kIdLength || key.wrapped.empty()) return damaged(file());
            kept.push_back(std::move(key));
        }
    }
    keyFile_ = keyFileFor(folder_, asked_, remembered_);
    if (whole(keyFile_).rfind(whole(folder_) + "/", 0) == 0)
        return fail(ErrorKind::refused, "V405",
                    {"鍵のファイルがデータフォルダーの中にあります。バックアップと一緒に写らない場所に移してください",
                     "the key file lies in the data folder; move it to where no backup copies it along"},
                    {keyFile_, 0, 0, 0});
    if (!there)
        if (const auto trace = sealedTrace(folder_)) return lost(file(), *trace);
    if (!there && !fs::exists(keyFile_, failed)) {
        const auto made = makeKeyFile(keyFile_, {MasterKey::random()});
        if (!made) return fail(made.error());
        made_ = *made;
    }
    auto masters = readKeyFile(keyFile_);
    if (!masters) return fail(masters.error());
    masters_ = std::move(*masters);
    kept_ = std::move(kept);
    for (Kept& one : kept_)
        if (auto done = unlock(one); !done) return done;
    loaded_ = true;
    return {};
}

Result<void> Vault::unlock(Kept& kept) const {
    const auto bytes = fromBase64Url(kept.wrapped);
    for (const MasterKey& master : masters_) {
        if (!bytes || master.id != kept.master) continue;
        auto plain = master.key.open(*bytes, joined({"toitsu data key", kept.id, kept.municipality}));
        if (plain) kept.key = SecretKey::fromBytes(*plain);
        if (plain) forgetBytes(*plain);
        if (kept.key) return {};
        return damaged(file());
    }
    return fail(ErrorKind::refused, "V406",
                {"この鍵のファイルは別のステーションのものです（鍵 " + kept.master +
                     " が要ります）。--key-file で正しいものを指定してください",
                 "this key file belongs to another station (key " + kept.master +
                     " is needed); name the right one with --key-file"},
                {keyFile_, 0, 0, 0});
}

Result<void> Vault::save() const {
    List keys;
    for (const Kept& one : kept_)
        keys.push_back(Context{{"id", one.id},
                               {"municipality", one.municipality},
                               {"made", one.made},
                               {"master", one.master},
                               {"key", one.wrapped}});
    const Context all{{"schema", "urn:toitsu:keys:1"},
                      {"key_file", lasting(keyFile_) ? whole(keyFile_) : remembered_},
                      {"keys", keys}};
    return files::writeAtomically(file(), json::writePretty(all) + "\n");
}

Vault::Kept Vault::fresh(const std::string& municipality) const {
    Kept kept{randomId().substr(0, kIdLength), municipality, nowText(), masters_.front().id, "", SecretKey::random()};
    std::string bytes = kept.key->bytes();
    kept.wrapped = base64Url(masters_.front().key.seal(bytes, joined({"toitsu data key", kept.id, kept.municipality})));
    forgetBytes(bytes);
    return kept;
}

Result<void> Vault::ready() {
    const std::lock_guard guard(mutex_);
    if (loaded_) return {};
    const Lock lock(folder_ + "/keys.lock");
    if (auto done = load(); !done) return done;
    const bool moved = !asked_.empty() && lasting(keyFile_) && whole(keyFile_) != remembered_;
    if (!kept_.empty() && !moved) return {};
    // The station's own key, at once: from now on the data folder knows which key file is its own.
    if (kept_.empty()) kept_.push_back(fresh(""));
    auto saved = save();
    loaded_ = saved.has_value();
    return saved;
}

bool Vault::madeKeyFile() const {
    const std::lock_guard guard(mutex_);
    return made_;
}

std::string Vault::keyFile() const {
    const std::lock_guard guard(mutex_);
    return keyFile_;
}

Result<const Vault::Kept*> Vault::newest(const std::string& municipality) {
    const auto look = [&]() -> const Kept* {
        const auto found = std::find_if(kept_.rbegin(), kept_.rend(),
                                        [&](const Kept& one) { return one.municipality == municipality; });
        return found == kept_.rend() ? nullptr : &*found;
    };
    if (const Kept* known = look()) return known;
    const Lock lock(folder_ + "/keys.lock");
    if (auto again = load(); !again) return fail(again.error());
    if (const Kept* known = look()) return known;
    kept_.push_back(fresh(municipality));
    if (auto saved = save(); !saved) {
        kept_.pop_back();
        return fail(saved.error());
    }
    return &kept_.back();
}

Result<const Vault::Kept*> Vault::find(const std::string& id) {
    for (int look = 0; look < 2; ++look) {
        for (const Kept& one : kept_)
            if (one.id == id) return &one;
        if (look == 0)
            if (auto again = load(); !again) return fail(again.error());
    }
    return unknownKey(id, file());
}

Result<std::string> Vault::seal(const SealedPlace& place, std::string_view text) {
    if (auto done = ready(); !done) return fail(done.error());
    std::string id;
    std::optional<SecretKey> key;
    {
        const std::lock_guard guard(mutex_);
        const auto kept = newest(place.municipality);
        if (!kept) return fail(kept.error());
        id = (*kept)->id;
        key = (*kept)->key;
    }
    const std::string about = joined({"toitsu text", id, place.municipality, place.of, place.field});
    return std::string(kText) + id + ":" + base64Url(key->seal(text, about));
}

Result<std::string> Vault::open(const SealedPlace& place, const std::string& text) {
    const auto armour = armourOf(text);
    if (!armour) return text;
    if (auto done = ready(); !done) return fail(done.error());
    std::optional<SecretKey> key;
    {
        const std::lock_guard guard(mutex_);
        const auto kept = find(armour->key);
        if (!kept) return fail(kept.error());
        key = (*kept)->key;
    }
    const auto bytes = fromBase64Url(armour->body);
    auto plain =
        bytes ? key->open(*bytes, joined({"toitsu text", armour->key, place.municipality, place.of, place.field}))
              : std::nullopt;
    if (!plain) return doesNotOpen(place);
    return std::move(*plain);
}

Result<std::string> Vault::municipalityOf(const std::string& text) {
    if (auto done = ready(); !done) return fail(done.error());
    const auto armour = armourOf(text);
    const std::lock_guard guard(mutex_);
    for (const Kept& one : kept_)
        if (armour && one.id == armour->key) return one.municipality;
    return std::string();
}

Result<std::string> Vault::sealFile(const std::string& name, std::string_view bytes) {
    if (auto done = ready(); !done) return fail(done.error());
    std::string id;
    std::optional<SecretKey> key;
    {
        const std::lock_guard guard(mutex_);
        const auto kept = newest("");
        if (!kept) return fail(kept.error());
        id = (*kept)->id;
        key = (*kept)->key;
    }
    return std::string(kFile) + id + "\n" + key->seal(bytes, joined({"toitsu file", id, name}));
}

Result<std::string> Vault::openFile(const std::string& name, std::string bytes) {
    if (!isSealedFile(bytes)) return bytes;
    if (auto done = ready(); !done) return fail(done.error());
    const std::string id = bytes.substr(kFile.size(), kIdLength);
    std::optional<SecretKey> key;
    {
        const std::lock_guard guard(mutex_);
        const auto kept = find(id);
        if (!kept) return fail(kept.error());
        key = (*kept)->key;
    }
    const std::string_view body = bytes.size() > kFile.size() + kIdLength
                                      ? std::string_view(bytes).substr(kFile.size() + kIdLength + 1)
                                      : std::string_view();
    auto plain = key->open(body, joined({"toitsu file", id, name}));
    if (!plain) return doesNotOpen({"", name.substr(0, kIdLength), "-"});
    return std::move(*plain);
}

Result<std::string> Vault::hash(std::string_view purpose, std::string_view text) {
    if (auto done = ready(); !done) return fail(done.error());
    const std::lock_guard guard(mutex_);
    const auto first =
        std::find_if(kept_.begin(), kept_.end(), [](const Kept& one) { return one.municipality.empty(); });
    if (first == kept_.end()) return damaged(file());
    return first->key->hash(purpose, text);
}

Result<std::vector<Vault::DataKey>> Vault::keys() {
    if (auto done = ready(); !done) return fail(done.error());
    const std::lock_guard guard(mutex_);
    std::vector<DataKey> out;
    for (const Kept& one : kept_) out.push_back({one.id, one.municipality, one.made, one.master, one.key.has_value()});
    return out;
}

// New and old master key in the key file; data keys wrapped by the new; the new master key alone. After a death between
// two of these the key file still holds whatever keys.json needs.
Result<void> Vault::rotateMaster() {
    if (auto done = ready(); !done) return done;
    const std::lock_guard guard(mutex_);
    const Lock lock(folder_ + "/keys.lock");
    if (auto again = load(); !again) return again;
    masters_.insert(masters_.begin(), MasterKey::random());
    if (auto written = writeKeyFile(keyFile_, masters_); !written) {
        masters_.erase(masters_.begin());
        return written;
    }
    for (Kept& one : kept_) {
        std::string bytes = one.key->bytes();
        one.master = masters_.front().id;
        one.wrapped =
            base64Url(masters_.front().key.seal(bytes, joined({"toitsu data key", one.id, one.municipality})));
        forgetBytes(bytes);
    }
    if (auto saved = save(); !saved) return saved;
    masters_.resize(1, masters_.front());
    return writeKeyFile(keyFile_, masters_);
}

Result<void> Vault::rotateData() {
    if (auto done = ready(); !done) return done;
    const std::lock_guard guard(mutex_);
    const Lock lock(folder_ + "/keys.lock");
    if (auto again = load(); !again) return again;
    std::vector<std::string> municipalities;
    for (const Kept& one : kept_)
        if (std::find(municipalities.begin(), municipalities.end(), one.municipality) == municipalities.end())
            municipalities.push_back(one.municipality);
    for (const std::string& one : municipalities) kept_.push_back(fresh(one));
    return save();
}

}  // namespace toitsu::station
