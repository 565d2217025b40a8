// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* idr, ida and xarray. */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/idr.h>
#include <linux/xarray.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

static DEFINE_IDR(idr);
static DEFINE_IDA(ida);
static DEFINE_XARRAY(xa);
static DEFINE_XARRAY_ALLOC(allocating);
static DEFINE_XARRAY_ALLOC1(from_one);
static DEFINE_XARRAY_ALLOC(cyclic);
static int a = 1, b = 2, c = 3;

static int add(int id, void *p, void *data)
{
	*(int *)data += id * 10 + *(int *)p;
	return 0;
}

int f(void)
{
	unsigned long index;
	int id, sum = 0, *p;
	u32 got, next = 0;

	CHECK(idr_is_empty(&idr));
	CHECK(idr_alloc(&idr, &a, 0, 0, GFP_KERNEL) == 0 && idr_alloc(&idr, &b, 5, 0, GFP_KERNEL) == 5);
	CHECK(idr_alloc(&idr, &c, 0, 0, GFP_KERNEL) == 1 && idr_alloc(&idr, &c, 5, 6, GFP_KERNEL) == -ENOSPC);
	CHECK(idr_find(&idr, 5) == &b && !idr_find(&idr, 9));
	CHECK(idr_replace(&idr, &a, 5) == &b && idr_remove(&idr, 1) == &c && !idr_find(&idr, 1));
	idr_for_each(&idr, add, &sum);
	CHECK(sum == 52);
	sum = 0;
	idr_for_each_entry(&idr, p, id)
		sum += id + *p;
	CHECK(sum == 7);
	idr_remove(&idr, 0);
	idr_remove(&idr, 5);
	CHECK(idr_is_empty(&idr));
	idr_destroy(&idr);

	CHECK(ida_alloc(&ida, GFP_KERNEL) == 0 && ida_alloc(&ida, GFP_KERNEL) == 1);
	CHECK(ida_simple_get(&ida, 10, 12, GFP_KERNEL) == 10 && ida_alloc_range(&ida, 10, 11, GFP_KERNEL) == 11);
	CHECK(ida_alloc_range(&ida, 10, 11, GFP_KERNEL) == -ENOSPC);
	ida_free(&ida, 1);
	CHECK(ida_alloc(&ida, GFP_KERNEL) == 1);
	ida_destroy(&ida);

	CHECK(!xa_store(&xa, 3, &a, GFP_KERNEL) && xa_store(&xa, 3, &b, GFP_KERNEL) == &a);
	CHECK(xa_load(&xa, 3) == &b && !xa_load(&xa, 4));
	CHECK(xa_insert(&xa, 3, &c, GFP_KERNEL) == -EBUSY && !xa_insert(&xa, 1000000, &c, GFP_KERNEL));
	sum = 0;
	xa_for_each(&xa, index, p)
		sum += index + *p;
	CHECK(sum == 1000008);
	CHECK(xa_erase(&xa, 3) == &b && !xa_erase(&xa, 3) && !xa_empty(&xa));
	CHECK(!xa_alloc(&allocating, &got, &a, xa_limit_32b, GFP_KERNEL) && got == 0);
	CHECK(!xa_alloc(&allocating, &got, &b, XA_LIMIT(7, 8), GFP_KERNEL) && got == 7);
	CHECK(xa_alloc(&allocating, &got, &c, XA_LIMIT(7, 7), GFP_KERNEL) == -EBUSY && got == 7);
	CHECK(!xa_alloc(&from_one, &got, &a, xa_limit_32b, GFP_KERNEL) && got == 1);
	CHECK(xa_alloc(&from_one, &got, &a, XA_LIMIT(0, 0), GFP_KERNEL) == -EBUSY);
	CHECK(!xa_alloc_cyclic(&cyclic, &got, &a, XA_LIMIT(2, 3), &next, GFP_KERNEL) && got == 2 && next == 3);
	xa_erase(&cyclic, 2);
	CHECK(!xa_alloc_cyclic(&cyclic, &got, &b, XA_LIMIT(2, 3), &next, GFP_KERNEL) && got == 3);
	CHECK(xa_alloc_cyclic(&cyclic, &got, &c, XA_LIMIT(2, 3), &next, GFP_KERNEL) == 1 && got == 2);
	CHECK(xa_alloc_cyclic(&cyclic, &got, &c, XA_LIMIT(2, 3), &next, GFP_KERNEL) == -EBUSY);
	CHECK(xa_load(&cyclic, 2) == &c && xa_load(&cyclic, 3) == &b);
	CHECK(xa_to_value(xa_mk_value(77)) == 77 && xa_is_value(xa_mk_value(1)) && !xa_is_value(&a));
	xa_destroy(&xa);
	xa_destroy(&allocating);
	CHECK(xa_empty(&xa));
	return 0;
}
