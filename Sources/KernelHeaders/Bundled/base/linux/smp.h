/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/types.h>
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/preempt.h>
#include <linux/thread_info.h>
#include <linux/llist.h>

int __smp_processor_id(void);
int get_cpu(void);
void put_cpu(void);
#define smp_processor_id()	__smp_processor_id()
#define raw_smp_processor_id()	__smp_processor_id()
int smp_call_function_single(int cpu, void (*func)(void *info), void *info, int wait);

void on_each_cpu(void (*func)(void *info), void *info, int wait);
void smp_call_function(void (*func)(void *info), void *info, int wait);
void smp_call_function_many(const struct cpumask *mask, void (*func)(void *info),
			    void *info, bool wait);

#endif /* _LINUX_SMP_H */
