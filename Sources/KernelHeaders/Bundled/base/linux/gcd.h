/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_GCD_H
#define _LINUX_GCD_H

#include <linux/compiler.h>

unsigned long gcd(unsigned long a, unsigned long b);

#endif /* _LINUX_GCD_H */
