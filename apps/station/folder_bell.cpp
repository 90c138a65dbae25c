#include "apps/station/folder_bell.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>

namespace toitsu::station {

FolderBell::FolderBell(const std::string& folder) : descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (descriptor_ < 0) return;
    if (::inotify_add_watch(descriptor_, folder.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE | IN_CREATE) >= 0) return;
    ::close(descriptor_);
    descriptor_ = -1;
}

FolderBell::~FolderBell() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void FolderBell::wait(int mostMillis) {
    pollfd one{descriptor_, POLLIN, 0};  // a negative descriptor is ignored: only the time counts
    if (::poll(&one, 1, mostMillis) <= 0) return;
    std::array<char, 4096> events;
    while (::read(descriptor_, events.data(), events.size()) > 0) {
    }
}

}  // namespace toitsu::station
