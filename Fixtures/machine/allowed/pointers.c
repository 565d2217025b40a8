// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* What may be done with addresses. */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/string.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

struct item {
	long id;
	struct list_head node;
};

static LIST_HEAD(none);
static int numbers[8];
static struct { char c; struct item item; } holder;

static unsigned long tag(void *p, unsigned int bits)
{
	return (unsigned long)p | bits;
}

int f(void)
{
	int *p, *end = numbers + ARRAY_SIZE(numbers), local = 3, *q;
	unsigned long bits, both;
	struct item *item;
	void **slots[2];
	u64 wide;
	u32 half[2];
	int n = 0;

	/* One behind the last element, and comparisons with it. */
	for (p = numbers; p != end; p++)
		*p = p - numbers;
	CHECK(p == end && end - numbers == 8 && end > numbers && end[-1] == 7);
	/* Nothing is copied to or from nowhere. */
	memcpy(end, numbers, 0);
	memset(end, 1, 0);
	CHECK(memcmp(end, NULL, 0) == 0);
	/* The walk of an empty list ends at an entry that does not exist and is not looked at. */
	list_for_each_entry(item, &none, node)
		n++;
	CHECK(n == 0 && &item->node == &none);
	item = list_entry(&none, struct item, node);
	CHECK((char *)&none - (char *)item == offsetof(struct item, node));
	/* Bits in the low end of an address, and away again. */
	bits = tag(&local, 3);
	CHECK((bits & 3) == 3 && *(int *)(bits & ~3UL) == 3 && *(int *)(bits - 3) == 3);
	/* Two addresses in one word. */
	both = (unsigned long)&local ^ (unsigned long)&numbers[5];
	CHECK(*(int *)(both ^ (unsigned long)&local) == 5);
	/* As a number of 64 bits, in two halves, and backwards through memory. */
	wide = (u64)(uintptr_t)&numbers[6];
	half[0] = upper_32_bits(wide);
	half[1] = lower_32_bits(wide);
	q = (int *)(uintptr_t)((u64)half[0] << 32 | half[1]);
	CHECK(*q == 6 && q == &numbers[6]);
	/* Stored, moved together with others, and loaded. */
	slots[0] = (void **)&slots[1];
	slots[1] = (void **)&local;
	memmove(&slots[0], &slots[1], sizeof(slots[0]));
	CHECK(*(int *)slots[0] == 3);
	/* Interior addresses and back. */
	CHECK(container_of(&holder.item.node, struct item, node) == &holder.item);
	CHECK((char *)&holder.item.id - offsetof(typeof(holder), item.id) == (char *)&holder);
	/* Different objects compare unequal, NULL is none of them. */
	CHECK((void *)&local != (void *)numbers && &local != NULL && f != NULL);
	/* Alignment of an address is asked and made. */
	p = PTR_ALIGN((int *)((char *)numbers + 1), 4);
	CHECK(p == numbers + 1 && IS_ALIGNED((unsigned long)p, 4));
	return 0;
}
