#ifndef RINGBACK_CLIBXML2_SHIM_H
#define RINGBACK_CLIBXML2_SHIM_H

// libxml2 2.9's encoding.h drags in the system's ICU, whose types clash with those
// inside Foundation; a clean build then fails. Nothing here needs ICU.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#endif
