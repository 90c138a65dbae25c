#include "apps/station/erase_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/descriptor.h"

namespace toitsu::station {

namespace {

tl::unexpected<Error> unwritable(const std::string& path, int code) {
    const std::string why = std::generic_category().message(code);
    return fail(ErrorKind::unavailable, "X013",
                {"ファイルに書き込めません（" + why + "）。フォルダー、権限、空き容量を確認してください。",
                 "cannot write the file (" + why + "); check the folder, its permissions and the free space"},
                Place{path, 0, 0, 0});
}

}  // namespace

Result<void> eraseFile(const std::string& path) {
    const std::string going = path + ".erasing";
    if (::rename(path.c_str(), going.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
        return unwritable(path, errno);
    const Descriptor file(::open(going.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.number() < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return {};
        return unwritable(path, errno);
    }
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return unwritable(path, errno);
    const std::string nothing(std::size_t{64} << 10, '\0');
    for (off_t left = S_ISREG(about.st_mode) ? about.st_size : 0; left > 0;) {
        const auto some = static_cast<std::size_t>(std::min<off_t>(left, static_cast<off_t>(nothing.size())));
        const ssize_t written = ::write(file.number(), nothing.data(), some);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return unwritable(path, errno);
        left -= written;
    }
    if (::fdatasync(file.number()) != 0) return unwritable(path, errno);
    if (::unlink(going.c_str()) != 0 && errno != ENOENT) return unwritable(path, errno);
    return {};
}

Result<void> flushFolder(const std::string& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() < 0 && errno == ENOENT) return {};
    if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) return unwritable(folder, errno);
    return {};
}

}  // namespace toitsu::station
