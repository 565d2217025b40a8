/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_PKT_SCHED_H
#define _NET_PKT_SCHED_H

#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/if_vlan.h>
#include <linux/netdevice.h>

struct tc_etf_qopt_offload {
	u8 enable;
	s32 queue;
};

#endif /* _NET_PKT_SCHED_H */
