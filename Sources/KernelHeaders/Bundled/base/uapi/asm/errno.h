/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_ASM_ERRNO_H
#define _UAPI_ASM_ERRNO_H

#include <uapi/linux/errno.h>

#endif /* _UAPI_ASM_ERRNO_H */
