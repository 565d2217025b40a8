/* SPDX-License-Identifier: Apache-2.0 */
#ifndef C_BYTE_SEARCH_INTERNAL_H
#define C_BYTE_SEARCH_INTERNAL_H

#include <stdlib.h>
#include <string.h>

/* Like Swift, this code does not outlive the end of the memory. */
static inline void *cbs_memory(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory)
        abort();
    return memory;
}

static inline char *cbs_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(cbs_memory(NULL, size), text, size);
}

#endif
