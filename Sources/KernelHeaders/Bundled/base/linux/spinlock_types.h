/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/types.h>
#include <linux/lockdep_types.h>

typedef struct {
	volatile unsigned int slock;
} arch_spinlock_t;

typedef struct raw_spinlock {
	arch_spinlock_t raw_lock;
} raw_spinlock_t;

typedef struct spinlock {
	struct raw_spinlock rlock;
} spinlock_t;

typedef struct {
	arch_spinlock_t raw_lock;
} rwlock_t;

#define __RAW_SPIN_LOCK_UNLOCKED(name)	(raw_spinlock_t) { { 0 } }
#define __SPIN_LOCK_UNLOCKED(name)	(spinlock_t) { { { 0 } } }
#define __RW_LOCK_UNLOCKED(name)	(rwlock_t) { { 0 } }
#define DEFINE_RAW_SPINLOCK(x)		raw_spinlock_t x = { { 0 } }
#define DEFINE_SPINLOCK(x)		spinlock_t x = { { { 0 } } }
#define DEFINE_RWLOCK(x)		rwlock_t x = { { 0 } }

#endif /* _LINUX_SPINLOCK_TYPES_H */
