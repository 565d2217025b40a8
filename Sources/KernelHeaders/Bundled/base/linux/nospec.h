/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_NOSPEC_H
#define _LINUX_NOSPEC_H

#include <linux/compiler.h>

unsigned long array_index_mask_nospec(unsigned long index, unsigned long size);
#define array_index_nospec(index, size) ({				\
	typeof(index) __ix = (index);					\
	(typeof(__ix))(__ix & array_index_mask_nospec(__ix, (size))); })

#endif /* _LINUX_NOSPEC_H */
