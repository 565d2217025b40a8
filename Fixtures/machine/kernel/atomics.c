// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* atomic_t and its relatives, refcounts, krefs. */
#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/refcount.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

static atomic_t counter = ATOMIC_INIT(3);
static atomic64_t wide = ATOMIC64_INIT(1LL << 40);
static atomic_long_t plain;
static int released;

static void release(struct kref *ref)
{
	released++;
}

int f(void)
{
	struct kref ref;
	refcount_t r;
	u32 word = 5;
	void *p = &word;

	atomic_inc(&counter);
	atomic_add(10, &counter);
	CHECK(atomic_read(&counter) == 14 && atomic_sub_return(4, &counter) == 10);
	CHECK(atomic_inc_return(&counter) == 11 && atomic_fetch_add(2, &counter) == 11);
	CHECK(atomic_cmpxchg(&counter, 13, 1) == 13 && atomic_cmpxchg(&counter, 13, 2) == 1);
	CHECK(atomic_dec_and_test(&counter) && !atomic_inc_not_zero(&counter));
	CHECK(atomic_add_unless(&counter, 5, 3) && atomic_read(&counter) == 5);
	CHECK(atomic_xchg(&counter, 9) == 5 && atomic_dec_if_positive(&counter) == 8);
	atomic64_add(5, &wide);
	CHECK(atomic64_read(&wide) == (1LL << 40) + 5);
	atomic_long_set(&plain, -1);
	CHECK(atomic_long_inc_and_test(&plain));
	CHECK(cmpxchg(&word, 5, 6) == 5 && word == 6 && xchg(&word, 7) == 6);
	CHECK(xchg(&p, NULL) == &word && !p);
	smp_mb();
	smp_store_release(&word, 8);
	CHECK(smp_load_acquire(&word) == 8);
	refcount_set(&r, 1);
	refcount_inc(&r);
	CHECK(refcount_read(&r) == 2 && !refcount_dec_and_test(&r) && refcount_dec_and_test(&r));
	CHECK(!refcount_inc_not_zero(&r));
	kref_init(&ref);
	kref_get(&ref);
	CHECK(!kref_put(&ref, release) && kref_read(&ref) == 1 && kref_put(&ref, release) && released == 1);
	return 0;
}
