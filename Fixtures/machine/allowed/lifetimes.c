// SPDX-License-Identifier: GPL-2.0
/* call: f(3) -> 0 */
/* Variables that come and go, and what is kept of them. */
#include <linux/slab.h>
#include <linux/string.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

struct big { int v[40]; };

static struct big fill(int n)
{
	struct big b = { { 0 } };
	int i;

	for (i = 0; i < 40; i++)
		b.v[i] = n + i;
	return b;
}

static int *pick(int *a, int *b, int which)
{
	return which ? a : b;
}

static int depth(int n)
{
	int here[8];

	memset(here, 0, sizeof(here));
	here[n & 7] = n;
	return n ? depth(n - 1) + here[n & 7] : 0;
}

static int *keep(void)
{
	static int kept;

	return &kept;
}

int f(int n)
{
	int i, sum = 0, *p;
	char *text = NULL;

	for (i = 0; i < n; i++) {
		int square = i * i, *q = &square;
		struct big b = fill(i);

		sum += *q + b.v[39];
	}
	CHECK(sum == 0 + 1 + 4 + 39 + 40 + 41);
	/* The same slot again, by goto. */
	i = 0;
again:
	{
		int fresh;

		fresh = i;
		p = &fresh;
		sum = *p;
	}
	if (++i < 3)
		goto again;
	CHECK(sum == 2);
	/* A compound literal and a temporary live to the end of their block and expression. */
	p = (int[]){ 4, 5, n };
	CHECK(p[2] == n && fill(n).v[1] == n + 1);
	/* Two variables of disjoint blocks. */
	if (n > 2) {
		char digits[4] = "12";

		CHECK(digits[1] == '2');
	} else {
		char letters[8] = "ab";

		text = letters;
		CHECK(text[0] == 'a');
	}
	{
		int a = 1, b = 2;

		CHECK(*pick(&a, &b, 1) + *pick(&a, &b, 0) == 3);
	}
	CHECK(depth(20) == 210);
	*keep() = 5;
	CHECK(*keep() == 5);
	/* An address that is gone may be compared with nothing but NULL; it is not followed. */
	text = kmalloc(4, GFP_KERNEL);
	CHECK(text);
	text[0] = 1;
	kfree(text);
	text = NULL;
	kfree(text);
	/* A length that is only known now. */
	{
		u8 vla[n * 8];

		memset(vla, 6, sizeof(vla));
		CHECK(sizeof(vla) == n * 8 && vla[n * 8 - 1] == 6);
	}
	return 0;
}
