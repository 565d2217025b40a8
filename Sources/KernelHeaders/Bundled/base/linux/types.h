/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#include <uapi/linux/types.h>
#include <asm/posix_types.h>
#include <asm/bitsperlong.h>
#include <linux/stddef.h>

typedef __s8	s8;
typedef __u8	u8;
typedef __s16	s16;
typedef __u16	u16;
typedef __s32	s32;
typedef __u32	u32;
typedef __s64	s64;
typedef __u64	u64;

typedef _Bool	bool;
enum {
	false	= 0,
	true	= 1
};

typedef __s8	int8_t;
typedef __u8	uint8_t;
typedef __s16	int16_t;
typedef __u16	uint16_t;
typedef __s32	int32_t;
typedef __u32	uint32_t;
typedef __s64	int64_t;
typedef __u64	uint64_t;
typedef __u8	u_int8_t;
typedef __u16	u_int16_t;
typedef __u32	u_int32_t;
typedef __u64	u_int64_t;

typedef unsigned char	u_char;
typedef unsigned short	u_short;
typedef unsigned int	u_int;
typedef unsigned long	u_long;
typedef unsigned char	unchar;
typedef unsigned short	ushort;
typedef unsigned int	uint;
typedef unsigned long	ulong;

typedef __kernel_size_t		size_t;
typedef __kernel_ssize_t	ssize_t;
typedef __kernel_ptrdiff_t	ptrdiff_t;
typedef __kernel_off_t		off_t;
typedef __kernel_loff_t		loff_t;
typedef __kernel_pid_t		pid_t;
typedef __kernel_uid32_t	uid_t;
typedef __kernel_gid32_t	gid_t;
typedef __kernel_time_t		time_t;
typedef __kernel_clock_t	clock_t;
typedef __kernel_clockid_t	clockid_t;
typedef __kernel_suseconds_t	suseconds_t;
typedef unsigned long		uintptr_t;
typedef __s64			time64_t;
typedef __s64			ktime_t;

typedef u32			__kernel_dev_t;
typedef __kernel_dev_t		dev_t;
typedef unsigned short		umode_t;
typedef u64			sector_t;
typedef u64			blkcnt_t;
typedef unsigned long		pgoff_t;
typedef u64			dma_addr_t;
typedef u64			phys_addr_t;
typedef phys_addr_t		resource_size_t;
typedef unsigned long		irq_hw_number_t;
typedef unsigned int __bitwise	gfp_t;
typedef unsigned int __bitwise	slab_flags_t;
typedef unsigned int __bitwise	fmode_t;

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	s64 counter;
} atomic64_t;

struct list_head {
	struct list_head *next, *prev;
};

struct hlist_head {
	struct hlist_node *first;
};

struct hlist_node {
	struct hlist_node *next, **pprev;
};

struct callback_head {
	struct callback_head *next;
	void (*func)(struct callback_head *head);
};
#define rcu_head callback_head

#define DECLARE_BITMAP(name, bits) \
	unsigned long name[((bits) + BITS_PER_LONG - 1) / BITS_PER_LONG]

#endif /* _LINUX_TYPES_H */
