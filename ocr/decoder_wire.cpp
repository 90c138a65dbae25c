#include "ocr/internal/decoder_wire.h"

#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace toitsu::ocr {

namespace {

constexpr std::size_t kMostDescriptors = 3;

// Room for the descriptors of one packet, aligned as the system wants it.
union Control {
    cmsghdr header;
    std::array<char, CMSG_SPACE(sizeof(int) * kMostDescriptors)> room;
};

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

int Descriptor::release() {
    return std::exchange(fd_, -1);
}

bool sendPacket(int socket, const void* data, std::size_t size, std::span<const int> descriptors) {
    if (descriptors.empty()) {
        // A decoder may only write(); the program must not be ended by a signal when a decoder is gone.
        ssize_t sent = 0;
        do sent = ::send(socket, data, size, MSG_NOSIGNAL);
        while (sent < 0 && errno == EINTR);
        return sent == static_cast<ssize_t>(size);
    }
    iovec part{const_cast<void*>(data), size};
    Control control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
    ssize_t sent = 0;
    do sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(size);
}

bool receivePacket(int socket, void* data, std::size_t size, std::span<int> descriptors) {
    iovec part{data, size};
    Control control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
    }
    ssize_t got = 0;
    do got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    std::size_t came = 0;
    std::array<int, kMostDescriptors> received{};
    if (got >= 0 && !descriptors.empty())
        if (const cmsghdr* header = CMSG_FIRSTHDR(&message);
            header != nullptr && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
            came = std::min(kMostDescriptors, (header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
            std::memcpy(received.data(), CMSG_DATA(header), came * sizeof(int));
        }
    const bool whole = got == static_cast<ssize_t>(size) && (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
    if (whole && came == descriptors.size()) {
        std::copy_n(received.begin(), came, descriptors.begin());
        return true;
    }
    for (std::size_t n = 0; n < came; ++n) ::close(received[n]);
    // Asked for, but not sent: the packet itself is good.
    if (whole && came == 0) {
        std::fill(descriptors.begin(), descriptors.end(), -1);
        return true;
    }
    return false;
}

bool writeAll(int fd, const void* data, std::size_t size) {
    const auto* at = static_cast<const char*>(data);
    for (std::size_t done = 0; done < size;) {
        const ssize_t wrote = ::pwrite(fd, at + done, size - done, static_cast<off_t>(done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        done += static_cast<std::size_t>(wrote);
    }
    return true;
}

bool readAll(int fd, void* data, std::size_t size) {
    auto* at = static_cast<char*>(data);
    for (std::size_t done = 0; done < size;) {
        const ssize_t got = ::pread(fd, at + done, size - done, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        done += static_cast<std::size_t>(got);
    }
    return true;
}

}  // namespace toitsu::ocr
