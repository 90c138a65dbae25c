// A POSIX record lock, not flock(): the kernel drops both when the owner dies, but flock() is inherited by a child that
// was forked to decode an image, and a database would stay locked after its server was killed. Record locks belong to
// the process alone; that they do not exclude a second owner within the process is what the set of identities is for.

#include "workflows/stores/file_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <set>

namespace toitsu::workflows {

namespace {

std::mutex guard;
std::set<std::pair<dev_t, ino_t>>& held() {
    static std::set<std::pair<dev_t, ino_t>> identities;
    return identities;
}

struct flock wholeFile() {
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

tl::unexpected<Error> inUse(const std::string& path, pid_t owner) {
    const std::string who = owner > 0 ? " (PID " + std::to_string(owner) + ")" : "";
    return fail(ErrorKind::unavailable, "W102",
                {"データベースは別のプロセスが使用中です" + who + "。そちらを終えてからもう一度実行してください。",
                 "the database is in use by another process" + who + "; stop that one first, then try again"},
                {path});
}

}  // namespace

Result<std::unique_ptr<FileLock>> FileLock::take(const std::string& path) {
    const std::lock_guard lock(guard);
    const std::string name = path + ".lock";
    struct stat status = {};
    // Opening and closing a file that this process has locked would drop the lock, so look before opening.
    if (::stat(name.c_str(), &status) == 0 && held().contains({status.st_dev, status.st_ino}))
        return inUse(path, ::getpid());
    const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
        const std::string why = std::strerror(errno);
        if (descriptor >= 0) ::close(descriptor);
        return fail(ErrorKind::input, "W100",
                    {"データベースのロックファイルを作れません(" + why +
                         ")。フォルダーの有無と書き込み権限を確かめてください。",
                     "the lock file of the database cannot be made (" + why +
                         "); check that the folder exists and is writable"},
                    {name});
    }
    struct flock wanted = wholeFile();
    if (::fcntl(descriptor, F_SETLK, &wanted) != 0) {
        struct flock owner = wholeFile();
        const bool known = ::fcntl(descriptor, F_GETLK, &owner) == 0 && owner.l_type != F_UNLCK;
        ::close(descriptor);
        return inUse(path, known ? owner.l_pid : 0);
    }
    const std::pair identity(status.st_dev, status.st_ino);
    held().insert(identity);
    return std::unique_ptr<FileLock>(new FileLock(descriptor, identity));
}

FileLock::~FileLock() {
    const std::lock_guard lock(guard);
    held().erase(identity_);
    ::close(descriptor_);
}

}  // namespace toitsu::workflows
