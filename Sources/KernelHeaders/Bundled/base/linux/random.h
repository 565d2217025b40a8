/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/types.h>

void get_random_bytes(void *buf, size_t len);
u32 get_random_u32(void);
u64 get_random_u64(void);
u32 get_random_int(void);
u32 prandom_u32(void);
u32 prandom_u32_max(u32 ep_ro);

#endif /* _LINUX_RANDOM_H */
