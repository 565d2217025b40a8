// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* target: s390x */
/* Memory without a value may be copied, big-endian. */
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

struct flags {
	u32 a : 3, b : 5, c : 8, never : 16;
};

struct padded {
	u8 first;
	u64 second;
	u16 third;
};

union word {
	u32 whole;
	u16 half[2];
	u8 byte[4];
};

static struct padded make(u8 first, u64 second)
{
	struct padded p;

	p.first = first;
	p.second = second;
	return p;
}

static int ignores(int used, int unused)
{
	return used;
}

static void maybe(int *value, int set)
{
	if (set)
		*value = 5;
}

int f(void)
{
	struct padded p, q, pair[2];
	struct flags fl, copied;
	union word w;
	u8 buffer[16], other[16];
	u32 *heap, x;
	int i, value;

	/* Fields of a word of which others have no value. */
	fl.a = 5;
	fl.c = 200;
	CHECK(fl.a == 5 && fl.c == 200 && fl.a + fl.c == 205);
	fl.b = 17;
	fl.a ^= 7;
	copied = fl;
	CHECK(copied.a == 2 && copied.b == 17);
	if (copied.b & 1)
		copied.c++;
	CHECK(copied.c == 201);
	/* Copies of what has padding and members without value. */
	p = make(3, 1ULL << 40);
	q = p;
	memcpy(&pair[1], &q, sizeof(q));
	pair[0] = pair[1];
	CHECK(pair[0].first == 3 && pair[0].second == 1ULL << 40);
	/* A word of which one part is set; the rest is shifted or masked away. */
	w.half[0] = 0x1234;
	w.byte[2] = 7;
	CHECK(w.half[0] == 0x1234 && w.byte[2] == 7);
	x = w.whole;
	w.byte[3] = 1;
	x = 0;
	memcpy(&x, &w.half[0], 2);
	CHECK(x != 0);
	heap = kmalloc(4 * sizeof(*heap), GFP_KERNEL);
	CHECK(heap);
	*(u8 *)heap = 0xf5;
	CHECK((((u8 *)heap)[0] & 0xf0) == 0xf0);
	x = heap[1];
	heap[2] = x;
	x &= 0;
	CHECK(x == 0);
	x = heap[1] | 0xffffffff;
	CHECK(x == 0xffffffff);
	x = (heap[3] & 0xff00) << 16;
	CHECK((x & 0xff) == 0);
	kfree(heap);
	/* Memory that is only partly written, and the part is all that is looked at. */
	memset(buffer, 9, 8);
	memcpy(other, buffer, sizeof(buffer));
	CHECK(memcmp(other, buffer, 8) == 0);
	for (i = 0; i < 8; i++)
		CHECK(other[i] == 9);
	/* Handed on and not used. */
	CHECK(ignores(4, *(int *)buffer) == 4);
	maybe(&value, 1);
	CHECK(value == 5);
	/* Set on the way on which it is used. */
	for (i = 0; i < 4; i++) {
		int seen;

		if (i & 1)
			seen = i;
		if (i & 1)
			CHECK(seen == i);
	}
	return 0;
}
