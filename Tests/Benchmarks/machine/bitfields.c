// SPDX-License-Identifier: Apache-2.0
/* Fields of registers: reads and read-modify-writes of bit-fields in memory. */
#include <stdint.h>
#include <stdio.h>

struct control {
	uint32_t enable : 1, mode : 3, divisor : 12, count : 16;
};

struct status {
	uint64_t ready : 1, error : 4, level : 11, stamp : 40, spare : 8;
};

struct port {
	struct control control;
	struct status status;
	int16_t low : 5, high : 11;
};

static struct port ports[16];

static void step(struct port *p, uint32_t v)
{
	p->control.count += p->control.divisor + 1;
	if (p->control.enable)
		p->status.level++;
	else
		p->status.level -= 3;
	p->status.stamp += v;
	p->status.error |= p->status.level & 5;
	if (p->control.count & 64)
		p->control.mode++;
	p->control.enable = p->control.mode != 3;
	p->control.divisor ^= v & 0x3ff;
	p->low += 3;
	p->high -= p->low;
	p->status.ready = !p->status.ready;
	p->status.error = p->status.error >> 1;
}

int main(void)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < 10000000; i++)
		step(&ports[i & 15], i);
	for (int i = 0; i < 16; i++) {
		struct port *p = &ports[i];

		sum = sum * 31 + p->control.enable + p->control.mode + p->control.divisor + p->control.count;
		sum = sum * 31 + p->status.ready + p->status.error + p->status.level + p->status.stamp;
		sum = sum * 31 + p->low + p->high;
	}
	printf("%016llx\n", (unsigned long long)sum);
	return 0;
}
