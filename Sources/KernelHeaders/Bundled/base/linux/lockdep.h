/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/lockdep_types.h>
#include <linux/list.h>
#include <linux/smp.h>

#define lockdep_assert_held(l)		do { (void)(l); } while (0)
#define lockdep_assert_not_held(l)	do { (void)(l); } while (0)
#define lockdep_assert_held_write(l)	do { (void)(l); } while (0)
#define lockdep_assert_held_read(l)	do { (void)(l); } while (0)
#define lockdep_assert_held_once(l)	do { (void)(l); } while (0)
#define lockdep_set_class(lock, key)	do { (void)(key); } while (0)
#define lockdep_is_held(l)		1
#define lockdep_register_key(key)	do { (void)(key); } while (0)
#define lockdep_unregister_key(key)	do { (void)(key); } while (0)
#define SINGLE_DEPTH_NESTING		1

#define lockdep_init_map(map, name, key, sub) \
	do { (void)(map); (void)(name); (void)(key); } while (0)
#define lockdep_set_class_and_name(lock, key, name)	do { (void)(key); } while (0)
#define lockdep_set_subclass(lock, sub)			do { } while (0)
#define lock_map_acquire(map)				do { (void)(map); } while (0)
#define lock_map_release(map)				do { (void)(map); } while (0)
#define might_lock(lock)				do { (void)(lock); } while (0)

#endif /* _LINUX_LOCKDEP_H */
