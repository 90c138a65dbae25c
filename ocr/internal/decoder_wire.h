#pragma once

// Inside ocr only: what the program and its decoding processes say to each other. Whole packets of plain values; the
// program believes nothing that it has not checked.

#include <array>
#include <cstdint>
#include <span>

#include "ocr/page.h"

namespace toitsu::ocr {

// To the process that starts decoders, together with three descriptors: the decoder's end of a pair of sockets, the
// file's bytes, and where pixels are to go. The answer is the decoder's process id.
struct DecoderStart {
    std::int32_t kill = 0;  // not 0: end this decoder instead; no descriptors, no answer
    std::int32_t pages = 0;
    std::uint64_t bytes = 0, pixels = 0, totalPixels = 0;
};

// To a decoder: 0 asks how many pages there are, a number for that page, and the same number less than nothing for its
// pixels in the file for them (where the program may not look into the decoder's memory).
struct DecoderAsk {
    std::int32_t page = 0;
};

struct DecoderAnswer {
    std::int32_t good = 0, pages = 0;
    std::int32_t width = 0, height = 0, channels = 0, orientation = 1;
    double dpiX = 0, dpiY = 0;
    std::uint64_t pixels = 0;  // where they lie in the decoder's memory, until the next question
    // When not good:
    std::int32_t kind = 0, place = 0;
    std::array<char, 8> code{};
    std::array<char, 600> ja{}, en{};
};

// A descriptor that is closed with its owner.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release();

private:
    int fd_;
};

// One packet, with descriptors or without. False when the other side is gone.
bool sendPacket(int socket, const void* data, std::size_t size, std::span<const int> descriptors = {});
// Exactly `size` bytes in one packet, and exactly as many descriptors as there is room for.
bool receivePacket(int socket, void* data, std::size_t size, std::span<int> descriptors = {});

bool writeAll(int fd, const void* data, std::size_t size);  // from the beginning of a file
bool readAll(int fd, void* data, std::size_t size);

// Never returns: answers starts until the program is gone.
[[noreturn]] void serveDecoders(int socket);

// Takes everything away from this process that decoding does not need: memory and files by limits, all system calls
// but a few by a filter. False when the system has no such filters.
bool confine(std::uint64_t mostFileBytes);

}  // namespace toitsu::ocr
