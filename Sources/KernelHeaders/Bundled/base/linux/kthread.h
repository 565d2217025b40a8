/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>

__printf(4, 5)
struct task_struct *kthread_create_on_node(int (*fn)(void *data), void *data,
					   int node, const char *fmt, ...);
#define kthread_create(fn, data, fmt, arg...) \
	kthread_create_on_node(fn, data, -1, fmt, ##arg)
#define kthread_run(fn, data, fmt, arg...) ({				\
	struct task_struct *__kt = kthread_create(fn, data, fmt, ##arg); \
	if (!IS_ERR(__kt))						\
		wake_up_process(__kt);					\
	__kt; })
int kthread_stop(struct task_struct *k);
bool kthread_should_stop(void);
bool kthread_should_park(void);
void kthread_parkme(void);
void kthread_use_mm(struct mm_struct *mm);
void kthread_unuse_mm(struct mm_struct *mm);

#endif /* _LINUX_KTHREAD_H */
