/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_UIO_H
#define _LINUX_UIO_H

#include <linux/types.h>

struct iov_iter;
struct kvec {
	void *iov_base;
	size_t iov_len;
};
size_t copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i);
size_t copy_from_iter(void *addr, size_t bytes, struct iov_iter *i);

#endif /* _LINUX_UIO_H */
