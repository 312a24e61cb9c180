/* Makes the files below one folder slow, full, read-only or broken, as a control file says: for trials only.
 *
 * Preloaded into the server. The control file holds one word and perhaps a number: "fine", "slow 150" (every
 * fsync takes so many milliseconds longer), "full", "readonly" or "broken" (writes and syncs fail).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static ssize_t (*real_read)(int, void *, size_t);

static int below(int fd) {
    const char *folder = getenv("TRIAL_FOLDER");
    char link[64], path[4096];
    ssize_t length;
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, folder, strlen(folder)) == 0;
}

/* 0 when all is fine, else an errno; sleeps first when the disk is slow and this is a sync. */
static int trouble(int fd, int sync) {
    const char *control = getenv("TRIAL_CONTROL");
    char word[32] = "";
    int file, milliseconds = 0;
    if (!control || !below(fd)) return 0;
    if (!real_read) real_read = dlsym(RTLD_NEXT, "read");
    file = open(control, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t length = real_read(file, word, sizeof word - 1);
    close(file);
    if (length <= 0) return 0;
    if (sscanf(word, "slow %d", &milliseconds) == 1) {
        if (sync) {
            struct timespec nap = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
            nanosleep(&nap, NULL);
        }
        return 0;
    }
    if (strncmp(word, "full", 4) == 0) return ENOSPC;
    if (strncmp(word, "readonly", 8) == 0) return EROFS;
    if (strncmp(word, "broken", 6) == 0) return EIO;
    return 0;
}

#define GUARD(fd, sync) int wrong = trouble(fd, sync); if (wrong) { errno = wrong; return -1; }
#define NEXT(name, type) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name);

typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);
typedef ssize_t (*pwrite64_t)(int, const void *, size_t, off64_t);
typedef ssize_t (*write_t)(int, const void *, size_t);
typedef int (*sync_t)(int);
typedef int (*cut_t)(int, off_t);
typedef int (*cut64_t)(int, off64_t);

ssize_t pwrite(int fd, const void *b, size_t n, off_t at) { NEXT("pwrite", pwrite_t) GUARD(fd, 0) return real(fd, b, n, at); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t at) { NEXT("pwrite64", pwrite64_t) GUARD(fd, 0) return real(fd, b, n, at); }
ssize_t write(int fd, const void *b, size_t n) { NEXT("write", write_t) GUARD(fd, 0) return real(fd, b, n); }
int fsync(int fd) { NEXT("fsync", sync_t) GUARD(fd, 1) return real(fd); }
int fdatasync(int fd) { NEXT("fdatasync", sync_t) GUARD(fd, 1) return real(fd); }
int ftruncate(int fd, off_t size) { NEXT("ftruncate", cut_t) GUARD(fd, 0) return real(fd, size); }
int ftruncate64(int fd, off64_t size) { NEXT("ftruncate64", cut64_t) GUARD(fd, 0) return real(fd, size); }
