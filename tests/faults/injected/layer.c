/* A file layer with faults, put before the C library's by LD_PRELOAD: calls that change files of a store are counted,
   and from a chosen one on they fail, are cut short, or end the process. The clock can be put wrong as well. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { NONE, KILL_BEFORE, KILL_AFTER, KILL_HALF, EIO_ERROR, FULL, SHORT };

static volatile int kind = NONE;
static volatile long first, many, count;
static volatile double clock_wrong_s;

/* Called by the trainee through ctypes: from the `nth` call on, `n` calls have the fault. */
void faults_arm(int chosen, long nth, long n) { count = 0; first = nth; many = n; kind = chosen; }
long faults_count(void) { return count; }
void faults_clock(double wrong_s) { clock_wrong_s = wrong_s; }

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int is_in_store(const char *path) { return path && strstr(path, ".chartkit") != NULL; }

static int is_file_of_store(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_in_store(path);
}

/* The fault that this call has. */
static int fault(int is_ours) {
    if (kind == NONE || !is_ours) return NONE;
    long mine = __sync_fetch_and_add(&count, 1);
    return mine >= first && mine < first + many ? kind : NONE;
}

static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

/* True when the call must fail; errno says how. */
static int refuses(int now) {
    if (now == KILL_BEFORE || now == KILL_HALF) die();
    if (now == EIO_ERROR) errno = EIO;
    if (now == FULL || now == SHORT) errno = ENOSPC;
    return now == EIO_ERROR || now == FULL || now == SHORT;
}

ssize_t write(int descriptor, const void *data, size_t size) {
    int now = kind == NONE ? NONE : fault(is_file_of_store(descriptor));
    if ((now == KILL_HALF || now == SHORT) && size > 1) {
        ssize_t written = REAL(write)(descriptor, data, size / 2);
        if (now == KILL_HALF) die();
        return written;
    }
    if (refuses(now)) return -1;
    ssize_t written = REAL(write)(descriptor, data, size);
    if (now == KILL_AFTER) die();
    return written;
}

#define PLACED(name, offset_type)                                                                                     \
    ssize_t name(int descriptor, const void *data, size_t size, offset_type place) {                                  \
        int now = kind == NONE ? NONE : fault(is_file_of_store(descriptor));                                          \
        if (now == KILL_HALF) REAL(name)(descriptor, data, size / 2, place);                                          \
        if (refuses(now)) return -1;                                                                                  \
        ssize_t written = REAL(name)(descriptor, data, size, place);                                                  \
        if (now == KILL_AFTER) die();                                                                                 \
        return written;                                                                                               \
    }
PLACED(pwrite, off_t)
PLACED(pwrite64, off64_t)

ssize_t writev(int descriptor, const struct iovec *parts, int n) {
    int now = kind == NONE ? NONE : fault(is_file_of_store(descriptor));
    if (refuses(now)) return -1;
    ssize_t written = REAL(writev)(descriptor, parts, n);
    if (now == KILL_AFTER) die();
    return written;
}

#define OPENING(name)                                                                                                 \
    int name(const char *path, int flags, ...) {                                                                      \
        va_list rest; va_start(rest, flags);                                                                          \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;                                     \
        va_end(rest);                                                                                                 \
        int now = fault((flags & O_CREAT) && is_in_store(path));                                                      \
        if (refuses(now)) return -1;                                                                                  \
        int opened = REAL(name)(path, flags, mode);                                                                   \
        if (now == KILL_AFTER) die();                                                                                 \
        return opened;                                                                                                \
    }
OPENING(open)
OPENING(open64)

#define CHANGING(name, parameters, path, arguments)                                                                   \
    int name parameters {                                                                                             \
        int now = fault(is_in_store(path));                                                                           \
        if (refuses(now)) return -1;                                                                                  \
        int done = REAL(name) arguments;                                                                              \
        if (now == KILL_AFTER) die();                                                                                 \
        return done;                                                                                                  \
    }
CHANGING(rename, (const char *from, const char *to), to, (from, to))
CHANGING(link, (const char *from, const char *to), to, (from, to))
CHANGING(symlink, (const char *from, const char *to), to, (from, to))
CHANGING(unlink, (const char *path), path, (path))
CHANGING(mkdir, (const char *path, mode_t mode), path, (path, mode))

int clock_gettime(clockid_t clock, struct timespec *found) {
    static int (*given)(clockid_t, struct timespec *);
    if (!given) given = REAL(clock_gettime);
    int done = given(clock, found);
    if (clock == CLOCK_REALTIME && clock_wrong_s != 0.0) found->tv_sec += (time_t)clock_wrong_s;
    return done;
}
