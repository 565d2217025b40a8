/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BITREV_H
#define _LINUX_BITREV_H

#include <linux/types.h>

u8 bitrev8(u8 byte);
u16 bitrev16(u16 x);
u32 bitrev32(u32 x);

#endif /* _LINUX_BITREV_H */
