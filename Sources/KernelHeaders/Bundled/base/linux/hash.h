/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HASH_H
#define _LINUX_HASH_H

#include <linux/types.h>
#include <linux/log2.h>
#include <linux/compiler.h>

static inline u32 hash_32(u32 val, unsigned int bits)
{
	return val * 0x61C88647u >> (32 - bits);
}

static inline u32 hash_64(u64 val, unsigned int bits)
{
	return val * 0x61C8864680B583EBull >> (64 - bits);
}

#define hash_long(val, bits)	hash_64(val, bits)

static inline u32 hash_ptr(const void *ptr, unsigned int bits)
{
	return hash_long((unsigned long)ptr, bits);
}

#endif /* _LINUX_HASH_H */
