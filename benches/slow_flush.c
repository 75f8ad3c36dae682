/* Makes every flush slower, as on a disk that takes longer: loaded with LD_PRELOAD into a dynamic build.
 * FLUSH_US says by how many microseconds.
 *
 *     cc -O2 -shared -fPIC -o slow_flush.so slow_flush.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slow(const char *name, int file)
{
    const char *text = getenv("FLUSH_US");
    long us = text ? atol(text) : 0;
    struct timespec time = { us / 1000000, us % 1000000 * 1000 };
    nanosleep(&time, NULL);
    int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return flush(file);
}

int fsync(int file) { return slow("fsync", file); }
int fdatasync(int file) { return slow("fdatasync", file); }
