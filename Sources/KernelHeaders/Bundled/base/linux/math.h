/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#include <linux/types.h>
#include <asm/div64.h>
#include <linux/kernel.h>

#define __round_mask(x, y)	((typeof(x))((y) - 1))
#define round_up(x, y)		((((x) - 1) | __round_mask(x, y)) + 1)
#define round_down(x, y)	((x) & ~__round_mask(x, y))
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define DIV_ROUND_DOWN_ULL(ll, d) ((unsigned long long)(ll) / (d))
#define DIV_ROUND_UP_ULL(ll, d)	DIV_ROUND_DOWN_ULL((unsigned long long)(ll) + (d) - 1, (d))
#define DIV_ROUND_CLOSEST(x, d)	(((x) + ((d) / 2)) / (d))
#define roundup(x, y)		((((x) + ((y) - 1)) / (y)) * (y))
#define rounddown(x, y)		((x) - ((x) % (y)))
#define abs(x)			({ typeof(x) __abs_x = (x); __abs_x < 0 ? -__abs_x : __abs_x; })
#define mult_frac(x, n, d)	(((x) / (d)) * (n) + (((x) % (d)) * (n)) / (d))

unsigned long int_sqrt(unsigned long x);

#define DIV_ROUND_CLOSEST_ULL(x, d)	DIV_ROUND_DOWN_ULL((unsigned long long)(x) + (d) / 2, (d))
#define sector_div(n, b) ({			\
	unsigned int __sd_rem = (n) % (b);	\
	(n) /= (b);				\
	__sd_rem; })

#endif /* _LINUX_MATH_H */
