/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KFIFO_H
#define _LINUX_KFIFO_H

#include <linux/kernel.h>
#include <linux/spinlock.h>

#endif /* _LINUX_KFIFO_H */
