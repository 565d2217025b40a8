// SPDX-License-Identifier: Apache-2.0
/* Conversions, promotions, comparisons of mixed signedness, and shifts. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

static const int64_t values[] = {
	0, 1, -1, 2, -2, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 65535, 65536,
	INT_MAX, (int64_t)INT_MAX + 1, INT_MIN, (int64_t)INT_MIN - 1, UINT_MAX, INT64_MAX, INT64_MIN,
	0x123456789abcdef, -0x123456789abcdef,
};

static void narrow(int64_t v)
{
	int8_t i8 = v;
	uint8_t u8 = v;
	int16_t i16 = v;
	uint16_t u16 = v;
	int32_t i32 = v;
	uint32_t u32 = v;
	_Bool b = v;

	printf("%lld: %d %u %d %u %d %u %d\n", (long long)v, i8, u8, i16, u16, i32, u32, b);
	printf(" wide: %lld %llu %lld %llu %lld %llu\n", (long long)i8, (unsigned long long)u8, (long long)i16,
	       (unsigned long long)u16, (long long)i32, (unsigned long long)u32);
	printf(" sign to unsigned: %llu %llu %llu\n", (unsigned long long)i8, (unsigned long long)i16,
	       (unsigned long long)i32);
}

static void compare(int64_t a, int64_t b)
{
	int32_t ia = a, ib = b;
	uint32_t ua = a, ub = b;
	int8_t ca = a;
	uint8_t cb = b;

	printf("%d%d%d%d%d%d ", a < b, a <= b, a == b, (uint64_t)a < (uint64_t)b, (uint64_t)a >= (uint64_t)b, a != b);
	printf("%d%d%d%d%d ", ia < ib, ua < ub, ia < ub, ca < cb, (unsigned)ca > cb);
	printf("%d%d\n", ua < (int64_t)ib, (uint64_t)ia > ub);
}

static void shifts(uint64_t v)
{
	unsigned long long sum = 0;

	for (unsigned n = 0; n < 64; n++) {
		sum = sum * 31 + (v << n);
		sum = sum * 31 + (v >> n);
		sum = sum * 31 + (uint64_t)((int64_t)v >> n);
		if (n < 32) {
			sum = sum * 31 + ((uint32_t)v << n);
			sum = sum * 31 + ((uint32_t)v >> n);
			sum = sum * 31 + (uint32_t)((int32_t)v >> n);
			sum = sum * 31 + (uint32_t)((int16_t)v >> n % 16);
			sum = sum * 31 + ((uint8_t)v >> n % 8);
			sum = sum * 31 + ((uint16_t)v << n % 15);
		}
	}
	printf("shifts of %llx: %llx\n", (unsigned long long)v, sum);
}

static void promotions(void)
{
	uint8_t a = 200, b = 100;
	int8_t c = -100;
	uint16_t d = 65535;
	signed char s = -1;
	unsigned char u = 255;
	char plain = 'x';

	printf("%d %d %d\n", a + b, (uint8_t)(a + b), (int8_t)(a + b));
	printf("%d %d %d\n", ~a, !a, -a);
	printf("%d %d\n", c * c, (int8_t)(c * c));
	printf("%u %lu\n", d * 32767u, (unsigned long)sizeof(d * d));
	printf("%d %d\n", s == u, (unsigned char)s == u);
	printf("%d\n", plain);
	a += 100;
	b -= 101;
	c *= 2;
	d++;
	printf("%u %u %d %u\n", a, b, c, d);
	a++, b--;
	printf("%u %u\n", a, b);
	printf("%u\n", (a > 10 ? a : -1) > 0u);
	printf("%d\n", 1 ? -1 < 0u : 5);
}

int main(void)
{
	unsigned count = sizeof(values) / sizeof(values[0]);

	for (unsigned i = 0; i < count; i++) {
		narrow(values[i]);
		shifts(values[i]);
		for (unsigned j = 0; j < count; j++)
			compare(values[i], values[j]);
	}
	promotions();
	return 0;
}
