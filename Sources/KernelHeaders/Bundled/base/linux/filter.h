/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FILTER_H
#define _LINUX_FILTER_H

#include <linux/atomic.h>
#include <linux/refcount.h>
#include <linux/skbuff.h>
#include <linux/bpf.h>
#include <linux/netdevice.h>
#include <net/xdp.h>
#include <linux/capability.h>
#include <linux/if_vlan.h>
#include <linux/kallsyms.h>
#include <linux/u64_stats_sync.h>
#include <linux/vmalloc.h>

u32 bpf_prog_run_xdp(const struct bpf_prog *prog, struct xdp_buff *xdp);
void __bpf_warn_invalid_xdp_action(int unused, ...);
/* 5.17 put the device and the program in front of the action. */
#define bpf_warn_invalid_xdp_action(args...)	__bpf_warn_invalid_xdp_action(0, args)
int xdp_do_redirect(struct net_device *dev, struct xdp_buff *xdp, struct bpf_prog *prog);
void xdp_do_flush(void);
#define xdp_do_flush_map	xdp_do_flush

#endif /* _LINUX_FILTER_H */
