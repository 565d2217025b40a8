/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_ERRNO_H
#define _ASM_ERRNO_H

#include <uapi/linux/errno.h>

#endif /* _ASM_ERRNO_H */
