/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_POSIX_TYPES_H
#define _LINUX_POSIX_TYPES_H

#include <uapi/linux/posix_types.h>
#include <linux/stddef.h>

typedef struct {
	unsigned long fds_bits[1024 / (8 * sizeof(long))];
} __kernel_fd_set;

#endif /* _LINUX_POSIX_TYPES_H */
