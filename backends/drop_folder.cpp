#include "backends/drop_folder.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/descriptor.h"

namespace toitsu::backends {

namespace {

tl::unexpected<Error> unreachable(const std::string& path, int code) {
    const std::string reason = std::generic_category().message(code);
    return fail(ErrorKind::unavailable, "B020",
                {"業務システムの連携フォルダーを見られません（" + reason +
                     "）。共有の接続と、inbox、taken、results のフォルダーと権限を確認してください。",
                 "cannot look into the business system's folder (" + reason +
                     "); check the share and the folders inbox, taken and results with their permissions"},
                Place{path, 0, 0, 0});
}

tl::unexpected<Error> unwritable(const std::string& path, int code) {
    const std::string reason = std::generic_category().message(code);
    return fail(ErrorKind::unavailable, "B021",
                {"業務システムの連携フォルダーに書けません（" + reason + "）。権限と空き容量を確認してください。",
                 "cannot write into the business system's folder (" + reason + "); check permissions and free space"},
                Place{path, 0, 0, 0});
}

bool writeAll(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// 0, or the errno of what went wrong.
int writeTemporary(const std::string& path, std::string_view bytes) {
    // One fixed name per key, written under the lock: what a crash leaves is overwritten by the next try, not piled up.
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0660));
    if (!file.open()) return errno;
    if (!writeAll(file.number(), bytes) || ::fsync(file.number()) != 0) return errno;
    return 0;
}

int lockExclusively(int descriptor) {
    while (::flock(descriptor, LOCK_EX) != 0)
        if (errno != EINTR) return errno;
    return 0;
}

}  // namespace

Result<void> DropFolder::check() const {
    for (const char* name : {"/inbox", "/taken", "/results"}) {
        const std::string folder = path_ + name;
        struct stat about {};
        if (::stat(folder.c_str(), &about) != 0) return unreachable(folder, errno);
        if (!S_ISDIR(about.st_mode)) return unreachable(folder, ENOTDIR);
    }
    return {};
}

Result<DropFolder::Seen> DropFolder::find(const std::string& key) const {
    if (auto there = check(); !there) return fail(there.error());
    bool underway = false;
    for (const std::string& path : {inboxPath(key), path_ + "/taken/" + key + ".csv", resultPath(key)}) {
        struct stat about {};
        const bool there = ::stat(path.c_str(), &about) == 0;
        if (!there && errno != ENOENT) return unreachable(path, errno);
        if (there && path == resultPath(key)) return Seen::answered;
        underway = underway || there;
    }
    return underway ? Seen::underway : Seen::nowhere;
}

Result<void> DropFolder::put(const std::string& key, std::string_view bytes) const {
    if (auto there = check(); !there) return there;
    const std::string inbox = path_ + "/inbox";
    const Descriptor folder(::open(inbox.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.open()) return unreachable(inbox, errno);
    const std::string lockPath = inbox + "/.toitsu.lock";
    const Descriptor lock(::open(lockPath.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660));
    if (!lock.open()) return unwritable(lockPath, errno);
    if (const int problem = lockExclusively(lock.number()); problem != 0) return unwritable(lockPath, problem);

    const auto seen = find(key);
    if (!seen) return fail(seen.error());
    if (*seen != Seen::nowhere) return {};
    const std::string temporary = inbox + "/." + key + ".csv.new";
    const std::string target = inboxPath(key);
    if (const int problem = writeTemporary(temporary, bytes); problem != 0) {
        ::unlink(temporary.c_str());
        return unwritable(temporary, problem);
    }
    if (::rename(temporary.c_str(), target.c_str()) != 0) return unwritable(target, errno);
    if (::fsync(folder.number()) != 0) return unwritable(inbox, errno);
    return {};
}

}  // namespace toitsu::backends
