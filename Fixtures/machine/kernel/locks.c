// SPDX-License-Identifier: GPL-2.0
/* call: f() -> 0 */
/* Locks of every kind, used as they are meant to be. */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rwlock.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/spinlock.h>
#include <linux/completion.h>

/* The line of the first thing that is not as it should be; 0 when all is. */
#define CHECK(cond)	do { if (!(cond)) return __LINE__; } while (0)

static DEFINE_MUTEX(mutex);
static DEFINE_SPINLOCK(spin);
static DEFINE_RWLOCK(rwlock);
static DECLARE_RWSEM(rwsem);
static DECLARE_COMPLETION(holding);
static DECLARE_COMPLETION(go);
static DECLARE_COMPLETION(finished);
static int order;

static int holder(void *data)
{
	mutex_lock(&mutex);
	complete(&holding);
	wait_for_completion(&go);
	order = order * 10 + 1;
	mutex_unlock(&mutex);
	complete(&finished);
	return 0;
}

int f(void)
{
	struct task_struct *task;
	struct mutex local;
	unsigned long flags;

	mutex_lock(&mutex);
	CHECK(mutex_is_locked(&mutex));
	spin_lock_irqsave(&spin, flags);
	CHECK(spin_is_locked(&spin));
	read_lock(&rwlock);
	read_unlock(&rwlock);
	spin_unlock_irqrestore(&spin, flags);
	mutex_unlock(&mutex);
	CHECK(mutex_trylock(&mutex));
	mutex_unlock(&mutex);
	CHECK(spin_trylock(&spin));
	spin_unlock(&spin);
	write_lock(&rwlock);
	write_unlock(&rwlock);
	down_read(&rwsem);
	up_read(&rwsem);
	down_write(&rwsem);
	downgrade_write(&rwsem);
	up_read(&rwsem);
	CHECK(down_read_trylock(&rwsem));
	up_read(&rwsem);
	CHECK(mutex_lock_interruptible(&mutex) == 0);
	mutex_unlock(&mutex);
	mutex_init(&local);
	mutex_lock(&local);
	mutex_unlock(&local);
	mutex_destroy(&local);

	/* Somebody else has it: this task waits. */
	task = kthread_run(holder, NULL, "holder");
	CHECK(!IS_ERR(task));
	wait_for_completion(&holding);
	CHECK(!mutex_trylock(&mutex));
	complete(&go);
	mutex_lock(&mutex);
	order = order * 10 + 2;
	mutex_unlock(&mutex);
	wait_for_completion(&finished);
	CHECK(order == 12);
	return 0;
}
