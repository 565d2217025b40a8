/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CMPXCHG_H
#define _ASM_CMPXCHG_H

#include <linux/compiler.h>

#define xchg(ptr, v)		__atomic_exchange_n(ptr, v, __ATOMIC_SEQ_CST)
#define cmpxchg(ptr, o, n)	__sync_val_compare_and_swap(ptr, o, n)
#define cmpxchg64(ptr, o, n)	cmpxchg(ptr, o, n)
#define try_cmpxchg(ptr, oldp, n) \
	__atomic_compare_exchange_n(ptr, oldp, n, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

#endif /* _ASM_CMPXCHG_H */
