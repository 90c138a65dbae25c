#pragma once

// Descriptor: a file or folder of the operating system, closed when it goes out of scope. POSIX; for the .cpp that
// opens it.

#include <unistd.h>

namespace toitsu {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    bool open() const { return number_ >= 0; }
    // False when the system says that what was written may not have arrived.
    bool close() {
        const int closed = number_ < 0 ? 0 : ::close(number_);
        number_ = -1;
        return closed == 0;
    }

private:
    int number_;
};

}  // namespace toitsu
