#ifndef RINGBACK_CLIBARCHIVE_SHIM_H
#define RINGBACK_CLIBARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
