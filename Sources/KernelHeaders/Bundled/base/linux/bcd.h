/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BCD_H
#define _LINUX_BCD_H

#include <linux/types.h>
#include <linux/compiler.h>

unsigned int bcd2bin(unsigned char val);
unsigned char bin2bcd(unsigned int val);

#endif /* _LINUX_BCD_H */
