/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <linux/spinlock_types.h>
#include <linux/typecheck.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/bottom_half.h>
#include <linux/lockdep.h>
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/rwlock.h>
#include <linux/thread_info.h>

static inline raw_spinlock_t *spinlock_check(spinlock_t *lock)
{
	return &lock->rlock;
}

#define raw_spin_lock_init(lock)	do { *(lock) = __RAW_SPIN_LOCK_UNLOCKED(lock); } while (0)
#define spin_lock_init(lock) \
	do { spinlock_check(lock); *(lock) = __SPIN_LOCK_UNLOCKED(lock); } while (0)

void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
int spin_trylock(spinlock_t *lock);
void spin_lock_bh(spinlock_t *lock);
void spin_unlock_bh(spinlock_t *lock);
void spin_lock_irq(spinlock_t *lock);
void spin_unlock_irq(spinlock_t *lock);
void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);
int spin_is_locked(spinlock_t *lock);
unsigned long _raw_spin_lock_irqsave(raw_spinlock_t *lock);
void _raw_spin_unlock_irqrestore(raw_spinlock_t *lock, unsigned long flags);
void _raw_spin_lock(raw_spinlock_t *lock);
void _raw_spin_unlock(raw_spinlock_t *lock);

#define spin_lock_irqsave(lock, flags) do {			\
	typecheck(unsigned long, flags);			\
	flags = _raw_spin_lock_irqsave(spinlock_check(lock));	\
} while (0)
#define spin_lock_nested(lock, subclass)	spin_lock(lock)
#define raw_spin_lock(lock)			_raw_spin_lock(lock)
#define raw_spin_unlock(lock)			_raw_spin_unlock(lock)
#define raw_spin_lock_irqsave(lock, flags) do {			\
	typecheck(unsigned long, flags);			\
	flags = _raw_spin_lock_irqsave(lock);			\
} while (0)
#define raw_spin_unlock_irqrestore(lock, flags)	_raw_spin_unlock_irqrestore(lock, flags)
#define assert_spin_locked(lock)		do { (void)(lock); } while (0)

int spin_trylock_irq(spinlock_t *lock);
int spin_trylock_bh(spinlock_t *lock);
int spin_is_contended(spinlock_t *lock);
#define spin_trylock_irqsave(lock, flags) \
	({ local_irq_save(flags); spin_trylock(lock) ? 1 : ({ local_irq_restore(flags); 0; }); })
int _atomic_dec_and_lock(atomic_t *atomic, spinlock_t *lock);
#define atomic_dec_and_lock(atomic, lock)	_atomic_dec_and_lock(atomic, lock)

void raw_spin_lock_irq(raw_spinlock_t *lock);
void raw_spin_unlock_irq(raw_spinlock_t *lock);
#define spin_lock_irqsave_nested(lock, flags, subclass)	spin_lock_irqsave(lock, flags)

#endif /* _LINUX_SPINLOCK_H */
