/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NS_COMMON_H
#define _LINUX_NS_COMMON_H

#include <linux/refcount.h>

struct ns_common {
	unsigned int inum;
};

#endif /* _LINUX_NS_COMMON_H */
