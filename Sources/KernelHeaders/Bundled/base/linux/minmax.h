/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/types.h>
#include <linux/const.h>

#define __minmax_pick(x, y, op) ({		\
	typeof(x) __mm_x = (x);			\
	typeof(y) __mm_y = (y);			\
	(void)(&__mm_x == &__mm_y);		\
	__mm_x op __mm_y ? __mm_x : __mm_y; })
#define __minmax_typed(type, x, y, op) ({	\
	type __mm_x = (x);			\
	type __mm_y = (y);			\
	__mm_x op __mm_y ? __mm_x : __mm_y; })

#define min(x, y)		__minmax_pick(x, y, <)
#define max(x, y)		__minmax_pick(x, y, >)
#define min_t(type, x, y)	__minmax_typed(type, x, y, <)
#define max_t(type, x, y)	__minmax_typed(type, x, y, >)
#define min3(x, y, z)		min((typeof(x))min(x, y), z)
#define max3(x, y, z)		max((typeof(x))max(x, y), z)
#define clamp(val, lo, hi)	min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi)	clamp_t(typeof(val), val, lo, hi)
#define min_not_zero(x, y) ({			\
	typeof(x) __nz_x = (x);			\
	typeof(y) __nz_y = (y);			\
	__nz_x == 0 ? __nz_y : ((__nz_y == 0) ? __nz_x : min(__nz_x, __nz_y)); })
#define swap(a, b) \
	do { typeof(a) __swap_tmp = (a); (a) = (b); (b) = __swap_tmp; } while (0)

#endif /* _LINUX_MINMAX_H */
