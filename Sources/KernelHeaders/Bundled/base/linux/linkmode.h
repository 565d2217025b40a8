/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LINKMODE_H
#define _LINUX_LINKMODE_H

#include <linux/bitmap.h>
#include <linux/ethtool.h>
#include <uapi/linux/ethtool.h>

void linkmode_zero(unsigned long *dst);
void linkmode_copy(unsigned long *dst, const unsigned long *src);
void linkmode_set_bit(int nr, volatile unsigned long *addr);
void linkmode_clear_bit(int nr, volatile unsigned long *addr);
int linkmode_test_bit(int nr, const volatile unsigned long *addr);
void linkmode_mod_bit(int nr, volatile unsigned long *addr, int set);

#endif /* _LINUX_LINKMODE_H */
