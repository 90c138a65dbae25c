#include "base/files.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/descriptor.h"

namespace toitsu::files {

namespace {

// The system's own words: for the reader of a log, in both languages.
std::string reason(int code) {
    return std::generic_category().message(code);
}

tl::unexpected<Error> unreadable(const std::string& path, int code) {
    const ErrorKind kind = code == ENOENT || code == ENOTDIR ? ErrorKind::notFound : ErrorKind::input;
    return fail(kind, "X010",
                {"ファイルを読めません（" + reason(code) + "）。場所と権限を確認してください。",
                 "cannot read the file (" + reason(code) + "); check its place and its permissions"},
                Place{path, 0, 0, 0});
}

tl::unexpected<Error> unwritable(const std::string& path, int code) {
    return fail(ErrorKind::unavailable, "X013",
                {"ファイルに書き込めません（" + reason(code) + "）。フォルダー、権限、空き容量を確認してください。",
                 "cannot write the file (" + reason(code) + "); check the folder, its permissions and the free space"},
                Place{path, 0, 0, 0});
}

tl::unexpected<Error> uncreatable(const std::string& path, int code) {
    return fail(ErrorKind::unavailable, "X014",
                {"フォルダーを作れません（" + reason(code) + "）。場所と権限を確認してください。",
                 "cannot make the folder (" + reason(code) + "); check its place and its permissions"},
                Place{path, 0, 0, 0});
}

std::string folderOf(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
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

// A name beside the target that nobody else has: O_EXCL finds out, and a new number is drawn.
int createBeside(const std::string& path, std::string& name) {
    std::random_device random;
    for (int attempt = 0; attempt < 100; ++attempt) {
        name = path + ".new-" + std::to_string(random());
        const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

// 0 or the errno of what went wrong; the new file is complete on the disk afterwards.
int fill(Descriptor& file, const std::string& path, std::string_view content) {
    struct stat old {};
    if (::stat(path.c_str(), &old) == 0 && S_ISREG(old.st_mode) && ::fchmod(file.number(), old.st_mode & 07777) != 0)
        return errno;
    if (!writeAll(file.number(), content) || ::fsync(file.number()) != 0 || !file.close()) return errno;
    return 0;
}

}  // namespace

Result<std::string> read(const std::string& path, std::uint64_t limitBytes) {
    // O_NONBLOCK: opening a named pipe must not wait for somebody to write.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0) return unreadable(path, errno);
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return unreadable(path, errno);
    if (!S_ISREG(about.st_mode))
        return fail(
            ErrorKind::input, "X012",
            {"通常のファイルではありません。ファイルを指定してください。", "this is not a plain file; name a file"},
            Place{path, 0, 0, 0});
    const auto tooLarge = [&] {
        return fail(ErrorKind::limit, "X011",
                    {"ファイルが上限（" + std::to_string(limitBytes) + " バイト）より大きいため読みません。",
                     "the file is larger than the limit of " + std::to_string(limitBytes) + " bytes"},
                    Place{path, 0, 0, 0});
    };
    if (static_cast<std::uint64_t>(about.st_size) > limitBytes) return tooLarge();
    std::string content;
    content.reserve(static_cast<std::size_t>(about.st_size));
    std::array<char, 1 << 16> part{};
    while (true) {
        const ssize_t got = ::read(file.number(), part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unreadable(path, errno);
        if (got == 0) return content;
        if (content.size() + static_cast<std::size_t>(got) > limitBytes) return tooLarge();  // it grew meanwhile
        content.append(part.data(), static_cast<std::size_t>(got));
    }
}

Result<void> writeAtomically(const std::string& path, std::string_view content) {
    std::string name;
    Descriptor file(createBeside(path, name));
    if (file.number() < 0) return unwritable(path, errno);
    int problem = fill(file, path, content);
    if (problem == 0 && ::rename(name.c_str(), path.c_str()) != 0) problem = errno;
    if (problem != 0) {
        ::unlink(name.c_str());
        return unwritable(path, problem);
    }
    // Without this a power cut may undo the rename although the caller was told that it is done.
    const Descriptor folder(::open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number() < 0 || ::fsync(folder.number()) != 0) return unwritable(path, errno);
    return {};
}

Result<void> makeFolders(const std::string& path) {
    std::error_code problem;
    std::filesystem::create_directories(path, problem);
    if (problem) return uncreatable(path, problem.value());
    if (!std::filesystem::is_directory(path, problem)) return uncreatable(path, ENOTDIR);
    return {};
}

Result<TemporaryFolder> TemporaryFolder::make(std::string_view prefix) {
    const char* wanted = std::getenv("TMPDIR");
    std::string path = wanted != nullptr && *wanted != '\0' ? wanted : "/tmp";
    path += "/";
    path += prefix;
    path += "XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) return uncreatable(folderOf(path), errno);
    return TemporaryFolder(std::move(path));
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
    std::swap(path_, other.path_);  // the other one removes what this one held
    return *this;
}

TemporaryFolder::~TemporaryFolder() {
    if (path_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace toitsu::files
