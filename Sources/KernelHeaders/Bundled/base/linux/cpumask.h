/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/bitmap.h>
#include <linux/kernel.h>

typedef struct cpumask {
	DECLARE_BITMAP(bits, CONFIG_NR_CPUS);
} cpumask_t;

extern unsigned int nr_cpu_ids;
extern struct cpumask __cpu_online_mask;
#define cpu_online_mask		((const struct cpumask *)&__cpu_online_mask)
#define cpumask_bits(maskp)	((maskp)->bits)
unsigned int cpumask_next(int n, const struct cpumask *srcp);
unsigned int num_online_cpus(void);
#define for_each_cpu(cpu, mask) \
	for ((cpu) = -1; (cpu) = cpumask_next((cpu), (mask)), (cpu) < nr_cpu_ids;)
#define for_each_online_cpu(cpu)	for_each_cpu((cpu), cpu_online_mask)

#endif /* _LINUX_CPUMASK_H */
