#pragma once

// Inside ocr only: filters of system calls (seccomp), made once and set in a child after fork(). What is refused fails
// with EPERM: a library that asks for a luxury goes on without it.

#include <vector>

#include <linux/filter.h>

namespace toitsu::ocr {

using SyscallFilter = std::vector<sock_filter>;

// Memory, time, and reading and writing what is open already. Nothing can be opened, started, sent or mapped to be run.
// Empty when the system has no filters.
const SyscallFilter& decodingOnly();

// For a program that draws a PDF: no sockets, no files but to read, no looking into other processes.
const SyscallFilter& noNetworkNoWriting();

// For the rest of this process and all that it starts. False when the system refuses.
bool apply(const SyscallFilter& filter);

}  // namespace toitsu::ocr
