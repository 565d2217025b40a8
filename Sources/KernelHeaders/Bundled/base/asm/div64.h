/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_DIV64_H
#define _ASM_DIV64_H

#include <linux/types.h>

#define do_div(n, base) ({				\
	u32 __div_base = (base);			\
	u32 __div_rem = (u64)(n) % __div_base;		\
	(n) = (u64)(n) / __div_base;			\
	__div_rem; })

#endif /* _ASM_DIV64_H */
