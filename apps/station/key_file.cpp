#include "apps/station/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "apps/station/random_id.h"
#include "base/descriptor.h"
#include "base/text.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostBytes = 64 << 10;
constexpr const char* kHead =
    "# 個人番号を守る鍵 / the key that protects 個人番号. 控えはデータと別の場所に / keep a copy apart "
    "from the data and its backups.\n";

std::string credentialsFolder() {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    return folder == nullptr ? std::string() : std::string(folder);
}

tl::unexpected<Error> unreadable(const std::string& path, int error) {
    if (error == ENOENT)
        return fail(
            ErrorKind::notFound, "V401",
            {"鍵のファイルがありません。控えから戻すか、--key-file で場所を指定してください。鍵がなければ個人番号は"
             "読めません",
             "the key file is not there; bring it back from its copy, or name its place with --key-file: without "
             "it no 個人番号 can be read"},
            {path, 0, 0, 0});
    return fail(
        ErrorKind::refused, "V402",
        {std::string("鍵のファイルを読めません（") + std::strerror(error) + "）。所有者と権限を確かめてください",
         std::string("the key file cannot be read (") + std::strerror(error) + "); check its owner and permissions"},
        {path, 0, 0, 0});
}

tl::unexpected<Error> open(const std::string& path) {
    return fail(ErrorKind::refused, "V402",
                {"鍵のファイルを他人が読めます。所有者だけが読めるようにしてください: chmod 600",
                 "others may read the key file; make it its owner's alone: chmod 600"},
                {path, 0, 0, 0});
}

tl::unexpected<Error> noKeys(const std::string& path) {
    return fail(ErrorKind::input, "V403",
                {"鍵のファイルではないか、壊れています。控えから戻してください",
                 "this is no key file, or it is damaged; bring it back from its copy"},
                {path, 0, 0, 0});
}

tl::unexpected<Error> unwritable(const std::string& path, int error) {
    return fail(ErrorKind::unavailable, "V404",
                {std::string("鍵のファイルを書けません（") + std::strerror(error) +
                     "）。別の場所を --key-file で指定してください",
                 std::string("the key file cannot be written (") + std::strerror(error) +
                     "); name another place with --key-file"},
                {path, 0, 0, 0});
}

// systemd gives a service its credentials by an access list, whose mask shows as the group's bits.
bool ownersAlone(const struct stat& file, const std::string& path) {
    const std::string credentials = credentialsFolder();
    const bool credential = !credentials.empty() && path.rfind(credentials + "/", 0) == 0;
    const mode_t others = credential ? S_IRWXO : S_IRWXG | S_IRWXO;
    return (file.st_mode & others) == 0 && (file.st_uid == ::geteuid() || file.st_uid == 0);
}

bool writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t wrote = ::write(descriptor, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
}

}  // namespace

MasterKey MasterKey::random() {
    return {randomId().substr(0, 12), SecretKey::random()};
}

std::string keyFileFor(const std::string& dataFolder, const std::string& asked, const std::string& remembered) {
    if (!asked.empty()) return asked;
    std::error_code failed;
    if (const char* named = std::getenv("TOITSU_KEY_FILE"); named != nullptr && *named != '\0') return named;
    if (const std::string folder = credentialsFolder(); !folder.empty())
        if (fs::exists(folder + "/toitsu.key", failed)) return folder + "/toitsu.key";
    if (!remembered.empty() && fs::exists(remembered, failed)) return remembered;
    fs::path whole = fs::weakly_canonical(fs::absolute(dataFolder, failed), failed);
    if (whole.filename().empty()) whole = whole.parent_path();
    const std::string beside = whole.string() + ".key";
    // Told where it used to lie, people look there.
    return remembered.empty() || fs::exists(beside, failed) ? beside : remembered;
}

Result<std::vector<MasterKey>> readKeyFile(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) return unreadable(path, errno);
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return unreadable(path, errno);
    if (!S_ISREG(about.st_mode) || about.st_size > static_cast<off_t>(kMostBytes)) return noKeys(path);
    if (!ownersAlone(about, path)) return open(path);
    std::string content(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < content.size()) {
        const ssize_t got = ::read(file.number(), content.data() + have, content.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return noKeys(path);
        have += static_cast<std::size_t>(got);
    }
    std::vector<MasterKey> keys;
    bool sound = true;
    for (const std::string& line : text::split(content, '\n')) {
        if (line.empty() || line.front() == '#') continue;
        const auto words = text::split(line, ' ');
        auto bytes =
            words.size() == 4 && words[0] == "toitsu-key" && words[1] == "1" ? fromBase64Url(words[3]) : std::nullopt;
        auto key = bytes ? SecretKey::fromBytes(*bytes) : std::nullopt;
        if (bytes) forgetBytes(*bytes);
        sound = sound && key.has_value();
        if (key) keys.push_back({words[2], *key});
    }
    forgetBytes(content);
    if (!sound || keys.empty()) return noKeys(path);
    return keys;
}

namespace {

// Whole and on the disk under its name, or not at all; `others` decides what happens to a file that is there already.
Result<bool> put(const std::string& path, const std::vector<MasterKey>& keys, unsigned others) {
    std::string content = kHead;
    for (const MasterKey& one : keys) {
        std::string bytes = one.key.bytes();
        content += "toitsu-key 1 " + one.id + " " + base64Url(bytes) + "\n";
        forgetBytes(bytes);
    }
    const std::string fresh = path + "." + randomId().substr(0, 8) + ".new";
    const Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    const bool written = file.number() >= 0 && ::fchmod(file.number(), 0600) == 0 && writeAll(file.number(), content) &&
                         ::fsync(file.number()) == 0;
    const bool named = written && ::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, path.c_str(), others) == 0;
    const int trouble = errno;
    forgetBytes(content);
    if (file.number() >= 0 && !named) ::unlink(fresh.c_str());
    if (written && !named && trouble == EEXIST) return false;
    if (!named) return unwritable(path, trouble);
    const std::string parent = fs::path(path).parent_path().string();
    const Descriptor folder(::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number() < 0 || ::fsync(folder.number()) != 0) return unwritable(path, errno);
    return true;
}

}  // namespace

Result<bool> makeKeyFile(const std::string& path, const std::vector<MasterKey>& keys) {
    return put(path, keys, RENAME_NOREPLACE);
}

Result<void> writeKeyFile(const std::string& path, const std::vector<MasterKey>& keys) {
    const auto done = put(path, keys, 0);
    if (!done) return fail(done.error());
    return {};
}

}  // namespace toitsu::station
