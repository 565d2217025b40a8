/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

#include <linux/types.h>
#include <linux/capability.h>
#include <linux/uidgid.h>
#include <linux/sched.h>
#include <linux/init.h>
#include <linux/key.h>

struct user_struct;
struct user_namespace;

struct group_info {
	atomic_t usage;
	int ngroups;
	kgid_t gid[];
};

struct cred {
	atomic_t usage;
	kuid_t uid;
	kgid_t gid;
	kuid_t suid;
	kgid_t sgid;
	kuid_t euid;
	kgid_t egid;
	kuid_t fsuid;
	kgid_t fsgid;
	kernel_cap_t cap_inheritable;
	kernel_cap_t cap_permitted;
	kernel_cap_t cap_effective;
	kernel_cap_t cap_bset;
	kernel_cap_t cap_ambient;
	struct user_struct *user;
	struct user_namespace *user_ns;
	struct group_info *group_info;
};

const struct cred *get_cred(const struct cred *cred);
void put_cred(const struct cred *cred);
struct cred *prepare_creds(void);
int commit_creds(struct cred *new);
void abort_creds(struct cred *new);
const struct cred *override_creds(const struct cred *new);
void revert_creds(const struct cred *old);
const struct cred *get_task_cred(struct task_struct *task);
struct cred *prepare_kernel_cred(struct task_struct *daemon);
#define current_cred()		(current->cred)
#define get_current_cred()	(get_cred(current_cred()))
#define current_uid()		(current_cred()->uid)
#define current_gid()		(current_cred()->gid)
#define current_euid()		(current_cred()->euid)
#define current_egid()		(current_cred()->egid)
#define current_fsuid()		(current_cred()->fsuid)
#define current_fsgid()		(current_cred()->fsgid)
#define __task_cred(task)	((task)->cred)
#define task_uid(task)		(__task_cred(task)->uid)

#endif /* _LINUX_CRED_H */
