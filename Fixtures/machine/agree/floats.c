// SPDX-License-Identifier: Apache-2.0
/* Enough of floating point to know that it is not forgotten. Kernel code has none. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint64_t bits(double d)
{
	uint64_t u;

	memcpy(&u, &d, sizeof(u));
	return u;
}

static uint32_t fbits(float f)
{
	uint32_t u;

	memcpy(&u, &f, sizeof(u));
	return u;
}

static double horner(const double *c, int n, double x)
{
	double v = 0;

	while (n--)
		v = v * x + c[n];
	return v;
}

int main(void)
{
	static const double v[] = { 0, -0.0, 1, -1, 0.1, 1e10, -3.75, 1e-300, 123456.789, 2147483647.0 };
	static const double c[] = { 1, -0.5, 0.25, 3 };
	unsigned n = sizeof(v) / sizeof(v[0]);
	double zero = 0;

	for (unsigned i = 0; i < n; i++) {
		float f = v[i];

		printf("%llx %x %x ", (unsigned long long)bits(v[i]), fbits(f), fbits(f * 3 + 1));
		printf("%lld %d %llx\n", (long long)v[i], (int)(f / 16), (unsigned long long)bits((double)(int64_t)v[i]));
		for (unsigned j = 0; j < n; j++) {
			printf("%llx %llx %llx ", (unsigned long long)bits(v[i] + v[j]), (unsigned long long)bits(v[i] - v[j]),
			       (unsigned long long)bits(v[i] * v[j]));
			if (v[j] != 0)
				printf("%llx ", (unsigned long long)bits(v[i] / v[j]));
			printf("%d%d%d%d%d\n", v[i] < v[j], v[i] <= v[j], v[i] == v[j], v[i] != v[j], v[i] > v[j]);
		}
		printf("%llx\n", (unsigned long long)bits(horner(c, 4, v[i])));
	}
	printf("%llx %x\n", (unsigned long long)bits((double)18446744073709551615ull), fbits((float)16777217u));
	printf("%u %llu\n", (uint32_t)3000000000.5, (unsigned long long)1e19);
	printf("%d %d %d\n", zero / zero == zero / zero, 1 / zero > 1e308, -zero == zero);
	printf("%llx\n", (unsigned long long)bits(-v[4]));
	return 0;
}
