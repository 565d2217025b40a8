// SPDX-License-Identifier: Apache-2.0
/* Multiplication, division and remainder at every width, and 128-bit arithmetic. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

typedef __int128 i128;
typedef unsigned __int128 u128;

static void show(const char *name, u128 v)
{
	printf("%s %016llx%016llx\n", name, (unsigned long long)(v >> 64), (unsigned long long)v);
}

static void divide(int64_t a, int64_t b)
{
	if (!b)
		return;
	printf("%llu %llu\n", (unsigned long long)((uint64_t)a / (uint64_t)b), (unsigned long long)((uint64_t)a % (uint64_t)b));
	if (a != INT64_MIN || b != -1)
		printf("%lld %lld\n", (long long)(a / b), (long long)(a % b));
	if ((uint32_t)b)
		printf("%u %u\n", (uint32_t)a / (uint32_t)b, (uint32_t)a % (uint32_t)b);
	if ((int32_t)b && ((int32_t)a != INT_MIN || (int32_t)b != -1))
		printf("%d %d\n", (int32_t)a / (int32_t)b, (int32_t)a % (int32_t)b);
	if ((int16_t)b)
		printf("%d %d\n", (int16_t)a / (int16_t)b, (int16_t)a % (int16_t)b);
	if ((uint8_t)b)
		printf("%d %d\n", (uint8_t)a / (uint8_t)b, (uint8_t)a % (uint8_t)b);
}

static void multiply(uint64_t a, uint64_t b)
{
	printf("%llx %x %x %x\n", (unsigned long long)(a * b), (uint32_t)a * (uint32_t)b,
	       (uint16_t)((uint16_t)a * (uint32_t)(uint16_t)b), (uint8_t)((uint8_t)a * (uint8_t)b));
}

static void wide(uint64_t a, uint64_t b)
{
	u128 product = (u128)a * b;
	i128 sproduct = (i128)(int64_t)a * (int64_t)b;
	u128 mixed = ((u128)a << 64) | b;
	i128 negative = -(i128)(mixed >> 1);

	show("product", product);
	show("signed product", sproduct);
	show("sum", mixed + product);
	show("difference", mixed - product);
	for (unsigned n = 0; n < 128; n += 13) {
		show("shl", mixed << n);
		show("shr", mixed >> n);
		show("sar", negative >> n);
	}
	show("and", mixed & product);
	show("or", mixed | product);
	show("xor", mixed ^ product);
	show("not", ~mixed);
	if (b) {
		show("quotient", mixed / b);
		show("remainder", mixed % b);
		show("signed quotient", negative / (i128)(b >> 1 | 1));
		show("signed remainder", negative % (i128)(b >> 1 | 1));
		show("wide quotient", mixed / (product | 1));
		show("wide remainder", mixed % (product | 1));
	}
	printf("%d%d%d%d\n", mixed < product, (i128)mixed < sproduct, mixed == product, negative < 0);
	printf("%lld %d\n", (long long)negative, (int)(mixed != 0));
}

int main(void)
{
	static const uint64_t v[] = {
		0, 1, 2, 3, 7, 10, 100, 255, 1000, 65535, 65537, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000001,
		0x123456789abcdef0, 0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffffffd, 0xffffffffffffffff,
	};
	unsigned n = sizeof(v) / sizeof(v[0]);

	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < n; j++) {
			divide(v[i], v[j]);
			multiply(v[i], v[j]);
			if ((i + j) % 3 == 0)
				wide(v[i], v[j]);
		}
	return 0;
}
