/* A disk that fails on purpose, for tests: preloaded before libc.

   Counts what changes the files whose path holds a given text (the shared-memory file of the
   log apart, it never reaches a disk) and fails at the n-th. Set up by fault_arm(), or by
   FAULT_KIND, FAULT_AT and FAULT_MATCH in the environment. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { FILES = 4096 };
enum kind {
    NONE,
    KILL, /* the process dies before the n-th change */
    TORN, /* ... after half of the n-th write */
    FULL, /* every write from the n-th on finds no room */
    SYNC, /* every fsync from the n-th change on fails */
};

static char watched[FILES];
static char match[256] = "\1";
static enum kind kind = NONE;
static long at = 0, seen = 0;

void fault_arm(int new_kind, long new_at, const char *new_match)
{
    kind = new_kind;
    at = new_at;
    seen = 0;
    strncpy(match, new_match, sizeof match - 1);
}

long fault_seen(void) { return seen; }

__attribute__((constructor)) static void from_environment(void)
{
    const char *k = getenv("FAULT_KIND"), *a = getenv("FAULT_AT"), *m = getenv("FAULT_MATCH");
    if (k && a && m)
        fault_arm(atoi(k), atol(a), m);
}

#define REAL(name)                                                                                 \
    static __typeof__(name) *real;                                                                 \
    if (!real)                                                                                     \
        real = dlsym(RTLD_NEXT, #name)

static int is_ours(const char *path)
{
    return path && strstr(path, match) && !strstr(path, "-shm");
}

static int watch(int file, const char *path)
{
    if (file >= 0 && file < FILES)
        watched[file] = (char)is_ours(path);
    return file;
}

static int is_watched(int file) { return file >= 0 && file < FILES && watched[file]; }

enum answer { GO_ON, HALF, REFUSE };

static enum answer change(int is_sync)
{
    seen++;
    if (kind == KILL && seen == at)
        raise(SIGKILL);
    if (kind == TORN && seen == at) {
        if (is_sync)
            raise(SIGKILL);
        return HALF;
    }
    if (kind == FULL && seen >= at && !is_sync) {
        errno = ENOSPC;
        return REFUSE;
    }
    if (kind == SYNC && seen >= at && is_sync) {
        errno = EIO;
        return REFUSE;
    }
    return GO_ON;
}

/* --- opening and closing ---------------------------------------------------------------------- */

#define MODE(flags, last)                                                                          \
    mode_t mode = 0;                                                                               \
    if ((flags) & O_CREAT) {                                                                       \
        va_list rest;                                                                              \
        va_start(rest, last);                                                                      \
        mode = va_arg(rest, mode_t);                                                               \
        va_end(rest);                                                                              \
    }

int open(const char *path, int flags, ...)
{
    REAL(open);
    MODE(flags, flags)
    return watch(real(path, flags, mode), path);
}

int open64(const char *path, int flags, ...)
{
    REAL(open64);
    MODE(flags, flags)
    return watch(real(path, flags, mode), path);
}

int openat(int folder, const char *path, int flags, ...)
{
    REAL(openat);
    MODE(flags, flags)
    return watch(real(folder, path, flags, mode), path);
}

int close(int file)
{
    REAL(close);
    if (file >= 0 && file < FILES)
        watched[file] = 0;
    return real(file);
}

/* --- changing --------------------------------------------------------------------------------- */

#define WRITE(whole, half)                                                                         \
    if (is_watched(file))                                                                          \
        switch (change(0)) {                                                                       \
        case REFUSE:                                                                               \
            return -1;                                                                             \
        case HALF:                                                                                 \
            half;                                                                                  \
            raise(SIGKILL);                                                                        \
        case GO_ON:                                                                                \
            break;                                                                                 \
        }                                                                                          \
    return whole

ssize_t write(int file, const void *data, size_t size)
{
    REAL(write);
    WRITE(real(file, data, size), (void)!real(file, data, size / 2));
}

ssize_t pwrite(int file, const void *data, size_t size, off_t place)
{
    REAL(pwrite);
    WRITE(real(file, data, size, place), (void)!real(file, data, size / 2, place));
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t place)
{
    REAL(pwrite64);
    WRITE(real(file, data, size, place), (void)!real(file, data, size / 2, place));
}

int ftruncate(int file, off_t size)
{
    REAL(ftruncate);
    WRITE(real(file, size), (void)0);
}

int ftruncate64(int file, off64_t size)
{
    REAL(ftruncate64);
    WRITE(real(file, size), (void)0);
}

int unlink(const char *path)
{
    REAL(unlink);
    /* Removing a file needs no room: a full disk never refuses it. */
    if (is_ours(path) && kind != FULL && change(0) == REFUSE)
        return -1;
    return real(path);
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    if (is_ours(to) && change(0) == REFUSE)
        return -1;
    return real(from, to);
}

int link(const char *from, const char *to)
{
    REAL(link);
    if (is_ours(to) && change(0) == REFUSE)
        return -1;
    return real(from, to);
}

int fsync(int file)
{
    REAL(fsync);
    return is_watched(file) && change(1) == REFUSE ? -1 : real(file);
}

int fdatasync(int file)
{
    REAL(fdatasync);
    return is_watched(file) && change(1) == REFUSE ? -1 : real(file);
}
