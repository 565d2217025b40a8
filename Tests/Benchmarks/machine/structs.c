// SPDX-License-Identifier: Apache-2.0
/* Structs on the stack, passed and returned by value and by pointer. */
#include <stdint.h>
#include <stdio.h>

struct vector { int32_t x, y, z; };
struct box { struct vector from, to; };
struct state { struct box box; uint64_t seen; struct vector path[4]; };

static struct vector add(struct vector a, struct vector b)
{
	struct vector r = { a.x + b.x, a.y + b.y, a.z + b.z };

	return r;
}

static struct vector wrap(struct vector v)
{
	v.x &= 0xfff;
	v.y &= 0x7ff;
	v.z &= 0x3ff;
	return v;
}

static int inside(const struct box *b, struct vector v)
{
	return v.x >= b->from.x && v.x < b->to.x && v.y >= b->from.y && v.y < b->to.y;
}

static struct state move(struct state s, int by)
{
	struct vector step = { by, by * 3, -by };
	struct vector next = wrap(add(s.path[by & 3], step));

	if (inside(&s.box, next))
		s.seen++;
	s.path[(by + 1) & 3] = next;
	return s;
}

int main(void)
{
	struct state s = { { { 10, 10, 10 }, { 2000, 1000, 500 } }, 0, { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 }, { 0 } } };
	uint32_t sum = 0;

	for (int i = 0; i < 3000000; i++)
		s = move(s, i);
	for (int i = 0; i < 4; i++)
		sum = sum * 31 + s.path[i].x + s.path[i].y + s.path[i].z;
	printf("%llu %08x\n", (unsigned long long)s.seen, sum);
	return 0;
}
