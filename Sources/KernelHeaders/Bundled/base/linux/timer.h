/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/list.h>
#include <linux/ktime.h>
#include <linux/lockdep_types.h>

struct timer_list {
	struct hlist_node	entry;
	unsigned long		expires;
	void			(*function)(struct timer_list *timer);
	u32			flags;
};

#define TIMER_DEFERRABLE	0x00080000
#define TIMER_PINNED		0x00100000
#define TIMER_IRQSAFE		0x00200000

#define DEFINE_TIMER(name, fn)	struct timer_list name = { .function = (fn) }

void init_timer_key(struct timer_list *timer,
		    void (*func)(struct timer_list *timer), unsigned int flags,
		    const char *name, struct lock_class_key *key);
#define timer_setup(timer, callback, flags) \
	init_timer_key((timer), (callback), (flags), NULL, NULL)
#define timer_setup_on_stack(timer, callback, flags) \
	timer_setup(timer, callback, flags)
#define from_timer(var, callback_timer, timer_fieldname) \
	container_of(callback_timer, typeof(*var), timer_fieldname)

void add_timer(struct timer_list *timer);
int mod_timer(struct timer_list *timer, unsigned long expires);
int del_timer(struct timer_list *timer);
int del_timer_sync(struct timer_list *timer);
int timer_delete(struct timer_list *timer);
int timer_delete_sync(struct timer_list *timer);
int try_to_del_timer_sync(struct timer_list *timer);

static inline int timer_pending(const struct timer_list *timer)
{
	return !hlist_unhashed(&timer->entry);
}

struct hrtimer;
void add_timer_on(struct timer_list *timer, int cpu);
int timer_reduce(struct timer_list *timer, unsigned long expires);
void destroy_timer_on_stack(struct timer_list *timer);
unsigned long round_jiffies(unsigned long j);
unsigned long round_jiffies_relative(unsigned long j);
unsigned long round_jiffies_up(unsigned long j);
unsigned long round_jiffies_up_relative(unsigned long j);
#define del_singleshot_timer_sync(t)	del_timer_sync(t)

#endif /* _LINUX_TIMER_H */
