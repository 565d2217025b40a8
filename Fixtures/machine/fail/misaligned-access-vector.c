// SPDX-License-Identifier: GPL-2.0
/* call: f(4) */
/* A vector of sixteen bytes at an address that is no multiple of sixteen. */
#include <linux/types.h>

typedef u32 vector __attribute__((vector_size(16)));

static u8 memory[64] __attribute__((aligned(16)));

int f(unsigned int offset)
{
	vector *v = (vector *)(memory + offset);
	vector sum = { 1, 2, 3, 4 };

	memory[20] = 7;
	sum += *v; /* fault: misaligned-access: an access that has to be aligned to 16 bytes at offset 4 of ‘memory’ (64 bytes, global) */
	return sum[1];
}
