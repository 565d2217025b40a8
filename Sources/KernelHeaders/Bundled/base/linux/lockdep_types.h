/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LOCKDEP_TYPES_H
#define _LINUX_LOCKDEP_TYPES_H

#include <linux/types.h>

struct lock_class_key { };
struct lockdep_map { };

#define STATIC_LOCKDEP_MAP_INIT(_name, _key)	{ }

#endif /* _LINUX_LOCKDEP_TYPES_H */
