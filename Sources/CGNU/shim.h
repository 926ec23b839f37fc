#ifndef RINGBACK_CGNU_SHIM_H
#define RINGBACK_CGNU_SHIM_H

// What glibc has but declares only with _GNU_SOURCE, which Swift's Glibc module does not set.
#include <stddef.h>
void *memmem(const void *haystack, size_t length, const void *needle, size_t needle_length);
void *memrchr(const void *bytes, int byte, size_t length);
// The mask is an array of bits; the size is in bytes.
int sched_getaffinity(int process, size_t size, void *mask);
// Of stdio.h; 2 exchanges the two names in one step.
int renameat2(int from, const char *old, int to, const char *name, unsigned int flags);

// Swift imports no functions with variable arguments.
#include <sys/prctl.h>
static inline int no_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

#endif
