/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LOG2_H
#define _LINUX_LOG2_H

#include <linux/types.h>
#include <linux/bitops.h>

static inline int __ilog2(u64 n)
{
	return fls64(n) - 1;
}

static inline bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

static inline unsigned long __roundup_pow_of_two(unsigned long n)
{
	return n <= 1 ? 1 : 1UL << fls64(n - 1);
}

/* Constant expressions stay constant. */
#define ilog2(n) (__builtin_constant_p(n) ?			\
	((n) < 2 ? 0 : 63 - __builtin_clzll((n) | 1)) : __ilog2(n))
#define roundup_pow_of_two(n) (__builtin_constant_p(n) ?	\
	((n) <= 1 ? 1UL : 1UL << (64 - __builtin_clzll(((n) - 1) | 1))) : \
	__roundup_pow_of_two(n))

static inline unsigned long rounddown_pow_of_two(unsigned long n)
{
	return 1UL << (fls64(n) - 1);
}

static inline int order_base_2(unsigned long n)
{
	return n > 1 ? ilog2(n - 1) + 1 : 0;
}

#endif /* _LINUX_LOG2_H */
