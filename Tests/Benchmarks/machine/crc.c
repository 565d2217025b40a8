// SPDX-License-Identifier: Apache-2.0
/* CRC-32 of a buffer by table: loads at computed indices, shifts, a short loop. */
#include <stdint.h>
#include <stdio.h>

static uint32_t table[256];
static uint8_t buffer[65536];

static void make_table(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;

		for (int bit = 0; bit < 8; bit++)
			c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
		table[i] = c;
	}
}

static uint32_t crc32(uint32_t crc, const uint8_t *p, unsigned n)
{
	crc = ~crc;
	while (n--)
		crc = table[(crc ^ *p++) & 0xff] ^ (crc >> 8);
	return ~crc;
}

int main(void)
{
	uint32_t crc = 0;

	make_table();
	for (unsigned i = 0; i < sizeof(buffer); i++)
		buffer[i] = i * 7 + (i >> 8);
	for (int round = 0; round < 1600; round++) {
		buffer[round] ^= crc;
		crc = crc32(crc, buffer, sizeof(buffer));
	}
	printf("%08x\n", crc);
	return 0;
}
