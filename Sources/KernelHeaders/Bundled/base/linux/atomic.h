/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#define ATOMIC_INIT(i)		{ (i) }
#define ATOMIC64_INIT(i)	{ (i) }
#define ATOMIC_LONG_INIT(i)	{ (i) }

/* One set of operations for a type: its name, its value, its object. */
#define __ATOMIC_OPS(pfx, T, obj)					\
static inline T pfx##_read(const obj *v)				\
{									\
	return *(const volatile typeof(v->counter) *)&v->counter;	\
}									\
static inline void pfx##_set(obj *v, T i)				\
{									\
	*(volatile typeof(v->counter) *)&v->counter = i;		\
}									\
static inline T pfx##_add_return(T i, obj *v)				\
{									\
	return __sync_add_and_fetch(&v->counter, i);			\
}									\
static inline T pfx##_sub_return(T i, obj *v)				\
{									\
	return __sync_sub_and_fetch(&v->counter, i);			\
}									\
static inline T pfx##_fetch_add(T i, obj *v)				\
{									\
	return __sync_fetch_and_add(&v->counter, i);			\
}									\
static inline T pfx##_fetch_sub(T i, obj *v)				\
{									\
	return __sync_fetch_and_sub(&v->counter, i);			\
}									\
static inline void pfx##_add(T i, obj *v)				\
{									\
	__sync_fetch_and_add(&v->counter, i);				\
}									\
static inline void pfx##_sub(T i, obj *v)				\
{									\
	__sync_fetch_and_sub(&v->counter, i);				\
}									\
static inline void pfx##_and(T i, obj *v)				\
{									\
	__sync_fetch_and_and(&v->counter, i);				\
}									\
static inline void pfx##_or(T i, obj *v)				\
{									\
	__sync_fetch_and_or(&v->counter, i);				\
}									\
static inline void pfx##_inc(obj *v)					\
{									\
	__sync_fetch_and_add(&v->counter, 1);				\
}									\
static inline void pfx##_dec(obj *v)					\
{									\
	__sync_fetch_and_sub(&v->counter, 1);				\
}									\
static inline T pfx##_inc_return(obj *v)				\
{									\
	return __sync_add_and_fetch(&v->counter, 1);			\
}									\
static inline T pfx##_dec_return(obj *v)				\
{									\
	return __sync_sub_and_fetch(&v->counter, 1);			\
}									\
static inline bool pfx##_dec_and_test(obj *v)				\
{									\
	return __sync_sub_and_fetch(&v->counter, 1) == 0;		\
}									\
static inline bool pfx##_inc_and_test(obj *v)				\
{									\
	return __sync_add_and_fetch(&v->counter, 1) == 0;		\
}									\
static inline bool pfx##_sub_and_test(T i, obj *v)			\
{									\
	return __sync_sub_and_fetch(&v->counter, i) == 0;		\
}									\
static inline T pfx##_xchg(obj *v, T i)					\
{									\
	return __atomic_exchange_n(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline T pfx##_cmpxchg(obj *v, T old, T i)			\
{									\
	return __sync_val_compare_and_swap(&v->counter, old, i);	\
}									\
static inline bool pfx##_try_cmpxchg(obj *v, T *old, T i)		\
{									\
	T seen = __sync_val_compare_and_swap(&v->counter, *old, i);	\
									\
	if (seen == *old)						\
		return true;						\
	*old = seen;							\
	return false;							\
}									\
static inline T pfx##_fetch_add_unless(obj *v, T i, T u)		\
{									\
	T seen = pfx##_read(v);						\
									\
	while (seen != u && !pfx##_try_cmpxchg(v, &seen, seen + i))	\
		;							\
	return seen;							\
}									\
static inline bool pfx##_add_unless(obj *v, T i, T u)			\
{									\
	return pfx##_fetch_add_unless(v, i, u) != u;			\
}									\
static inline bool pfx##_inc_not_zero(obj *v)				\
{									\
	return pfx##_add_unless(v, 1, 0);				\
}									\
static inline T pfx##_dec_if_positive(obj *v)				\
{									\
	T seen = pfx##_read(v);						\
									\
	while (seen > 0 && !pfx##_try_cmpxchg(v, &seen, seen - 1))	\
		;							\
	return seen - 1;						\
}

typedef atomic64_t atomic_long_t;

__ATOMIC_OPS(atomic, int, atomic_t)
__ATOMIC_OPS(atomic64, s64, atomic64_t)
__ATOMIC_OPS(atomic_long, long, atomic_long_t)

#define atomic_fetch_inc(v)		atomic_fetch_add(1, v)
#define atomic_fetch_dec(v)		atomic_fetch_sub(1, v)
#define atomic_add_negative(i, v)	(atomic_add_return(i, v) < 0)
#define atomic_andnot(i, v)		atomic_and(~(i), v)
#define atomic_set_release(v, i)	atomic_set(v, i)
#define atomic_read_acquire(v)		atomic_read(v)
#define atomic64_fetch_inc(v)		atomic64_fetch_add(1, v)
#define atomic_long_fetch_inc(v)	atomic_long_fetch_add(1, v)
#define atomic_inc_unless_negative(v) ({		\
	int __aun = atomic_read(v);			\
	while (__aun >= 0 && !atomic_try_cmpxchg(v, &__aun, __aun + 1)) \
		;					\
	__aun >= 0; })

#endif /* _LINUX_ATOMIC_H */
