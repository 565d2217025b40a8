/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/sched.h>

typedef struct wait_queue_entry wait_queue_entry_t;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *wq_entry,
				 unsigned int mode, int flags, void *key);

struct wait_queue_entry {
	unsigned int		flags;
	void			*private;
	wait_queue_func_t	func;
	struct list_head	entry;
};

struct wait_queue_head {
	spinlock_t		lock;
	struct list_head	head;
};
typedef struct wait_queue_head wait_queue_head_t;

int default_wake_function(struct wait_queue_entry *wq_entry, unsigned int mode,
			  int flags, void *key);
int autoremove_wake_function(struct wait_queue_entry *wq_entry,
			     unsigned int mode, int flags, void *key);

#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = { .head = LIST_HEAD_INIT((name).head) }
#define DECLARE_WAITQUEUE(name, tsk) \
	struct wait_queue_entry name = { .private = tsk, .func = default_wake_function }
#define DEFINE_WAIT(name) \
	struct wait_queue_entry name = { .private = current, \
		.func = autoremove_wake_function, \
		.entry = LIST_HEAD_INIT((name).entry) }

void __init_waitqueue_head(struct wait_queue_head *wq_head, const char *name,
			   struct lock_class_key *key);
#define init_waitqueue_head(wq_head) do {			\
	static struct lock_class_key __key;			\
	__init_waitqueue_head((wq_head), #wq_head, &__key);	\
} while (0)

static inline void init_waitqueue_func_entry(struct wait_queue_entry *wq_entry,
					     wait_queue_func_t func)
{
	wq_entry->flags = 0;
	wq_entry->private = NULL;
	wq_entry->func = func;
}

static inline int waitqueue_active(struct wait_queue_head *wq_head)
{
	return !list_empty(&wq_head->head);
}

void add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *e);
void remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *e);
void __wake_up(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key);
void prepare_to_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *e,
		     int state);
long prepare_to_wait_event(struct wait_queue_head *wq_head,
			   struct wait_queue_entry *e, int state);
void finish_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *e);
void init_wait_entry(struct wait_queue_entry *wq_entry, int flags);

#define wake_up(x)			__wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr)		__wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x)			__wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_interruptible(x)	__wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_all(x)	__wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_poll(x, m)		__wake_up(x, TASK_NORMAL, 1, (void *)(uintptr_t)(m))

/* Sleeps in @state until @cond holds; @left counts down where there is a limit. */
#define __wait_until(wq, cond, state, left, sleep) ({			\
	long __left = (left);						\
	long __intr = 0;						\
	if (!(cond)) {							\
		struct wait_queue_entry __entry;			\
		init_wait_entry(&__entry, 0);				\
		for (;;) {						\
			__intr = prepare_to_wait_event(&(wq), &__entry, state); \
			if (cond) {					\
				__intr = 0;				\
				break;					\
			}						\
			if ((__intr && (state) != TASK_UNINTERRUPTIBLE) || !__left) \
				break;					\
			sleep;						\
		}							\
		finish_wait(&(wq), &__entry);				\
	}								\
	__intr ? __intr : __left; })

#define wait_event(wq, cond) \
	((void)__wait_until(wq, cond, TASK_UNINTERRUPTIBLE, 1, schedule()))
#define wait_event_interruptible(wq, cond) ({ \
	long __wret = __wait_until(wq, cond, TASK_INTERRUPTIBLE, 1, schedule()); \
	__wret < 0 ? (int)__wret : 0; })
#define wait_event_killable(wq, cond) ({ \
	long __wret = __wait_until(wq, cond, TASK_KILLABLE, 1, schedule()); \
	__wret < 0 ? (int)__wret : 0; })
#define __wait_until_timeout(wq, cond, state, timeout) ({		\
	long __tret = __wait_until(wq, cond, state, timeout,		\
				   __left = schedule_timeout(__left));	\
	__tret == 0 && (cond) ? 1 : __tret; })
#define wait_event_timeout(wq, cond, timeout) \
	__wait_until_timeout(wq, cond, TASK_UNINTERRUPTIBLE, timeout)
#define wait_event_interruptible_timeout(wq, cond, timeout) \
	__wait_until_timeout(wq, cond, TASK_INTERRUPTIBLE, timeout)

bool wq_has_sleeper(struct wait_queue_head *wq_head);
void add_wait_queue_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *e);
void __add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *e);
void __remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *e);
void prepare_to_wait_exclusive(struct wait_queue_head *wq_head,
			       struct wait_queue_entry *e, int state);
long wait_woken(struct wait_queue_entry *wq_entry, unsigned int mode, long timeout);
int woken_wake_function(struct wait_queue_entry *wq_entry, unsigned int mode, int sync,
			void *key);
void __wake_up_locked(struct wait_queue_head *wq_head, unsigned int mode, int nr);

#define DEFINE_WAIT_FUNC(name, function) \
	struct wait_queue_entry name = { .private = current, .func = function, \
		.entry = LIST_HEAD_INIT((name).entry) }
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name)	DECLARE_WAIT_QUEUE_HEAD(name)
#define init_waitqueue_entry(wq_entry, p) do {		\
	(wq_entry)->flags = 0;				\
	(wq_entry)->private = (p);			\
	(wq_entry)->func = default_wake_function;	\
} while (0)
#define init_wait(wait) do {				\
	(wait)->private = current;			\
	(wait)->func = autoremove_wake_function;	\
	INIT_LIST_HEAD(&(wait)->entry);			\
	(wait)->flags = 0;				\
} while (0)

#define wake_up_locked(x)		__wake_up_locked((x), TASK_NORMAL, 1)
#define wake_up_all_locked(x)		__wake_up_locked((x), TASK_NORMAL, 0)
#define wake_up_interruptible_nr(x, nr)	__wake_up(x, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_sync(x)	__wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_poll(x, m) \
	__wake_up(x, TASK_INTERRUPTIBLE, 1, (void *)(uintptr_t)(m))
#define wait_event_killable_timeout(wq, cond, timeout) \
	__wait_until_timeout(wq, cond, TASK_KILLABLE, timeout)
#define wait_event_interruptible_exclusive(wq, cond)	wait_event_interruptible(wq, cond)
#define wait_event_freezable(wq, cond)			wait_event_interruptible(wq, cond)
#define wait_event_lock_irq(wq, cond, lock) \
	((void)__wait_until(wq, cond, TASK_UNINTERRUPTIBLE, 1, \
			    ({ spin_unlock_irq(&(lock)); schedule(); spin_lock_irq(&(lock)); })))
#define wait_event_interruptible_lock_irq(wq, cond, lock) ({		\
	long __wret = __wait_until(wq, cond, TASK_INTERRUPTIBLE, 1,	\
		({ spin_unlock_irq(&(lock)); schedule(); spin_lock_irq(&(lock)); })); \
	__wret < 0 ? (int)__wret : 0; })

#endif /* _LINUX_WAIT_H */
