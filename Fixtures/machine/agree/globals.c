// SPDX-License-Identifier: Apache-2.0
/* What may stand in the initialiser of a variable, and what may be said of variables and functions. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct node { struct node *next; const void *data; unsigned long number; };
struct ops { const char *name; int (*run)(int); unsigned flags : 3, mode : 5; };
struct message { short n; char text[]; };
union either { struct { char a; short b; } s; uint64_t whole; };

static int twice(int x) { return 2 * x; }
static int minus(int x) { return -x; }

static char area[64];
static int numbers[] = { 1, 2, 3, 4, 5, [9] = 10 };
static const struct ops all[] = { { "twice", twice, 1, 30 }, { .run = minus, .mode = 7, .name = "minus" }, { } };
static const struct ops *const chosen[2] = { all + 1, &all[0] };
static struct node second;
static struct node first = { &second, &numbers[3], sizeof(struct node) * 2 + 1 };
static struct node second = { &first, (char *)numbers + 4, (unsigned long)-1 };
static uintptr_t address = (uintptr_t)&area[16] + 8;
static char *const inside = area + 24;
static const ptrdiff_t distance = (char *)&numbers[7] - (char *)&numbers[2];
static struct message hello = { 5, { "hello" } };
static union either e = { { 'x', -2 } }, f = { .whole = 0x1122334455667788 };
static const char text[8] = "padded", exact[3] = "abc", *const strings[] = { "one", &"two"[1], NULL };
static const uint16_t wide[] = { L'a', u'b', 0x1234 };
static struct __attribute__((packed)) { char c; int i; long long q; } tight = { 1, 0x01020304, -2 };
static int __attribute__((aligned(64))) lined = 3;
static int __attribute__((section(".data.special"))) placed = 4;
static int zero[1000], *past = zero + 1000;
static const double half = 0.5;
static const float third = 1.0f / 3;
static int (*const pointers[])(int) = { twice, 0, minus };
static const int64_t big = INT64_MIN, shifted = 1LL << 62 | 5;
static _Bool yes = 2, no = 0.0;
static enum { A = -3, B, C = 'c' } kind = B;
static __int128 huge = ((__int128)0x1234567890abcdef << 64) | 0xfedcba9876543210;

extern int other_name(int) __attribute__((alias("exported")));
int exported(int x) { return x + 100; }
extern int missing(void) __attribute__((weak));
int replaceable(void) __attribute__((weak));
int replaceable(void) { return 55; }
static int started;
static __attribute__((noinline)) void start(void) { started++; }

int main(void)
{
	int sum = 0;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		sum = sum * 3 + numbers[i];
	printf("%d\n", sum);
	for (const struct ops *o = all; o->name; o++)
		printf("%s %d %d %d\n", o->name, o->run(21), o->flags, o->mode);
	printf("%s %d\n", chosen[0]->name, chosen[1]->run(4));
	printf("%d %d %lu %lu\n", *(const int *)first.data, *(const int *)second.data, first.number, second.number);
	printf("%d %d\n", first.next->next == &first, second.next->next == &second);
	printf("%d %td\n", (char *)address == inside, distance);
	*inside = 9;
	printf("%d %d %s %d\n", area[24], hello.n, hello.text, e.s.b);
	printf("%llx\n", (unsigned long long)f.whole);
	printf("%s %c %s %s %d %d\n", text, exact[2], strings[0], strings[1], strings[2] == NULL, text[7]);
	printf("%d %d %d\n", wide[0], wide[1], wide[2]);
	printf("%d %x %lld %zu\n", tight.c, tight.i, tight.q, sizeof(tight));
	printf("%d %d %d\n", lined, (int)((uintptr_t)&lined % 64), placed);
	printf("%td %d\n", past - zero, past[-1]);
	printf("%d %d\n", (int)(half * 10), (int)(third * 30));
	printf("%d %d %d\n", pointers[0](3), pointers[1] == NULL, pointers[2](3));
	printf("%lld %lld\n", (long long)big, (long long)shifted);
	printf("%d %d %d %d\n", yes, no, kind, C);
	printf("%llx %llx\n", (unsigned long long)(huge >> 64), (unsigned long long)huge);
	printf("%d %d %d\n", other_name(1), missing ? missing() : -1, replaceable());
	start();
	printf("%d %d\n", started, other_name == exported);
	return 0;
}
