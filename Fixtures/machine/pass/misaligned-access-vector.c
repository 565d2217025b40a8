// SPDX-License-Identifier: GPL-2.0
/* call: f(4) -> 9 */
#include <linux/types.h>

typedef u32 vector __attribute__((vector_size(16), aligned(4)));

static u8 memory[64] __attribute__((aligned(16)));

int f(unsigned int offset)
{
	vector *v = (vector *)(memory + offset);
	vector sum = { 1, 2, 3, 4 };

	memory[offset + 4] = 7;
	sum += *v;
	return sum[1];
}
