/* Makes a fast disk as slow as a slow one: after each fsync and fdatasync a process waits COLLAB_SYNC_DELAY_US
 * microseconds (5,000 if that is not set). PostgreSQL is given it with LD_PRELOAD. .NET looks "libc" up itself, past what is
 * preloaded, and tries libc.so first: the server is given it under that name, in a folder in LD_LIBRARY_PATH. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*sync_call)(int);

static int slow(const char *name, int file)
{
    sync_call original = (sync_call)dlsym(RTLD_NEXT, name);
    int result = original(file);
    const char *text = getenv("COLLAB_SYNC_DELAY_US");
    long microseconds = text ? atol(text) : 5000;
    struct timespec delay = { microseconds / 1000000, microseconds % 1000000 * 1000 };
    nanosleep(&delay, NULL);
    return result;
}

int fsync(int file) { return slow("fsync", file); }

int fdatasync(int file) { return slow("fdatasync", file); }
