/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PROFILE_H
#define _LINUX_PROFILE_H

#include <linux/kernel.h>
#include <linux/init.h>
#include <linux/cpumask.h>
#include <linux/cache.h>

enum profile_type {
	PROFILE_TASK_EXIT,
	PROFILE_MUNMAP
};

struct notifier_block;
int profile_event_register(enum profile_type type, struct notifier_block *n);
int profile_event_unregister(enum profile_type type, struct notifier_block *n);

#endif /* _LINUX_PROFILE_H */
