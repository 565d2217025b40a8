/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_REFCOUNT_H
#define _LINUX_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/limits.h>
#include <linux/spinlock_types.h>

typedef struct refcount_struct {
	atomic_t refs;
} refcount_t;

#define REFCOUNT_INIT(n)	{ .refs = ATOMIC_INIT(n), }

struct mutex;

void refcount_set(refcount_t *r, int n);
unsigned int refcount_read(const refcount_t *r);
void refcount_inc(refcount_t *r);
void refcount_add(int i, refcount_t *r);
void refcount_dec(refcount_t *r);
bool __must_check refcount_inc_not_zero(refcount_t *r);
bool __must_check refcount_dec_and_test(refcount_t *r);
bool __must_check refcount_sub_and_test(int i, refcount_t *r);
bool __must_check refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock);
bool __must_check refcount_dec_not_one(refcount_t *r);

#endif /* _LINUX_REFCOUNT_H */
