/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/bug.h>

typedef struct cpumask {
	DECLARE_BITMAP(bits, CONFIG_NR_CPUS);
} cpumask_t;

typedef struct cpumask cpumask_var_t[1];

extern unsigned int nr_cpu_ids;
extern struct cpumask __cpu_possible_mask;
extern struct cpumask __cpu_present_mask;
extern struct cpumask __cpu_active_mask;
#define cpu_possible_mask	((const struct cpumask *)&__cpu_possible_mask)
#define cpu_present_mask	((const struct cpumask *)&__cpu_present_mask)
#define cpu_active_mask		((const struct cpumask *)&__cpu_active_mask)
extern struct cpumask __cpu_online_mask;
#define cpu_online_mask		((const struct cpumask *)&__cpu_online_mask)
#define cpumask_bits(maskp)	((maskp)->bits)
unsigned int cpumask_next(int n, const struct cpumask *srcp);
unsigned int num_online_cpus(void);
#define for_each_cpu(cpu, mask) \
	for ((cpu) = -1; (cpu) = cpumask_next((cpu), (mask)), (cpu) < nr_cpu_ids;)
#define for_each_online_cpu(cpu)	for_each_cpu((cpu), cpu_online_mask)

#define for_each_possible_cpu(cpu)	for_each_cpu((cpu), cpu_possible_mask)
#define for_each_present_cpu(cpu)	for_each_cpu((cpu), cpu_present_mask)

unsigned int num_possible_cpus(void);
unsigned int num_present_cpus(void);
bool cpu_online(unsigned int cpu);
bool cpu_possible(unsigned int cpu);
unsigned int cpumask_first(const struct cpumask *srcp);
unsigned int cpumask_last(const struct cpumask *srcp);
unsigned int cpumask_next_zero(int n, const struct cpumask *srcp);
unsigned int cpumask_any_but(const struct cpumask *mask, unsigned int cpu);
unsigned int cpumask_local_spread(unsigned int i, int node);
unsigned int cpumask_weight(const struct cpumask *srcp);
void cpumask_set_cpu(unsigned int cpu, struct cpumask *dstp);
void cpumask_clear_cpu(int cpu, struct cpumask *dstp);
int cpumask_test_cpu(int cpu, const struct cpumask *cpumask);
int cpumask_test_and_set_cpu(int cpu, struct cpumask *cpumask);
int cpumask_test_and_clear_cpu(int cpu, struct cpumask *cpumask);
void cpumask_setall(struct cpumask *dstp);
void cpumask_clear(struct cpumask *dstp);
void cpumask_copy(struct cpumask *dstp, const struct cpumask *srcp);
int cpumask_and(struct cpumask *dstp, const struct cpumask *src1p,
		const struct cpumask *src2p);
void cpumask_or(struct cpumask *dstp, const struct cpumask *src1p,
		const struct cpumask *src2p);
int cpumask_andnot(struct cpumask *dstp, const struct cpumask *src1p,
		   const struct cpumask *src2p);
bool cpumask_equal(const struct cpumask *src1p, const struct cpumask *src2p);
bool cpumask_intersects(const struct cpumask *src1p, const struct cpumask *src2p);
int cpumask_subset(const struct cpumask *src1p, const struct cpumask *src2p);
bool cpumask_empty(const struct cpumask *srcp);
bool cpumask_full(const struct cpumask *srcp);
const struct cpumask *get_cpu_mask(unsigned int cpu);
int cpumask_parse(const char *buf, struct cpumask *dstp);
int cpulist_parse(const char *buf, struct cpumask *dstp);
ssize_t cpumap_print_to_pagebuf(bool list, char *buf, const struct cpumask *mask);
bool alloc_cpumask_var(cpumask_var_t *mask, gfp_t flags);
bool zalloc_cpumask_var(cpumask_var_t *mask, gfp_t flags);
void free_cpumask_var(cpumask_var_t mask);
#define cpumask_any(srcp)		cpumask_first(srcp)
#define cpumask_of(cpu)			(get_cpu_mask(cpu))
#define cpumask_pr_args(maskp)		nr_cpu_ids, cpumask_bits(maskp)

unsigned int cpumask_next_and(int n, const struct cpumask *src1p,
			      const struct cpumask *src2p);
unsigned int cpumask_any_and(const struct cpumask *src1p, const struct cpumask *src2p);
#define for_each_cpu_and(cpu, mask1, mask2) \
	for ((cpu) = -1; (cpu) = cpumask_next_and((cpu), (mask1), (mask2)), (cpu) < nr_cpu_ids;)

#endif /* _LINUX_CPUMASK_H */
