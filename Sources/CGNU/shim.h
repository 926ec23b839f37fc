#ifndef RINGBACK_CGNU_SHIM_H
#define RINGBACK_CGNU_SHIM_H

// What glibc has but declares only with _GNU_SOURCE, which Swift's Glibc module does not set.
#include <stddef.h>
void *memmem(const void *haystack, size_t length, const void *needle, size_t needle_length);
void *memrchr(const void *bytes, int byte, size_t length);
// The mask is an array of bits; the size is in bytes.
int sched_getaffinity(int process, size_t size, void *mask);

#endif
