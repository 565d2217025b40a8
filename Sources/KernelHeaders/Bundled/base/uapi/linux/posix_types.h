/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_POSIX_TYPES_H
#define _UAPI_LINUX_POSIX_TYPES_H

#include <asm/posix_types.h>

#undef __FD_SETSIZE
#define __FD_SETSIZE	1024

#endif /* _UAPI_LINUX_POSIX_TYPES_H */
