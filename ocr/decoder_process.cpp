#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <cstring>
#include <new>

#include "ocr/internal/decoder_wire.h"
#include "ocr/internal/formats.h"
#include "ocr/internal/syscall_filter.h"

// The other side of the wall. A small process, forked while the program is small, forks a decoder for every file. A
// decoder has the file's bytes, a place for pixels and a socket to be asked by; then it gives up everything else. It
// has seen no other file, so one that was taken over by its file learns nothing and can spoil nothing but that file.

namespace toitsu::ocr {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

constexpr rlim_t kMemory = rlim_t{3} << 30;
constexpr rlim_t kSeconds = 1800;  // of a whole file; a page's time is watched from outside

bool limit(int resource, rlim_t value) {
    const rlimit both{value, value};
    return ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both) == 0;
}

void put(std::span<char> into, const std::string& text) {
    std::copy_n(text.begin(), std::min(text.size(), into.size() - 1), into.begin());
}

DecoderAnswer answerOf(const Error& error) {
    DecoderAnswer answer;
    answer.kind = static_cast<std::int32_t>(error.kind);
    answer.place = error.place.page;
    put(answer.code, error.code);
    put(answer.ja, error.message.ja);
    put(answer.en, error.message.en);
    return answer;
}

class Decoder {
public:
    Decoder(int bytes, int pixels, const DecoderStart& start) : bytes_(bytes), pixels_(pixels), size_(start.bytes) {
        limits_.pages = start.pages;
        limits_.pixels = start.pixels;
        limits_.totalPixels = start.totalPixels;
    }

    DecoderAnswer answer(const DecoderAsk& ask) {
        try {
            return ask.page == 0 ? open() : ask.page > 0 ? page(ask.page) : written(-ask.page);
        } catch (const std::bad_alloc&) {
            return answerOf(broken("", ask.page).value());
        }
    }

private:
    DecoderAnswer open() {
        std::string bytes(size_, '\0');
        if (!readAll(bytes_, bytes.data(), size_)) return answerOf(broken("").value());
        DecoderAnswer answer;
        if (fileTypeOf(bytes) == FileType::pdf) {  // is drawn by others; only its pictures are looked through here
            if (!picturesAreWhole(bytes, limits_)) return answerOf(broken("").value());
        } else {
            auto source = openBytes("", std::move(bytes), limits_);
            if (!source) return answerOf(source.error());
            source_ = std::move(*source);
            answer.pages = source_->pages();
        }
        answer.good = 1;
        return answer;
    }

    DecoderAnswer page(int number) {
        if (!source_ || number < 1 || number > source_->pages()) return answerOf(broken("", number).value());
        picture_ = {};
        auto decoded = source_->decode(number);
        if (!decoded) return answerOf(decoded.error());
        picture_ = decoded->picture;
        DecoderAnswer answer;
        answer.good = 1;
        answer.width = picture_.width;
        answer.height = picture_.height;
        answer.channels = picture_.channels;
        answer.orientation = decoded->orientation;
        answer.dpiX = decoded->dpiX;
        answer.dpiY = decoded->dpiY;
        answer.pixels = reinterpret_cast<std::uintptr_t>(picture_.pixels->data());
        return answer;
    }

    DecoderAnswer written(int number) {
        if (picture_.empty() || !writeAll(pixels_, picture_.pixels->data(), picture_.pixels->size()))
            return answerOf(broken("", number).value());
        DecoderAnswer answer;
        answer.good = 1;
        return answer;
    }

    int bytes_, pixels_;
    std::uint64_t size_;
    Limits limits_;
    std::unique_ptr<PageSource> source_;
    Picture picture_;  // of the last page, until it was taken
};

[[noreturn]] void decode(int socket, int bytes, int pixels, const DecoderStart& start, pid_t parent) {
    ::prctl(PR_SET_NAME, "toitsu-decode");
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    // Four bytes a pixel, and room for a picture that is as large as allowed.
    const bool confined = confine(start.pixels * 4);
    Decoder decoder(bytes, pixels, start);
    for (DecoderAsk ask; receivePacket(socket, &ask, sizeof ask);) {
        DecoderAnswer answer;
        if (confined) answer = decoder.answer(ask);
        if (!confined) put(answer.code, "S015");
        if (!sendPacket(socket, &answer, sizeof answer)) break;
    }
    ::_exit(0);
}

// Only standard output, error and input, which lead nowhere, and the socket stay open.
void forgetTheProgram(int& socket) {
    ::dup2(socket, 3);
    socket = 3;
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {0, 1, 2})
        if (standard != 2 || !kSanitized) ::dup2(nowhere, standard);
    ::close_range(4, ~0U, 0);
    // Ctrl-C goes to all processes of a terminal; the program decides when decoding ends, by closing its socket.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::signal(signal, SIG_IGN);
    ::signal(SIGCHLD, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

bool confine(std::uint64_t mostFileBytes) {
    const SyscallFilter& filter = decodingOnly();  // made before files are taken away
    // A sanitizer's shadow is terabytes of addresses.
    const bool limited = (kSanitized || limit(RLIMIT_AS, kMemory)) && limit(RLIMIT_CPU, kSeconds) &&
                         limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, mostFileBytes) && limit(RLIMIT_NOFILE, 0);
    return limited && apply(filter);
}

void serveDecoders(int socket) {
    forgetTheProgram(socket);
    ::prctl(PR_SET_NAME, "toitsu-decoders");
    decodingOnly();  // made once, before the first fork
    const pid_t self = ::getpid();
    std::vector<pid_t> living;
    DecoderStart start;
    std::array<int, 3> given{};
    while (receivePacket(socket, &start, sizeof start, given)) {
        for (pid_t ended = 0; (ended = ::waitpid(-1, nullptr, WNOHANG)) > 0;) std::erase(living, ended);
        if (start.kill != 0) {
            // Not waited for yet, so its number is nobody else's.
            if (std::find(living.begin(), living.end(), start.kill) != living.end()) ::kill(start.kill, SIGKILL);
            continue;
        }
        if (given[0] < 0) continue;
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::close(socket);
            decode(given[0], given[1], given[2], start, self);
        }
        if (pid > 0) living.push_back(pid);
        for (const int fd : given) ::close(fd);
        const std::int32_t told = pid;
        if (!sendPacket(socket, &told, sizeof told)) break;
    }
    for (const pid_t pid : living) ::kill(pid, SIGKILL);
    ::_exit(0);
}

}  // namespace toitsu::ocr
