#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <set>

#include "ocr/internal/decoder_wire.h"
#include "ocr/internal/formats.h"

// This side of the wall: a file's bytes go to a decoder of its own, and its pixels are copied out of the decoder's
// memory. What the decoder says is checked as if its file had written it.

namespace toitsu::ocr {

namespace {

constexpr int kPatienceMillis = 120'000;  // for one page, on a machine that is busy with other things

tl::unexpected<Error> gone(const std::string& path, int page) {
    return fail(ErrorKind::input, "S014",
                {"画像を開く処理が異常終了したか、時間内に終わりませんでした。もう一度スキャンしてください",
                 "decoding this picture crashed or took too long; scan it again"},
                {path, 0, 0, page});
}

tl::unexpected<Error> noSandbox(const std::string& path) {
    return fail(
        ErrorKind::unavailable, "S015",
        {"画像を開くための隔離されたプロセスを用意できません（seccomp が必要です）。docs/intake.md を見てください",
         "cannot set up the confined process that decodes pictures (it needs seccomp); see docs/intake.md"},
        {path, 0, 0, 0});
}

// The process that starts decoders, one for this program. It is started again when it is gone.
class Decoders {
public:
    static Decoders& all() {
        static Decoders decoders;
        return decoders;
    }

    bool prepare() {
        const std::lock_guard lock(mutex_);
        return ready();
    }

    // The decoder's process, or 0.
    std::int32_t start(const DecoderStart& start, std::span<const int> descriptors) {
        const std::lock_guard lock(mutex_);
        for (int attempt = 0; attempt < 2 && ready(); ++attempt) {
            std::int32_t pid = 0;
            if (sendPacket(socket_.get(), &start, sizeof start, descriptors) &&
                receivePacket(socket_.get(), &pid, sizeof pid))
                return pid > 0 ? pid : 0;
            socket_ = Descriptor();
        }
        return 0;
    }

    void kill(std::int32_t pid) {
        const std::lock_guard lock(mutex_);
        DecoderStart end;
        end.kill = pid;
        // A process that is gone has taken its decoders with it.
        if (socket_ && owner_ == ::getpid()) static_cast<void>(sendPacket(socket_.get(), &end, sizeof end));
    }

private:
    bool ready() {
        // A child of this program that was forked without exec has its own, or answers would get mixed up.
        if (socket_ && owner_ == ::getpid()) return true;
        std::array<int, 2> pair{};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) return false;
        const Descriptor other(pair[1]);
        Descriptor mine(pair[0]);
        // The one before, if there was one, has ended: its socket is closed.
        if (pid_ > 0 && owner_ == ::getpid())
            while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
            }
        pid_ = ::fork();
        if (pid_ == 0) serveDecoders(other.get());
        if (pid_ < 0) return false;
        socket_ = std::move(mine);
        owner_ = ::getpid();
        return true;
    }

    std::mutex mutex_;
    Descriptor socket_;
    pid_t owner_ = 0, pid_ = 0;
};

class ApartSource : public PageSource {
public:
    ApartSource(std::string path, const Limits& limits) : path_(std::move(path)), limits_(limits) {}

