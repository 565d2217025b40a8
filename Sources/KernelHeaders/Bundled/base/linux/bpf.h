/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BPF_H
#define _LINUX_BPF_H

#include <uapi/linux/bpf.h>
#include <linux/workqueue.h>
#include <linux/file.h>
#include <linux/percpu.h>
#include <linux/err.h>
#include <linux/capability.h>
#include <linux/kallsyms.h>
#include <linux/mm_types.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/numa.h>
#include <linux/percpu-refcount.h>
#include <linux/refcount.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/wait.h>

struct bpf_prog;
struct bpf_map;

void bpf_prog_put(struct bpf_prog *prog);
void bpf_prog_inc(struct bpf_prog *prog);

#endif /* _LINUX_BPF_H */
