// SPDX-License-Identifier: Apache-2.0
/* Vector types: arithmetic by lane, comparisons, lanes in and out, shuffles, conversions, by value. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef int32_t v4 __attribute__((vector_size(16)));
typedef uint8_t b16 __attribute__((vector_size(16)));
typedef uint16_t h8 __attribute__((vector_size(16)));
typedef int64_t q2 __attribute__((vector_size(16)));
typedef int32_t v2 __attribute__((vector_size(8)));
typedef int32_t v8 __attribute__((vector_size(32)));

static void show4(const char *name, v4 v)
{
	printf("%s %d %d %d %d\n", name, v[0], v[1], v[2], v[3]);
}

static __attribute__((noinline)) v4 mix(v4 a, v4 b)
{
	return __builtin_shufflevector(a, b, 0, 5, 2, 7);
}

static v4 table[3] = { { 1, 2, 3, 4 }, { 5, 6 }, { -1, -1, -1, -1 } };

int main(void)
{
	volatile int seed = 7;
	v4 a = { 1, -2, 300000, 4 }, b = { seed, seed * 2, -seed, 1 }, c;
	b16 bytes, more;
	h8 halves = { 1, 2, 65535, 4, 5, 6, 7, 8 };
	q2 wide = { 1LL << 40, -5 };
	v2 two = { 9, -9 };
	v8 eight = { 0, 1, 2, 3, 4, 5, 6, 7 };
	unsigned sum = 0;

	show4("add", a + b);
	show4("sub", a - b);
	show4("mul", a * b);
	show4("div", a / b);
	show4("rem", a % b);
	show4("and", a & b);
	show4("xor", a ^ (b | 16));
	show4("not", ~a);
	show4("neg", -a);
	show4("shl", (a & 255) << 2);
	show4("sar", a >> 1);
	show4("scalar", a + 5);
	show4("less", a < b);
	show4("equal", a == (v4){ 1, 0, 300000, 0 });
	show4("mix", mix(a, b));
	show4("lanes", __builtin_shufflevector(a, a, 3, 2, 1, 0));
	c = a;
	c[seed & 3] = 99;
	c[0] += c[1];
	show4("insert", c);
	show4("table", table[0] + table[1] * table[2]);
	table[1][2] = 8;
	show4("store", table[1]);
	for (int i = 0; i < 16; i++)
		bytes[i] = i * 17;
	more = bytes + bytes;
	for (int i = 0; i < 16; i++)
		sum = sum * 31 + more[i] + (bytes[i] > 100);
	printf("bytes %u\n", sum);
	halves = halves * 3 + 1;
	printf("halves %d %d %d\n", halves[0], halves[2], halves[7]);
	wide = wide * 3 - (q2){ 1, 1 };
	printf("wide %lld %lld %d\n", (long long)wide[0], (long long)wide[1], (int)(wide[0] > wide[1]));
	two = two + __builtin_convertvector(__builtin_shufflevector(halves, halves, 0, 1), v2);
	printf("two %d %d\n", two[0], two[1]);
	eight = eight * eight;
	printf("eight %d %d %zu\n", eight[3], eight[7], sizeof(eight));
	memcpy(&c, &bytes, sizeof(c));
	printf("image %x\n", c[1] ^ ((uint32_t *)&bytes)[1]);
	return 0;
}
