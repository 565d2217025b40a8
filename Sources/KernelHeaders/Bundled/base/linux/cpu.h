/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CPU_H
#define _LINUX_CPU_H

#include <linux/cpumask.h>
#include <linux/cpuhotplug.h>

struct device;
struct device *get_cpu_device(unsigned int cpu);
void cpus_read_lock(void);
void cpus_read_unlock(void);
#define get_online_cpus()	cpus_read_lock()
#define put_online_cpus()	cpus_read_unlock()

#endif /* _LINUX_CPU_H */
