/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CAPABILITY_H
#define _LINUX_CAPABILITY_H

#include <uapi/linux/capability.h>
#include <linux/types.h>
#include <linux/uidgid.h>

bool capable(int cap);

#define CAP_FOR_EACH_U32(__capi) \
	for ((__capi) = 0; (__capi) < 2; ++(__capi))

typedef struct kernel_cap_struct {
	__u32 cap[2];
} kernel_cap_t;

struct task_struct;
struct user_namespace;
bool has_capability(struct task_struct *t, int cap);
bool ns_capable(struct user_namespace *ns, int cap);

#endif /* _LINUX_CAPABILITY_H */
