// SPDX-License-Identifier: Apache-2.0
/* Copies byte by byte and word by word in loops of its own, forwards and backwards. */
#include <stdint.h>
#include <stdio.h>

static uint8_t from[32768 + 16], to[32768 + 16];

static void copy_bytes(uint8_t *d, const uint8_t *s, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		d[i] = s[i];
}

static void copy_pointers(uint8_t *d, const uint8_t *s, unsigned n)
{
	while (n--)
		*d++ = *s++;
}

static void copy_words(uint64_t *d, const uint64_t *s, unsigned n)
{
	for (n /= 8; n; n--)
		*d++ = *s++;
}

static void reverse(uint8_t *p, unsigned n)
{
	for (unsigned i = 0, j = n - 1; i < j; i++, j--) {
		uint8_t t = p[i];

		p[i] = p[j];
		p[j] = t;
	}
}

int main(void)
{
	uint32_t sum = 0;

	for (unsigned i = 0; i < sizeof(from); i++)
		from[i] = i * 13;
	for (int round = 0; round < 1600; round++) {
		copy_bytes(to + round % 16, from, 32768);
		copy_pointers(from, to + 8, 32768);
		copy_words((uint64_t *)to, (const uint64_t *)from, 32768);
		if (round % 4 == 0)
			reverse(from, 32768);
		from[round % 100]++;
	}
	for (unsigned i = 0; i < sizeof(to); i++)
		sum = sum * 31 + to[i] + from[i];
	printf("%08x\n", sum);
	return 0;
}
