/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CRC16_H
#define _LINUX_CRC16_H

#include <linux/types.h>

extern u16 const crc16_table[256];
u16 crc16(u16 crc, const u8 *buffer, size_t len);

#endif /* _LINUX_CRC16_H */
