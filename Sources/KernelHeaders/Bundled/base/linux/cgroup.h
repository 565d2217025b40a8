/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CGROUP_H
#define _LINUX_CGROUP_H

#include <linux/sched.h>
#include <linux/cpumask.h>
#include <linux/nodemask.h>
#include <linux/rculist.h>
#include <linux/fs.h>
#include <linux/seq_file.h>
#include <linux/kernfs.h>
#include <linux/ns_common.h>
#include <linux/jump_label.h>
#include <linux/nsproxy.h>
#include <linux/user_namespace.h>

struct cgroup;
struct cgroup_namespace;
struct cgroup_subsys;

struct cgroup_subsys_state {
	struct cgroup *cgroup;
	struct cgroup_subsys *ss;
	int id;
	unsigned int flags;
	struct cgroup_subsys_state *parent;
};

enum cgroup_subsys_id {
	cpuset_cgrp_id,
	cpu_cgrp_id,
	cpuacct_cgrp_id,
	memory_cgrp_id,
	devices_cgrp_id,
	CGROUP_SUBSYS_COUNT
};

extern struct cgroup_namespace init_cgroup_ns;
struct cgroup_subsys_state *task_css(struct task_struct *task, int subsys_id);
struct cgroup_subsys_state *task_get_css(struct task_struct *task, int subsys_id);
void css_get(struct cgroup_subsys_state *css);
void css_put(struct cgroup_subsys_state *css);
int cgroup_path(struct cgroup *cgrp, char *buf, size_t buflen);
int cgroup_path_ns(struct cgroup *cgrp, char *buf, size_t buflen,
		   struct cgroup_namespace *ns);

#endif /* _LINUX_CGROUP_H */
