/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_JHASH_H
#define _LINUX_JHASH_H

#include <linux/types.h>
#include <linux/bitops.h>

u32 jhash(const void *key, u32 length, u32 initval);
u32 jhash2(const u32 *k, u32 length, u32 initval);

#endif /* _LINUX_JHASH_H */
