/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CONTAINER_OF_H
#define _LINUX_CONTAINER_OF_H

#include <linux/stddef.h>
#include <linux/compiler.h>

#define container_of(ptr, type, member) ({				\
	const typeof(((type *)0)->member) *__member = (ptr);		\
	(type *)((char *)__member - offsetof(type, member)); })

#endif /* _LINUX_CONTAINER_OF_H */
