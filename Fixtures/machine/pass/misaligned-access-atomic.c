// SPDX-License-Identifier: GPL-2.0
/* call: f(1) -> 3 */
/* target: s390x */
#include <linux/string.h>
#include <linux/types.h>

int f(unsigned int offset)
{
	static u8 memory[16] __attribute__((aligned(8)));
	int *counter = (int *)(memory + offset * 4);

	memset(memory, 0, sizeof(memory));
	__sync_fetch_and_add(counter, 3);
	return memory[offset * 4 + 3];
}