    Result<void> open(std::string_view bytes) {
        std::array<int, 2> pair{};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) return noSandbox(path_);
        socket_ = Descriptor(pair[0]);
        const Descriptor other(pair[1]);
        const Descriptor file(::memfd_create("scan", MFD_CLOEXEC));
        pixels_ = Descriptor(::memfd_create("pixels", MFD_CLOEXEC));
        if (!file || !pixels_ || !writeAll(file.get(), bytes.data(), bytes.size())) return noSandbox(path_);
        DecoderStart start;
        start.pages = limits_.pages;
        start.bytes = bytes.size();
        start.pixels = limits_.pixels;
        start.totalPixels = limits_.totalPixels;
        const std::array<int, 3> given{other.get(), file.get(), pixels_.get()};
        decoder_ = Decoders::all().start(start, given);
        if (decoder_ == 0) return noSandbox(path_);
        return {};
    }

    Result<DecoderAnswer> ask(int page) {
        const DecoderAsk ask{page};
        DecoderAnswer answer;
        if (!socket_ || !sendPacket(socket_.get(), &ask, sizeof ask)) return gone(path_, page);
        pollfd wait{socket_.get(), POLLIN, 0};
        int ready = 0;
        do ready = ::poll(&wait, 1, kPatienceMillis);
        while (ready < 0 && errno == EINTR);
        if (ready <= 0) Decoders::all().kill(decoder_);
        if (ready <= 0 || !receivePacket(socket_.get(), &answer, sizeof answer)) {
            socket_ = Descriptor();
            return gone(path_, page);
        }
        if (answer.good != 1) return errorIn(answer, page);
        return answer;
    }

    int pages() const override { return pages_; }
    bool setPages(int pages) {
        pages_ = pages;
        return pages >= 1 && pages <= limits_.pages;
    }

    Result<Decoded> decode(int number) override {
        auto answer = ask(number);
        if (!answer) return fail(answer.error());
        const int wide = answer->width, high = answer->height, channels = answer->channels;
        if (wide < 1 || high < 1 || (channels != 1 && channels != 3) || answer->orientation < 0 ||
            static_cast<double>(wide) * high > static_cast<double>(limits_.pixels))
            return gone(path_, number);
        Pixels pixels = paper(wide, high, channels);
        if (!lookInto(answer->pixels, *pixels)) {
            if (auto written = ask(-number); !written) return fail(written.error());
            if (!readAll(pixels_.get(), pixels->data(), pixels->size())) return gone(path_, number);
        }
        return Decoded{{wide, high, channels, pixels}, answer->dpiX, answer->dpiY, answer->orientation};
    }

private:
    // One copy instead of two and a file between. Some containers do not allow it.
    bool lookInto(std::uint64_t address, std::vector<std::uint8_t>& pixels) const {
        for (std::size_t done = 0; done < pixels.size();) {
            const iovec here{pixels.data() + done, pixels.size() - done};
            const iovec there{reinterpret_cast<void*>(address + done), pixels.size() - done};
            const ssize_t got = ::process_vm_readv(decoder_, &here, 1, &there, 1, 0);
            if (got <= 0) return false;
            done += static_cast<std::size_t>(got);
        }
        return true;
    }

    tl::unexpected<Error> errorIn(DecoderAnswer& answer, int page) const {
        answer.code.back() = answer.ja.back() = answer.en.back() = '\0';
        const std::string code = answer.code.data();
        if (code == "S015") return noSandbox(path_);
        static const std::set<std::string> known{"S003", "S004", "S005", "S006", "S012", "S013"};
        const auto plain = [](const char* text) {
            std::string out = text;
            for (char& c : out)
                if (static_cast<unsigned char>(c) < 0x20) c = ' ';
            return out;
        };
        if (!known.contains(code)) return gone(path_, page);
        const auto kind =
            answer.kind == static_cast<std::int32_t>(ErrorKind::limit) ? ErrorKind::limit : ErrorKind::input;
        return fail(kind, code, {plain(answer.ja.data()), plain(answer.en.data())}, {path_, 0, 0, answer.place});
    }

    std::string path_;
    Limits limits_;
    Descriptor socket_, pixels_;
    std::int32_t decoder_ = 0;
    int pages_ = 0;
};

}  // namespace

bool sandboxWanted() {
    static const bool wanted = [] {
        const char* said = std::getenv("TOITSU_SANDBOX");
        return said == nullptr || std::strcmp(said, "off") != 0;
    }();
    return wanted;
}

void prepareDecoding() {
    if (sandboxWanted()) static_cast<void>(Decoders::all().prepare());  // the first scan says what is wrong
}

Opened openApart(const std::string& path, std::string_view bytes, const Limits& limits) {
    auto source = std::make_unique<ApartSource>(path, limits);
    if (auto opened = source->open(bytes); !opened) return fail(opened.error());
    auto answer = source->ask(0);
    if (!answer) return fail(answer.error());
    if (!source->setPages(answer->pages)) return gone(path, 0);
    return source;
}

Result<void> lookApart(const std::string& path, std::string_view bytes, const Limits& limits) {
    ApartSource source(path, limits);
    if (auto opened = source.open(bytes); !opened) return fail(opened.error());
    if (auto answer = source.ask(0); !answer) return fail(answer.error());
    return {};
}

}  // namespace toitsu::ocr
