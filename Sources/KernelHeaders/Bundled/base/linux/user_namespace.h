/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_USER_NAMESPACE_H
#define _LINUX_USER_NAMESPACE_H

#include <linux/kref.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <linux/uidgid.h>
#include <linux/err.h>
#include <linux/ns_common.h>
#include <linux/rwsem.h>
#include <linux/workqueue.h>

struct user_namespace {
	struct user_namespace *parent;
	int level;
	kuid_t owner;
	kgid_t group;
};
extern struct user_namespace init_user_ns;

#endif /* _LINUX_USER_NAMESPACE_H */
