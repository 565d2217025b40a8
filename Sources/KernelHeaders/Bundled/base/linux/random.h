/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/types.h>
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/once.h>

void get_random_bytes(void *buf, size_t len);
u32 get_random_u32(void);
u64 get_random_u64(void);
u32 get_random_int(void);
u32 prandom_u32(void);
u32 prandom_u32_max(u32 ep_ro);

unsigned long get_random_long(void);
int get_random_bytes_wait(void *buf, size_t nbytes);
void prandom_bytes(void *buf, size_t nbytes);
void add_device_randomness(const void *buf, size_t size);

#endif /* _LINUX_RANDOM_H */
