/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_THREAD_INFO_H
#define _LINUX_THREAD_INFO_H

#include <linux/types.h>
#include <asm/page.h>
#include <asm/current.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/limits.h>

#define THREAD_SIZE	(PAGE_SIZE << 2)

struct thread_info {
	unsigned long flags;
};

int test_thread_flag(int flag);
void set_thread_flag(int flag);
void clear_thread_flag(int flag);

#endif /* _LINUX_THREAD_INFO_H */
