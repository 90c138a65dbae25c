#include "ocr/internal/syscall_filter.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

#include "ocr/internal/decoder_wire.h"

namespace toitsu::ocr {

namespace {

// libseccomp writes a filter to a file only; the file is one of memory.
SyscallFilter exported(scmp_filter_ctx context) {
    const Descriptor file(::memfd_create("filter", MFD_CLOEXEC));
    struct stat about {};
    if (!file || seccomp_export_bpf(context, file.get()) != 0 || ::fstat(file.get(), &about) != 0) return {};
    SyscallFilter filter(static_cast<std::size_t>(about.st_size) / sizeof(sock_filter));
    if (!readAll(file.get(), filter.data(), filter.size() * sizeof(sock_filter))) return {};
    return filter;
}

SyscallFilter makeDecodingOnly() {
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (context == nullptr) return {};
    bool good = true;
    for (const int call :
         {SCMP_SYS(read),           SCMP_SYS(pread64),     SCMP_SYS(write),         SCMP_SYS(pwrite64),
          SCMP_SYS(close),          SCMP_SYS(fstat),       SCMP_SYS(sendto),        SCMP_SYS(recvmsg),
          SCMP_SYS(munmap),         SCMP_SYS(mremap),      SCMP_SYS(madvise),       SCMP_SYS(brk),
          SCMP_SYS(futex),          SCMP_SYS(sched_yield), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
          SCMP_SYS(getrandom),      SCMP_SYS(getpid),      SCMP_SYS(gettid),        SCMP_SYS(rt_sigreturn),
          SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack), SCMP_SYS(exit),          SCMP_SYS(exit_group),
          SCMP_SYS(restart_syscall)})
        good = good && seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 0) == 0;
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        good =
            good && seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    SyscallFilter filter = good ? exported(context) : SyscallFilter();
    seccomp_release(context);
    return filter;
}

SyscallFilter makeNoNetworkNoWriting() {
    scmp_filter_ctx context = seccomp_init(SCMP_ACT_ALLOW);
    if (context == nullptr) return {};
    bool good = true;
    for (const int call : {SCMP_SYS(socket),
                           SCMP_SYS(socketpair),
                           SCMP_SYS(connect),
                           SCMP_SYS(bind),
                           SCMP_SYS(ptrace),
                           SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev),
                           SCMP_SYS(bpf),
                           SCMP_SYS(keyctl),
                           SCMP_SYS(io_uring_setup),
                           SCMP_SYS(creat),
                           SCMP_SYS(unlink),
                           SCMP_SYS(unlinkat),
                           SCMP_SYS(rename),
                           SCMP_SYS(renameat),
                           SCMP_SYS(renameat2),
                           SCMP_SYS(mkdir),
                           SCMP_SYS(mkdirat),
                           SCMP_SYS(link),
                           SCMP_SYS(linkat),
                           SCMP_SYS(symlink),
                           SCMP_SYS(symlinkat),
                           SCMP_SYS(chmod),
                           SCMP_SYS(fchmodat),
                           SCMP_SYS(truncate),
                           SCMP_SYS(kill),
                           SCMP_SYS(tgkill)})
        good = good && seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), call, 0) == 0;
    // How a file is opened stands in the second argument of open() and the third of openat(); openat2() hides it.
    for (const unsigned mode : {O_WRONLY, O_RDWR})
        good = good &&
               seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(open), 1,
                                SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, mode)) == 0 &&
               seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(openat), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, mode)) == 0;
    good = good && seccomp_rule_add(context, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0) == 0;
    SyscallFilter filter = good ? exported(context) : SyscallFilter();
    seccomp_release(context);
    return filter;
}

}  // namespace

const SyscallFilter& decodingOnly() {
    static const SyscallFilter filter = makeDecodingOnly();
    return filter;
}

const SyscallFilter& noNetworkNoWriting() {
    static const SyscallFilter filter = makeNoNetworkNoWriting();
    return filter;
}

bool apply(const SyscallFilter& filter) {
    if (filter.empty()) return false;
    const sock_fprog program{static_cast<unsigned short>(filter.size()), const_cast<sock_filter*>(filter.data())};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

}  // namespace toitsu::ocr
