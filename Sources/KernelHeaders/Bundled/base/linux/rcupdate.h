/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RCUPDATE_H
#define _LINUX_RCUPDATE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/atomic.h>
#include <asm/processor.h>
#include <linux/bottom_half.h>
#include <linux/cpumask.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>

void rcu_read_lock(void);
void rcu_read_unlock(void);
void synchronize_rcu(void);
void rcu_barrier(void);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
void kvfree_call_rcu(struct rcu_head *head, void *ptr);

#define rcu_access_pointer(p)		READ_ONCE(p)
#define rcu_dereference(p)		READ_ONCE(p)
#define rcu_dereference_check(p, c)	READ_ONCE(p)
#define rcu_dereference_protected(p, c)	(p)
#define rcu_dereference_raw(p)		READ_ONCE(p)
#define rcu_assign_pointer(p, v)	smp_store_release(&(p), v)
#define RCU_INIT_POINTER(p, v)		WRITE_ONCE(p, v)
#define kfree_rcu(ptr, rhf)		kvfree_call_rcu(&(ptr)->rhf, ptr)

void rcu_read_lock_bh(void);
void rcu_read_unlock_bh(void);
void synchronize_rcu_expedited(void);
int rcu_read_lock_held(void);
#define rcu_dereference_bh(p)		READ_ONCE(p)
#define rcu_dereference_sched(p)	READ_ONCE(p)
#define rcu_replace_pointer(p, v, c) ({		\
	typeof(p) __rcu_old = (p);		\
	rcu_assign_pointer((p), (v));		\
	__rcu_old; })

#endif /* _LINUX_RCUPDATE_H */
