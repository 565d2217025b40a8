/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PERCPU_REFCOUNT_H
#define _LINUX_PERCPU_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/gfp.h>
#include <linux/rcupdate.h>

struct percpu_ref;
typedef void (percpu_ref_func_t)(struct percpu_ref *ref);

struct percpu_ref {
	unsigned long percpu_count_ptr;
	percpu_ref_func_t *release;
};

int __must_check percpu_ref_init(struct percpu_ref *ref, percpu_ref_func_t *release,
				 unsigned int flags, gfp_t gfp);
void percpu_ref_exit(struct percpu_ref *ref);
void percpu_ref_kill(struct percpu_ref *ref);
void percpu_ref_get(struct percpu_ref *ref);
bool percpu_ref_tryget(struct percpu_ref *ref);
bool percpu_ref_tryget_live(struct percpu_ref *ref);
void percpu_ref_put(struct percpu_ref *ref);

#endif /* _LINUX_PERCPU_REFCOUNT_H */
