// SPDX-License-Identifier: Apache-2.0
/* Switches, loops, goto, computed goto, recursion, function pointers, conditional operators. */
#include <limits.h>
#include <stdio.h>

static int dense(int v)
{
	switch (v) {
	case 0: return 10;
	case 1: return 21;
	case 2:
	case 3: return 32;
	case 4: v += 5; /* fall through */
	case 5: return v;
	case 6 ... 9: return 60 + v;
	default: return -1;
	}
}

static int sparse(int v)
{
	switch (v) {
	case -2000000000: return 1;
	case -1: return 2;
	case 0: return 3;
	case 77: return 4;
	case 1000000: return 5;
	case INT_MAX: return 6;
	}
	return 0;
}

static int wide(long long v)
{
	switch (v) {
	case LLONG_MIN: return 1;
	case -5000000000LL: return 2;
	case -1: return 3;
	case 4294967295LL: return 4;
	case 4294967296LL: return 5;
	case 0x7fffffffffffffffLL: return 6;
	case 10000000000LL ... 10000000010LL: return 7;
	default: return 8;
	}
}

static int narrow(unsigned char v)
{
	switch (v) {
	case 0: return 1;
	case 128: return 2;
	case 255: return 3;
	}
	return 4;
}

/* A switch that jumps into a loop. */
static int into_loop(int count)
{
	int n = (count + 3) / 4, sum = 0;

	switch (count % 4) {
	case 0: do { sum += 1;
	case 3: sum += 10;
	case 2: sum += 100;
	case 1: sum += 1000;
		} while (--n > 0);
	}
	return sum;
}

/* A kernel function's way out. */
static int ladder(int fail_at)
{
	int trace = 0;

	if (fail_at == 0)
		goto out;
	trace = trace * 10 + 1;
	if (fail_at == 1)
		goto undo_first;
	trace = trace * 10 + 2;
	if (fail_at == 2)
		goto undo_second;
	return trace;

undo_second:
	trace = trace * 10 + 8;
undo_first:
	trace = trace * 10 + 9;
out:
	return -trace;
}

/* Threaded code: addresses of labels in a table. */
static int run(const unsigned char *code)
{
	static void *const ops[] = { &&push, &&add, &&mul, &&dup, &&jump_if, &&stop };
	int stack[16], sp = 0, steps = 0;

#define NEXT do { if (++steps > 1000) return -1; goto *ops[*code++]; } while (0)
	NEXT;
push:
	stack[sp++] = *code++;
	NEXT;
add:
	sp--;
	stack[sp - 1] += stack[sp];
	NEXT;
mul:
	sp--;
	stack[sp - 1] *= stack[sp];
	NEXT;
dup:
	stack[sp] = stack[sp - 1];
	sp++;
	NEXT;
jump_if:
	if (stack[--sp] < 100)
		code -= *code;
	else
		code++;
	NEXT;
stop:
	return stack[sp - 1];
}

static unsigned ackermann(unsigned m, unsigned n)
{
	if (!m)
		return n + 1;
	if (!n)
		return ackermann(m - 1, 1);
	return ackermann(m - 1, ackermann(m, n - 1));
}

static int is_odd(unsigned n);
static int is_even(unsigned n)
{
	return n ? is_odd(n - 1) : 1;
}
static int is_odd(unsigned n)
{
	return n ? is_even(n - 1) : 0;
}

typedef int (*binary)(int, int);
static int plus(int a, int b) { return a + b; }
static int minus(int a, int b) { return a - b; }
static int apply(binary f, int a, int b) { return f(a, b); }
static binary choose(int which) { return which ? plus : minus; }

static int calls;
static int seen(int v)
{
	calls = calls * 10 + v;
	return v;
}

int main(void)
{
	static const int ints[] = { -2000000000, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 77, 1000000, INT_MAX };
	static const long long longs[] = {
		LLONG_MIN, -5000000000LL, -705032704LL, -1, 0, 4294967295LL, 4294967296LL, LLONG_MAX,
		9999999999LL, 10000000000LL, 10000000010LL, 10000000011LL,
	};
	static const unsigned char code[] = { 0, 2, 3, 2, 3, 4, 4, 5 };
	const binary table[2] = { minus, plus };
	int i, j, found = 0;

	for (i = 0; i < (int)(sizeof(ints) / sizeof(ints[0])); i++)
		printf("%d/%d ", dense(ints[i]), sparse(ints[i]));
	for (i = 0; i < (int)(sizeof(longs) / sizeof(longs[0])); i++)
		printf("%d ", wide(longs[i]));
	for (i = 0; i < 256; i += 51)
		printf("%d ", narrow(i));
	printf("%d\n", narrow(128));
	for (i = 1; i < 12; i++)
		printf("%d ", into_loop(i));
	for (i = 0; i < 4; i++)
		printf("%d ", ladder(i));
	printf("\n%d\n", run(code));
	printf("%u %d %d\n", ackermann(2, 6), is_even(501), is_odd(77));
	printf("%d %d %d\n", apply(choose(1), 5, 7), apply(choose(0), 5, 7), table[1](1, 2) + (*table[0])(9, 4));
	for (i = 0; i < 10 && !found; i++)
		for (j = 0; j < 10; j++) {
			if ((i + j) % 3 == 0)
				continue;
			if (i * j == 42) {
				found = i * 100 + j;
				break;
			}
		}
	printf("%d %d %d\n", found, i, j);
	i = 5;
	do
		j = i--;
	while (i > 2);
	while (j++ < 9)
		;
	printf("%d %d\n", i, j);
	if (seen(0) && seen(1))
		seen(2);
	if (seen(3) || seen(4))
		seen(5), seen(6);
	printf("%d %d\n", calls, seen(0) ? seen(7) : seen(0) ?: seen(8));
	i = (j = 3, j += 4, j * 2);
	printf("%d %d %d\n", i, j, i > 10 ? i < 20 ? 1 : 2 : 3);
	return 0;
}
