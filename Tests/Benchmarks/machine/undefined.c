// SPDX-License-Identifier: Apache-2.0
/*
 * Undefined bits in a hot loop, none of which is ever used: bit-fields of a variable that has no initial value, a union of
 * which one part is set, a copy of a struct with padding.
 */
#include <stdint.h>
#include <stdio.h>

struct flags {
	uint32_t low : 7, never : 9, high : 5, rest : 11;
};

struct padded {
	uint8_t kind;
	uint32_t value;
};

union word {
	uint64_t whole;
	uint16_t part[4];
};

static struct padded last;

static uint32_t mix(uint32_t v)
{
	struct flags f;
	struct padded p, copy;
	union word w;

	f.low = v;
	f.high = v >> 7;
	w.part[1] = v;
	w.whole <<= 16;
	w.whole >>= 16;
	p.kind = v;
	p.value = v * 3;
	copy = p;
	last = copy;
	f.low += copy.kind;
	return f.low + f.high * 128 + w.part[1] + copy.value;
}

int main(void)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < 9000000; i++)
		sum = sum * 31 + mix(i);
	printf("%08x %u\n", sum, last.kind + last.value);
	return 0;
}
