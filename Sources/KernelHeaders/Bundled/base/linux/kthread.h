/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>
#include <linux/workqueue.h>

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

struct kthread_worker {
	unsigned int		flags;
	raw_spinlock_t		lock;
	struct list_head	work_list;
	struct list_head	delayed_work_list;
	struct task_struct	*task;
	struct kthread_work	*current_work;
};

struct kthread_work;
typedef void (*kthread_work_func_t)(struct kthread_work *work);

struct kthread_work {
	struct list_head	node;
	kthread_work_func_t	func;
	struct kthread_worker	*worker;
	int			canceling;
};

struct kthread_delayed_work {
	struct kthread_work work;
	struct timer_list timer;
};

#define kthread_init_work(_work, _fn) do {	\
	INIT_LIST_HEAD(&(_work)->node);		\
	(_work)->func = (_fn);			\
	(_work)->worker = NULL;			\
} while (0)
void kthread_delayed_work_timer_fn(struct timer_list *t);
#define kthread_init_delayed_work(_dwork, _fn) do {				\
	kthread_init_work(&(_dwork)->work, (_fn));				\
	timer_setup(&(_dwork)->timer, kthread_delayed_work_timer_fn, TIMER_IRQSAFE); \
} while (0)
void kthread_init_worker(struct kthread_worker *worker);
__printf(2, 3)
struct kthread_worker *kthread_create_worker(unsigned int flags, const char namefmt[], ...);
void kthread_destroy_worker(struct kthread_worker *worker);
bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work);
bool kthread_queue_delayed_work(struct kthread_worker *worker,
				struct kthread_delayed_work *dwork, unsigned long delay);
bool kthread_mod_delayed_work(struct kthread_worker *worker,
			      struct kthread_delayed_work *dwork, unsigned long delay);
void kthread_flush_work(struct kthread_work *work);
void kthread_flush_worker(struct kthread_worker *worker);
bool kthread_cancel_work_sync(struct kthread_work *work);
bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *work);
int kthread_worker_fn(void *worker_ptr);
void kthread_bind(struct task_struct *k, unsigned int cpu);
int kthread_park(struct task_struct *k);
void kthread_unpark(struct task_struct *k);
bool kthread_freezable_should_stop(bool *was_frozen);
struct task_struct *kthread_create_on_cpu(int (*threadfn)(void *data), void *data,
					  unsigned int cpu, const char *namefmt);

#endif /* _LINUX_KTHREAD_H */
