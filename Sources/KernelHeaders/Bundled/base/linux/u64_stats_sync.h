/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_U64_STATS_SYNC_H
#define _LINUX_U64_STATS_SYNC_H

#include <linux/types.h>
#include <asm/local64.h>
#include <linux/seqlock.h>

struct u64_stats_sync {
};

typedef struct {
	local64_t v;
} u64_stats_t;

u64 u64_stats_read(const u64_stats_t *p);
void u64_stats_set(u64_stats_t *p, u64 val);
void u64_stats_add(u64_stats_t *p, unsigned long val);
void u64_stats_inc(u64_stats_t *p);
void u64_stats_init(struct u64_stats_sync *syncp);
void u64_stats_update_begin(struct u64_stats_sync *syncp);
void u64_stats_update_end(struct u64_stats_sync *syncp);
unsigned long u64_stats_update_begin_irqsave(struct u64_stats_sync *syncp);
void u64_stats_update_end_irqrestore(struct u64_stats_sync *syncp, unsigned long flags);
unsigned int u64_stats_fetch_begin(const struct u64_stats_sync *syncp);
bool u64_stats_fetch_retry(const struct u64_stats_sync *syncp, unsigned int start);
unsigned int u64_stats_fetch_begin_irq(const struct u64_stats_sync *syncp);
bool u64_stats_fetch_retry_irq(const struct u64_stats_sync *syncp, unsigned int start);

#endif /* _LINUX_U64_STATS_SYNC_H */
