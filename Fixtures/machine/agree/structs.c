// SPDX-License-Identifier: Apache-2.0
/* Structs of 1 to 40 bytes, passed and returned by value, alone and after other arguments. */
#include <stdint.h>
#include <stdio.h>

/* A struct of N bytes; a function that changes what it got and returns it; one that gets it late. */
#define STRUCT(N)								\
struct s##N { unsigned char c[N]; };						\
static struct s##N next##N(struct s##N s, unsigned add)				\
{										\
	for (unsigned i = 0; i < N; i++)					\
		s.c[i] = s.c[i] * 3 + add + i;					\
	return s;								\
}										\
static unsigned late##N(int a, long b, char c, short d, int e, int f, struct s##N s, long g, struct s##N t) \
{										\
	unsigned sum = a + b + c + d + e + f + g;				\
										\
	for (unsigned i = 0; i < N; i++)					\
		sum = sum * 31 + s.c[i] - t.c[i];				\
	return sum;								\
}										\
static void try##N(void)							\
{										\
	struct s##N s, t;							\
	struct s##N (*pointer)(struct s##N, unsigned) = next##N;		\
										\
	for (unsigned i = 0; i < N; i++)					\
		s.c[i] = i * 7;							\
	t = next##N(s, 5);							\
	s = pointer(next##N(t, 9), t.c[0]);					\
	printf(#N " %u %u", s.c[0], s.c[N - 1]);				\
	printf(" %u\n", late##N(1, -2, 3, -4, 5, -6, s, 7, t));			\
}

STRUCT(1)
STRUCT(2)
STRUCT(3)
STRUCT(4)
STRUCT(5)
STRUCT(6)
STRUCT(7)
STRUCT(8)
STRUCT(9)
STRUCT(10)
STRUCT(11)
STRUCT(12)
STRUCT(13)
STRUCT(14)
STRUCT(15)
STRUCT(16)
STRUCT(17)
STRUCT(18)
STRUCT(19)
STRUCT(20)
STRUCT(21)
STRUCT(22)
STRUCT(23)
STRUCT(24)
STRUCT(25)
STRUCT(26)
STRUCT(27)
STRUCT(28)
STRUCT(29)
STRUCT(30)
STRUCT(31)
STRUCT(32)
STRUCT(33)
STRUCT(34)
STRUCT(35)
STRUCT(36)
STRUCT(37)
STRUCT(38)
STRUCT(39)
STRUCT(40)

/* Structs whose members decide how they are passed. */
struct pair { int a, b; };
struct long_pair { long a, b; };
struct odd { char a; int b; short c; };
struct floats { float x, y; };
struct mixed { double d; int i; };
struct one_double { double d; };
struct nested { struct pair p; struct { char c[3]; } q; };
struct pointers { const char *name; void *self; };
struct big { long a[5]; struct pair p; };
struct empty { };
union either { int i; float f; char c[7]; };

static struct pair swap(struct pair p) { return (struct pair){ p.b, p.a }; }
static struct long_pair lswap(struct long_pair p) { return (struct long_pair){ p.b, p.a }; }
static struct odd odd(struct odd o) { o.a++; o.b--; o.c += 2; return o; }
static struct floats scale(struct floats f, float by) { f.x *= by; f.y *= by; return f; }
static struct mixed mixed(int i, struct mixed m) { m.d += i; m.i += i; return m; }
static struct one_double half(struct one_double d) { d.d /= 2; return d; }
static struct nested nested(struct nested n) { n.p = swap(n.p); n.q.c[1] = 'z'; return n; }
static struct pointers point(struct pointers p, void *to) { p.self = to; return p; }
static struct big big(struct big b, int add) { b.a[4] += add; b.p = swap(b.p); return b; }
static int nothing(struct empty e, int i) { (void)e; return i; }
static union either other(union either e) { e.c[2]++; return e; }

static struct big fill(int depth)
{
	struct big b = { { depth, depth * 2 }, { depth, -depth } };

	if (depth)
		b = big(fill(depth - 1), depth);
	return b;
}

int main(void)
{
	try1();
	try2();
	try3();
	try4();
	try5();
	try6();
	try7();
	try8();
	try9();
	try10();
	try11();
	try12();
	try13();
	try14();
	try15();
	try16();
	try17();
	try18();
	try19();
	try20();
	try21();
	try22();
	try23();
	try24();
	try25();
	try26();
	try27();
	try28();
	try29();
	try30();
	try31();
	try32();
	try33();
	try34();
	try35();
	try36();
	try37();
	try38();
	try39();
	try40();

	struct pair p = swap((struct pair){ 3, 4 });
	struct long_pair l = lswap((struct long_pair){ 1L << 40, -5 });
	struct odd o = odd((struct odd){ 'a', 100, -1 });
	struct floats f = scale((struct floats){ 1.5f, -2.25f }, 2);
	struct mixed m = mixed(3, (struct mixed){ 0.5, 39 });
	struct nested n = nested((struct nested){ { 1, 2 }, { "ab" } });
	struct pointers q = { "name", 0 };
	struct big b = fill(6);
	union either e = { .c = { 1, 2, 3, 4, 5, 6, 7 } };

	q = point(q, &q);
	e = other(e);
	printf("%d %d %ld %ld\n", p.a, p.b, l.a, l.b);
	printf("%d %d %d\n", o.a, o.b, o.c);
	printf("%d %d %d %d\n", (int)f.x, (int)(f.y * 100), (int)(m.d * 10), m.i);
	printf("%d\n", (int)(half((struct one_double){ 9 }).d * 10));
	printf("%d %d %s\n", n.p.a, n.p.b, n.q.c);
	printf("%s %d\n", q.name, q.self == &q);
	printf("%ld %ld %ld %d %d\n", b.a[0], b.a[1], b.a[4], b.p.a, b.p.b);
	printf("%d %d %d\n", nothing((struct empty){ }, 8), e.c[2], e.c[6]);
	printf("%d\n", swap(swap(p)).b);
	return 0;
}
