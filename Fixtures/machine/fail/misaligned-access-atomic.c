// SPDX-License-Identifier: GPL-2.0
/* call: f(1) */
/* target: s390x */
/* s390x wants atomic operations on natural boundaries. */
#include <linux/string.h>
#include <linux/types.h>

int f(unsigned int offset)
{
	static u8 memory[16] __attribute__((aligned(8)));
	int *counter = (int *)(memory + offset);

	memset(memory, 0, sizeof(memory));
	/* fault: misaligned-access: an atomic of 4 bytes at offset 1 of ‘f.memory’ (16 bytes, global) */
	__sync_fetch_and_add(counter, 3);
	return memory[offset + 3];
}
