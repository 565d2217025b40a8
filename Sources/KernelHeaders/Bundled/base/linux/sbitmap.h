/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SBITMAP_H
#define _LINUX_SBITMAP_H

#include <linux/kernel.h>
#include <linux/slab.h>

struct sbitmap {
	unsigned int depth;
	unsigned int shift;
	unsigned int map_nr;
	void *map;
};

#endif /* _LINUX_SBITMAP_H */
